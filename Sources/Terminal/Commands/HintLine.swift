/// One line that says which keys do what, as many as fit.
package struct HintLine: Equatable, Sendable {
  package struct Item: Equatable, Sendable {
    package let key: SafeText
    package let title: SafeText
    /// The long name of the command, if the hint stands for one.
    package let id: String?

    package init(key: SafeText, title: SafeText, id: String? = nil) {
      self.key = key
      self.title = title
      self.id = id
    }

    var width: Int { key.width + 1 + title.width }
  }

  /// The most important first; what does not fit is left out from the end.
  package var items: [Item]
  /// Cells between two hints.
  static let gap = 2

  package init(_ items: [Item]) { self.items = items }

  /// - Parameter action: What a click on a hint does, given the long name of its command.
  package func draw(
    on canvas: inout Canvas, row: Int, column: Int = 0,
    action: (String) -> (any Sendable)? = { _ in nil }
  ) {
    var place = column
    for item in items {
      guard place + item.width <= canvas.columns else { return }
      if let action = item.id.flatMap(action) {
        canvas.target(Rect(row: row, column: place, rows: 1, columns: item.width), action)
      }
      place = canvas.write(item.key, row: row, column: place, role: .key) + 1
      place = canvas.write(item.title, row: row, column: place, role: .hint) + Self.gap
    }
  }
}
