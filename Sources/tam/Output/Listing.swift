import CustomerSuccess
import Terminal

/// What a verb says of each thing it lists, declared once for the table, the CSV and the JSON.
struct Listing<Element>: Sendable {
  struct Column: Sendable {
    /// The JSON key and the CSV heading; stable once shipped.
    let key: String
    /// The heading in the table; nil keeps the column out of it.
    let title: SafeText?
    let alignment: Alignment
    let value: @Sendable (Element) -> Datum
    /// The cell of the table, when it reads differently from the value.
    let shown: (@Sendable (Element) -> SafeText)?

    init(
      _ key: String, _ title: SafeText? = nil, _ alignment: Alignment = .leading,
      shown: (@Sendable (Element) -> SafeText)? = nil,
      value: @escaping @Sendable (Element) -> Datum
    ) {
      self.key = key
      self.title = title
      self.alignment = alignment
      self.value = value
      self.shown = shown
    }
  }

  let columns: [Column]

  init(_ columns: [Column]) { self.columns = columns }

  /// The same columns for things that hold such an element.
  func of<Whole>(
    _ part: @escaping @Sendable (Whole) -> Element
  ) -> Listing<Whole> {
    Listing<Whole>(columns.map { $0.of(part) })
  }

  func object(_ element: Element) -> Datum {
    .object(columns.map { Datum.Member($0.key, $0.value(element)) })
  }

  func objects(_ elements: [Element]) -> Datum { .list(elements.map(object)) }

  func csv(_ elements: [Element]) -> [UInt8] {
    CSVText.bytes(
      heading: columns.map(\.key), rows: elements.map { row in columns.map { $0.value(row) } })
  }

  /// A heading and one line per element; only the heading when there are none.
  ///
  /// - Parameter columns: What a terminal has room for; nil when nothing needs to be cut.
  func table(_ elements: [Element], fitting columns: Int? = nil) -> [SafeText] {
    let visible = self.columns.filter { $0.title != nil }
    return TableText(
      heading: visible.map { $0.title ?? .empty }, alignments: visible.map(\.alignment),
      rows: elements.map { row in visible.map { $0.cell(of: row) } }
    ).lines(fitting: columns)
  }

  /// The same without these keys in the table, such as what all lines have in common.
  func hiding(_ keys: Set<String>) -> Listing {
    Listing(columns.map { keys.contains($0.key) ? $0.untitled : $0 })
  }

  /// One line per column: its title, then what it says of the element.
  ///
  /// Empty ones are left out.
  func page(_ element: Element) -> [SafeText] {
    let lines = columns.compactMap { column -> [SafeText]? in
      guard let title = column.title else { return nil }
      let cell = column.cell(of: element)
      return cell.isEmpty ? nil : [title, cell]
    }
    return TableText(heading: nil, alignments: [.leading, .leading], rows: lines).lines(
      fitting: nil)
  }
}

extension Listing.Column {
  fileprivate var untitled: Self { Self(key, nil, alignment, shown: shown, value: value) }

  fileprivate func of<Whole>(
    _ part: @escaping @Sendable (Whole) -> Element
  ) -> Listing<Whole>.Column {
    let (value, shown) = (value, shown)
    var cell: (@Sendable (Whole) -> SafeText)?
    if let shown { cell = { whole in shown(part(whole)) } }
    return Listing<Whole>.Column(
      key, title, alignment, shown: cell, value: { whole in value(part(whole)) })
  }

  fileprivate func cell(of element: Element) -> SafeText {
    shown?(element) ?? value(element).cell
  }
}

extension Datum {
  /// The value as one cell of a table.
  var cell: SafeText {
    switch self {
    case .null: .empty
    case .text(let text): SafeText(sanitizing: text)
    case .integer(let number): "\(number)"
    case .real(let number): SafeText(sanitizing: PlainNumber.decimal(number, digits: 1))
    case .boolean(let flag): flag ? "yes" : "no"
    case .list(let items): SafeText.joined(items.map(\.cell), separator: ", ")
    case .object(let members):
      SafeText.joined(
        members.map { SafeText(sanitizing: $0.key) + " " + $0.value.cell }, separator: ", ")
    }
  }
}
