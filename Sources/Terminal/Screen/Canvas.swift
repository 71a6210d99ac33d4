/// A window onto a screen that views draw through.
///
/// Rows and columns count from the window's top left. Whatever falls outside the window is cut, so
/// views need no bounds checks, and widths are looked after here, so no view does.
///
///     canvas.write("Portfolio", row: 0, role: .title)
///     canvas.within(canvas.bounds.splitTop(1).rest) { body in body.fill(ground: .selection) }
package struct Canvas {
  /// Everything drawn so far.
  package private(set) var buffer: CellBuffer
  /// What a click does where, in the coordinates of the whole screen; later ones lie over earlier.
  package private(set) var targets: [(area: Rect, action: any Sendable)] = []
  /// The window in the coordinates of the whole screen; parts of it may lie outside.
  private var window: Rect
  /// The part of the window that may be touched.
  private var clip: Rect

  package init(size: Size) {
    buffer = CellBuffer(size: size)
    window = Rect(buffer.size)
    clip = window
  }

  /// How big the window is.
  package var size: Size { window.size }
  /// The window as a block that starts at zero; split it to lay things out.
  package var bounds: Rect { Rect(window.size) }
  package var rows: Int { window.rows }
  package var columns: Int { window.columns }

  /// What stands at a place; a blank where nothing can be drawn.
  package func cell(row: Int, column: Int) -> Cell {
    let place = Position(row: window.row + row, column: window.column + column)
    return clip.contains(place) ? buffer[place.row, place.column] : .blank
  }

  /// The cells of a window of one row, to be put back by ``put(_:)``; empty where it is cut.
  package var cells: [Cell] {
    guard rows == 1, columns > 0, clip == window else { return [] }
    return Array(buffer.row(window.row).dropFirst(window.column).prefix(columns))
  }

  /// Fills a window of one row with cells that were drawn in one as wide; false if they do not fit.
  package mutating func put(_ cells: [Cell]) -> Bool {
    guard rows == 1, clip == window, !cells.isEmpty, cells.count == columns else { return false }
    buffer.put(cells, row: window.row, column: window.column)
    return true
  }

  /// Draws through a smaller window; `area` is in this window's coordinates.
  @discardableResult
  package mutating func within<Answer>(
    _ area: Rect, _ draw: (inout Canvas) throws -> Answer
  ) rethrows -> Answer {
    let (outerWindow, outerClip) = (window, clip)
    window = area.moved(rows: window.row, columns: window.column)
    clip = clip.intersection(window)
    defer { (window, clip) = (outerWindow, outerClip) }
    return try draw(&self)
  }

  /// Draws text from `column` on and returns the column after it, whether or not it was cut.
  ///
  /// - Parameter ground: What lies underneath; nil keeps what is there.
  @discardableResult
  package mutating func write(
    _ text: SafeText, row: Int, column: Int = 0, role: Role = .text, ground: Role? = nil
  ) -> Int {
    let after = column + text.width
    let line = window.row + row
    guard (clip.row..<clip.bottom).contains(line) else { return after }
    var place = window.column + column
    var last: Int?
    for scalar in text.text.unicodeScalars {
      let width = CellWidth.of(scalar)
      if width == 0 {
        if let last { buffer.add(mark: scalar, row: line, column: last) }
        continue
      }
      if place >= clip.right { break }
      last = put(scalar, width: width, row: line, column: place, role: role, ground: ground)
      place += width
    }
    return after
  }

  /// Puts one character and returns where, or nil when none of it is visible.
  ///
  /// A wide one that straddles an edge leaves a space in the half that is inside.
  private mutating func put(
    _ scalar: Unicode.Scalar, width: Int, row: Int, column: Int, role: Role, ground: Role?
  ) -> Int? {
    let first = max(column, clip.column)
    let end = min(column + width, clip.right)
    guard first < end else { return nil }
    let under = ground ?? buffer[row, first].ground
    let isWhole = end - first == width
    let cell = Cell(
      base: isWhole ? scalar : " ", width: end - first, role: role, ground: under)
    buffer.put(cell, row: row, column: first)
    return isWhole ? first : nil
  }

  /// Blanks a block, or the whole window, and gives it a ground.
  package mutating func fill(_ area: Rect? = nil, role: Role = .text, ground: Role = .text) {
    let cell = Cell(base: " ", width: 1, role: role, ground: ground)
    forEachPlace(in: area) { buffer, row, column in
      buffer.put(cell, row: row, column: column)
    }
  }

  /// Changes what lies under a block without touching its text; marks the selected row, say.
  package mutating func lay(ground: Role, under area: Rect? = nil) {
    forEachPlace(in: area) { buffer, row, column in
      buffer.restyle(row: row, column: column, ground: ground)
    }
  }

  /// Changes what the text in a block means without touching it; fades a page under a dialog, say.
  package mutating func tint(_ role: Role, over area: Rect? = nil) {
    forEachPlace(in: area) { buffer, row, column in
      buffer.restyle(row: row, column: column, role: role)
    }
  }

  private mutating func forEachPlace(
    in area: Rect?, _ body: (inout CellBuffer, Int, Int) -> Void
  ) {
    let block = (area ?? bounds).moved(rows: window.row, columns: window.column)
    let visible = block.intersection(clip)
    for row in visible.row..<visible.bottom {
      for column in visible.column..<visible.right { body(&buffer, row, column) }
    }
  }

  /// Says what a click on a block does.
  package mutating func target(_ area: Rect? = nil, _ action: any Sendable) {
    let block = (area ?? bounds).moved(rows: window.row, columns: window.column)
    targets.append((block.intersection(clip), action))
  }

  /// Shows the terminal's cursor here; a place outside the window hides it.
  package mutating func placeCursor(row: Int, column: Int) {
    let place = Position(row: window.row + row, column: window.column + column)
    buffer.cursor = clip.contains(place) ? place : nil
  }
}
