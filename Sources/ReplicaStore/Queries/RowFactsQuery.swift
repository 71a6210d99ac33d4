package import CustomerSuccess

/// A row with what is to be known about its values besides what the schema says of their owners.
package struct RowFacts: Equatable, Sendable {
  package let row: Row
  /// The names of the users its columns refer to.
  package let userNames: [User.ID: String]
  /// Names of columns with an edit that the service has not confirmed.
  package let unsentColumns: Set<String>
  /// When the last complete checkpoint was applied; nil before the first.
  package let lastCheckpoint: Instant?
  /// Up to when everything of the row's table had come to the service; nil when no source fills it.
  package let sourceAge: Instant?

  package init(
    row: Row, userNames: [User.ID: String], unsentColumns: Set<String>, lastCheckpoint: Instant?,
    sourceAge: Instant? = nil
  ) {
    self.row = row
    self.userNames = userNames
    self.unsentColumns = unsentColumns
    self.lastCheckpoint = lastCheckpoint
    self.sourceAge = sourceAge
  }
}

extension Replica {
  /// Nil when the replica does not hold the row.
  ///
  /// - Throws: ``ReplicaError`` when the replica cannot be read.
  package func facts(of key: RowKey) throws -> RowFacts? {
    guard let table = Schema.table(key.table) else { return nil }
    return try file.read { connection in
      let rows = RowReading(connection: connection)
      guard let row = try rows.row(table, key.id) else { return nil }
      return RowFacts(
        row: row, userNames: try connection.userNames(in: row),
        unsentColumns: try rows.unsentColumns(of: row),
        lastCheckpoint: try MetaFacts(connection: connection).instant(.lastCheckpoint),
        sourceAge: try connection.sourceAge(of: table))
    }
  }
}
