/// The usage mart, and the two statements by which it is read: which columns it has today, and the
/// rows with those of them that we know, by name (connectors 5.5).
package struct UsageMart: Equatable, Sendable {
  package let table: SnowflakeTable
  /// The columns that the import takes, in the order of the file.
  package let columns: [MartColumn]
  /// Which of them holds the month of a row.
  package let month: String

  package init(table: SnowflakeTable, columns: [MartColumn], month: String = "snapshot_month") {
    self.table = table
    self.columns = columns
    self.month = month
  }

  /// The mart with its own names for what a row is about, of which rows are told apart by the first
  /// eight (connectors 5.5).
  ///
  /// - Parameter metrics: The columns of counts and flags that are taken.
  package init(table: SnowflakeTable, metrics: [String]) {
    let keys: [MartColumn] = [
      MartColumn("snapshot_month", .day, isKey: true),
      MartColumn("dim_crm_account_id", .text, isKey: true),
      MartColumn("dim_subscription_id", .text, isKey: true),
      MartColumn("delivery_type", .text, isKey: true), MartColumn("uuid", .text, isKey: true),
      MartColumn("hostname", .text, isKey: true),
      MartColumn("dim_namespace_id", .text, isKey: true),
      MartColumn("ping_created_at", .time, isKey: true),
    ]
    let names = ["cleaned_version", "instance_type", "namespace_name", "subscription_name"]
    self.init(
      table: table,
      columns: keys + names.map { MartColumn($0, .text) } + metrics.map { MartColumn($0, .count) })
  }
}

extension UsageMart {
  /// Names of the columns, in one column.
  private static let columnsStatement = """
    SELECT COLUMN_NAME FROM %.INFORMATION_SCHEMA.COLUMNS \
    WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION
    """

  /// Asks which columns there are today.
  func columnsStatement(tag: String) -> SnowflakeStatement {
    SnowflakeStatement(
      text: Self.columnsStatement.replacing("%", with: SnowflakeTable.quoted(table.database)),
      bindings: [table.schema, table.name], tag: tag)
  }

  /// What to select of a mart that has these columns.
  ///
  /// - Throws: ``SnowflakeError`` when the mart is not to be seen, or lacks a key column.
  func plan(found: [String]) throws(SnowflakeError) -> MartPlan {
    guard !found.isEmpty else { throw .noSuchTable(table) }
    var names: [String: String] = [:]
    for name in found {
      let key = name.lowercased()
      // Of names that differ in case only, the one that needs no quotes is meant.
      if names[key] == nil || name == name.uppercased() { names[key] = name }
    }
    let missing = columns.filter { names[$0.name.lowercased()] == nil }
    let keys = missing.filter(\.isKey).map(\.name)
    guard keys.isEmpty else { throw .keyColumns(missing: keys, table: table) }
    let known = Set(columns.map { $0.name.lowercased() })
    return MartPlan(
      table: table, month: names[month.lowercased()] ?? month,
      columns: columns.compactMap { column in
        names[column.name.lowercased()].map { MartPlan.Selected(column: column, name: $0) }
      },
      drift: MartDrift(
        missing: missing.map(\.name),
        unknown: found.filter { !known.contains($0.lowercased()) }))
  }
}

/// What one run selects.
struct MartPlan: Codable, Equatable, Sendable {
  let table: SnowflakeTable
  /// The column of the month, as it is in Snowflake.
  let month: String
  let columns: [Selected]
  let drift: MartDrift

  struct Selected: Codable, Equatable, Sendable {
    let column: MartColumn
    /// As it is in Snowflake.
    let name: String
  }

  /// Asks for all rows of a month and those after it.
  ///
  /// - Parameter month: Its first day, such as `2024-02-01`.
  func statement(since month: String, tag: String) -> SnowflakeStatement {
    let selected = columns.map { SnowflakeTable.quoted($0.name) }.joined(separator: ", ")
    let keys = columns.filter(\.column.isKey).map { SnowflakeTable.quoted($0.name) }
    return SnowflakeStatement(
      text: "SELECT \(selected) FROM \(table.quoted) "
        + "WHERE \(SnowflakeTable.quoted(self.month)) >= TO_DATE(?) "
        + "ORDER BY \(keys.joined(separator: ", "))",
      bindings: [month], tag: tag)
  }
}
