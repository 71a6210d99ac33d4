import Support
import Testing

@Suite struct VTScreenTests {
  /// A small screen that has taken in `bytes`.
  private func screen(_ bytes: String, rows: Int = 4, columns: Int = 10) -> VTScreen {
    var screen = VTScreen(rows: rows, columns: columns)
    screen.feed(bytes)
    return screen
  }

  @Test(arguments: [
    ("plain text", "ab\r\ncd", "ab\ncd"),
    ("absolute position", "\u{1B}[2;3Hx", "\n  x"),
    ("relative motion", "abc\u{1B}[2D-\u{1B}[B|\u{1B}[A^", "a-c^\n  |"),
    ("column and row", "\u{1B}[3dx\u{1B}[5Gy", "\n\nx   y"),
    ("erase to the end of the line", "abcdef\u{1B}[3G\u{1B}[K", "ab"),
    ("erase to the start of the line", "abcdef\u{1B}[3G\u{1B}[1K", "   def"),
    ("erase below", "aa\r\nbb\r\ncc\u{1B}[2;2H\u{1B}[J", "aa\nb"),
    ("erase above", "aa\r\nbb\r\ncc\u{1B}[2;1H\u{1B}[1J", "\n b\ncc"),
    ("erase characters", "abcdef\u{1B}[2G\u{1B}[3X", "a   ef"),
    ("insert characters", "abcdef\u{1B}[2G\u{1B}[2@", "a  bcdef"),
    ("delete characters", "abcdef\u{1B}[2G\u{1B}[2P", "adef"),
    ("insert lines", "aa\r\nbb\r\ncc\u{1B}[2H\u{1B}[L", "aa\n\nbb\ncc"),
    ("delete lines", "aa\r\nbb\r\ncc\u{1B}[2H\u{1B}[M", "aa\ncc"),
    ("repeat", "ab\u{1B}[3bc", "abbbbc"),
    ("insert mode", "abc\r\u{1B}[4hxy\u{1B}[4lz", "xyzbc"),
    ("tab stops", "a\tb", "a       b"),
    ("back tab", "abcdefghi\u{1B}[Zx", "abcdefghx"),
    ("save and restore", "a\u{1B}7\u{1B}[3;3Hb\u{1B}8c", "ac\n\n  b"),
    ("scroll at the bottom", "1\r\n2\r\n3\r\n4\r\n5", "2\n3\n4\n5"),
    ("reverse index at the top", "1\r\n2\u{1B}[H\u{1B}Mx", "x\n1\n2"),
    ("character sets are ignored", "\u{1B}(0q\u{1B}(B\u{0E}x\u{0F}", "qx"),
  ])
  func `motion, erasing and editing`(what: String, bytes: String, reads: String) {
    let screen = screen(bytes)
    #expect(screen.text == reads, "\(what): \(screen.picture)")
    #expect(screen.violations == [], "\(what)")
  }

  @Test func `a scroll region moves and leaves the rest alone`() {
    let screen = screen("1\r\n2\r\n3\r\n4\u{1B}[2;3r\u{1B}[3H\nx\u{1B}[r")
    expectScreen(
      screen,
      reads: """
        1
        3
        x
        4
        """)
    #expect(screen.cursor == VTScreen.Position(row: 0, column: 0))
  }

  @Test func `SU and SD scroll the region by as many rows as they say`() {
    expectScreen(self.screen("1\r\n2\r\n3\r\n4\u{1B}[2S"), reads: "3\n4")
    expectScreen(self.screen("1\r\n2\r\n3\r\n4\u{1B}[2T"), reads: "\n\n1\n2")
  }

  @Test func `a full row wraps only when another character comes`() {
    let full = screen("0123456789")
    #expect(full.cursor == VTScreen.Position(row: 0, column: 9))
    expectScreen(screen("0123456789a"), reads: "0123456789\na")
    expectScreen(screen("0123456789\r\nb"), reads: "0123456789\nb")
  }

  @Test func `without autowrap the last column is overwritten`() {
    expectScreen(screen("\u{1B}[?7l0123456789abc"), reads: "012345678c")
  }

  @Test func `a wide character takes two columns and wraps as a whole`() {
    let screen = screen("12345678日本")
    expectScreen(screen, reads: "12345678日\n本")
    #expect(screen.cursor == VTScreen.Position(row: 1, column: 2))
    expectScreen(self.screen("123456789日"), reads: "123456789\n日")
  }

  @Test(arguments: [
    ("日\u{1B}[1Gx", "x"), ("日\u{1B}[2Gx", " x"), ("日本\u{1B}[2G\u{1B}[K", ""),
    ("日本\u{1B}[2G\u{1B}[P", " 本"), ("日\u{1B}[2G\u{1B}[@", ""),
  ])
  func `half a wide character never stays`(bytes: String, reads: String) {
    #expect(screen(bytes).text == reads)
  }

  @Test func `combining marks join the character before them`() {
    let screen = screen("e\u{301}x")
    #expect(screen.text == "e\u{301}x")
    #expect(screen.cursor.column == 2)
    #expect(self.screen("012345678e\u{301}").text == "012345678e\u{301}")
  }

  @Test func `the alternate screen hides the normal one and gives it back`() {
    var screen = screen("shell\u{1B}[?1049h\u{1B}[2J\u{1B}[Happ")
    #expect(screen.text == "app")
    #expect(screen.isAlternate)
    screen.feed("\u{1B}[?1049l")
    #expect(screen.text == "shell")
    #expect(screen.cursor == VTScreen.Position(row: 0, column: 5))
  }

  @Test func `modes are tracked, and are the initial ones after their inverse`() {
    var screen = screen("\u{1B}[?1049;1000h\u{1B}[?25l\u{1B}[?2004h\u{1B}=\u{1B}[>1u")
    #expect(screen.modes == [7, 66, 1000, 1049, 2004])
    #expect(!screen.isCursorVisible)
    #expect(screen.keyboardFlags == [1])
    screen.feed("\u{1B}[<u\u{1B}>\u{1B}[?2004l\u{1B}[?25h\u{1B}[?1000l\u{1B}[?1049l")
    #expect(screen.modes == VTScreen.initialModes)
    #expect(screen.keyboardFlags == [])
  }

  @Test func `styles read as letters with a legend`() {
    let screen = screen("a\u{1B}[1;31mbc\u{1B}[0;38;5;208;48;2;1;2;3md\u{1B}[me")
    #expect(
      screen.styleMap.description.split(separator: "\n").joined(separator: " / ")
        == ".aab / . plain / a bold fg 1 / b fg 208 bg 1,2,3")
  }

  @Test(arguments: [
    ("38:2::1:2:3", VTColor.direct(red: 1, green: 2, blue: 3)),
    ("38:2:1:2:3", .direct(red: 1, green: 2, blue: 3)), ("38:5:9", .indexed(9)),
    ("97", .indexed(15)), ("31;39", .standard),
  ])
  func `colors are read in every spelling`(parameters: String, color: VTColor) {
    let screen = screen("\u{1B}[\(parameters)mx")
    #expect(screen.style(row: 0, column: 0).foreground == color)
    #expect(screen.violations == [])
  }

  @Test func `erasing paints the background and nothing else`() {
    let screen = screen("\u{1B}[1;7;44m\u{1B}[K")
    var blue = VTStyle.plain
    blue.background = .indexed(4)
    #expect(screen.style(row: 0, column: 5) == blue)
  }

  @Test(arguments: [
    "\u{00}", "\u{07}", "\u{01}", "\u{7F}", "\u{1B}]52;c;eA==\u{07}", "\u{1B}]8;;http://x\u{1B}\\",
    "\u{1B}P1$r\u{1B}\\", "\u{1B}_x\u{1B}\\", "\u{9B}31m", "\u{202E}", "\u{200B}", "\u{FEFF}",
    "\u{E0041}", "\u{1B}[99~", "\u{1B}[8;1;1t", "\u{1B}[?9999h", "\u{1B}[31\u{0A}m", "\u{1B}[20h",
    "\u{1B}[777m", "\u{1B}Z",
  ])
  func `what no program should send is reported`(bytes: String) {
    let screen = screen("ok" + bytes)
    #expect(screen.violations.count >= 1, "nothing said about \(bytes.debugDescription)")
    #expect(screen.text.hasPrefix("ok"))
  }

  @Test func `bytes that are not UTF-8 are reported, and what follows is read`() {
    var screen = VTScreen(rows: 1, columns: 10)
    screen.feed([0xFF, 0x61, 0xC3, 0x62, 0xED, 0xA0, 0x80, 0x63])
    #expect(screen.text == "abc")
    #expect(screen.violations.count == 3)
  }

  @Test func `every split of the bytes gives the same screen`() {
    let bytes = Array("\u{1B}[2;2H日\u{1B}[38;5;1mé\u{1B}]2;title\u{1B}\\\u{1B}[?1000h!".utf8)
    var whole = VTScreen(rows: 4, columns: 10)
    whole.feed(bytes)
    for cut in bytes.indices {
      var parts = VTScreen(rows: 4, columns: 10)
      parts.feed(bytes[..<cut])
      parts.feed(bytes[cut...])
      #expect(parts.picture == whole.picture, "cut at byte \(cut)")
      #expect(parts.title == "title", "cut at byte \(cut)")
    }
  }

  @Test func `random bytes never leave the grid`() {
    for seed in UInt64(0)..<20 {
      var generator = SeededGenerator(seed: seed)
      var screen = VTScreen(rows: 3, columns: 7)
      let alphabet = Array("\u{1B}[[[;?0123456789ABCDHJKLMPX@bhlmrtu日é\n\r\tx".utf8)
      let noise = (0..<4_000).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      screen.feed(noise)
      let isInside = (0..<3).contains(screen.cursor.row) && (0..<7).contains(screen.cursor.column)
      #expect(isInside && screen.lines.count == 3, "\(generator)")
      screen.resize(rows: 2, columns: 3)
      #expect(screen.lines.count == 2 && screen.cursor.column < 3, "\(generator)")
    }
  }

  @Test func `queries are answered as xterm would`() {
    var screen = screen("ab\u{1B}[6n\u{1B}[?2004h\u{1B}[?2004$p")
    let replies = String(decoding: screen.takeReplies(), as: UTF8.self)
    #expect(replies == "\u{1B}[1;3R\u{1B}[?2004;1$y")
    #expect(screen.takeReplies().isEmpty)
  }
}
