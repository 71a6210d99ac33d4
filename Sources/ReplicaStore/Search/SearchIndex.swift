import CustomerSuccess
import SyncEngine

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

  /// Makes empty indexes in the place of whatever is there; ``makeNext(_:)`` fills them.
  func create() throws {
    try connection.execute("DROP TABLE IF EXISTS search_due; \(Self.dueTable)")
    for search in SearchTable.all {
      try connection.execute(
        """
        DROP TABLE IF EXISTS \(search.indexName);
        CREATE VIRTUAL TABLE \(search.indexName) USING fts5(
          text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')
        """)
      try connection.run(
        "INSERT INTO search_due (tb, past) VALUES (?1, 0)", [.text(search.table.name)])
    }
  }

  /// The tables whose rows past that `_n` are still to be entered; those that are not here are
  /// entered whole.
  private static let dueTable = """
    CREATE TABLE search_due (tb TEXT PRIMARY KEY, past INTEGER NOT NULL) WITHOUT ROWID
    """

  /// See ``dueTable``.
  func due() throws -> [String: Int64] {
    let lines = try connection.all("SELECT tb, past FROM search_due") {
      ($0.requiredText(), Int64($0.requiredInteger()))
    }
    return Dictionary(lines, uniquingKeysWith: { first, _ in first })
  }

  /// How FTS5 writes: the bytes it gathers in memory before, and how many pieces of like size it
  /// lets stand before it merges them.
  private struct Writing {
    let gatheredBytes: Int64
    let unmergedPieces: Int64

    /// FTS5's own defaults.
    static let usual = Writing(gatheredBytes: 1_024 * 1_024, unmergedPieces: 4)
    /// While a first load is indexed.
    ///
    /// Few pieces, merged by and by as later entries come: to merge them at once would take as long
    /// as making them.
    static let load = Writing(gatheredBytes: 12 * 1_024 * 1_024, unmergedPieces: 0)
  }

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
  ///
  /// - Parameter last: The last row that was entered; nil when all were.
  func removeAll(of table: Table, scope: Int64?, upTo last: Int64?) throws {
    guard let search = SearchTable.of(table), last != 0 else { return }
    let entries = try connection.all(
      search.selectAll + (scope == nil ? "" : " WHERE _s = ?1"),
      scope.map { [.integer($0)] } ?? []
    ) { Self.entry(search, &$0) }
    for entry in entries where last.map({ entry.number <= $0 }) ?? true { try remove(entry) }
  }

  /// Enters the next rows of a table; false when all of them are.
  ///
  /// FTS5 writes out what it has gathered whenever an entry's number is not greater than the one
  /// before, so entries go in sorted, as many at a time as it gathers anyway.
  func makeNext(_ search: SearchTable) throws -> Bool {
    guard let past = try due()[search.table.name] else { return false }
    let batch = try batch(of: search, past: past)
    guard let last = batch.last else {
      try setWriting(.usual, of: search)
      try connection.run("DELETE FROM search_due WHERE tb = ?1", [.text(search.table.name)])
      return true
    }
    try setWriting(.load, of: search)
    try add(batch, to: search)
    try connection.run(
      "UPDATE search_due SET past = ?2 WHERE tb = ?1", [.text(search.table.name), .integer(last)])
    return true
  }

  /// Rows on their way into an index, their texts one behind the other.
  private struct Batch {
    struct Line {
      let rowID: Int64
      let text: Range<Int>
    }

    var lines: [Line] = []
    var text: [UInt8] = []
    /// The greatest `_n`; nil when there is no row.
    var last: Int64?
  }

  private func batch(of search: SearchTable, past: Int64) throws -> Batch {
    var batch = Batch()
    let statement = try connection.prepared(search.selectAll + " WHERE _n > ?1 ORDER BY _n")
    defer { statement.reset() }
    try statement.bind([.integer(past)])
    while batch.text.count < Self.batchBytes, try statement.step() {
      var reader = ColumnReader(statement)
      let number = Int64(reader.requiredInteger())
      let day = search.day(&reader)
      let start = batch.text.count
      search.append(&reader, to: &batch.text)
      batch.last = number
      guard start < batch.text.count else { continue }
      batch.lines.append(
        Batch.Line(
          rowID: SearchTable.rowID(day: day, number: number), text: start..<batch.text.count))
    }
    return batch
  }

  private func add(_ batch: Batch, to search: SearchTable) throws {
    let statement = try connection.prepared(insertion(search))
    // The texts are only lent.
    defer { statement.clear() }
    try batch.text.withUnsafeBytes { text in
      for line in batch.lines.sorted(by: { $0.rowID < $1.rowID }) {
        defer { statement.reset() }
        try statement.bind(.integer(line.rowID), at: 1)
        try statement.bind(lent: .text(UnsafeRawBufferPointer(rebasing: text[line.text])), at: 2)
        while try statement.step() {}
      }
    }
  }

  private func add(_ entry: Entry) throws {
    guard !entry.text.isEmpty else { return }
    try connection.run(insertion(entry.table), [.integer(entry.rowID), .text(entry.text)])
  }

  private func insertion(_ search: SearchTable) -> String {
    "INSERT INTO \(search.indexName) (rowid, text) VALUES (?1, ?2)"
  }

  private func setWriting(_ writing: Writing, of search: SearchTable) throws {
    let settings = [
      ("hashsize", writing.gatheredBytes), ("automerge", writing.unmergedPieces),
    ]
    for (name, value) in settings {
      try connection.run(
        "INSERT INTO \(search.indexName) (\(search.indexName), rank) VALUES (?1, ?2)",
        [.text(name), .integer(value)])
    }
  }

  private static func entry(_ search: SearchTable, _ reader: inout ColumnReader) -> Entry {
    let number = Int64(reader.requiredInteger())
    let day = search.day(&reader)
    return Entry(table: search, number: number, day: day, text: search.text(&reader))
  }
}
