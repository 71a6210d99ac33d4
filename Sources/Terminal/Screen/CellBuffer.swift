/// A whole screen as cells: what a frame should look like.
///
/// Drawing goes through a ``Canvas``; this is the value that is handed to the terminal and that
/// tests compare.
package struct CellBuffer: Equatable, Sendable {
  package let size: Size
  /// Where the terminal's cursor stands; nil hides it.
  package var cursor: Position?
  private(set) var cells: [Cell]

  /// An empty screen.
  ///
  /// Negative sizes count as zero.
  package init(size: Size) {
    let sane = Rect(size).size
    self.size = sane
    cells = Array(repeating: .blank, count: sane.rows * sane.columns)
  }

  package subscript(row: Int, column: Int) -> Cell { cells[row * size.columns + column] }

  /// The cells of one row, from left to right.
  package func row(_ row: Int) -> ArraySlice<Cell> {
    cells[(row * size.columns)..<((row + 1) * size.columns)]
  }

  /// Puts a cell, and blanks the orphaned half of any wide character that it overwrites.
  ///
  /// The place must be inside, and a wide cell must not be in the last column.
  mutating func put(_ cell: Cell, row: Int, column: Int) {
    let index = row * size.columns + column
    orphan(index, column: column)
    cells[index] = cell
    guard cell.width == 2 else { return }
    orphan(index + 1, column: column + 1)
    cells[index + 1] = .continuation(role: cell.role, ground: cell.ground)
  }

  /// Puts cells that stood side by side elsewhere; all places must be inside.
  mutating func put(_ line: [Cell], row: Int, column: Int) {
    let start = row * size.columns + column
    orphan(start, column: column)
    orphan(start + line.count - 1, column: column + line.count - 1)
    cells.replaceSubrange(start..<(start + line.count), with: line)
  }

  /// Moves rows up by so many, or down by a negative number; those that come in are blank.
  mutating func scroll(_ rows: Range<Int>, by step: Int) {
    let old = cells
    for row in rows {
      let place = row * size.columns
      let source = row + step
      cells.replaceSubrange(
        place..<(place + size.columns),
        with: rows.contains(source)
          ? old[(source * size.columns)..<((source + 1) * size.columns)]
          : ArraySlice(repeating: .blank, count: size.columns))
    }
  }

  private mutating func orphan(_ index: Int, column: Int) {
    if cells[index].width == 0 && column > 0 { blank(index - 1) }
    if cells[index].width == 2 && column + 1 < size.columns { blank(index + 1) }
  }

  private mutating func blank(_ index: Int) {
    let old = cells[index]
    cells[index] = Cell(base: " ", width: 1, role: old.role, ground: old.ground)
  }

  mutating func add(mark: Unicode.Scalar, row: Int, column: Int) {
    cells[row * size.columns + column].add(mark: mark)
  }

  mutating func restyle(row: Int, column: Int, ground: Role) {
    cells[row * size.columns + column].ground = ground
  }

  mutating func restyle(row: Int, column: Int, role: Role) {
    cells[row * size.columns + column].role = role
  }
}

extension CellBuffer {
  /// The screen as a person reads it: one line per row, trailing spaces trimmed.
  ///
  /// Rows at the end that show nothing are left out.
  package var text: String {
    var lines = (0..<size.rows).map { trimmed(line($0)) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// One row as text, with its trailing spaces.
  package func line(_ row: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for cell in self.row(row) where cell.width > 0 {
      scalars.append(cell.base)
      scalars.append(contentsOf: cell.marks)
    }
    return String(scalars)
  }

  /// The roles as a grid of letters (``Role/letter``), for the few tests that are about style.
  ///
  /// A cell shows its role, or its ground where the text is plain; plain on plain is a dot.
  package var roleMap: String {
    var lines = (0..<size.rows).map { row in
      String(self.row(row).map { ($0.role == .text ? $0.ground : $0.role).letter })
    }
    while lines.last?.allSatisfy({ $0 == Role.text.letter }) == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private func trimmed(_ line: String) -> String {
    var scalars = line.unicodeScalars[...]
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}
