import CustomerSuccess

/// Reads rows of the mart straight from their bytes: of a hundred cells a row, all but a few are
/// small numbers that need no text.
struct MartParser {
  let columns: MartColumns
  let encoding: TextEncoding
  /// Whose usage is by now another account's, so that both say the same series.
  private let aliases: UsageAliases
  /// Cells with one of Service Ping's marks for a failed count.
  private(set) var failedCounts = 0
  /// Rows without an account: the mart's own mark, or nothing.
  private(set) var withoutAccount = 0

  /// The mart's key of a missing account: MD5 of `-1`.
  private static let missingAccount = Array("6bb61e3b7bce0931da574d19d1d82c88".utf8)

  init(
    columns: MartColumns, encoding: TextEncoding = .utf8, aliases: UsageAliases = UsageAliases()
  ) {
    self.columns = columns
    self.encoding = encoding
    self.aliases = aliases
  }

  /// What a row is about, found without reading its numbers.
  struct Subject {
    let key: SeriesKey
    let month: Int32
  }

  /// Nil when the row has no account.
  ///
  /// - Throws: ``RowRejection`` when the month is none.
  func subject(of record: CSVRecord) throws(RowRejection) -> Subject? {
    let isMissing = record.withField(columns.account) { bytes in
      Self.isNull(bytes) || bytes.elementsEqual(Self.missingAccount)
    }
    guard !isMissing else { return nil }
    var hasher = KeyHasher()
    record.withField(columns.account) { bytes in
      // The last three characters of the long form repeat the case of the others.
      let account = bytes.prefix(15)
      if let winner = aliases[account] {
        hasher.combine(part: winner)
      } else {
        hasher.combine(part: account)
      }
    }
    combine(columns.subscription, of: record, into: &hasher)
    combine(columns.uuid, of: record, into: &hasher)
    record.withField(columns.hostname) { bytes in
      hasher.combine(part: Self.isNull(bytes) ? [] : Self.host(bytes))
    }
    combine(columns.namespace, of: record, into: &hasher)
    return Subject(key: hasher.key, month: try month(of: record))
  }

  /// When the newest ping of the row arrived, in microseconds.
  func ping(of record: CSVRecord) throws(RowRejection) -> Int64? {
    guard let text = text(columns.ping, record), !Self.isNullText(text) else { return nil }
    guard let instant = SalesforceCell.instant(text) else {
      throw RowRejection("ping_created_at: \"\(text)\" is not a time")
    }
    return instant.microseconds
  }

  /// The whole row; nil when it has no account.
  ///
  /// - Parameter isKnown: Whether the series has been met, so that nobody asks for its identity.
  mutating func row(
    _ record: CSVRecord, isKnown: (SeriesKey) -> Bool
  ) throws(RowRejection) -> MartRow? {
    guard let subject = try subject(of: record) else {
      withoutAccount += 1
      return nil
    }
    guard let day = MartRow.day(subject.month) else {
      throw RowRejection("snapshot_month is outside the years 1 to 9999")
    }
    let ping = try ping(of: record)
    var month = UsageMonths.Month(day)
    for (position, metric) in columns.metrics {
      month[metric] = try number(position, metric, record)
    }
    let metrics = UsageMonths(CollectionOfOne(month)).packed
    let version = text(columns.version, record)
    let namespaceName = text(columns.namespaceName, record)
    return MartRow(
      key: subject.key, month: subject.month, ping: ping, version: version,
      namespaceName: namespaceName, metrics: metrics,
      hash: MartRow.hash(ping, metrics, [version, namespaceName]),
      identity: isKnown(subject.key) ? nil : try identity(record))
  }

  private func identity(_ record: CSVRecord) throws(RowRejection) -> SeriesIdentity {
    let account: String
    do {
      account = try SalesforceID.normalized(text(columns.account, record) ?? "", prefix: "001")
    } catch {
      throw RowRejection("dim_crm_account_id: \(error)")
    }
    return SeriesIdentity(
      account: aliases.account(for: account), subscription: text(columns.subscription, record),
      subscriptionName: text(columns.subscriptionName, record),
      delivery: text(columns.delivery, record), uuid: text(columns.uuid, record),
      hostname: record.withField(columns.hostname) { bytes in
        Self.isNull(bytes) ? nil : encoding.text(Self.host(bytes)[...])
      },
      namespace: text(columns.namespace, record), label: text(columns.label, record))
  }
}

extension MartParser {
  /// Nothing, or Snowflake's mark for nothing.
  private static func isNull(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.isEmpty
      || (bytes.count == 2 && bytes[0] == UInt8(ascii: "\\") && bytes[1] == UInt8(ascii: "N"))
  }

  /// In a column of numbers or times this text can mean nothing else; in one of text it is a text.
  private static func isNullText(_ text: String) -> Bool { text.lowercased() == "null" }

  private func text(_ position: Int?, _ record: CSVRecord) -> String? {
    guard let position, !record.withField(position, Self.isNull) else { return nil }
    return record.text(position, as: encoding)
  }

  private func combine(_ position: Int, of record: CSVRecord, into hasher: inout KeyHasher) {
    record.withField(position) { bytes in
      if Self.isNull(bytes) {
        hasher.combine(part: [])
      } else {
        hasher.combine(part: bytes)
      }
    }
  }

  /// The same host is written in either case, with a port, with a dot at the end.
  private static func host(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var host = bytes.prefix { $0 != UInt8(ascii: ":") }
    while host.last == UInt8(ascii: ".") { host = host.dropLast() }
    return host.map { (65...90).contains($0) ? $0 + 32 : $0 }
  }

  /// Months since year 0; the day and a time behind it are always those of the month's start.
  private func month(of record: CSVRecord) throws(RowRejection) -> Int32 {
    let month = record.withField(columns.month) { bytes -> Int32? in
      guard bytes.count >= 7, bytes[4] == UInt8(ascii: "-"),
        bytes.count == 7 || bytes[7] == UInt8(ascii: "-")
      else { return nil }
      var digits: Int32 = 0
      for position in [0, 1, 2, 3, 5, 6] {
        guard (48...57).contains(bytes[position]) else { return nil }
        digits = digits * 10 + Int32(bytes[position] - 48)
      }
      let (year, month) = (digits / 100, digits % 100)
      return year > 0 && (1...12).contains(month) ? year * 12 + month - 1 : nil
    }
    guard let month else {
      let found = record.text(columns.month, as: encoding) ?? ""
      throw RowRejection("snapshot_month: \"\(found)\" is not a date such as 2024-02-01")
    }
    return month
  }

  /// A count, or nil where nothing is known.
  private mutating func number(
    _ position: Int, _ metric: UsageMetric, _ record: CSVRecord
  ) throws(RowRejection) -> Int64? {
    let cell = record.withField(position) { bytes -> Int64?? in
      bytes.isEmpty ? .some(nil) : Self.digits(bytes).map { $0 }
    }
    let raw: Int64
    switch cell {
    case .some(nil): return nil
    case .some(let number?): raw = number
    case nil:
      guard let number = try unusual(position, metric, record) else { return nil }
      raw = number
    }
    guard raw < 0 else { return raw }
    guard let cleaned = UsageValue.cleaned(raw) else {
      failedCounts += 1
      return nil
    }
    return cleaned
  }

  /// The usual form, digits only.
  private static func digits(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    // Eighteen digits always fit.
    guard bytes.count <= 18 else { return nil }
    var number: Int64 = 0
    for byte in bytes {
      let digit = byte &- 48
      guard digit < 10 else { return nil }
      number = number &* 10 &+ Int64(digit)
    }
    return number
  }

  /// Signs, decimals, flags, Snowflake's null, and Service Ping's failed histogram.
  private mutating func unusual(
    _ position: Int, _ metric: UsageMetric, _ record: CSVRecord
  ) throws(RowRejection) -> Int64? {
    guard let text = text(position, record), !Self.isNullText(text) else { return nil }
    if let number = SalesforceCell.integer(text) { return number }
    if let flag = SalesforceCell.boolean(text) { return flag ? 1 : 0 }
    if text.hasPrefix("{"), text.contains("-1") {
      failedCounts += 1
      return nil
    }
    throw RowRejection("\(metric.column): \"\(text.prefix(60))\" is not a whole number")
  }
}
