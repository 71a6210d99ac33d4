import Support
import Terminal
import Testing

/// Everything that opens an encoder, one after the other: there is one ncurses, and resizing one of
/// its screens resizes them all.
@Suite(.serialized, .oneEncoder) enum Encoding {}

extension Encoding {
  /// Real ncurses, read back by a terminal of our own.
  @Suite struct FrameEncoderTests {
    private func encoder(
      _ type: String = "xterm-256color", rows: Int = 6, columns: Int = 20,
      tier: ColorTier? = nil
    ) throws -> FrameEncoder {
      try FrameEncoder(
        options: TerminalOptions(type: type, tier: tier), size: Size(rows: rows, columns: columns),
        theme: .tamarack)
    }

    private func screen(
      rows: Int = 6, columns: Int = 20, _ draw: (inout Canvas) -> Void
    ) -> CellBuffer {
      var canvas = Canvas(size: Size(rows: rows, columns: columns))
      draw(&canvas)
      return canvas.buffer
    }

    @Test func `a frame shows what was drawn, and the same frame again costs nothing`() throws {
      let encoder = try encoder()
      let frame = screen { canvas in
        canvas.write("Portfolio", row: 0, role: .title)
        canvas.write("日本 e\u{301} done", row: 2, column: 3)
        canvas.write("corner", row: 5, column: 14)
        canvas.placeCursor(row: 2, column: 4)
      }
      var terminal = VTScreen(rows: 6, columns: 20)
      terminal.feed(encoder.encode(frame))
      expectScreen(terminal, reads: frame.text)
      #expect(terminal.cursor == VTScreen.Position(row: 2, column: 4))
      #expect(terminal.violations.isEmpty)
      #expect(encoder.encode(frame).isEmpty)
    }

    @Test func `one changed word costs a few bytes`() throws {
      let encoder = try encoder(rows: 40, columns: 120)
      func frame(_ word: SafeText) -> CellBuffer {
        screen(rows: 40, columns: 120) { canvas in
          for row in 0..<40 { canvas.write("a row of a table that is long enough", row: row) }
          canvas.write(word, row: 20, column: 50)
        }
      }
      _ = encoder.encode(frame("old"))
      #expect(encoder.encode(frame("new")).count < 40)
    }

    @Test(arguments: [
      "xterm-256color", "xterm", "linux", "vt100", "screen-256color", "tmux-256color",
    ])
    func `random frames arrive whole on every kind of terminal`(type: String) throws {
      var random = SeededGenerator(seed: 4_711)
      let encoder = try encoder(type)
      #expect(encoder.type == type)
      var terminal = VTScreen(rows: 6, columns: 20)
      for round in 0..<120 {
        let frame = screen { canvas in
          for _ in 0..<Int.random(in: 0...8, using: &random) {
            scribble(on: &canvas, using: &random)
          }
        }
        terminal.feed(encoder.encode(frame))
        let shown = terminal.lines.joined(separator: "\n")
        let wanted = expected(frame)
        #expect(shown == wanted, "\(random), round \(round) on \(type)")
        #expect(terminal.violations.isEmpty, "\(random), round \(round) on \(type)")
        if shown != wanted { return }
      }
    }

    private func expected(_ frame: CellBuffer) -> String {
      (0..<frame.size.rows).map { trimmed(frame.line($0)) }.joined(separator: "\n")
    }

    private func trimmed(_ line: String) -> String {
      var scalars = line.unicodeScalars[...]
      while scalars.last == " " { scalars.removeLast() }
      return String(scalars)
    }

    /// Characters that our table, the C library and the terminal under test all know alike.
    private func scribble(on canvas: inout Canvas, using random: inout SeededGenerator) {
      let words: [SafeText] = [
        "portfolio", "日本株式会社", "e\u{301}te\u{301}", "😀 ok", "한국", "─┌┐└┘", "Ａｃｍｅ", " ", "x",
        "▁▂▃▄", "ไทย\u{E31}", "שלום",
      ]
      let roles: [Role] = [.text, .title, .risk, .good, .muted, .status, .input]
      let text = words[Int.random(in: 0..<words.count, using: &random)]
      let role = roles[Int.random(in: 0..<roles.count, using: &random)]
      let row = Int.random(in: 0..<6, using: &random)
      canvas.write(text, row: row, column: Int.random(in: -3...19, using: &random), role: role)
      if Int.random(in: 0..<4, using: &random) == 0 {
        canvas.lay(ground: .selection, under: Rect(row: row, column: 0, rows: 1, columns: 20))
      }
    }

    @Test func `a resize draws everything anew`() throws {
      let encoder = try encoder()
      _ = encoder.encode(screen { $0.write("before", row: 0) })
      encoder.resize(to: Size(rows: 3, columns: 10))
      let frame = screen(rows: 3, columns: 10) { $0.write("after that", row: 2) }
      var terminal = VTScreen(rows: 3, columns: 10)
      terminal.feed(encoder.encode(frame))
      expectScreen(terminal, reads: frame.text)
    }

    @Test func `from one cell to three hundred columns, any size works`() throws {
      let encoder = try encoder(rows: 24, columns: 80)
      for (rows, columns) in [(1, 1), (1, 300), (100, 2), (60, 200), (3, 1), (24, 80)] {
        encoder.resize(to: Size(rows: rows, columns: columns))
        let frame = screen(rows: rows, columns: columns) { canvas in
          for row in 0..<rows { canvas.write(SafeText("日x").repeated(200), row: row) }
        }
        var terminal = VTScreen(rows: rows, columns: columns)
        terminal.feed(encoder.encode(frame))
        expectScreen(terminal, reads: expected(frame))
        #expect(terminal.violations.isEmpty, "\(rows) by \(columns)")
      }
    }

    @Test func `a frame of another size than the terminal is cut and does no harm`() throws {
      let encoder = try encoder(rows: 2, columns: 5)
      let frame = screen(rows: 9, columns: 30) { $0.write("0123456789", row: 0) }
      var terminal = VTScreen(rows: 2, columns: 5)
      terminal.feed(encoder.encode(frame))
      expectScreen(terminal, reads: "01234")
    }

    @Test func `forgetting draws everything anew over what others left`() throws {
      let encoder = try encoder()
      let frame = screen { $0.write("ours", row: 1) }
      _ = encoder.encode(frame)
      var terminal = VTScreen(rows: 6, columns: 20)
      terminal.feed("left over by an editor")
      encoder.forget()
      terminal.feed(encoder.encode(frame))
      expectScreen(terminal, reads: "\nours")
    }

    @Test func `consoles with small fonts get plain signs`() throws {
      #expect(try encoder("xterm-256color").glyphs == .unicode)
      #expect(try encoder("linux").glyphs == .ascii)
      #expect(try encoder("vt100").glyphs == .ascii)
    }

    @Test func `an unknown terminal type falls back to one that is described`() throws {
      #expect(try encoder("no-such-terminal").type == "xterm-256color")
      #expect(try encoder("").type == "xterm-256color")
    }

    @Test(
      arguments: [
        ("xterm-256color", nil, false, false, ColorTier.indexed256),
        ("xterm-256color", nil, true, false, .direct),
        ("xterm-256color", nil, true, true, .mono),
        ("xterm-256color", .sixteen, true, true, .sixteen),
        ("xterm", nil, false, false, .sixteen),
        ("vt100", nil, true, false, .mono),
        ("vt100", .direct, true, false, .mono),
      ] as [(String, ColorTier?, Bool, Bool, ColorTier)])
    func `colors follow the terminal, the environment and the person`(
      type: String, wanted: ColorTier?, claimsDirect: Bool, refuses: Bool, tier: ColorTier
    ) throws {
      let options = TerminalOptions(
        type: type, tier: wanted, claimsDirectColor: claimsDirect, refusesColor: refuses)
      let encoder = try FrameEncoder(
        options: options, size: Size(rows: 2, columns: 10), theme: .tamarack)
      #expect(encoder.tier == tier)
    }

    @Test func `direct color says the theme's own colors`() throws {
      let encoder = try FrameEncoder(
        options: TerminalOptions(type: "xterm-256color", claimsDirectColor: true),
        size: Size(rows: 2, columns: 10), theme: .tamarack)
      let frame = screen(rows: 2, columns: 10) { canvas in
        canvas.write("38;5;17", row: 0, role: .risk, ground: .selection)
        canvas.write("plain", row: 1)
      }
      var terminal = VTScreen(rows: 2, columns: 10)
      terminal.feed(encoder.encode(frame))
      let style = terminal.style(row: 0, column: 0)
      #expect(style.foreground == .direct(red: 0xF4, green: 0x79, blue: 0x6B))
      #expect(style.background == .direct(red: 0x22, green: 0x3A, blue: 0x33))
      #expect(terminal.style(row: 1, column: 0).foreground == .standard)
      expectScreen(terminal, reads: "38;5;17\nplain")
    }

    @Test func `without color there are attributes and no color`() throws {
      let encoder = try encoder(rows: 1, tier: .mono)
      var terminal = VTScreen(rows: 1, columns: 20)
      terminal.feed(
        encoder.encode(screen(rows: 1) { $0.write("x", row: 0, role: .risk, ground: .selection) }))
      let style = terminal.style(row: 0, column: 0)
      #expect(style.attributes == [.bold, .reverse])
      #expect(style.foreground == .standard && style.background == .standard)
    }

    @Test func `many themes after one another run out of no pairs`() throws {
      for type in ["xterm", "xterm-256color"] {
        let encoder = try encoder(type, rows: 2, columns: 10)
        var terminal = VTScreen(rows: 2, columns: 10)
        for shade in 0..<200 {
          let color = Color.rgb(UInt8(shade), UInt8(255 - shade), UInt8(shade / 2))
          encoder.use(Theme(name: "\(shade)", styles: [.risk: Style(foreground: color)]))
          terminal.feed(
            encoder.encode(screen(rows: 2, columns: 10) { $0.write("x", row: 0, role: .risk) }))
        }
        expectScreen(terminal, reads: "x")
        #expect(terminal.style(row: 0, column: 0).foreground != .standard, "\(type)")
      }
    }

    @Test func `a character that the C library sees differently keeps its columns`() throws {
      let encoder = try encoder(rows: 1)
      // Unicode 15 pictures; a library that does not know them shows stand-ins of the same width.
      let frame = screen(rows: 1) { $0.write("a\u{1FAE8}\u{1F6DC}b", row: 0) }
      var terminal = VTScreen(rows: 1, columns: 20)
      terminal.feed(encoder.encode(frame))
      let line = terminal.lines[0]
      #expect(line == "a????b" || line == frame.text, "\(line)")
    }

    @Test func `where only ASCII is known, nothing else is written, and columns stay`() throws {
      var options = TerminalOptions(environment: ["TERM": "xterm-256color", "LC_ALL": "C"])
      options.tier = .mono
      let encoder = try FrameEncoder(
        options: options, size: Size(rows: 1, columns: 20), theme: .tamarack)
      #expect(encoder.glyphs == .ascii)
      let bytes = encoder.encode(screen(rows: 1) { $0.write("Cafe\u{301} 日 “x”… end", row: 0) })
      var terminal = VTScreen(rows: 1, columns: 20)
      terminal.feed(bytes)
      #expect(bytes.allSatisfy { $0 < 0x80 })
      expectScreen(terminal, reads: "Cafe ?? \"x\"~ end")
    }
  }
}
