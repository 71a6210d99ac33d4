import CustomerSuccess

/// The indexes that find a row of a table by its id and the rows of a scope, which a first load does
/// without until they are needed.
///
/// Ids come in no order, so that keeping their index up would write most of its pages anew with
/// every page of the service's answer; made at the end it is one sort.
struct RowIndexes {
  let table: Table
  let connection: Connection

  private static let idSuffix = "_id"

  /// Makes them unless they are there.
  func ensure() throws {
    let isThere = try connection.exists(
      "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?1",
      [.text(table.name + Self.idSuffix)])
    guard !isThere else { return }
    let byID = "CREATE UNIQUE INDEX \"\(table.name)\(Self.idSuffix)\" ON \"\(table.name)\" (id)"
    do {
      try connection.run(byID)
    } catch let failure as SQLiteFailure where failure.isConstraint {
      try removeTwins()
      try connection.run(byID)
    }
    try connection.run("CREATE INDEX \"\(table.name)_s\" ON \"\(table.name)\" (_s)")
  }

  /// A row that moved while its pages were read came once with each of them; the newer one stays.
  private func removeTwins() throws {
    let twins = "\"\(table.name)_twins\""
    try connection.run("CREATE INDEX \(twins) ON \"\(table.name)\" (id, _p, _n)")
    try connection.run(
      """
      DELETE FROM "\(table.name)" AS old WHERE EXISTS (
        SELECT 1 FROM "\(table.name)" new
        WHERE new.id = old.id AND (new._p, new._n) > (old._p, old._n))
      """)
    try connection.run("DROP INDEX \(twins)")
  }

  /// Names of the tables that have theirs.
  static func present(_ connection: Connection) throws -> Set<String> {
    Set(
      try connection.all(
        "SELECT tbl_name FROM sqlite_master WHERE name = tbl_name || ?1", [.text(idSuffix)]
      ) { $0.requiredText() })
  }
}
