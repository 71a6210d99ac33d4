import Support
import Terminal
import Testing

@Suite struct ScrollWindowTests {
  @Test(arguments: [
    (from: 0, index: 0, offset: 0), (from: 0, index: 5, offset: 0), (from: 0, index: 8, offset: 1),
    (from: 50, index: 10, offset: 8), (from: 50, index: 99, offset: 90),
    (from: 95, index: 99, offset: 90),
  ])
  func `the selection stays visible with a margin`(from: Int, index: Int, offset: Int) {
    var window = ScrollWindow(offset: from)
    window.reveal(index, count: 100, rows: 10)
    #expect(window.offset == offset)
  }

  @Test func `a selection that is visible does not move the list`() {
    var window = ScrollWindow(offset: 20)
    window.reveal(25, count: 100, rows: 10)
    #expect(window.offset == 20)
  }

  @Test func `the selection is on screen for any sizes`() {
    var random = SeededGenerator(seed: 3)
    var window = ScrollWindow()
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...30, using: &random)
      let rows = Int.random(in: 0...12, using: &random)
      let index = count == 0 ? nil : Int.random(in: 0..<count, using: &random)
      window.reveal(index, count: count, rows: rows)
      let visible = window.visible(count: count, rows: rows)
      #expect(visible.upperBound <= count && visible.count <= rows, "\(random)")
      if let index, rows > 0 { #expect(visible.contains(index), "\(random)") }
      if count >= rows { #expect(visible.count == rows, "\(random): a gap at the end") }
    }
  }
}
