package import Foundation

/// What is to be fetched of one object.
package struct SObjectQuery: Sendable, Hashable {
  package let object: String
  /// API names, in the order of the columns of the file; `Owner.Name` reaches into a parent.
  package let fields: [String]
  /// Without these the rows mean nothing, and the run fails.
  package let keyFields: Set<String>
  /// Whether deleted, merged and archived rows are fetched too.
  package let isWithDeleted: Bool
  /// Where the last run ended, by Salesforce's clock; nil fetches everything.
  package let watermark: Date?

  /// - Parameter fields: `Id` and `SystemModstamp` are added where they lack.
  package init(
    _ object: String, fields: [String], keyFields: Set<String> = [], isWithDeleted: Bool = true,
    watermark: Date? = nil
  ) {
    self.object = object
    let own = ["Id", "SystemModstamp"] + (isWithDeleted ? ["IsDeleted"] : [])
    self.fields = own.filter { !fields.contains($0) } + fields
    self.keyFields = keyFields.union(["Id", "SystemModstamp"])
    self.isWithDeleted = isWithDeleted
    self.watermark = watermark
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

  /// The rows of a window by their system stamp, the start included (connectors 3.7).
  static func window(from: Date?, until: Date) -> String {
    let end = "SystemModstamp < \(moment(until))"
    return from.map { "SystemModstamp >= \(moment($0)) AND \(end)" } ?? end
  }
}
