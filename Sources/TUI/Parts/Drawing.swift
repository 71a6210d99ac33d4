import CustomerSuccess
import Terminal

extension Canvas {
  /// Text that ends at the right edge of the window, or `endingBefore` cells left of it.
  mutating func trailing(_ text: SafeText, role: Role, endingBefore margin: Int = 0) {
    let cut = text.truncated(to: max(columns - margin, 0))
    write(cut, row: 0, column: columns - margin - cut.width, role: role)
  }

  /// A paragraph, wrapped to the window.
  mutating func paragraph(_ text: SafeText, role: Role = .muted) {
    for (row, line) in text.wrapped(to: columns).enumerated() { write(line, row: row, role: role) }
  }

  /// Sign, score and word of a health; each says it without the others.
  mutating func health(
    _ color: Sentiment?, score: Double?, glyphs: GlyphSet, row: Int = 0, column: Int = 0
  ) {
    guard let color else {
      write("\(glyphs.unknown) NA", row: row, column: column, role: .unknown)
      return
    }
    let points: SafeText = score.map { "\(Int($0.rounded()))" } ?? ""
    let short: SafeText =
      "\(glyphs.sign(color)) \(points.fitted(to: 3, alignment: .trailing))"
    let long: SafeText = "\(short) \(Words.plain(color))"
    write(
      long.width <= columns - column ? long : short, row: row, column: column, role: .of(color))
  }

  /// A label and its value on one line; returns the column after the value.
  @discardableResult
  mutating func labeled(
    _ label: SafeText, _ value: SafeText, row: Int, labelWidth: Int, role: Role = .text
  ) -> Int {
    write(label.truncated(to: labelWidth), row: row, role: .muted)
    return write(
      value.truncated(to: max(columns - labelWidth - 1, 0)), row: row, column: labelWidth + 1,
      role: role)
  }
}
