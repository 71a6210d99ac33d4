import CustomerSuccess

/// How one table takes part in the search.
struct SearchTable: Equatable {
  let table: Table
  /// Of its full-text index.
  ///
  /// One for each table: what a beginning of a word may mean is gathered from the whole index
  /// before the first hit.
  let indexName: String
  /// The column that says how recent a row is; nil when none does.
  private let dayColumn: Column?

  /// Number, day and texts of every row.
  let selectAll: String
  /// The same of the row with the id `?1`.
  let selectByID: String

  /// In the order of the schema.
  static let all: [SearchTable] = Schema.tables.filter { !$0.searchable.isEmpty }
    .map(SearchTable.init)

  private static let byName = Dictionary(
    all.map { ($0.table.name, $0) }, uniquingKeysWith: { first, _ in first })

  static func of(_ table: Table) -> SearchTable? { byName[table.name] }

  private init(_ table: Table) {
    self.table = table
    self.indexName = "search_\(table.name)"
    self.dayColumn =
      ["activity_date", "updated_at", "created_at"]
      .compactMap { table.column($0) }.first
    let head = "SELECT _n, \(dayColumn?.name ?? "NULL")"
    let texts = table.searchable.map { ", \"\($0)\"" }.joined()
    self.selectAll = "\(head)\(texts) FROM \"\(table.name)\""
    self.selectByID = selectAll + " WHERE id = ?1"
  }

  // MARK: Numbers of entries: 24 bits day, 32 bits row

  private static let rowBits: Int64 = 32
  /// Makes days before 1970 positive; they are all later than the year 0.
  private static let dayOffset: Int64 = 1 << 20

  static func rowID(day: Day?, number: Int64) -> Int64 {
    let days = day.map { Int64($0.daysSinceEpoch) + dayOffset } ?? 0
    return (days << rowBits) | number
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

  /// Appends the same to bytes, without making a string of each.
  func append(_ reader: inout ColumnReader, to text: inout [UInt8]) {
    var isFirst = true
    for _ in table.searchable {
      guard let part = reader.lentText() else { continue }
      if !isFirst { text.append(UInt8(ascii: "\n")) }
      isFirst = false
      text.append(contentsOf: part)
    }
  }

  private func day(_ value: Value) -> Day? {
    Day(stored: value) ?? Instant(stored: value)?.day(secondsFromGMT: 0)
  }
}
