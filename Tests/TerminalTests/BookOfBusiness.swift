import Terminal

/// A screen like the portfolio at two hundred columns: fourteen columns, most of them filled.
enum BookOfBusiness {
  static let size = Size(rows: 50, columns: 200)

  /// The table with one row selected, whose ground reaches over that many columns.
  ///
  /// - Parameter offset: Rows that are scrolled out of sight.
  static func screen(
    selected: Int, reach: Int = size.columns, offset: Int = 0, glyphs: GlyphSet = .unicode
  ) -> CellBuffer {
    var canvas = Canvas(size: size)
    canvas.fill(Rect(row: 0, column: 0, rows: 1, columns: size.columns), ground: .status)
    canvas.write("Portfolio", row: 0, column: 1, role: .title)
    for row in 1..<(size.rows - 1) {
      let area = Rect(row: row, column: 0, rows: 1, columns: size.columns)
      canvas.within(area) {
        draw(row + offset, on: &$0, reach: row == selected ? reach : 0, glyphs: glyphs)
      }
    }
    return canvas.buffer
  }

  private static func draw(
    _ row: Int, on canvas: inout Canvas, reach: Int, glyphs: GlyphSet
  ) {
    if reach > 0 {
      canvas.fill(canvas.bounds.splitLeading(reach).leading, ground: .selection)
      canvas.write(glyphs.cursor, row: 0, role: .accent)
      canvas.placeCursor(row: 0, column: 0)
    }
    let (sign, word, role) = health(row, glyphs: glyphs)
    let days = 10 + row * 7 % 300
    let trend = Charts.sparkline(
      (0..<12).map { Double(($0 * 7 + row * 13) % 100) }, range: 0...100, glyphs: glyphs)
    canvas.write(names[row % names.count], row: 0, column: 2)
    canvas.write("\(sign) \(30 + row) \(word)", row: 0, column: 49, role: role)
    let renewal: SafeText = "2027-0\(1 + row % 9)-1\(row % 10) \(days)d"
    canvas.write(renewal, row: 0, column: 78 - renewal.width, role: row % 3 == 0 ? .watch : .text)
    let call: SafeText = "\(glyphs.good) 2026-10-1\(row % 10)   \(10 + row % 80)d"
    canvas.write(call, row: 0, column: 97 - call.width, role: row % 2 == 0 ? .good : .watch)
    canvas.write("3, 1 late", row: 0, column: 100, role: row % 4 == 0 ? .risk : .text)
    canvas.write("$1.\(row % 10)M", row: 0, column: 114)
    canvas.write("\(10 + row)%", row: 0, column: 123)
    canvas.write(trend, row: 0, column: 127, role: .chart)
    canvas.write("\(row % 10)", row: 0, column: 142)
    canvas.write("2", row: 0, column: 144)
    canvas.write("Optimization", row: 0, column: 147)
    canvas.write("Ada Lovelace", row: 0, column: 163)
    canvas.write("\(row % 10)", row: 0, column: 186, role: .watch)
    canvas.write("4", row: 0, column: 193)
    canvas.write("EMEA", row: 0, column: 195)
  }

  private static func health(_ row: Int, glyphs: GlyphSet) -> (SafeText, SafeText, Role) {
    switch row % 3 {
    case 0: (glyphs.risk, "Red", .risk)
    case 1: (glyphs.watch, "Yellow", .watch)
    default: (glyphs.good, "Green", .good)
    }
  }

  private static let names: [SafeText] = [
    "Bright Pharmaceuticals Holding", "Pinnacle Mining", "株式会社さくらテクノロジー", "Vale Freight",
    "Obsidian Dynamics", "Société Générale de Meadow", "Silver Marine Insurance Company",
  ]
}
