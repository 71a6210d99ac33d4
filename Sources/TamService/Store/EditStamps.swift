import CustomerSuccess

/// When people here last changed a value that Salesforce writes too; the newer change of both sides
/// counts.
///
/// It is the moment at which the edit arrived. TAMs need none: their history has stamps.
struct EditStamps {
  let work: UnitOfWork

  static let statements = [
    """
    CREATE TABLE edit_stamp (
      tb TEXT NOT NULL, id TEXT NOT NULL, col TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (tb, id, col)) WITHOUT ROWID
    """
  ]

  static func covers(_ table: Table) -> Bool { table == Contact.table }

  /// - Parameter before: Nil for a new row.
  func note(from before: Row?, to row: Row) throws {
    for (position, column) in row.table.columns.enumerated()
    where column.origin.owner == .shared
      && row.values[position] != before?.values[position] ?? .null
    {
      try work.execute(
        """
        INSERT INTO edit_stamp (tb, id, col, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tb, id, col) DO UPDATE SET at = excluded.at
        """, [.text(row.table.name), .text(row.id), .text(column.name), work.now.stored])
    }
  }
}

extension StoreReader {
  /// Nil when nobody here has changed the value.
  func editStamp(_ table: Table, _ id: String, _ column: Column) throws -> Instant? {
    try query(
      "SELECT at FROM edit_stamp WHERE tb = $1 AND id = $2 AND col = $3",
      [.text(table.name), .text(id), .text(column.name)]
    ).first.flatMap { Instant(stored: $0[0]) }
  }
}
