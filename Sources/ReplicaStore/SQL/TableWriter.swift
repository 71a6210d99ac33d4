import CustomerSuccess
import SyncEngine

/// The statements that write rows of one table, compiled when they are first needed.
final class TableWriter {
  enum Manner {
    /// The row is not there: a first load.
    case insert
    /// Replaces the row with the same id.
    case save
    /// The same, unless the row there has a greater position.
    case put
  }

  let table: Table
  /// Rows can be found by their ids; false during a first load that needed none yet.
  var isIndexed: Bool
  var isTouched = false

  private let connection: Connection
  private lazy var insertion = Result { try connection.prepared(RowSQL.insert(table)) }
  private lazy var saving = Result { try connection.prepared(RowSQL.save(table)) }
  private lazy var putting = Result {
    try connection.prepared(RowSQL.save(table) + " WHERE excluded._p >= _p")
  }

  init(_ table: Table, _ connection: Connection, isIndexed: Bool) {
    self.table = table
    self.connection = connection
    self.isIndexed = isIndexed
  }

  /// False when a newer row stood its ground.
  func write(
    _ row: Row, scope: Int64, position: Position, _ manner: Manner
  ) throws -> Bool {
    let statement = try statement(manner)
    defer { statement.reset() }
    statement.clear()
    try statement.bind(.text(row.id), at: 1)
    try statement.bind(.integer(scope), at: 2)
    try statement.bind(.integer(position.rawValue), at: 3)
    var index: Int32 = 4
    for value in row.values {
      if !value.isNull { try statement.bind(value, at: index) }
      index += 1
    }
    while try statement.step() {}
    guard manner == .insert || connection.changedRows > 0 else { return false }
    isTouched = true
    return true
  }

  private func statement(_ manner: Manner) throws -> PreparedStatement {
    switch manner {
    case .insert: try insertion.get()
    case .save: try saving.get()
    case .put: try putting.get()
    }
  }
}
