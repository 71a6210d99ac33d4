import CustomerSuccess
import Foundation

/// Values of an import that the schema has no place for, as the JSON object in a row's `aside`.
///
/// Beside unknown columns it keeps, under a name with ``lastSeenMark``, what Salesforce said last
/// in a column that both sides write: only a value that differs from it is news from Salesforce,
/// and so an edit made here outlives an import that merely repeats the old value.
struct AsideColumns: Equatable {
  /// No API name begins with it.
  static let lastSeenMark = "~"

  private(set) var values: [String: String] = [:]

  init() {}

  /// Text that is no such object counts as nothing seen before.
  init(json: String?) {
    guard let json else { return }
    // Only this type writes the column; damaged text costs a comparison, not the import.
    values = (try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))) ?? [:]
  }

  subscript(_ column: String) -> String? {
    get { values[column] }
    set { values[column] = newValue }
  }

  subscript(lastSeen column: String) -> String? {
    get { values[Self.lastSeenMark + column] }
    set { values[Self.lastSeenMark + column] = newValue }
  }

  /// When Salesforce last took one of those values from us, by its own clock; nil when it never did.
  ///
  /// Rows that are older say nothing new of them.
  var pushedAt: Instant? {
    get { values["\(Self.lastSeenMark)pushed"].flatMap { Instant($0) } }
    set { values["\(Self.lastSeenMark)pushed"] = newValue.map { "\($0)" } }
  }

  /// Takes over what an earlier import left, but for columns that this one has something to say of.
  mutating func keep(_ earlier: AsideColumns, besides columns: Set<String>) {
    for (name, value) in earlier.values where values[name] == nil && !columns.contains(name) {
      values[name] = value
    }
  }

  /// Keys in order, so that the same values are the same text; empty when there are none.
  var json: String {
    guard !values.isEmpty else { return "" }
    var json = ""
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      json += json.isEmpty ? "{" : ","
      json += Self.quoted(key)
      json += ":"
      json += Self.quoted(value)
    }
    return json + "}"
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    guard !isPlain else { return "\"\(text)\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
