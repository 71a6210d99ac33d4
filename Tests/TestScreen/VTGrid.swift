/// One position on the screen.
struct VTCell: Equatable {
  static let blank = VTCell()

  /// The character with its combining marks; empty in the right half of a wide one.
  var text = " "
  var isWide = false
  var style = VTStyle.plain

  var isRightHalf: Bool { text.isEmpty }
}

/// Rows of cells and the operations that move them; never leaves half a wide character behind.
struct VTGrid {
  private(set) var rows: [[VTCell]]
  private(set) var columnCount: Int

  var rowCount: Int { rows.count }

  init(rows: Int, columns: Int) {
    self.rows = Array(repeating: Array(repeating: .blank, count: columns), count: rows)
    columnCount = columns
  }

  /// Cuts or fills at the right and at the bottom; nothing reflows.
  mutating func resize(rows newRows: Int, columns newColumns: Int) {
    for row in rows.indices {
      if newColumns < columnCount { splitWide(row: row, column: newColumns) }
      let kept = rows[row].prefix(newColumns)
      rows[row] = kept + Array(repeating: .blank, count: newColumns - kept.count)
    }
    let blank = Array(repeating: VTCell.blank, count: newColumns)
    let kept = rows.prefix(newRows)
    rows = kept + Array(repeating: blank, count: newRows - kept.count)
    columnCount = newColumns
  }

  /// Puts a character of `width` columns; the caller has made sure that it fits.
  mutating func put(_ text: String, width: Int, style: VTStyle, row: Int, column: Int) {
    splitWide(row: row, column: column)
    splitWide(row: row, column: column + width)
    rows[row][column] = VTCell(text: text, isWide: width == 2, style: style)
    if width == 2 { rows[row][column + 1] = VTCell(text: "", style: style) }
  }

  /// Adds a combining mark to what stands at or left of the position.
  mutating func combine(_ scalar: Unicode.Scalar, row: Int, column: Int) {
    let target = rows[row][column].isRightHalf ? column - 1 : column
    rows[row][target].text.unicodeScalars.append(scalar)
  }

  mutating func erase(row: Int, columns: Range<Int>, style: VTStyle) {
    let range = columns.clamped(to: 0..<columnCount)
    guard !range.isEmpty else { return }
    splitWide(row: row, column: range.lowerBound)
    splitWide(row: row, column: range.upperBound)
    for column in range { rows[row][column] = erased(style) }
  }

  mutating func insertCells(_ count: Int, row: Int, column: Int, style: VTStyle) {
    splitWide(row: row, column: column)
    let count = min(count, columnCount - column)
    splitWide(row: row, column: columnCount - count)
    rows[row].removeLast(count)
    rows[row].insert(contentsOf: Array(repeating: erased(style), count: count), at: column)
  }

  mutating func deleteCells(_ count: Int, row: Int, column: Int, style: VTStyle) {
    let count = min(count, columnCount - column)
    splitWide(row: row, column: column)
    splitWide(row: row, column: column + count)
    rows[row].removeSubrange(column..<column + count)
    rows[row].append(contentsOf: Array(repeating: erased(style), count: count))
  }

  /// Moves the rows of `region` up; blank rows come in at its bottom.
  mutating func scrollUp(_ count: Int, region: Range<Int>, style: VTStyle) {
    let count = min(count, region.count)
    rows.removeSubrange(region.lowerBound..<region.lowerBound + count)
    rows.insert(contentsOf: blankRows(count, style), at: region.upperBound - count)
  }

  /// Moves the rows of `region` down; blank rows come in at its top.
  mutating func scrollDown(_ count: Int, region: Range<Int>, style: VTStyle) {
    let count = min(count, region.count)
    rows.removeSubrange(region.upperBound - count..<region.upperBound)
    rows.insert(contentsOf: blankRows(count, style), at: region.lowerBound)
  }

  /// Blanks a wide character that a change at `column` would cut in two.
  private mutating func splitWide(row: Int, column: Int) {
    guard column > 0, column < columnCount, rows[row][column].isRightHalf else { return }
    rows[row][column - 1].text = " "
    rows[row][column - 1].isWide = false
    rows[row][column].text = " "
  }

  private func blankRows(_ count: Int, _ style: VTStyle) -> [[VTCell]] {
    Array(repeating: Array(repeating: erased(style), count: columnCount), count: count)
  }

  /// Erasing paints the background that is set, and no other attribute.
  private func erased(_ style: VTStyle) -> VTCell {
    var cell = VTCell.blank
    cell.style.background = style.background
    return cell
  }
}
