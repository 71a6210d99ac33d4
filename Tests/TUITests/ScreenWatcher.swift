import Support

@testable import Terminal

/// Draws a screen, sends it to a terminal, and names what should never have got there.
struct ScreenWatcher {
  let encoder: FrameEncoder
  var terminal: VTScreen
  var size: Size

  init(size: Size) throws {
    encoder = try FrameEncoder(
      options: TerminalOptions(type: "xterm-256color", claimsDirectColor: true), size: size,
      theme: .tamarack)
    terminal = VTScreen(rows: size.rows, columns: size.columns)
    self.size = size
  }

  mutating func objection(to screen: CellBuffer) -> String? {
    if screen.size != size {
      size = screen.size
      encoder.resize(to: size)
      terminal.resize(rows: size.rows, columns: size.columns)
    }
    for row in 0..<size.rows {
      for cell in screen.row(row) where cell.width > 0 {
        for scalar in [cell.base] + cell.marks {
          if let objection = ForbiddenScalar.objection(to: scalar) {
            return "\(objection) in row \(row): \(screen.line(row).debugDescription)"
          }
        }
      }
    }
    terminal.feed(encoder.encode(screen))
    return terminal.violations.first
  }
}
