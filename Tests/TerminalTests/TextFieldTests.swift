import Support
import Terminal
import Testing

@Suite struct TextFieldTests {
  private func field(_ text: String = "", keys: String...) -> TextField {
    var field = TextField(text)
    for key in keys { press(key, on: &field) }
    return field
  }

  @discardableResult
  private func press(_ key: String, on field: inout TextField) -> Bool {
    KeyPress(key).map { field.handle(.key($0)) } ?? false
  }

  @Test(
    arguments: [
      (["x"], "call Acmex"), (["home", "x"], "xcall Acme"), (["left", "x"], "call Acmxe"),
      (["backspace"], "call Acm"), (["ctrl+w"], "call "), (["ctrl+left", "ctrl+w"], "Acme"),
      (["home", "delete"], "all Acme"), (["ctrl+u"], ""), (["home", "ctrl+k"], ""),
      (["ctrl+left", "ctrl+k"], "call "), (["home", "alt+d"], " Acme"),
      (["ctrl+a", "alt+f", "x"], "callx Acme"), (["end", "right", "delete", "x"], "call Acmex"),
    ] as [([String], String)])
  func `keys edit`(keys: [String], text: String) {
    var field = TextField("call Acme")
    for key in keys { press(key, on: &field) }
    #expect(field.text == text)
  }

  @Test func `what a person sees as one character goes as one`() {
    var field = TextField("e\u{301}👩‍💻")
    press("backspace", on: &field)
    #expect(field.text == "e\u{301}")
    press("backspace", on: &field)
    #expect(field.text.isEmpty)
  }

  @Test func `a mark typed after its letter joins it`() {
    var field = TextField("e")
    _ = field.handle(.key(KeyPress(.character("\u{301}"))))
    #expect(field.text == "e\u{301}")
    #expect(field.cursor == 1)
  }

  @Test func `a paste keeps to one line and loses what cannot be shown`() {
    var field = TextField()
    _ = field.handle(.paste("a\r\nb\tc\u{1B}[31m\u{202E}👍🏽", isCut: false))
    #expect(field.text == "a b c[31m👍🏽")
  }

  @Test func `enter, escape and unknown chords are left to others`() {
    var field = TextField("x")
    for key in ["enter", "esc", "tab", "ctrl+s", "up", "f1", "alt+z"] {
      #expect(!press(key, on: &field), "\(key)")
    }
    #expect(field.text == "x")
  }

  @Test func `text past the limit is not taken`() {
    var field = TextField("", limit: 4)
    _ = field.handle(.paste("abcdefgh", isCut: false))
    _ = field.handle(.key(KeyPress(.character("z"))))
    #expect(field.text == "abcd")
  }

  @Test func `what does not fit is told, until the next key`() {
    var field = TextField("", limit: 4)
    _ = field.handle(.paste("abcd", isCut: false))
    #expect(!field.didOverflow)
    press("z", on: &field)
    #expect(field.didOverflow)
    for key in ["left", "home", "backspace"] {
      _ = field.handle(.paste("efgh", isCut: false))
      #expect(field.didOverflow)
      press(key, on: &field)
      #expect(!field.didOverflow, "\(key)")
    }
    _ = field.handle(.paste("", isCut: true))
    #expect(field.didOverflow)
  }

  @Test(arguments: ["\r\n", "🇩🇪", "\u{1112}\u{1161}\u{11AB}", "👩‍👩‍👧‍👦", "e\u{301}"])
  func `characters of several code points count as one`(character: String) {
    let whole = String(repeating: character, count: 600)
    let shown = character == "\r\n" ? String(repeating: " ", count: 600) : whole
    #expect(TextField(whole, limit: 500).text == shown)
    var field = TextField("", limit: 600)
    _ = field.handle(.paste(whole, isCut: false))
    #expect(field.text == shown || field.didOverflow)
  }

  @Test func `a text with line ends of two characters keeps its end`() {
    let text = String(repeating: "x\r\n", count: 300) + "end"
    #expect(TextField(text, limit: 500).text == String(repeating: "x ", count: 300) + "end")
    var field = TextField("", limit: 603)
    _ = field.handle(.paste(text, isCut: false))
    #expect(field.text.hasSuffix("end"))
    #expect(!field.didOverflow)
  }

  @Test func `text that is there already is kept whole, and takes no more`() {
    var field = TextField("a long name", limit: 4)
    for key in ["z", "backspace", "y", "z"] {
      _ = KeyPress(key).map { field.handle(.key($0)) }
    }
    #expect(field.text == "a long namy")
  }

  @Test(arguments: [
    ("short", "[short   ]", 6), ("eight ch", "[ight ch ]", 8), ("日本語です", "[ 語です ]", 8),
  ])
  func `the field scrolls so that the cursor is visible`(
    text: String, reads: String, cursor: Int
  ) {
    var canvas = Canvas(size: Size(rows: 1, columns: 10))
    canvas.write("[", row: 0)
    TextField(text).draw(on: &canvas, row: 0, column: 1, width: 8, isFocused: true)
    canvas.write("]", row: 0, column: 9)
    expectScreen(canvas.buffer.text, reads: reads)
    #expect(canvas.buffer.cursor == Position(row: 0, column: cursor))
  }

  @Test func `an empty field shows its placeholder`() {
    var canvas = Canvas(size: Size(rows: 1, columns: 10))
    TextField().draw(
      on: &canvas, row: 0, column: 0, width: 10, isFocused: true, placeholder: "search")
    expectScreen(canvas.buffer.text, reads: "search")
    #expect(canvas.buffer[0, 0].role == .inputPlaceholder)
  }
}
