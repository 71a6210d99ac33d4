/// A number of rows and columns.
package struct Size: Equatable, Hashable, Sendable {
  package var rows: Int
  package var columns: Int

  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }
}

/// A place on the grid, counted from zero at the top left.
package struct Position: Equatable, Hashable, Sendable {
  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A block of cells; empty when it has no row or no column, never of negative size.
package struct Rect: Equatable, Hashable, Sendable {
  package let row: Int
  package let column: Int
  package let rows: Int
  package let columns: Int

  /// Negative sizes count as zero.
  package init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(rows, 0)
    self.columns = max(columns, 0)
  }

  /// The block from the top left of `size`.
  package init(_ size: Size) {
    self.init(row: 0, column: 0, rows: size.rows, columns: size.columns)
  }

  package var size: Size { Size(rows: rows, columns: columns) }
  package var isEmpty: Bool { rows == 0 || columns == 0 }
  /// The first row below.
  package var bottom: Int { row + rows }
  /// The first column to the right.
  package var right: Int { column + columns }

  package func contains(_ place: Position) -> Bool {
    (row..<bottom).contains(place.row) && (column..<right).contains(place.column)
  }

  /// What both cover; empty when they are apart.
  package func intersection(_ other: Rect) -> Rect {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Rect(
      row: top, column: left, rows: min(bottom, other.bottom) - top,
      columns: min(right, other.right) - left)
  }

  package func moved(rows: Int = 0, columns: Int = 0) -> Rect {
    Rect(row: row + rows, column: column + columns, rows: self.rows, columns: self.columns)
  }

  /// Smaller by so many cells on each side.
  package func inset(rows: Int = 0, columns: Int = 0) -> Rect {
    Rect(
      row: row + rows, column: column + columns, rows: self.rows - 2 * rows,
      columns: self.columns - 2 * columns)
  }

  /// The first `count` rows, and the rest; a count beyond the size takes everything.
  package func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
    let cut = min(max(count, 0), rows)
    return (
      Rect(row: row, column: column, rows: cut, columns: columns),
      Rect(row: row + cut, column: column, rows: rows - cut, columns: columns)
    )
  }

  /// The last `count` rows, and what stands above them.
  package func splitBottom(_ count: Int) -> (rest: Rect, bottom: Rect) {
    let parts = splitTop(rows - min(max(count, 0), rows))
    return (parts.top, parts.rest)
  }

  /// The first `count` columns, and the rest.
  package func splitLeading(_ count: Int) -> (leading: Rect, rest: Rect) {
    let cut = min(max(count, 0), columns)
    return (
      Rect(row: row, column: column, rows: rows, columns: cut),
      Rect(row: row, column: column + cut, rows: rows, columns: columns - cut)
    )
  }

  /// The last `count` columns, and what stands before them.
  package func splitTrailing(_ count: Int) -> (rest: Rect, trailing: Rect) {
    let parts = splitLeading(columns - min(max(count, 0), columns))
    return (parts.leading, parts.rest)
  }
}
