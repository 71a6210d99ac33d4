import Support
import Terminal
import Testing

@Suite struct TableLayoutTests {
  private let columns = [
    TableColumn("Customer", minimum: 10, ideal: 20, priority: 100, isFlexible: true),
    TableColumn("Health", minimum: 6, ideal: 6, priority: 90, alignment: .trailing),
    TableColumn("Renewal", minimum: 8, ideal: 10, priority: 80),
    TableColumn("Owner", minimum: 6, ideal: 12, priority: 10),
  ]

  /// The columns as a drawing: each as wide as it is, named by its first letter.
  private func drawing(width: Int) -> String {
    let layout = TableLayout(columns, width: width, gap: 2)
    var line = Array(repeating: Character(" "), count: width)
    for placed in layout.columns {
      let letter = Character(String(columns[placed.index].title.text.prefix(1)))
      for column in placed.column..<min(placed.column + placed.width, width) {
        line[column] = letter
      }
    }
    return String(line)
  }

  @Test(arguments: [
    (66, "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC  HHHHHH  RRRRRRRRRR  OOOOOOOOOOOO"),
    (44, "CCCCCCCCCCCCCCCCCC  HHHHHH  RRRRRRRR  OOOOOO"),
    (36, "CCCCCCCCCC  HHHHHH  RRRRRRRR  OOOOOO"),
    (35, "CCCCCCCCCCCCCCCCC  HHHHHH  RRRRRRRR"),
    (20, "CCCCCCCCCCCC  HHHHHH"),
    (17, "CCCCCCCCCCCCCCCCC"),
    (4, "CCCC"),
  ])
  func `unimportant columns go first, and what is left is shared`(width: Int, drawn: String) {
    #expect(drawing(width: width) == drawn)
  }

  @Test func `a table fits at any width, and dropped columns are named`() {
    for width in 0...200 {
      let layout = TableLayout(columns, width: width)
      let right = layout.columns.map { $0.column + $0.width }.max() ?? 0
      #expect(right <= width, "width \(width)")
      #expect(layout.columns.count + layout.dropped.count == columns.count)
    }
    #expect(TableLayout(columns, width: 20).dropped == [2, 3])
    #expect(TableLayout([], width: 80).columns.isEmpty)
  }
}

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

@Suite struct ChartTests {
  @Test func `a sparkline rises with its values and shows gaps`() {
    #expect(Charts.sparkline([0, 1, nil, 2, 4, 8]).text == "▁▂·▃▅█")
    #expect(Charts.sparkline([5, 5, 5]).text == "▁▁▁")
    #expect(Charts.sparkline([0, 50, 100], range: 0...200).text == "▁▃▅")
    #expect(Charts.sparkline([0, .nan, 10], glyphs: .ascii).text == "_|#")
  }

  @Test(arguments: [(0.0, "    "), (0.5, "██  "), (0.55, "██▎ "), (1.0, "████"), (7.0, "████")])
  func `a bar is as wide as asked for`(share: Double, bar: String) {
    #expect(Charts.bar(share, width: 4).text == bar)
  }

  @Test func `every glyph takes one cell in both sets`() {
    for glyphs in [GlyphSet.unicode, .ascii] {
      for glyph in glyphs.levels + glyphs.fills + [glyphs.good, glyphs.risk, glyphs.horizontal] {
        #expect(glyph.width == 1)
      }
    }
    let ascii = GlyphSet.ascii
    #expect((ascii.levels + ascii.fills).allSatisfy { $0.text.utf8.count == 1 })
  }
}
