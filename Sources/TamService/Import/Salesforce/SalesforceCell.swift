import CustomerSuccess

/// Why a cell of an export is not what its column holds.
struct CellProblem: Error, Equatable, CustomStringConvertible {
  let column: String
  let found: String
  let expected: String

  /// A rejected novel would make the report unreadable.
  private static let shownLength = 60

  var description: String {
    let shown = found.count > Self.shownLength ? "\(found.prefix(Self.shownLength))…" : found
    return "\(column): \"\(shown)\" is not \(expected)"
  }
}

/// Turns the text of a cell into the value of a column, in the forms that Data Export, the Bulk
/// API and reports write (connectors 3.3).
enum SalesforceCell {
  /// What a cell turned out to be.
  enum Reading: Equatable {
    case value(Value)
    /// A value that our list of choices does not have, or a reference to another kind of record:
    /// it is kept beside the row.
    case aside
  }

  static func read(
    _ text: String, for column: Column, named name: String, in currency: Currency
  ) throws(CellProblem) -> Reading {
    func problem(_ expected: String) -> CellProblem {
      CellProblem(column: name, found: text, expected: expected)
    }
    switch column.type {
    case .text, .longText, .url, .email, .list: return .value(.text(text))
    case .integer:
      guard let number = integer(text) else { throw problem("a whole number") }
      return .value(.integer(number))
    case .real, .ratio:
      guard let number = Double(text), number.isFinite else { throw problem("a number") }
      return .value(.real(number))
    case .money:
      guard let plain = plainDecimal(text), let money = Money(decimal: plain, currency: currency)
      else { throw problem("an amount of money") }
      return .value(.integer(money.minorUnits))
    case .day:
      guard let day = day(text) else { throw problem("a date such as 2024-02-29") }
      // The usual form is the stored one: it need not be written anew.
      return .value(text.utf8.count == Self.dayLength ? .text(text) : day.stored)
    case .instant:
      guard let instant = instant(text) else {
        throw problem("a time such as 2024-02-29T12:30:00.000Z")
      }
      return .value(instant.stored)
    case .boolean:
      guard let flag = boolean(text) else { throw problem("true or false") }
      return .value(flag.stored)
    case .choice(let choices):
      if choices.contains(text) { return .value(.text(text)) }
      return synonyms[column.name]?[text].map { .value(.text($0)) } ?? .aside
    case .reference(let table):
      return try reference(text, to: table, named: name)
    case .data: return .aside
    }
  }

  /// Of `2024-02-29`.
  private static let dayLength = 10

  /// Names of other eras for the same thing (methodology 3.1).
  private static let synonyms: [String: [String: String]] = [
    Activity.type.name: [
      "In-Person Meeting": ActivityType.meeting.rawValue,
      "Customer Call": ActivityType.call.rawValue,
      "At-Risk Update": ActivityType.update.rawValue,
      "Risk Update": ActivityType.update.rawValue,
    ]
  ]

  private static let prefixes = [
    User.tableName: "005", Account.tableName: "001", Contact.tableName: "003",
    Opportunity.tableName: "006",
  ]

  /// A record may belong to a queue where ours belongs to a person: that id is kept beside it.
  private static func reference(
    _ text: String, to table: String, named name: String
  ) throws(CellProblem) -> Reading {
    do {
      return .value(.text(try SalesforceID.normalized(text, prefix: prefixes[table])))
    } catch .prefix where table == User.tableName {
      return .aside
    } catch {
      throw CellProblem(column: name, found: text, expected: "a Salesforce id (\(error))")
    }
  }

  /// Salesforce writes whole numbers also as `3.0`.
  static func integer(_ text: String) -> Int64? {
    if let number = Int64(text) { return number }
    guard let plain = plainDecimal(text) else { return nil }
    let parts = plain.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].allSatisfy({ $0 == "0" }) else { return Int64(plain) }
    return Int64(parts[0])
  }

  /// Writes out the exponent with which Salesforce shortens large amounts, such as `9.5E8`.
  ///
  /// Nil when the exponent is one that no amount has.
  static func plainDecimal(_ text: String) -> String? {
    guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return text }
    guard let exponent = Int(text[text.index(after: mark)...]), abs(exponent) <= 30 else {
      return nil
    }
    let mantissa = text[..<mark]
    let sign = mantissa.hasPrefix("-") ? "-" : ""
    let unsigned = mantissa.drop { $0 == "-" || $0 == "+" }
    let parts = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    var digits = String(parts.first ?? "") + fraction
    var point = digits.count - fraction.count + exponent
    if point < 1 {
      digits = String(repeating: "0", count: 1 - point) + digits
      point = 1
    }
    if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
    let whole = digits.prefix(point)
    let rest = digits.dropFirst(point)
    return sign + whole + (rest.isEmpty ? "" : "." + rest)
  }

  static func boolean(_ text: String) -> Bool? {
    switch text {
    case "1", "true", "TRUE", "True": true
    case "0", "false", "FALSE", "False": false
    default: nil
    }
  }

  /// Data Export writes some dates with a midnight behind them.
  static func day(_ text: String) -> Day? {
    Day(text) ?? Instant(text)?.day(secondsFromGMT: 0)
  }

  static func instant(_ text: String) -> Instant? {
    Instant(text) ?? Day(text).map(Instant.init(startOf:))
  }
}
