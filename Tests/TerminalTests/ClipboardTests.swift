import Testing

@testable import Terminal

@Suite struct ClipboardTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("株", "5qCq"), ("a?>~", "YT8+fg=="),
  ])
  func `a text is encoded as RFC 4648 says`(text: String, encoded: String) {
    let bytes = Clipboard.bytes(SafeText(sanitizing: text))
    #expect(String(decoding: bytes, as: UTF8.self) == "\u{1B}]52;c;\(encoded)\u{1B}\\")
  }

  @Test(arguments: [
    ("xterm-256color", true), ("vte-256color", true), ("tmux-256color", true), ("vt100", false),
    ("vt52", false), ("linux", false), ("linux-16color", false), ("cons25", false),
    ("dumb", false), ("", false),
  ])
  func `a console or an old terminal is sent nothing`(type: String, isReached: Bool) {
    #expect(Clipboard.isReached(by: type) == isReached)
  }

  @Test func `what a terminal would not take is not sent`() {
    let most = SafeText(sanitizing: String(repeating: "x", count: 56_244), limit: 100_000)
    #expect(Clipboard.fits(most))
    let more = SafeText(sanitizing: String(repeating: "x", count: 56_248), limit: 100_000)
    #expect(!Clipboard.fits(more))
    #expect(Clipboard.bytes(more).isEmpty)
  }
}
