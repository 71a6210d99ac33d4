/// Dots finer than cells: two across and four down in each, as braille has them.
struct DotGrid {
  static let rowsInCell = 4

  private let size: Size
  private var cells: [UInt8]

  init(size: Size) {
    self.size = size
    cells = Array(repeating: 0, count: max(size.rows * size.columns, 0))
  }

  /// The dots of a cell, in the order of braille's eight.
  func bits(row: Int, column: Int) -> UInt8 { cells[row * size.columns + column] }

  /// The row of dots of a value that stands so far up, 0 to 1.
  func y(_ share: Double) -> Int {
    let last = size.rows * Self.rowsInCell - 1
    return Int(((1 - share) * Double(max(last, 0))).rounded())
  }

  /// Sets a dot; outside the grid nothing happens.
  mutating func set(x: Int, y: Int) {
    guard x >= 0, y >= 0, x < size.columns * 2, y < size.rows * Self.rowsInCell else { return }
    let order: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    cells[y / Self.rowsInCell * size.columns + x / 2] |= order[y % Self.rowsInCell][x % 2]
  }

  /// A line without holes, and all below it when it is filled.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), isFilled: Bool) {
    var previous = start.y
    for x in start.x...max(end.x, start.x) {
      let share = end.x > start.x ? Double(x - start.x) / Double(end.x - start.x) : 1
      let y = Int((Double(start.y) + share * Double(end.y - start.y)).rounded())
      let bottom = isFilled ? size.rows * Self.rowsInCell - 1 : max(previous, y)
      // A steep line fills the rows between two columns of dots.
      let inner = previous < y ? previous + 1 : previous > y ? previous - 1 : y
      for dot in min(inner, y)...max(isFilled ? bottom : max(inner, y), y) { set(x: x, y: dot) }
      previous = y
    }
  }

  static func braille(_ bits: UInt8) -> SafeText {
    let scalar = Unicode.Scalar(0x2800 + UInt32(bits)) ?? " "
    return SafeText(sanitizing: String(Character(scalar)))
  }

  /// Says which half of the cell holds the dots; a full cell is a hash.
  static func ascii(_ bits: UInt8) -> SafeText {
    let upper: UInt8 = 0x01 | 0x08 | 0x02 | 0x10
    if bits == 0xFF { return "#" }
    return bits & upper == 0 ? "." : bits & ~upper == 0 ? "'" : ":"
  }
}
