import CustomerSuccess
import Terminal

/// Values of attributes as people read and type them.
enum AttributeText {
  /// The value as it is shown: names instead of ids, amounts with their currency.
  static func shown(
    _ value: Value, column: Column, currency: Currency?, userNames: [User.ID: String]
  ) -> SafeText {
    switch (column.type, value) {
    case (_, .null): return ""
    case (.boolean, .integer(let number)): return number == 0 ? "no" : "yes"
    case (.money, .integer(let units)):
      guard let currency else { return "\(units)" }
      let money = Money(minorUnits: units, currency: currency)
      return SafeText(sanitizing: "\(grouped(money.decimal)) \(currency.code)")
    case (.ratio, .real(let ratio)): return Words.percent(ratio)
    case (.ratio, .integer(let ratio)): return Words.percent(Double(ratio))
    case (.instant, .integer(let number)):
      return SafeText(sanitizing: Instant(microseconds: number).description)
    case (.reference(User.tableName), .text(let id)):
      return SafeText(sanitizing: userNames[User.ID(id)] ?? id)
    case (.integer, .integer(let number)): return unit(SafeText("\(number)"), column)
    case (.real, .real(let number)): return unit(SafeText("\(Int(number.rounded()))"), column)
    case (_, .text(let text)): return SafeText(sanitizing: text)
    case (_, .integer(let number)): return "\(number)"
    case (_, .real(let number)): return SafeText(sanitizing: String(number))
    case (_, .data): return "(data)"
    }
  }

  /// The row's value of that column, amounts in the row's own currency.
  static func shown(_ column: Column, of row: Row, userNames: [User.ID: String]) -> SafeText {
    let currency = row.table.column("currency").flatMap { String(stored: row[column: $0.name]) }
    return shown(
      row[column: column.name], column: column, currency: currency.flatMap { Currency(code: $0) },
      userNames: userNames)
  }

  private static func unit(_ number: SafeText, _ column: Column) -> SafeText {
    column.unit.map { "\(number) \(SafeText(sanitizing: $0))" } ?? number
  }

  /// Commas between thousands: `1234567.50` becomes `1,234,567.50`.
  static func grouped(_ decimal: String) -> String {
    let parts = decimal.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first else { return decimal }
    let sign = whole.hasPrefix("-") ? "-" : ""
    var digits = Array(whole.drop { $0 == "-" })
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return sign + String(digits) + (parts.count > 1 ? ".\(parts[1])" : "")
  }

  /// The value as it stands in a field to edit.
  static func editable(_ value: Value, type: ColumnType) -> String {
    switch value {
    case .text(let text): text
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .null, .data: ""
    }
  }

  /// What was typed as a value of the column; nil with the reason when it is none.
  static func value(of typed: String, column: Column) -> (value: Value?, problem: SafeText?) {
    var text = typed
    while text.last == " " { text.removeLast() }
    while text.first == " " { text.removeFirst() }
    if text.isEmpty { return (.null, nil) }
    switch column.type {
    case .day:
      guard let day = Day(text) else { return (nil, "Write the date as YYYY-MM-DD.") }
      return (day.stored, nil)
    case .integer, .instant, .money:
      guard let number = Int(text) else { return (nil, "Write a whole number.") }
      return (number.stored, nil)
    case .url:
      let isLink = text.hasPrefix("https://") || text.hasPrefix("http://")
      return isLink ? (.text(text), nil) : (nil, "Write a link that starts with https://")
    default: return (.text(text), nil)
    }
  }

  static func mutation(
    _ id: Account.ID, column: Column, from old: Value, to new: Value
  ) -> Mutation {
    .setAttribute(
      SetAttribute(
        table: Account.table, id: id.rawValue,
        change: FieldChange(column: column.name, from: old, to: new)))
  }
}
