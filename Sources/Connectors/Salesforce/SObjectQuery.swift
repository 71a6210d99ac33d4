package import Foundation

/// What is to be fetched of one object.
package struct SObjectQuery: Sendable, Hashable {
  /// When a row was changed last, by anybody or anything.
  package static let systemStamp = "SystemModstamp"

  package let object: String
  /// API names, in the order of the columns of the file; `Owner.Name` reaches into a parent.
  package let fields: [String]
  /// Without these the rows mean nothing, and the run fails.
  package let keyFields: Set<String>
  /// Whether deleted, merged and archived rows are fetched too.
  package let isWithDeleted: Bool
  /// The field by which windows are made.
  package let stamp: String
  /// What columns of the file are called, where it is not the name of the field.
  package let columnNames: [String: String]
  /// Where the last run ended, by Salesforce's clock; nil fetches everything.
  package let watermark: Date?

  /// - Parameters:
  ///   - fields: `Id`, the stamp and `IsDeleted` are added where they lack.
  ///   - isWithDeleted: False for users, who are never deleted.
  ///   - stamp: `CreatedDate` for histories, which never change.
  package init(
    _ object: String, fields: [String], keyFields: Set<String> = [], isWithDeleted: Bool = true,
    stamp: String = systemStamp, columnNames: [String: String] = [:],
    watermark: Date? = nil
  ) {
    self.object = object
    let own = ["Id", stamp] + (isWithDeleted ? ["IsDeleted"] : [])
    self.fields = own.filter { !fields.contains($0) } + fields
    self.keyFields = keyFields.union(["Id", stamp])
    self.isWithDeleted = isWithDeleted
    self.stamp = stamp
    self.columnNames = columnNames
    self.watermark = watermark
  }

  /// The rows of a window by the stamp, the start included (connectors 3.7).
  func condition(from: Date?, until: Date) -> String {
    SOQLText.window(stamp, from: from, until: until)
  }
}

/// Text of queries.
enum SOQLText {
  /// A date and time as a query writes it: `2024-05-01T00:00:00Z`.
  static func moment(_ date: Date) -> String {
    date.formatted(.iso8601)
  }

  static func date(_ text: String) -> Date? {
    // What is no moment is nil to whoever asks.
    try? Date(text, strategy: .iso8601)
  }

  static func quoted(_ text: String) -> String {
    var quoted = "'"
    for character in text.unicodeScalars {
      switch character {
      case "'", "\\": quoted += "\\\(character)"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      default: quoted.unicodeScalars.append(character)
      }
    }
    return quoted + "'"
  }

  static func list(_ values: [String]) -> String {
    "(" + values.map(quoted).joined(separator: ",") + ")"
  }

  static func window(_ stamp: String, from: Date?, until: Date) -> String {
    let end = "\(stamp) < \(moment(until))"
    return from.map { "\(stamp) >= \(moment($0)) AND \(end)" } ?? end
  }
}
