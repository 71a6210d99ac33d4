import CustomerSuccess
import Terminal

extension Listing where Element == Row {
  /// The rows of a table with all its columns; the table on screen has those in `shown`, in that
  /// order.
  static func rows(of table: Table, showing shown: [CustomerSuccess.Column]) -> Listing {
    let rest = table.columns.filter { !shown.contains($0) }
    return Listing(
      [Column("id") { .text($0.id) }]
        + shown.map { column(of: $0, isShown: true) }
        + rest.map { column(of: $0, isShown: false) })
  }

  private static func column(of column: CustomerSuccess.Column, isShown: Bool) -> Column {
    Column(
      column.name, isShown ? SafeText(sanitizing: column.label) : nil, column.alignment,
      shown: { row in column.shown(row[column: column.name], currency: row.currency) }
    ) { row in Datum(row[column: column.name], of: column, currency: row.currency) }
  }
}

extension Row {
  /// What its amounts are in; nil when it does not say.
  var currency: Currency? {
    guard case .text(let code) = self[column: "currency"] else { return nil }
    return Currency(code: code)
  }
}

extension CustomerSuccess.Column {
  fileprivate var alignment: Alignment {
    switch type {
    case .integer, .real, .ratio, .money: .trailing
    case .text, .longText, .day, .instant, .boolean, .choice, .list, .reference, .url, .email,
      .data:
      .leading
    }
  }

  /// The value as a person reads it; nothing when it is empty.
  func shown(_ value: Value, currency: Currency?) -> SafeText {
    switch (type, value) {
    case (_, .null): .empty
    case (.money, .integer(let units)):
      .init(
        sanitizing: Money(minorUnits: units, currency: currency ?? .usDollar).grouped)
    case (.ratio, _): .percent(Double(stored: value))
    default: Datum(value, of: self, currency: currency).cell
    }
  }
}
