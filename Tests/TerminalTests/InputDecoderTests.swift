import Support
import Terminal
import Testing

@Suite struct InputDecoderTests {
  /// What a terminal sends, and what it means.
  static let table: [(bytes: String, events: [InputEvent])] = [
    ("a", [key(.character("a"))]),
    ("K", [key(.character("K"))]),
    ("é", [key(.character("é"))]),
    ("日", [key(.character("日"))]),
    ("😀", [key(.character("😀"))]),
    ("\r", [key(.enter)]),
    ("\t", [key(.tab)]),
    ("\u{7F}", [key(.backspace)]),
    ("\u{8}", [key(.backspace)]),
    ("\u{0}", [key(.character(" "), .control)]),
    ("\u{B}", [key(.character("k"), .control)]),
    ("\u{1F}", [key(.character("_"), .control)]),
    ("\u{1B}[A", [key(.up)]),
    ("\u{1B}OA", [key(.up)]),
    ("\u{1B}[1;5C", [key(.right, .control)]),
    ("\u{1B}[1;2D", [key(.left, .shift)]),
    ("\u{1B}[1;3A", [key(.up, .alt)]),
    ("\u{1B}[H", [key(.home)]),
    ("\u{1B}[4~", [key(.end)]),
    ("\u{1B}[5~", [key(.pageUp)]),
    ("\u{1B}[3;5~", [key(.delete, .control)]),
    ("\u{1B}[Z", [key(.tab, .shift)]),
    ("\u{1B}OP", [key(.function(1))]),
    ("\u{1B}[15~", [key(.function(5))]),
    ("\u{1B}[15;2~", [key(.function(5), .shift)]),
    ("\u{1B}[1;2R", [key(.function(3), .shift)]),
    ("\u{1B}[[A", [key(.function(1))]),
    ("\u{1B}x", [key(.character("x"), .alt)]),
    ("\u{1B}\u{7F}", [key(.backspace, .alt)]),
    ("\u{1B}[97;5u", [key(.character("a"), .control)]),
    ("\u{1B}[97;2u", [key(.character("A"))]),
    ("\u{1B}[13;2u", [key(.enter, .shift)]),
    ("\u{1B}[27;1u", [key(.escape)]),
    ("\u{1B}[27;5;105~", [key(.character("i"), .control)]),
    ("\u{1B}[97;1:3u", []),
    ("\u{1B}[I", [.focus(true)]),
    ("\u{1B}[O", [.focus(false)]),
    ("\u{1B}[<0;3;2M", [.mouse(MouseEvent(.press(.left), at: Position(row: 1, column: 2)))]),
    ("\u{1B}[<2;1;1m", [.mouse(MouseEvent(.release(.right), at: Position(row: 0, column: 0)))]),
    ("\u{1B}[<32;9;9M", [.mouse(MouseEvent(.drag(.left), at: Position(row: 8, column: 8)))]),
    (
      "\u{1B}[<80;5;5M",
      [.mouse(MouseEvent(.wheelUp, at: Position(row: 4, column: 4), modifiers: .control))]
    ),
    ("\u{1B}[<65;5;5M", [.mouse(MouseEvent(.wheelDown, at: Position(row: 4, column: 4)))]),
    ("\u{1B}[M !!", [.mouse(MouseEvent(.press(.left), at: Position(row: 0, column: 0)))]),
    (
      "\u{1B}[M`%qx",
      [.mouse(MouseEvent(.wheelUp, at: Position(row: 80, column: 4))), key(.character("x"))]
    ),
    ("\u{1B}[M#!!", []),
    ("\u{1B}[M\u{1B}[Aj", [key(.character("j"))]),
    ("\u{1B}[32;5;9M", [.mouse(MouseEvent(.press(.left), at: Position(row: 8, column: 4)))]),
    ("\u{1B}[35;5;9M", []),
    ("\u{1B}OM", [key(.enter)]),
    ("\u{1B}Ou", [key(.character("5"))]),
    ("\u{1B}Oj", [key(.character("*"))]),
    ("\u{1B}[?2026;2$y", [.reply(.mode(2026, state: 2))]),
    ("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", [.reply(.background(.light))]),
    ("\u{1B}]11;rgb:0/00/000\u{07}", [.reply(.background(.dark))]),
    ("\u{1B}]11;rgba:fd/f6/e3/ff\u{07}", [.reply(.background(.light))]),
    ("\u{1B}]11;#002b36\u{07}", [.reply(.background(.dark))]),
    ("\u{1B}]11;rgb:ffff/ffff\u{07}", [.reply(.other)]),
    ("\u{1B}]11;rgb:fffff/0/0\u{07}", [.reply(.other)]),
    ("\u{1B}]10;rgb:ffff/ffff/ffff\u{07}", [.reply(.other)]),
    ("\u{1B}[?997;2n", [.reply(.background(.light))]),
    ("\u{1B}[?62;22c", [.reply(.primaryAttributes)]),
    ("\u{1B}[?1u", [.reply(.other)]),
    ("\u{1B}[24;80R", [.reply(.other)]),
    ("\u{1B}]4;1;rgb:0000/0000/0000\u{1B}\\", [.reply(.other)]),
    ("\u{1B}P1$r0m\u{1B}\\", [.reply(.other)]),
    ("\u{1B}_Gi=1;OK\u{1B}\\", [.reply(.other)]),
    ("\u{1B}[200~two\nlines\u{1B}[201~", [.paste("two\nlines", isCut: false)]),
    ("\u{1B}[200~\u{1B}[201~", [.paste("", isCut: false)]),
    ("\u{1B}[200~q\u{1B}[A:quit\r\u{1B}[201~", [.paste("q\u{1B}[A:quit\r", isCut: false)]),
    (
      "\u{1B}[200~\u{1B}\u{1B}[201~x",
      [.paste("\u{1B}", isCut: false), key(.character("x"))]
    ),
    ("\u{1B}[99;99;99z", []),
    ("\u{1B}[>4;1m", []),
    ("\u{1B}[?25\u{18}a", [key(.character("a"))]),
    ("\u{1B}[12\u{1B}[A", [key(.up)]),
    ("\u{85}", []),
    ("ab", [key(.character("a")), key(.character("b"))]),
    ("\u{1B}\u{1B}[B", [key(.escape), key(.down)]),
  ]

  static func key(_ key: Key, _ modifiers: KeyPress.Modifiers = []) -> InputEvent {
    .key(KeyPress(key, modifiers))
  }

  @Test func `bytes mean the same however they are split`() {
    for (text, events) in Self.table {
      let bytes = Array(text.utf8)
      for split in 0...bytes.count {
        var decoder = InputDecoder()
        let found = decoder.feed(bytes[..<split]) + decoder.feed(bytes[split...])
        #expect(found == events, "\(text.debugDescription) split at \(split)")
        #expect(decoder.pending == .nothing, "\(text.debugDescription)")
      }
    }
  }

  @Test func `bytes mean the same one at a time`() {
    for (text, events) in Self.table {
      var decoder = InputDecoder()
      #expect(text.utf8.flatMap { decoder.feed([$0]) } == events, "\(text.debugDescription)")
    }
  }

  @Test(arguments: [
    ("\u{1B}", [key(.escape)]),
    ("\u{1B}[", [key(.character("["), .alt)]),
    ("\u{1B}O", [key(.character("O"), .alt)]),
    ("\u{1B}]", [key(.character("]"), .alt)]),
    ("\u{1B}P", [key(.character("P"), .alt)]),
    ("\u{1B}[1;", []),
    ("\u{1B}\u{1B}", [key(.escape), key(.escape)]),
  ])
  func `silence settles what was begun`(text: String, events: [InputEvent]) {
    var decoder = InputDecoder()
    let found = decoder.feed(Array(text.utf8))
    #expect(decoder.pending == .escape)
    #expect(found + decoder.flushEscape() == events)
    #expect(decoder.pending == .nothing)
  }

  @Test func `a long answer is not taken for keys when it pauses`() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}]11;rgb:00".utf8)).isEmpty)
    #expect(decoder.pending == .block)
    #expect(decoder.flushEscape().isEmpty)
    #expect(decoder.feed(Array("00/00\u{7}a".utf8)) == [.reply(.other), Self.key(.character("a"))])
  }

  @Test func `a paste that never ends is kept when it is given up`() {
    var decoder = InputDecoder()
    _ = decoder.feed(Array("\u{1B}[200~half\u{1B}[20".utf8))
    #expect(decoder.pending == .block)
    #expect(decoder.abandon() == [.paste("half", isCut: false)])
    #expect(decoder.pending == .nothing)
    #expect(decoder.feed(Array("1~a".utf8)) == [Self.key(.character("a"))])
  }

  @Test func `what comes late of a paste is no typing, until its end`() {
    var decoder = InputDecoder()
    _ = decoder.feed(Array("\u{1B}[200~first".utf8))
    #expect(decoder.abandon() == [.paste("first", isCut: false)])
    #expect(decoder.feed(Array("quit\r".utf8)) == [])
    #expect(decoder.pending == .escape)
    #expect(decoder.flushEscape() == [.paste("quit", isCut: false)])
    let rest = decoder.feed(Array("\nrest\u{1B}[201~a".utf8))
    #expect(rest == [.paste("\r\nrest", isCut: false), Self.key(.character("a"))])
  }

  @Test func `Escape after a silence leaves a paste that has no end`() {
    for stalled in ["half", "half\u{1B}", "half\u{1B}[20"] {
      var decoder = InputDecoder()
      _ = decoder.feed(Array("\u{1B}[200~\(stalled)".utf8))
      #expect(decoder.abandon() == [.paste("half", isCut: false)])
      #expect(decoder.feed([0x1B]) == [])
      #expect(decoder.flushEscape() == [])
      #expect(decoder.feed(Array("a".utf8)) == [Self.key(.character("a"))], "after \(stalled)")
    }
  }

  @Test func `a silence inside a character does not break it`() {
    let text = "é日𝄞"
    let bytes = Array(text.utf8)
    for place in 0...bytes.count {
      var decoder = InputDecoder()
      _ = decoder.feed(Array("\u{1B}[200~".utf8) + bytes[..<place])
      var found = decoder.abandon()
      found += decoder.feed(bytes[place...])
      found += decoder.feed(Array("\u{1B}[201~".utf8))
      let pasted = found.map { event in
        guard case .paste(let text, _) = event else { return "a key" }
        return text
      }
      #expect(pasted.joined() == text, "at \(place)")
    }
  }

  @Test func `a paste is cut at its limit and says so`() {
    var decoder = InputDecoder()
    let bytes =
      Array("\u{1B}[200~".utf8) + Array(repeating: 0x78, count: InputDecoder.pasteLimit + 5)
      + Array("\u{1B}[201~".utf8)
    guard case .paste(let text, let isCut)? = decoder.feed(bytes).first else {
      Issue.record("no paste came out")
      return
    }
    #expect(isCut)
    #expect(text.utf8.count == InputDecoder.pasteLimit)
  }

  @Test(
    arguments: [
      ([0xFF], ["\u{FFFD}"]), ([0xC3, 0x41], ["\u{FFFD}", "A"]),
      ([0xE2, 0x82, 0x41], ["\u{FFFD}", "A"]), ([0xED, 0xA0, 0x80], ["\u{FFFD}"]),
      ([0xC3, 0xC3, 0xA9], ["\u{FFFD}", "é"]),
    ] as [([UInt8], [Character])])
  func `bytes that are no text become replacement characters`(
    bytes: [UInt8], characters: [Character]
  ) {
    var decoder = InputDecoder()
    #expect(decoder.feed(bytes) == characters.map { Self.key(.character($0)) })
  }

  @Test func `an endless sequence is swallowed and does not grow`() {
    var decoder = InputDecoder()
    let bytes = Array("\u{1B}[".utf8) + Array(repeating: 0x31, count: 100_000) + Array("mz".utf8)
    #expect(decoder.feed(bytes) == [Self.key(.character("z"))])
  }

  @Test func `random bytes never trap, and Escape always brings it back to typing`() {
    var random = SeededGenerator(seed: 99)
    let spice: [UInt8] = [0x1B, 0x5B, 0x5D, 0x4F, 0x50, 0x3B, 0x3C, 0x3F, 0x7E, 0x75, 0x32, 0x30]
    for _ in 0..<2_000 {
      var decoder = InputDecoder()
      for _ in 0..<40 {
        let byte =
          Bool.random(using: &random)
          ? spice[Int.random(in: 0..<spice.count, using: &random)]
          : UInt8.random(in: 0...255, using: &random)
        _ = decoder.feed([byte])
      }
      _ = decoder.flushEscape() + decoder.abandon()
      _ = decoder.feed([0x1B]) + decoder.flushEscape()
      #expect(decoder.feed([0x61]) == [Self.key(.character("a"))], "\(random)")
    }
  }
}
