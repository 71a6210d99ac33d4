/// Which part of a list is on screen.
package struct ScrollWindow: Equatable, Sendable {
  /// The first item shown.
  package private(set) var offset = 0

  package init(offset: Int = 0) { self.offset = max(offset, 0) }

  /// Scrolls as little as needed to show `index`, with `margin` items beyond it where there are.
  package mutating func reveal(_ index: Int?, count: Int, rows: Int, margin: Int = 2) {
    clamp(count: count, rows: rows)
    guard let index, rows > 0 else { return }
    let room = min(margin, (rows - 1) / 2)
    if index < offset + room { offset = index - room }
    if index > offset + rows - 1 - room { offset = index - rows + 1 + room }
    clamp(count: count, rows: rows)
  }

  /// Scrolls by so many items, as the mouse wheel does.
  package mutating func scroll(by step: Int, count: Int, rows: Int) {
    offset += step
    clamp(count: count, rows: rows)
  }

  /// The items on screen.
  package func visible(count: Int, rows: Int) -> Range<Int> {
    let first = min(offset, max(count, 0))
    return first..<max(first, min(first + rows, count))
  }

  /// No empty space below the last item while there are items above the first.
  private mutating func clamp(count: Int, rows: Int) {
    offset = min(max(offset, 0), max(count - rows, 0))
  }
}
