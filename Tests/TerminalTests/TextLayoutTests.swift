import Support
import Terminal
import Testing

@Suite struct TextLayoutTests {
  @Test(arguments: [
    ("a", 1), ("é", 1), ("日", 2), ("ｱ", 1), ("Ａ", 2), ("😀", 2), ("❤", 1), ("─", 1), ("한", 2),
    ("\u{301}", 0), ("\u{20DD}", 0), ("\u{1161}", 0), ("\u{93F}", 1), ("\u{20000}", 2),
    ("…", 1), ("①", 1),
  ])
  func `widths follow Unicode`(text: String, width: Int) throws {
    let scalar = try #require(text.unicodeScalars.first)
    #expect(CellWidth.of(scalar) == width)
  }

  @Test(arguments: [
    ("customer", 8, "customer"), ("customer", 5, "cust…"), ("customer", 1, "…"),
    ("customer", 0, ""), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 1, "…"),
    ("e\u{301}te\u{301}", 2, "e\u{301}…"),
  ])
  func `what is cut ends in an ellipsis`(raw: String, limit: Int, cut: String) {
    #expect(SafeText(sanitizing: raw).truncated(to: limit).text == cut)
  }

  @Test(arguments: [
    (Alignment.leading, "ab   "), (.trailing, "   ab"), (.center, " ab  "),
  ])
  func `text leans to its side`(alignment: Alignment, fitted: String) {
    #expect(SafeText("ab").fitted(to: 5, alignment: alignment).text == fitted)
  }

  @Test func `fitting gives exactly the width asked for`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<1_000 {
      let text = SafeText(sanitizing: NastyText.make(using: &random, count: 20))
      let cells = Int.random(in: 0...30, using: &random)
      #expect(text.truncated(to: cells).width <= cells, "\(random)")
      #expect(text.fitted(to: cells).width == cells, "\(random): \(text.text) in \(cells)")
    }
  }

  @Test(arguments: [
    ("the quick brown fox", 10, ["the quick", "brown fox"]),
    ("the quick brown fox", 9, ["the quick", "brown fox"]),
    ("unbreakable", 4, ["unbr", "eaka", "ble"]),
    ("", 5, [""]),
    ("日本語です", 5, ["日本", "語で", "す"]),
    ("a verylongword b", 6, ["a", "verylo", "ngword", "b"]),
    ("  indented", 20, ["  indented"]),
  ])
  func `lines break at spaces`(raw: String, cells: Int, lines: [String]) {
    #expect(SafeText(sanitizing: raw).wrapped(to: cells).map(\.text) == lines)
  }

  @Test func `wrapping keeps every word and never overflows`() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<1_000 {
      let text = SafeText(sanitizing: NastyText.make(using: &random, count: 60))
      let cells = Int.random(in: 2...20, using: &random)
      let lines = text.wrapped(to: cells)
      #expect(lines.allSatisfy { $0.width <= cells }, "\(random)")
      #expect(solid(lines.map(\.text).joined()) == solid(text.text), "\(random)")
    }
  }

  private func solid(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0 != " " }
  }
}
