import CustomerSuccess
import SyncEngine

/// Makes what a first load leaves out: the indexes that only queries need, and the search.
///
/// One pass over finished tables is several times faster than keeping them up row by row. It goes
/// piece by piece, each of them a transaction, so that no edit waits long; what an interrupted
/// program has not made, the next one makes.
struct LoadFinisher {
  private let connection: Connection
  private let meta: MetaFacts

  init(_ connection: Connection) {
    self.connection = connection
    self.meta = MetaFacts(connection: connection)
  }

  /// Makes the next piece for a lane that has all its rows; false when nothing is left to make.
  func makeNext() throws -> Bool {
    for lane in Lane.allCases where try isDue(lane) {
      if try makeNext(of: lane) { return true }
      try meta.set(.isFinished(lane), 1.stored)
    }
    return false
  }

  /// Whether something is left to make for a lane that has all its rows.
  func isDue() throws -> Bool { try Lane.allCases.contains(where: isDue) }

  private func isDue(_ lane: Lane) throws -> Bool {
    guard try !ReplicaLayout.isLoadFinished(connection, lane) else { return false }
    return try meta.syncState()?[lane].cursor != nil
  }

  private func makeNext(of lane: Lane) throws -> Bool {
    let present = try RowIndexes.present(connection)
    for table in Schema.tables where table.lane == lane && !present.contains(table.name) {
      try RowIndexes(table: table, connection: connection).ensure()
      return true
    }
    for index in ReplicaLayout.queryIndexes(lane) where try !isThere(index.name) {
      try connection.execute(index.sql)
      return true
    }
    guard lane == .core else { return false }
    for search in SearchTable.all where try SearchIndex(connection: connection).makeNext(search) {
      return true
    }
    return false
  }

  private func isThere(_ index: String) throws -> Bool {
    try connection.exists(
      "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?1", [.text(index)])
  }
}
