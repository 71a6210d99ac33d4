import Support
import Terminal

/// Draws random frames: text of every kind over grounds, a selection that moves, half a change.
struct FrameArtist {
  var size: Size
  /// Whether only characters are drawn whose width our table and the terminal under test see alike.
  let isAgreed: Bool

  func draw(using random: inout SeededGenerator) -> CellBuffer {
    var canvas = Canvas(size: size)
    for row in 0..<size.rows where Bool.random(using: &random) {
      canvas.write("row \(row) of a table", row: row, column: 2)
      canvas.write("12%", row: row, column: size.columns - 6, role: .watch)
    }
    for _ in 0..<Int.random(in: 0...size.rows, using: &random) {
      scribble(on: &canvas, using: &random)
    }
    let selected = Int.random(in: 0..<size.rows, using: &random)
    canvas.lay(
      ground: .selection, under: Rect(row: selected, column: 0, rows: 1, columns: size.columns))
    if Bool.random(using: &random) { canvas.placeCursor(row: selected, column: 0) }
    return canvas.buffer
  }

  private func scribble(on canvas: inout Canvas, using random: inout SeededGenerator) {
    let count = Int.random(in: 0...12, using: &random)
    let text = SafeText(sanitizing: raw(count, using: &random))
    let roles = Role.allCases
    let role = roles[Int.random(in: 0..<roles.count, using: &random)]
    let ground = roles[Int.random(in: 0..<roles.count, using: &random)]
    canvas.write(
      text, row: Int.random(in: 0..<size.rows, using: &random),
      column: Int.random(in: -3..<size.columns, using: &random), role: role,
      ground: Bool.random(using: &random) ? ground : nil)
  }

  private func raw(_ count: Int, using random: inout SeededGenerator) -> String {
    let nasty = NastyText.make(using: &random, count: count)
    guard isAgreed else { return nasty + " ab" }
    var scalars = String.UnicodeScalarView()
    for scalar in nasty.unicodeScalars where Self.isAgreed(scalar) { scalars.append(scalar) }
    return String(scalars)
  }

  private static func isAgreed(_ scalar: Unicode.Scalar) -> Bool {
    VTWidth.columns(of: scalar) == CellWidth.of(scalar)
  }
}

/// The bytes that a frame may consist of.
enum AllowedBytes {
  /// What is wrong with `bytes`; nil when they are text, `\r \n \b \t`, and sequences that move the
  /// cursor, erase, scroll or style.
  static func objection(to bytes: [UInt8]) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return "no UTF-8" }
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1B}" {
        let sequence = rest.prefix { ("\u{20}"..."\u{3F}").contains($0) || $0 == "[" }
        rest = rest.dropFirst(sequence.count)
        let name = String(sequence) + String(rest.popFirst().map(Character.init) ?? "?")
        if !isAllowed(name) { return "ESC \(name)" }
      } else if !"\r\n\u{8}\t".unicodeScalars.contains(scalar),
        let objection = ForbiddenScalar.objection(to: scalar)
      {
        return "U+\(String(scalar.value, radix: 16)): \(objection)"
      }
    }
    return nil
  }

  private static func isAllowed(_ sequence: String) -> Bool {
    if ["M", "7", "8"].contains(sequence) { return true }
    guard sequence.first == "[", let final = sequence.last, "ABCDGHJKLMSTXdmr".contains(final)
    else {
      return false
    }
    return sequence.dropFirst().dropLast().allSatisfy { $0.isASCII && ($0.isNumber || $0 == ";") }
  }
}
