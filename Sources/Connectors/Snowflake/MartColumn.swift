/// A column of the usage mart that the import takes.
package struct MartColumn: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable {
    case text, day, time
    /// A whole number, or a flag.
    case count
  }

  /// As the import knows it; the case does not matter.
  package let name: String
  package let kind: Kind
  /// Whether rows are told apart by it: without it nothing is stored.
  package let isKey: Bool

  package init(_ name: String, _ kind: Kind, isKey: Bool = false) {
    self.name = name
    self.kind = kind
    self.isKey = isKey
  }
}

extension MartColumn {
  /// Whether a column that holds this now is still the one that we know.
  func fits(_ type: SnowflakeType) -> Bool {
    switch (kind, type) {
    case (_, .other), (_, .binary): false
    // Whatever it is, it has a text.
    case (.text, _): true
    case (.count, .fixed), (.count, .real), (.count, .boolean), (.count, .semiStructured): true
    case (.count, _): false
    case (.day, .date), (.day, .timestampNTZ), (.day, .timestampLTZ), (.day, .timestampTZ): true
    case (.day, .text): true
    case (.day, _): false
    case (.time, .timestampNTZ), (.time, .timestampLTZ), (.time, .timestampTZ): true
    case (.time, .date), (.time, .text): true
    case (.time, _): false
    }
  }

  var expectation: String {
    switch kind {
    case .text: "a text"
    case .day: "a date"
    case .time: "a time"
    case .count: "a number"
    }
  }
}

/// How the columns of the mart of today differ from those we know, for the report of a run.
package struct MartDrift: Codable, Equatable, Sendable {
  /// Known columns that the mart does not have any more.
  package var missing: [String] = []
  /// Known columns that hold another type now: name, and what was found.
  package var changed: [String: String] = [:]
  /// Columns of the mart that we do not know.
  package var unknown: [String] = []

  /// Whether values of known columns could not be fetched.
  package var isDegraded: Bool { !missing.isEmpty || !changed.isEmpty }
}
