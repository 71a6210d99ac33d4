import CustomerSuccess

/// Stores the rows of a mart file, batch by batch, and remembers whose they were.
final class UsageLoader {
  private let store: Store
  private let keys: UsageKeys
  private var parser: MartParser
  private let duplicates: UsageDuplicates
  private let batchSize: Int
  private var batch: [MartRow] = []

  private var inserted = 0
  private var updated = 0
  private var unchanged = 0
  private var superseded = 0
  private var newestPing: Int64?
  /// Rows by an account that is not here.
  private var strangers: [String: Int] = [:]
  private var strangersBeyondLimit = 0

  /// Accounts that are not here and are counted one by one; the mart holds all customers there are.
  private static let strangerLimit = 10_000
  private static let namesShown = 10

  init(
    store: Store, keys: UsageKeys, parser: MartParser, duplicates: UsageDuplicates, batchSize: Int
  ) {
    self.store = store
    self.keys = keys
    self.parser = parser
    self.duplicates = duplicates
    self.batchSize = batchSize
  }

  /// - Parameter number: Of the record within the file, from 0.
  /// - Throws: ``RowRejection`` for this row alone.
  func take(_ record: CSVRecord, number: Int) throws {
    guard let row = try parser.row(record, isKnown: { keys.number(of: $0) != nil }) else { return }
    if let account = row.identity?.account, !keys.isKnown(account: account) {
      return countStranger(account)
    }
    newestPing = [newestPing, row.ping].compactMap(\.self).max()
    guard !duplicates.isSuperseded(row.key, row.month, record: number) else {
      superseded += 1
      return
    }
    batch.append(row)
    if batch.count >= batchSize { try flush() }
  }

  /// Stores what is left and fills in the counts.
  func finish(_ report: inout ObjectReport) throws {
    try flush()
    report.inserted = inserted
    report.updated = updated
    report.unchanged = unchanged
    let ofStrangers = strangers.values.reduce(strangersBeyondLimit, +)
    report.skipped = superseded + parser.withoutAccount + ofStrangers
    report.notes += notes(ofStrangers)
    report.note(stamp: newestPing.map(Instant.init(microseconds:)))
  }

  private func countStranger(_ account: String) {
    if strangers[account] != nil || strangers.count < Self.strangerLimit {
      strangers[account, default: 0] += 1
    } else {
      strangersBeyondLimit += 1
    }
  }

  private func flush() throws {
    guard !batch.isEmpty else { return }
    try store.write(by: ImportSettings.actor, for: "usage") { work in
      let months = try UsageMonthStore(work, columns: parser.columns)
      var touched: Set<String> = []
      for row in batch {
        let number = try keys.number(of: row.key) ?? add(row, work)
        let outcome =
          number <= keys.lastStored
          ? try months.store(row, series: number) : try months.insert(row, series: number)
        switch outcome {
        case .inserted: inserted += 1
        case .updated: updated += 1
        case .unchanged:
          unchanged += 1
          continue
        }
        touched.insert(keys.account(of: number))
      }
      try DirtyAccounts(work: work).note(touched)
    }
    batch.removeAll(keepingCapacity: true)
  }

  private func add(_ row: MartRow, _ work: UnitOfWork) throws -> Int32 {
    guard let identity = row.identity else {
      throw StoreError.noScope(table: "usage_month", id: row.key.text)
    }
    return try keys.add(row.key, identity, in: work)
  }

  private func notes(_ ofStrangers: Int) -> [String] {
    var notes: [String] = []
    if parser.withoutAccount > 0 {
      notes.append("\(parser.withoutAccount) rows skipped: the mart knows no account for them")
    }
    if ofStrangers > 0 {
      let names = strangers.keys.sorted().prefix(Self.namesShown).joined(separator: ", ")
      notes.append(
        "\(ofStrangers) rows skipped: their \(strangers.count) accounts are not here, such as "
          + names
      )
    }
    if superseded > 0 {
      notes.append("\(superseded) rows skipped: the file has a newer ping for the same month")
    }
    if parser.failedCounts > 0 {
      notes.append(
        "\(parser.failedCounts) counts had failed at the source (-1, -2, -1000): stored as missing")
    }
    return notes
  }
}

/// The table of months, through statements that are prepared once a transaction.
struct UsageMonthStore {
  private let find: PreparedStatement
  private let insert: PreparedStatement
  private let update: PreparedStatement
  private let columns: MartColumns

  init(_ work: UnitOfWork, columns: MartColumns) throws {
    self.columns = columns
    find = try work.connection.statement(
      """
      SELECT id, ping, hash, version, namespace_name, metrics
      FROM usage_month WHERE series = $1 AND month = $2
      """)
    insert = try work.connection.statement(
      """
      INSERT INTO usage_month (series, month, ping, hash, version, namespace_name, metrics)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """)
    update = try work.connection.statement(
      """
      UPDATE usage_month SET ping = $2, hash = $3, version = $4, namespace_name = $5, metrics = $6
      WHERE id = $1
      """)
  }

  /// A month of a series that has none of this month yet.
  func insert(_ row: MartRow, series: Int32) throws -> SaveOutcome {
    try insert.run([.integer(Int64(series)), .integer(Int64(row.month))] + values(row))
    return .inserted
  }

  /// The newest ping wins; of equal pings the later import, which may correct what is not from the
  /// ping, such as the licenses.
  func store(_ row: MartRow, series: Int32) throws -> SaveOutcome {
    let known = try find.first([.integer(Int64(series)), .integer(Int64(row.month))], stored)
    guard let known else { return try insert(row, series: series) }
    guard (row.ping ?? .min) >= (known.ping ?? .min), row.hash != known.hash else {
      return .unchanged
    }
    let row = try row.completed(from: known, of: columns)
    guard row.hash != known.hash else { return .unchanged }
    try update.run([.integer(known.id)] + values(row))
    return .updated
  }

  private func stored(_ found: PreparedStatement) -> MartRow.Stored {
    func text(_ column: Int) -> String? { found.isNull(column) ? nil : found.text(column) }
    return MartRow.Stored(
      id: found.integer(0), ping: found.isNull(1) ? nil : found.integer(1),
      hash: found.integer(2), version: text(3), namespaceName: text(4),
      metrics: [UInt8](stored: found.value(5)) ?? [])
  }

  private func values(_ row: MartRow) -> [Value] {
    [
      row.ping.map(Value.integer) ?? .null, .integer(row.hash),
      row.version.map(Value.text) ?? .null, row.namespaceName.map(Value.text) ?? .null,
      .data(row.metrics),
    ]
  }
}
