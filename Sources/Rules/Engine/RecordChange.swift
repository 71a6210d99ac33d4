package import CustomerSuccess

/// What becomes of one record: the exact difference, column by column.
package struct RecordChange: Hashable, Sendable {
  package enum Kind: String, Codable, Sendable {
    case new, changed, removed
  }

  package struct ColumnChange: Hashable, Sendable {
    package let column: Column
    package let before: Value
    package let after: Value
  }

  package let table: Table
  package let id: String
  package let kind: Kind
  /// Whose record it is; nil when it is no customer's.
  package let account: Account.ID?
  /// Those that differ, in the order of the table; of a new record those that hold something.
  package let columns: [ColumnChange]

  /// Nil when nothing differs.
  ///
  /// - Parameters:
  ///   - old: Nil for a record that is new.
  ///   - new: Nil for one that goes.
  package init?(from old: Row?, to new: Row?) {
    guard let row = new ?? old else { return nil }
    columns = row.table.columns.enumerated().compactMap { place, column in
      let (before, after) = (old?.values[place] ?? .null, new?.values[place] ?? .null)
      return before == after ? nil : ColumnChange(column: column, before: before, after: after)
    }
    guard !columns.isEmpty || old == nil || new == nil else { return nil }
    table = row.table
    id = row.id
    kind = old == nil ? .new : new == nil ? .removed : .changed
    account =
      row.table == Account.table
      ? Account.ID(row.id) : Account.ID(stored: row[column: "account_id"])
  }
}

extension RecordChange: CustomStringConvertible {
  /// A line such as `changed account 001A: open_tickets 3 -> 4`.
  package var description: String {
    let words = columns.map { change in
      kind == .new
        ? "\(change.column.name) \(Self.words(change.after))"
        : "\(change.column.name) \(Self.words(change.before)) -> \(Self.words(change.after))"
    }
    return "\(kind.rawValue) \(table.name) \(id): \(words.joined(separator: ", "))"
  }

  /// As a person reads a value in a difference.
  package static func words(_ value: Value) -> String {
    switch value {
    case .null: "(empty)"
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): text.isEmpty ? "\"\"" : text
    case .data(let bytes): "\(bytes.count) bytes"
    }
  }
}
