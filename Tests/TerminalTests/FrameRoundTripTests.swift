import Support
import Testing

@testable import Terminal

extension Encoding {
  /// Laws that hold for every sequence of frames: what arrives is what was drawn, in few words.
  @Suite struct FrameRoundTripTests {
    @Test(
      arguments: [
        ("xterm-256color", .direct), ("xterm-256color", .indexed256), ("xterm-256color", .sixteen),
        ("xterm-256color", .mono), ("tmux-256color", .indexed256), ("xterm", .sixteen),
      ] as [(String, ColorTier)])
    func `characters and styles arrive as they were drawn`(type: String, tier: ColorTier) throws {
      var random = SeededGenerator(seed: 1_948)
      var artist = FrameArtist(size: Size(rows: 7, columns: 40), isAgreed: true)
      let encoder = try FrameEncoder(
        options: TerminalOptions(type: type, tier: tier), size: artist.size, theme: .tamarack)
      let colors = type == "xterm" ? 8 : 256
      let palette = StylePalette(theme: .tamarack, tier: tier, colors: colors)
      var terminal = VTScreen(rows: artist.size.rows, columns: artist.size.columns)
      for round in 0..<150 {
        if Int.random(in: 0..<20, using: &random) == 0 {
          artist.size = Size(
            rows: .random(in: 1...9, using: &random), columns: .random(in: 1...60, using: &random))
          encoder.resize(to: artist.size)
          terminal.resize(rows: artist.size.rows, columns: artist.size.columns)
        }
        if Int.random(in: 0..<20, using: &random) == 0 { encoder.forget() }
        let frame = artist.draw(using: &random)
        terminal.feed(encoder.encode(frame))
        let difference = difference(of: terminal, from: frame, palette)
        #expect(difference == nil, "\(random), round \(round)")
        #expect(terminal.violations.isEmpty, "\(random), round \(round)")
        if difference != nil { return }
      }
    }

    @Test(arguments: ["xterm-256color", "linux", "vt100", "tmux-256color"])
    func `a list arrives as it was drawn, however it scrolls`(type: String) throws {
      var random = SeededGenerator(seed: 52)
      let size = BookOfBusiness.size
      let encoder = try FrameEncoder(
        options: TerminalOptions(type: type, tier: .sixteen), size: size, theme: .tamarack)
      let colors = ["xterm-256color": 256, "tmux-256color": 256, "linux": 8][type] ?? 0
      let palette = StylePalette(theme: .tamarack, tier: encoder.tier, colors: colors)
      var terminal = VTScreen(rows: size.rows, columns: size.columns)
      var offset = 20
      for round in 0..<60 {
        offset = max(offset + .random(in: -4...4, using: &random), 0)
        let frame = BookOfBusiness.screen(
          selected: .random(in: 1..<(size.rows - 1), using: &random), reach: 72, offset: offset)
        terminal.feed(encoder.encode(frame))
        let difference = difference(of: terminal, from: frame, palette)
        #expect(difference == nil, "\(random), round \(round)")
        #expect(terminal.violations.isEmpty, "\(random), round \(round)")
        if difference != nil { return }
      }
    }

    @Test(arguments: ["xterm-256color", "linux", "vt100", "screen-256color"])
    func `whatever is drawn, only text and the few allowed sequences are written`(
      type: String
    ) throws {
      var random = SeededGenerator(seed: 303)
      let artist = FrameArtist(size: Size(rows: 10, columns: 50), isAgreed: false)
      let encoder = try FrameEncoder(
        options: TerminalOptions(type: type, claimsDirectColor: true), size: artist.size,
        theme: .tamarack)
      for round in 0..<200 {
        let bytes = encoder.encode(artist.draw(using: &random))
        #expect(AllowedBytes.objection(to: bytes) == nil, "\(random), round \(round)")
      }
    }

    /// On a terminal that draws every disputed character at the other width.
    @Test func `a terminal of another opinion does not shift what stands beside`() throws {
      var random = SeededGenerator(seed: 77)
      let artist = FrameArtist(size: Size(rows: 6, columns: 60), isAgreed: false)
      let encoder = try FrameEncoder(
        options: TerminalOptions(type: "xterm-256color", locale: "ja_JP.UTF-8"),
        size: artist.size, theme: .tamarack)
      for round in 0..<150 {
        let frame = artist.draw(using: &random)
        var terminal = VTScreen(rows: artist.size.rows, columns: artist.size.columns)
        terminal.opinion = {
          guard CellWidth.isDisputed($0, isWideLocale: true), CellWidth.of($0) > 0 else {
            return CellWidth.of($0)
          }
          return 3 - CellWidth.of($0)
        }
        encoder.forget()
        // As the session has it: nothing wraps.
        terminal.feed("\u{1B}[?7l")
        terminal.feed(encoder.encode(frame))
        let shifted = shiftedLetter(terminal, frame)
        #expect(shifted == nil, "\(random), round \(round)")
        if shifted != nil { return }
      }
    }

    /// The first cell of plain letters that does not stand where it was drawn.
    private func shiftedLetter(_ terminal: VTScreen, _ frame: CellBuffer) -> String? {
      for row in 0..<frame.size.rows {
        for column in 0..<frame.size.columns {
          let cell = frame[row, column]
          guard cell.base.isASCII, cell.base != " ", cell.marks.isEmpty else { continue }
          let shown = terminal.text(row: row, column: column)
          if shown != String(cell.base) {
            return "row \(row), column \(column): \(shown)\n\(frame.line(row))\n\(terminal.picture)"
          }
        }
      }
      return nil
    }

    /// Stands where the C library, being older or newer, sees another width than we do.
    private var standIn: String { "?" }

    /// The first cell that looks different; nil when all is as it was drawn.
    private func difference(
      of terminal: VTScreen, from frame: CellBuffer, _ palette: StylePalette
    ) -> String? {
      for row in 0..<frame.size.rows {
        for column in 0..<frame.size.columns {
          let cell = frame[row, column]
          let text =
            cell.width == 0 ? "" : String(String.UnicodeScalarView([cell.base] + cell.marks))
          let wanted = Look(palette, cell)
          let shown = Look(terminal.style(row: row, column: column), isBlank: wanted.isBlank)
          let isText = [text, standIn].contains(terminal.text(row: row, column: column))
          if !isText || shown != wanted {
            return "row \(row), column \(column): \(text) \(wanted) became \(shown)\n"
              + terminal.picture
          }
        }
      }
      return nil
    }
  }
}

/// What a person sees of a style: of a blank, not the color of the letter that is not there.
private struct Look: Equatable {
  var foreground: VTColor
  var background: VTColor
  var attributes: Set<VTStyle.Attribute>
  let isBlank: Bool

  init(_ palette: StylePalette, _ cell: Cell) {
    let encoded = palette.style(role: cell.role, ground: cell.ground)
    func color(_ index: Int16) -> VTColor {
      guard index >= 0 else { return .standard }
      guard let direct = palette.directColors?[Int(index)], direct != ColorReducer.ownColor else {
        return .indexed(Int(index))
      }
      return .direct(
        red: Int(direct >> 16 & 255), green: Int(direct >> 8 & 255), blue: Int(direct & 255))
    }
    foreground = color(encoded.foreground)
    background = color(encoded.background)
    let bits = Style.Attributes(rawValue: encoded.attributes)
    let pairs: [(Style.Attributes, VTStyle.Attribute)] = [
      (.bold, .bold), (.dim, .dim), (.underline, .underline), (.reverse, .reverse),
      (.italic, .italic),
    ]
    attributes = Set(pairs.filter { bits.contains($0.0) }.map(\.1))
    isBlank = cell.base == " " && cell.marks.isEmpty
    forgetUnseen()
  }

  init(_ style: VTStyle, isBlank: Bool) {
    foreground = style.foreground
    background = style.background
    attributes = style.attributes
    self.isBlank = isBlank
    forgetUnseen()
  }

  private mutating func forgetUnseen() {
    guard isBlank, attributes.isDisjoint(with: [.reverse, .underline]) else { return }
    foreground = .standard
    attributes = []
  }
}
