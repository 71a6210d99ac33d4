import CustomerSuccess

/// The full-text indexes over the searchable columns, kept in the transaction that writes the rows.
///
/// They hold no text of their own. The number of an entry says how recent its row is and which, in
/// this order from the high bits, so that walking an index backwards yields the newest entries first
/// and stops early, whatever the words.
struct SearchIndex {
  /// One row as the index knows it.
  struct Entry: Equatable {
    let table: SearchTable
    /// The row's `_n`.
    let number: Int64
    let day: Day?
    let text: String

    var rowID: Int64 { SearchTable.rowID(day: day, number: number) }
  }

  let connection: Connection

  /// Makes empty indexes in the place of whatever is there.
  func create() throws {
    for search in SearchTable.all {
      try connection.execute(
        """
        DROP TABLE IF EXISTS \(search.indexName);
        CREATE VIRTUAL TABLE \(search.indexName) USING fts5(
          text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')
        """)
    }
  }

  /// What FTS5 gathers in memory before it writes, while a first load is indexed: few pieces to
  /// merge.
  ///
  /// Otherwise its own default.
  private static let gatheredBytes = 12 * 1_024 * 1_024
  private static let usualBytes = 1_024 * 1_024
  /// Text that makes about that much.
  private static let batchBytes = 8 * 1_024 * 1_024

  /// Nil when the table is not searched or has no such row.
  func entry(_ table: Table, _ id: String) throws -> Entry? {
    guard let search = SearchTable.of(table) else { return nil }
    return try connection.first(search.selectByID, [.text(id)]) { Self.entry(search, &$0) }
  }

  /// Brings the index from what the row was to what it is.
  func update(_ row: Row, number: Int64, before: Entry?) throws {
    guard let search = SearchTable.of(row.table) else { return }
    let after = Entry(
      table: search, number: number, day: search.day(of: row), text: search.text(of: row))
    guard after != before else { return }
    if let before { try remove(before) }
    try add(after)
  }

  func remove(_ entry: Entry) throws {
    guard !entry.text.isEmpty else { return }
    try connection.run(
      "INSERT INTO \(entry.table.indexName) (\(entry.table.indexName), rowid, text) "
        + "VALUES ('delete', ?1, ?2)",
      [.integer(entry.rowID), .text(entry.text)])
  }

  /// Takes out the rows of one scope, or all rows of the table.
  func removeAll(of table: Table, scope: Int64?) throws {
    guard let search = SearchTable.of(table) else { return }
    let entries = try connection.all(
      search.selectAll + (scope == nil ? "" : " WHERE _s = ?1"),
      scope.map { [.integer($0)] } ?? []
    ) { Self.entry(search, &$0) }
    for entry in entries { try remove(entry) }
  }

  /// Makes the indexes anew from all rows.
  ///
  /// FTS5 writes out what it has gathered whenever an entry's number is not greater than the one
  /// before, so entries go in sorted, as many at a time as it gathers anyway.
  func rebuild() throws {
    try create()
    for search in SearchTable.all {
      try setGathering(Self.gatheredBytes, of: search)
      var batch: [(rowID: Int64, text: String)] = []
      var bytes = 0
      try connection.each(search.selectAll) { reader in
        let entry = Self.entry(search, &reader)
        batch.append((entry.rowID, entry.text))
        bytes += entry.text.utf8.count
        guard bytes >= Self.batchBytes else { return }
        try add(&batch, to: search)
        bytes = 0
      }
      try add(&batch, to: search)
      try setGathering(Self.usualBytes, of: search)
    }
  }

  private func add(
    _ batch: inout [(rowID: Int64, text: String)], to search: SearchTable
  ) throws {
    let insertion = try connection.prepared(insertion(search))
    batch.sort { $0.rowID < $1.rowID }
    for entry in batch where !entry.text.isEmpty {
      try insertion.run([.integer(entry.rowID), .text(entry.text)])
    }
    batch.removeAll(keepingCapacity: true)
  }

  private func add(_ entry: Entry) throws {
    guard !entry.text.isEmpty else { return }
    try connection.run(insertion(entry.table), [.integer(entry.rowID), .text(entry.text)])
  }

  private func insertion(_ search: SearchTable) -> String {
    "INSERT INTO \(search.indexName) (rowid, text) VALUES (?1, ?2)"
  }

  private func setGathering(_ bytes: Int, of search: SearchTable) throws {
    try connection.run(
      "INSERT INTO \(search.indexName) (\(search.indexName), rank) VALUES ('hashsize', ?1)",
      [.integer(Int64(bytes))])
  }

  private static func entry(_ search: SearchTable, _ reader: inout ColumnReader) -> Entry {
    let number = Int64(reader.requiredInteger())
    let day = search.day(&reader)
    return Entry(table: search, number: number, day: day, text: search.text(&reader))
  }
}
