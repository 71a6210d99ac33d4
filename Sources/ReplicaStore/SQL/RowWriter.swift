import CustomerSuccess
import SyncEngine

/// The one place where rows of synced tables are written, so that search and the notice of changes
/// are never forgotten.
final class RowWriter {
  let connection: Connection
  let scopes: ScopeNumbers
  private let search: SearchIndex
  /// Those written to so far.
  private var tables: [String: TableWriter] = [:]
  /// Rows come table by table.
  private var recent: TableWriter?
  /// Asked for with the first table: many a transaction writes no row.
  private lazy var progress = Result { try LoadProgress(connection) }

  /// What a first load has left to be made.
  private struct LoadProgress {
    let searched: [String: Int64]
    /// Nil when all tables have their indexes.
    let indexed: Set<String>?

    init(_ connection: Connection) throws {
      searched = try SearchIndex(connection: connection).due()
      let isLoading = try Lane.allCases.contains {
        try !ReplicaLayout.isLoadFinished(connection, $0)
      }
      indexed = isLoading ? try RowIndexes.present(connection) : nil
    }
  }

  init(_ connection: Connection) {
    self.connection = connection
    self.scopes = ScopeNumbers(connection)
    self.search = SearchIndex(connection: connection)
  }

  /// Names of the tables written to so far.
  var touchedTables: Set<String> { Set(tables.values.filter(\.isTouched).map(\.table.name)) }

  /// Makes sure that rows of the table can be found by id and scope.
  func index(_ table: Table) throws {
    let writer = try writer(table)
    guard !writer.isIndexed else { return }
    try RowIndexes(table: table, connection: connection).ensure()
    writer.isIndexed = true
  }

  /// Inserts the row or replaces the one with the same id.
  func place(_ placed: PlacedRow) throws {
    let row = placed.row
    try index(row.table)
    let writer = try writer(row.table)
    let before = writer.isSearched(1) ? try search.entry(row.table, row.id) : nil
    try writer.save(row, scope: scopes.number(of: placed.scope), position: placed.position)
    if writer.isSearched(1) { try updateSearch(row, before, writer) }
  }

  /// The same, unless the row there has a greater position; whether it was written.
  func put(_ row: PackedRow) throws -> Bool {
    let writer = try writer(row.table)
    let before = writer.isSearched(1) ? try search.entry(row.table, row.id) : nil
    let didWrite = try writer.put(row, scope: scopes.number(of: row.scope))
    if didWrite, writer.isSearched(1) { try updateSearch(row.placed.row, before, writer) }
    return didWrite
  }

  private func updateSearch(
    _ row: Row, _ before: SearchIndex.Entry?, _ writer: TableWriter
  ) throws {
    let number = before?.number ?? connection.lastInserted
    guard writer.isSearched(number) else { return }
    try search.update(row, number: number, before: before)
  }

  /// Does nothing when there is no such row.
  func remove(_ table: Table, _ id: String) throws {
    try index(table)
    if let entry = try search.entry(table, id), try writer(table).isSearched(entry.number) {
      try search.remove(entry)
    }
    try connection.run("DELETE FROM \"\(table.name)\" WHERE id = ?1", [.text(id)])
    try noteChange(of: table)
  }

  /// Removes the rows of a scope from all tables of its lane.
  func removeRows(in scope: Scope) throws {
    guard let number = try scopes.existing(scope) else { return }
    for table in Schema.tables where table.lane == scope.lane {
      try index(table)
      try search.removeAll(of: table, scope: number, upTo: writer(table).searched)
      try connection.run("DELETE FROM \"\(table.name)\" WHERE _s = ?1", [.integer(number)])
      try noteChange(of: table)
    }
  }

  /// Removes every row of a lane's tables.
  func removeRows(of lane: Lane) throws {
    for table in Schema.tables where table.lane == lane {
      try search.removeAll(of: table, scope: nil, upTo: writer(table).searched)
      try connection.run("DELETE FROM \"\(table.name)\"")
      try noteChange(of: table)
    }
  }

  private func writer(_ table: Table) throws -> TableWriter {
    if let recent, recent.table == table { return recent }
    let known = try tables[table.name] ?? newWriter(table)
    tables[table.name] = known
    recent = known
    return known
  }

  private func newWriter(_ table: Table) throws -> TableWriter {
    let progress = try progress.get()
    return TableWriter(
      table, connection, isIndexed: progress.indexed?.contains(table.name) ?? true,
      searched: progress.searched[table.name])
  }

  private func noteChange(of table: Table) throws {
    if connection.changedRows > 0 { try writer(table).isTouched = true }
  }
}
