import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// What is not made anew, and when it is.
@Suite struct DrawnOnceTests {
  @Test func `a line is drawn when it comes into sight, and again with another look`() {
    var drawn = DrawnLines<Int, String>()
    var asked: [Int] = []
    func draw(_ ids: Range<Int>, look: String) -> String {
      var canvas = Canvas(size: Size(rows: ids.count, columns: 4))
      drawn.draw(look) { drawn in
        for (row, id) in ids.enumerated() {
          canvas.within(Rect(row: row, column: 0, rows: 1, columns: 4)) { canvas in
            drawn.line(id, on: &canvas) { canvas in
              asked.append(id)
              canvas.write("\(id)", row: 0)
            }
          }
        }
      }
      return canvas.buffer.text
    }
    #expect(draw(0..<2, look: "wide") == "0\n1")
    #expect(draw(1..<3, look: "wide") == "1\n2")
    #expect(asked == [0, 1, 2])
    #expect(draw(0..<2, look: "wide") == "0\n1")
    #expect(asked == [0, 1, 2], "the way back draws nothing")
    #expect(draw(0..<2, look: "narrow") == "0\n1")
    #expect(asked == [0, 1, 2, 0, 1])
  }

  @Test func `some screens of lines are kept, and not all that were ever seen`() {
    var drawn = DrawnLines<Int, String>()
    var asked = 0
    func draw(_ ids: Range<Int>) {
      var canvas = Canvas(size: Size(rows: 1, columns: 4))
      drawn.draw("wide") { drawn in
        for id in ids { drawn.line(id, on: &canvas) { _ in asked += 1 } }
      }
    }
    for first in stride(from: 0, to: 1_000, by: 50) { draw(first..<(first + 50)) }
    #expect(asked == 1_000)
    draw(950..<1_000)
    #expect(asked == 1_000)
    draw(0..<50)
    #expect(asked == 1_050)
  }

  @Test func `a line that is partly out of sight is not taken for the whole`() {
    var canvas = Canvas(size: Size(rows: 1, columns: 4))
    canvas.within(Rect(row: 0, column: 2, rows: 1, columns: 4)) { canvas in
      #expect(canvas.cells.isEmpty)
      let isWhole = canvas.put([Cell](repeating: .blank, count: 4))
      #expect(!isWhole)
    }
  }

  @Test func `customers that are as they were are not laid out again`() {
    let rows: [PortfolioRow] = [.sample("Acme"), .sample("Globex")]
    var state = AppState.sample(rows)
    let reading = PortfolioReading(book: .own)
    _ = state.update(.loaded(Loaded(reading, Array(rows.reversed()))))
    let before = state.portfolio?.generation
    _ = state.update(.loaded(Loaded(reading, Array(rows.reversed()))))
    #expect(state.portfolio?.generation == before)

    let tomorrow = Day.sampleToday.adding(days: 1)
    _ = state.update(.loaded(Loaded(reading, PortfolioSheet(rows.reversed(), today: tomorrow))))
    #expect(state.portfolio?.generation != before)
  }

  @Test func `a value that changed is drawn although its line was drawn before`() {
    var state = AppState.sample([.sample("Acme", tickets: 3)])
    _ = state.text()
    state.press("j")
    _ = state.text()
    _ = state.update(
      .loaded(Loaded(PortfolioReading(book: .own), [.sample("Acme", health: 12)])))
    #expect(state.text().contains("12"))
  }

  @Test func `ages on a 360 go on while nothing else happens`() {
    var state = AppState.on360(.sample())
    #expect(state.text().contains("Newest data        synced 2m ago"))
    let surroundings = state.surroundings
    let later = surroundings.now.adding(seconds: 60)
    _ = state.update(.clock(now: later, today: surroundings.today))
    #expect(state.text().contains("Newest data        synced 3m ago"))
  }
}
