import CustomerSuccess

/// The full-text index over every searchable column, kept in the transaction that writes the rows.
///
/// It holds no text of its own. The number of an entry says which table and row it is and how
/// recent, in this order from the high bits, so that walking it backwards yields the newest entries
/// of one kind first and stops early, whatever the words.
struct SearchIndex {
  /// One row as the index knows it.
  struct Entry: Equatable {
    let table: SearchTable
    /// The row's `_n`.
    let number: Int64
    let day: Day?
    let text: String

    var rowID: Int64 { table.rowID(day: day, number: number) }
  }

  let connection: Connection

  static let creation = """
    CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(
      text, content = '', tokenize = 'unicode61 remove_diacritics 2')
    """

  /// What FTS5 gathers in memory before it writes: a whole first load in few pieces.
  private static let gatheredBytes = 16 * 1_024 * 1_024

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
      "INSERT INTO search (search, rowid, text) VALUES ('delete', ?1, ?2)",
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

  /// Makes the index anew from all rows.
  ///
  /// In the order of the entries' numbers, because FTS5 writes out what it has gathered whenever a
  /// number is not greater than the one before.
  func rebuild() throws {
    try connection.execute("DROP TABLE IF EXISTS search; \(Self.creation)")
    try setGathering(Self.gatheredBytes)
    let insertion = try connection.prepared("INSERT INTO search (rowid, text) VALUES (?1, ?2)")
    for search in SearchTable.all {
      // Numbers only: the texts of a whole company would not fit into the memory we allow ourselves.
      let numbers = try connection.all(search.selectNumbers) { reader in
        let number = Int64(reader.requiredInteger())
        return search.rowID(day: search.day(&reader), number: number)
      }.sorted()
      for rowID in numbers {
        let entry = try connection.first(
          search.selectByNumber, [.integer(SearchTable.number(of: rowID))]
        ) { Self.entry(search, &$0) }
        if let entry, !entry.text.isEmpty {
          try insertion.run([.integer(rowID), .text(entry.text)])
        }
      }
    }
    try setGathering(1_024 * 1_024)
  }

  private func add(_ entry: Entry) throws {
    guard !entry.text.isEmpty else { return }
    try connection.run(
      "INSERT INTO search (rowid, text) VALUES (?1, ?2)",
      [.integer(entry.rowID), .text(entry.text)])
  }

  private func setGathering(_ bytes: Int) throws {
    try connection.run(
      "INSERT INTO search (search, rank) VALUES ('hashsize', ?1)", [.integer(Int64(bytes))])
  }

  private static func entry(_ search: SearchTable, _ reader: inout ColumnReader) -> Entry {
    let number = Int64(reader.requiredInteger())
    let day = search.day(&reader)
    return Entry(table: search, number: number, day: day, text: search.text(&reader))
  }
}
