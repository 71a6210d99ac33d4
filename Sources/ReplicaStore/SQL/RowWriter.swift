import CustomerSuccess
import SyncEngine

/// The one place where rows of synced tables are written, so that search and the notice of changes
/// are never forgotten.
final class RowWriter {
  let connection: Connection
  let scopes: ScopeNumbers
  /// Names of the tables written to so far.
  private(set) var touchedTables: Set<String> = []
  /// False during a first load: search is built at its end, all at once.
  let keepsSearch: Bool

  private var saves: [String: PreparedStatement] = [:]
  private var puts: [String: PreparedStatement] = [:]
  private let search: SearchIndex

  init(_ connection: Connection) throws {
    self.connection = connection
    self.scopes = ScopeNumbers(connection)
    self.search = SearchIndex(connection: connection)
    self.keepsSearch = try ReplicaLayout.isLoadFinished(connection, .core)
  }

  /// Inserts the row or replaces the one with the same id.
  func place(_ placed: PlacedRow) throws {
    let name = placed.row.table.name
    let statement = try saves[name] ?? connection.prepared(RowSQL.save(placed.row.table))
    saves[name] = statement
    _ = try write(placed, with: statement)
  }

  /// The same, unless the row there has a greater position; whether it was written.
  func put(_ placed: PlacedRow) throws -> Bool {
    let name = placed.row.table.name
    let statement =
      try puts[name]
      ?? connection.prepared(RowSQL.save(placed.row.table) + " WHERE excluded._p >= _p")
    puts[name] = statement
    return try write(placed, with: statement)
  }

  /// Does nothing when there is no such row.
  func remove(_ table: Table, _ id: String) throws {
    if keepsSearch, let entry = try search.entry(table, id) { try search.remove(entry) }
    try connection.run("DELETE FROM \"\(table.name)\" WHERE id = ?1", [.text(id)])
    if connection.changedRows > 0 { touchedTables.insert(table.name) }
  }

  /// Removes the rows of a scope from all tables of its lane.
  func removeRows(in scope: Scope) throws {
    guard let number = try scopes.existing(scope) else { return }
    for table in Schema.tables where table.lane == scope.lane {
      if keepsSearch { try search.removeAll(of: table, scope: number) }
      try connection.run("DELETE FROM \"\(table.name)\" WHERE _s = ?1", [.integer(number)])
      if connection.changedRows > 0 { touchedTables.insert(table.name) }
    }
  }

  /// Removes every row of a lane's tables.
  func removeRows(of lane: Lane) throws {
    for table in Schema.tables where table.lane == lane {
      if keepsSearch { try search.removeAll(of: table, scope: nil) }
      try connection.run("DELETE FROM \"\(table.name)\"")
      touchedTables.insert(table.name)
    }
  }

  private func write(_ placed: PlacedRow, with statement: PreparedStatement) throws -> Bool {
    let row = placed.row
    let before = keepsSearch ? try search.entry(row.table, row.id) : nil
    let scope = try scopes.number(of: placed.scope)
    defer { statement.reset() }
    try statement.bind(.text(row.id), at: 1)
    try statement.bind(.integer(scope), at: 2)
    try statement.bind(.integer(placed.position.rawValue), at: 3)
    var index: Int32 = 4
    for value in row.values {
      try statement.bind(value, at: index)
      index += 1
    }
    while try statement.step() {}
    // A newer row stood its ground.
    guard connection.changedRows > 0 else { return false }
    touchedTables.insert(row.table.name)
    if keepsSearch {
      try search.update(row, number: before?.number ?? connection.lastInserted, before: before)
    }
    return true
  }
}
