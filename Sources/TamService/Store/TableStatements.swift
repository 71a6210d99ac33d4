import CustomerSuccess

/// The SQL that reads and writes the rows of one synced table, made once from the schema.
struct TableStatements {
  /// `$1` is the id; answers position, aside, then the schema's columns.
  let select: String
  /// `$1` id, `$2` position, `$3` aside, then the schema's columns.
  let insert: String
  /// The same values as ``insert``.
  let update: String
  let delete: String
  /// Everything of one table: id, position, then the schema's columns.
  let selectAll: String

  /// A table that is not in the schema gets statements of its own; only tests have such.
  static func of(_ table: Table) -> TableStatements { known[table.name] ?? .init(table) }

  private static let known = Dictionary(
    Schema.tables.map { ($0.name, TableStatements($0)) }, uniquingKeysWith: { first, _ in first })

  private init(_ table: Table) {
    let name = "\"\(table.name)\""
    let columns = table.columns.map { "\"\($0.name)\"" }
    let list = columns.joined(separator: ", ")
    let places = (1...(columns.count + 3)).map { "$\($0)" }.joined(separator: ", ")
    let sets = columns.enumerated().map { "\($1) = $\($0 + 4)" }.joined(separator: ", ")
    select = "SELECT _p, aside, \(list) FROM \(name) WHERE id = $1"
    insert = "INSERT INTO \(name) (id, _p, aside, \(list)) VALUES (\(places))"
    update = "UPDATE \(name) SET _p = $2, aside = $3, \(sets) WHERE id = $1"
    delete = "DELETE FROM \(name) WHERE id = $1"
    selectAll = "SELECT id, _p, \(list) FROM \(name)"
  }

  /// Rows whose column has the value `$1`, by id; answers id, position, then the schema's columns.
  ///
  /// Nil when the table has no such column, so that no text from outside ever becomes SQL.
  static func select(_ table: Table, where column: String) -> String? {
    guard column == "id" || table.position(of: column) != nil else { return nil }
    return "\(of(table).selectAll) WHERE \"\(column)\" = $1 ORDER BY id"
  }
}
