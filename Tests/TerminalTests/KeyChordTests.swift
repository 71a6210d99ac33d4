import Terminal
import Testing

@Suite struct KeyChordTests {
  @Test(arguments: [
    "k", "K", "ctrl+k", "g g", "shift+tab", "enter", "esc", "space", "pageup", "f5", "shift+f12",
    "ctrl+alt+left", "alt+x", "plus", "ctrl+plus", ":", "?", "é", "ctrl+w ctrl+w", "g G",
  ])
  func `a chord reads as it is written`(text: String) throws {
    let chord = try #require(KeyChord(text))
    #expect(chord.description == text)
    #expect(KeyChord(chord.description) == chord)
  }

  @Test(arguments: ["", "ctrl+", "hyper+k", "f25", "f0", "ab", "k ctrl+oops", "+"])
  func `what is no key is refused`(text: String) {
    #expect(KeyChord(text) == nil)
  }

  @Test(arguments: [
    ("shift+k", "K"), ("ctrl+K", "ctrl+k"), ("alt+ctrl+x", "ctrl+alt+x"), ("Enter", "enter"),
    ("CTRL+k", "ctrl+k"), ("F5", "f5"),
  ])
  func `a press has one form`(text: String, form: String) {
    #expect(KeyChord(text)?.description == form)
  }

  @Test func `what the keyboard sends matches what a keymap says`() {
    var decoder = InputDecoder()
    let sent = decoder.feed(Array("\u{B}\u{1B}[Z\u{1B}xK ".utf8))
    let written = ["ctrl+k", "shift+tab", "alt+x", "K", "space"]
    #expect(sent == written.compactMap { KeyPress($0).map(InputEvent.key) })
  }
}
