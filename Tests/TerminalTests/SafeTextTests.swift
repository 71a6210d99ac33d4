import Support
import Terminal
import Testing

@Suite struct SafeTextTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("a\u{1B}[31mb", "a\u{FFFD}[31mb"),
    ("a\u{9B}31mb", "a\u{FFFD}31mb"),
    ("bell\u{7}del\u{7F}", "bell\u{FFFD}del\u{FFFD}"),
    ("tab\tnew\nline\r\nend", "tab new line  end"),
    ("user\u{202E}gnp.exe", "usergnp.exe"),
    ("zero\u{200B}width\u{FEFF}", "zerowidth"),
    ("soft\u{AD}hyphen", "softhyphen"),
    ("no\u{A0}break\u{3000}wide", "no break wide"),
    ("\u{301}lonely mark", "lonely mark"),
    ("e\u{301}", "e\u{301}"),
    ("日本株式会社", "日本株式会社"),
    ("👩‍💻 coder", "👩 coder"),
    ("👍🏽 yes", "👍 yes"),
    ("🇩🇪 Germany", "DE Germany"),
    ("❤️ heart", "❤ heart"),
    ("🏴\u{E0067}\u{E0062}\u{E007F}!", "🏴!"),
    ("blank\u{3164}letter", "blank letter"),
  ])
  func `hostile text comes out harmless`(raw: String, clean: String) {
    let scalars = Array(SafeText(sanitizing: raw).text.unicodeScalars)
    #expect(scalars == Array(clean.unicodeScalars))
  }

  @Test(arguments: [0xFFFE, 0xFFFF, 0xFDD0, 0x10FFFF, 0xE000] as [UInt32])
  func `what is no character is shown as a replacement`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(SafeText(sanitizing: "a\(Character(scalar))b").text == "a\u{FFFD}b")
  }

  @Test func `marks are capped for each base`() {
    let text = SafeText(sanitizing: "z" + String(repeating: "\u{301}", count: 50) + "a")
    #expect(text.text.unicodeScalars.count == 5)
    #expect(text.width == 2)
  }

  @Test func `no forbidden scalar survives, whatever comes in`() {
    var random = SeededGenerator(seed: 20_260_101)
    for _ in 0..<2_000 {
      let raw = NastyText.make(using: &random, count: Int.random(in: 0...40, using: &random))
      let lines = SafeText.lines(sanitizing: raw) + [SafeText(sanitizing: raw)]
      for scalar in lines.flatMap(\.text.unicodeScalars) {
        #expect(ForbiddenScalar.objection(to: scalar) == nil, "\(random): U+\(scalar.value)")
      }
    }
  }

  @Test func `cleaning twice changes nothing, and the width is the sum of its scalars`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<1_000 {
      let text = SafeText(sanitizing: NastyText.make(using: &random, count: 30))
      #expect(SafeText(sanitizing: text.text) == text, "\(random)")
      let sum = text.text.unicodeScalars.reduce(0) { $0 + CellWidth.of($1) }
      #expect(text.width == sum, "\(random): \(text.text)")
    }
  }

  @Test func `long text is cut with an ellipsis at the limit`() {
    let text = SafeText(sanitizing: String(repeating: "x", count: 5_000), limit: 10)
    #expect(text == "xxxxxxxxx…")
    #expect(SafeText(sanitizing: String(repeating: "日", count: 9), limit: 6).text == "日日…")
  }

  @Test func `megabytes of nothing are given up on`() {
    let text = SafeText(sanitizing: String(repeating: "\u{200B}", count: 1 << 20) + "late")
    #expect(text.isEmpty)
  }

  @Test func `interpolation takes safe pieces and numbers`() {
    let name = SafeText(sanitizing: "Ac\u{1B}me")
    let line: SafeText = "\(name) renews in \(12) days"
    #expect(line.text == "Ac\u{FFFD}me renews in 12 days")
    #expect(line.width == 23)
  }

  @Test func `a note keeps its lines and expands its tabs`() {
    let lines = SafeText.lines(sanitizing: "one\r\ntwo\n\n\tx\ry\u{2028}z\n")
    #expect(lines.map(\.text) == ["one", "two", "", "    x", "y", "z", ""])
    #expect(SafeText.lines(sanitizing: "").map(\.text) == [""])
    #expect(SafeText.lines(sanitizing: "a\nb\nc", lineLimit: 2).map(\.text) == ["a", "b"])
  }
}
