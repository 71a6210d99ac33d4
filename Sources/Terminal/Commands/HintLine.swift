/// One line that says which keys do what, as many as fit.
package struct HintLine: Equatable, Sendable {
  package struct Item: Equatable, Sendable {
    package let key: SafeText
    package let title: SafeText

    package init(key: SafeText, title: SafeText) {
      self.key = key
      self.title = title
    }

    var width: Int { key.width + 1 + title.width }
  }

  /// The most important first; what does not fit is left out from the end.
  package var items: [Item]
  /// Cells between two hints.
  static let gap = 2

  package init(_ items: [Item]) { self.items = items }

  package func draw(on canvas: inout Canvas, row: Int, column: Int = 0) {
    var place = column
    for item in items {
      guard place + item.width <= canvas.columns else { return }
      place = canvas.write(item.key, row: row, column: place, role: .key) + 1
      place = canvas.write(item.title, row: row, column: place, role: .hint) + Self.gap
    }
  }
}
