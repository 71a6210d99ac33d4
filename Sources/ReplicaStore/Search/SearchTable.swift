import CustomerSuccess

/// How one table takes part in the search.
struct SearchTable: Equatable {
  let table: Table
  /// Its place among the searched tables, which is part of every entry's number.
  let ordinal: Int64
  /// The column that says how recent a row is; nil when none does.
  private let dayColumn: Column?

  /// In the order of the schema.
  static let all: [SearchTable] = Schema.tables.filter { !$0.searchable.isEmpty }.enumerated()
    .map { SearchTable(table: $1, ordinal: Int64($0)) }

  private static let byName = Dictionary(
    all.map { ($0.table.name, $0) }, uniquingKeysWith: { first, _ in first })

  static func of(_ table: Table) -> SearchTable? { byName[table.name] }

  private init(table: Table, ordinal: Int64) {
    self.table = table
    self.ordinal = ordinal
    self.dayColumn =
      ["activity_date", "updated_at", "created_at"]
      .compactMap { table.column($0) }.first
  }

  // MARK: Numbers of entries: 4 bits table, 24 bits day, 32 bits row

  private static let rowBits: Int64 = 32
  private static let dayBits: Int64 = 24
  /// Makes days before 1970 positive; they are all later than the year 0.
  private static let dayOffset: Int64 = 1 << 20

  func rowID(day: Day?, number: Int64) -> Int64 {
    let days = day.map { Int64($0.daysSinceEpoch) + Self.dayOffset } ?? 0
    return (ordinal << (Self.dayBits + Self.rowBits)) | (days << Self.rowBits) | number
  }

  /// The lowest and the highest number an entry of the table may have.
  var rowIDs: ClosedRange<Int64> {
    let first = ordinal << (Self.dayBits + Self.rowBits)
    return first...(first + (1 << (Self.dayBits + Self.rowBits)) - 1)
  }

  /// The row's `_n` in an entry's number.
  static func number(of rowID: Int64) -> Int64 { rowID & ((1 << rowBits) - 1) }

  // MARK: What is indexed

  func day(of row: Row) -> Day? { dayColumn.flatMap { day(row[column: $0.name]) } }

  func day(_ reader: inout ColumnReader) -> Day? { day(reader.value()) }

  /// The words of all searchable columns, each column on a line of its own.
  func text(of row: Row) -> String {
    table.searchable.compactMap { String(stored: row[column: $0]) }.joined(separator: "\n")
  }

  func text(_ reader: inout ColumnReader) -> String {
    table.searchable.compactMap { _ in reader.text() }.joined(separator: "\n")
  }

  // MARK: SQL

  var selectAll: String {
    let columns = table.searchable.map { "\"\($0)\"" }.joined(separator: ", ")
    return "SELECT _n, \(dayColumn?.name ?? "NULL"), \(columns) FROM \"\(table.name)\""
  }

  var selectByID: String { selectAll + " WHERE id = ?1" }

  var selectByNumber: String { selectAll + " WHERE _n = ?1" }

  var selectNumbers: String {
    "SELECT _n, \(dayColumn?.name ?? "NULL") FROM \"\(table.name)\""
  }

  private func day(_ value: Value) -> Day? {
    Day(stored: value) ?? Instant(stored: value)?.day(secondsFromGMT: 0)
  }
}
