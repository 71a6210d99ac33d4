import CNcurses

/// Turns screens into the bytes that change one into the next, through ncurses in a bottle.
///
/// It touches no terminal, so tests use it as it is. Not `Sendable`: one owner at a time.
package final class FrameEncoder {
  /// Tried one after the other when the person's own terminal type is not described.
  static let fallbackTypes = ["xterm-256color", "xterm", "vt100"]

  /// The terminal type in use.
  package let type: String
  package private(set) var tier: ColorTier
  /// Whether text beyond ASCII can be shown; if not, use ``GlyphSet/ascii``.
  package let isUnicode: Bool
  /// The signs to draw with here: plain ones in the C locale and on consoles with small fonts.
  package var glyphs: GlyphSet {
    isUnicode && !TerminalType.isOld(type) ? .unicode : .ascii
  }
  package private(set) var size: Size

  private let bottle: OpaquePointer
  private let erasesInColor: Bool
  private let isWideLocale: Bool
  private var shown: CellBuffer?
  private var palette: StylePalette
  private var options: TerminalOptions

  /// - Throws: ``TerminalError/unknownType(_:)`` when no type of the chain is described.
  package init(options: TerminalOptions, size: Size, theme: Theme) throws(TerminalError) {
    let types = ([options.type] + Self.fallbackTypes).filter { !$0.isEmpty }
    var opened: (type: String, bottle: OpaquePointer)?
    for type in types where opened == nil {
      opened = bottle_open(type, Int32(clamping: size.rows), Int32(clamping: size.columns))
        .map { (type, $0) }
    }
    guard let opened else { throw .unknownType(options.type) }
    type = opened.type
    self.options = options
    bottle = opened.bottle
    self.size = size
    isUnicode = bottle_is_utf8(bottle) && options.isUTF8
    erasesInColor = bottle_erases_in_color(bottle)
    isWideLocale = options.isWideLocale
    tier = Self.tier(options, colors: Int(bottle_colors(bottle)))
    palette = StylePalette(theme: theme, tier: tier, colors: Int(bottle_colors(bottle)))
    bottle_set_direct(bottle, palette.directColors)
  }

  deinit { bottle_close(bottle) }

  private static func tier(_ options: TerminalOptions, colors: Int) -> ColorTier {
    let most: ColorTier =
      switch colors {
      case ..<8: .mono
      case ..<256: .sixteen
      default: options.claimsDirectColor ? .direct : .indexed256
      }
    if colors < 8 { return .mono }
    if let wanted = options.tier {
      return wanted == .direct && colors >= 256 ? .direct : min(wanted, most)
    }
    return options.refusesColor ? .mono : most
  }

  package func resize(to size: Size) {
    self.size = size
    bottle_resize(bottle, Int32(clamping: size.rows), Int32(clamping: size.columns))
    shown = nil
  }

  /// Forgets what is on the screen, so that the next frame draws all of it.
  package func forget() {
    bottle_forget(bottle)
    shown = nil
  }

  package func use(_ theme: Theme) {
    guard theme != palette.theme else { return }
    paint(in: theme)
  }

  /// Goes over to other colors; nil goes back to those of the terminal and the environment.
  package func use(_ wanted: ColorTier?) {
    options.tier = wanted
    let before = tier
    tier = Self.tier(options, colors: Int(bottle_colors(bottle)))
    if tier != before { paint(in: palette.theme) }
  }

  private func paint(in theme: Theme) {
    palette = StylePalette(
      theme: theme, tier: tier, colors: Int(bottle_colors(bottle)))
    bottle_set_direct(bottle, palette.directColors)
    shown = nil
  }

  /// The bytes that make the screen look like `screen`; empty when it does already.
  ///
  /// Rows and columns beyond the terminal are cut. The cursor ends where the screen wants it.
  package func encode(_ screen: CellBuffer) -> [UInt8] {
    scroll(towards: screen)
    for row in 0..<min(screen.size.rows, size.rows) where hasChanged(row, in: screen) {
      let cells = screen.row(row).prefix(size.columns).map(encoded)
      if let wash = wash(row, before: cells) {
        bottle_row(bottle, Int32(row), wash, Int32(wash.count))
        bottle_step(bottle)
      }
      bottle_row(bottle, Int32(row), cells, Int32(cells.count))
    }
    shown = screen
    // A cursor that nobody sees is not worth the bytes to move it.
    let cursor = screen.cursor ?? Position(row: -1, column: -1)
    var start: UnsafePointer<UInt8>?
    let count = bottle_frame(bottle, Int32(cursor.row), Int32(cursor.column), &start)
    guard count > 0, let start else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }

  private func hasChanged(_ row: Int, in screen: CellBuffer) -> Bool {
    guard let shown, shown.size == screen.size else { return true }
    return shown.row(row) != screen.row(row)
  }

  /// Moves the rows that only moved, as a step of its own.
  ///
  /// Left to itself ncurses scrolls no further than to the line of the cursor, which looks different
  /// where it came from and where it stands now, and paints the lines behind it anew.
  private func scroll(towards screen: CellBuffer) {
    guard let scroll = ScrolledRows(from: shown, to: screen), screen.size == size else { return }
    shown?.scroll(scroll.rows, by: scroll.step)
    bottle_scroll(
      bottle, Int32(scroll.rows.lowerBound), Int32(scroll.rows.count), Int32(scroll.step))
  }

  /// The blank row to draw before `cells`; nil where that is not the shorter way.
  ///
  /// Erasing a row and skipping its gaps costs less than painting each gap where the line of the
  /// cursor comes or goes.
  private func wash(_ row: Int, before cells: [bottle_cell]) -> [bottle_cell]? {
    guard let shown, shown.size == size, cells.count == size.columns else { return nil }
    let repainted = zip(shown.row(row), cells).count { old, cell in
      palette.style(role: old.role, ground: old.ground).background != cell.background
    }
    guard repainted * 4 >= cells.count * 3, let ground = cells.last(where: isErasable) else {
      return nil
    }
    let gaps = cells.split { !isErasable($0) || $0.background != ground.background }
    guard gaps.count(where: { $0.count >= Self.longGap }) >= 2 else { return nil }
    return Array(repeating: ground, count: cells.count)
  }

  /// Cells that are cheaper to skip than to paint blank.
  private static let longGap = 6

  private func isErasable(_ cell: bottle_cell) -> Bool {
    let visible = Style.Attributes([.underline, .reverse]).rawValue
    return cell.base == 0x20 && cell.marks.0 == 0 && cell.width == 1
      && cell.attributes & visible == 0 && (cell.background < 0 || erasesInColor)
  }

  private func encoded(_ cell: Cell) -> bottle_cell {
    let style = palette.style(role: cell.role, ground: cell.ground)
    let marks = isUnicode ? cell.marksBits : 0
    return bottle_cell(
      base: (isUnicode ? cell.base : cell.base.asciiStandIn).value,
      marks: (
        UInt32(marks & 0x1F_FFFF), UInt32(marks >> 21 & 0x1F_FFFF), UInt32(marks >> 42)
      ),
      foreground: style.foreground, background: style.background,
      attributes: style.attributes, width: cell.width,
      is_disputed: isUnicode
        && (marks != 0 || CellWidth.isDisputed(cell.base, isWideLocale: isWideLocale)))
  }
}
