import CustomerSuccess
import SyncEngine

/// The statements that write rows of one table, compiled when they are first needed.
final class TableWriter {
  let table: Table
  /// Rows can be found by their ids; false during a first load that needed none yet.
  var isIndexed: Bool
  var isTouched = false
  /// The last `_n` that the search knows, after a first load; nil when it knows all.
  let searched: Int64?

  private let connection: Connection
  private lazy var insertion = Result { try connection.prepared(RowSQL.insert(table)) }
  private lazy var saving = Result { try connection.prepared(RowSQL.save(table)) }
  private lazy var putting = Result {
    try connection.prepared(RowSQL.save(table) + " WHERE excluded._p >= _p")
  }

  init(_ table: Table, _ connection: Connection, isIndexed: Bool, searched: Int64?) {
    self.table = table
    self.connection = connection
    self.isIndexed = isIndexed
    self.searched = searched
  }

  /// Whether the search knows a row with that `_n`, the first being 1.
  func isSearched(_ number: Int64) -> Bool { searched.map { number <= $0 } ?? true }

  /// Inserts the row or replaces the one with the same id.
  func save(_ row: Row, scope: Int64, position: Position) throws {
    let statement = try saving.get()
    defer { finish(statement) }
    try statement.bind(.text(row.id), at: 1)
    try statement.bind(.integer(scope), at: 2)
    try statement.bind(.integer(position.rawValue), at: 3)
    for (column, value) in row.values.enumerated() where !value.isNull {
      try statement.bind(value, at: Int32(column + 4))
    }
    while try statement.step() {}
    isTouched = true
  }

  /// Inserts the row or replaces the one with the same id, unless that one has a greater position;
  /// false when it stood its ground.
  ///
  /// In a first load nothing is there yet that the row could replace.
  func put(_ row: PackedRow, scope: Int64) throws -> Bool {
    let statement = try isIndexed ? putting.get() : insertion.get()
    defer { finish(statement) }
    try row.lend { lent throws in
      try statement.bind(lent: .text(lent.id), at: 1)
      try statement.bind(.integer(scope), at: 2)
      try statement.bind(.integer(row.position.rawValue), at: 3)
      for column in 0..<lent.count {
        let value = lent[column]
        if case .null = value { continue }
        try statement.bind(lent: value, at: Int32(column + 4))
      }
      while try statement.step() {}
    }
    guard !isIndexed || connection.changedRows > 0 else { return false }
    isTouched = true
    return true
  }

  /// Leaves nothing bound: the next row sets only what it has, and the bytes may be gone by then.
  private func finish(_ statement: PreparedStatement) {
    statement.reset()
    statement.clear()
  }
}
