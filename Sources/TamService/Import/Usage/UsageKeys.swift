import CustomerSuccess

/// The usage series that the store knows, in memory for the time of an import: their small numbers
/// stand for the long keys in the table of months.
final class UsageKeys {
  /// One line a series, and one line a series and month; `month` counts from year 0.
  static let statements = [
    """
    CREATE TABLE usage_key (
      number INTEGER PRIMARY KEY NOT NULL, key_high INTEGER NOT NULL, key_low INTEGER NOT NULL,
      account_id TEXT NOT NULL, subscription TEXT, subscription_name TEXT, delivery TEXT,
      uuid TEXT, hostname TEXT, namespace_id TEXT, label TEXT, UNIQUE (key_high, key_low))
    """,
    "CREATE INDEX usage_key_by_account ON usage_key (account_id)",
    """
    CREATE TABLE usage_month (
      id INTEGER PRIMARY KEY NOT NULL, series INTEGER NOT NULL, month INTEGER NOT NULL,
      ping INTEGER, hash INTEGER NOT NULL, version TEXT, namespace_name TEXT,
      metrics BLOB NOT NULL)
    """,
    "CREATE UNIQUE INDEX usage_month_by_series ON usage_month (series, month)",
  ]

  private var numbers: [SeriesKey: Int32] = [:]
  /// By number less one: the place in ``accounts``.
  private var accountPlaces: [Int32] = []
  private var accounts: [String] = []
  private var places: [String: Int32] = [:]
  private let knownAccounts: Set<String>
  /// Series up to this number may have months in the store already.
  let lastStored: Int32

  init(_ reader: StoreReader) throws {
    var known: Set<String> = []
    try reader.forEach("SELECT id FROM account") { row in
      if case .text(let id) = row[0] { known.insert(id) }
    }
    knownAccounts = known
    var last: Int32 = 0
    var stored: [(key: SeriesKey, number: Int32, account: String)] = []
    let sql = "SELECT number, key_high, key_low, account_id FROM usage_key ORDER BY number"
    try reader.forEach(sql) { row in
      guard case .integer(let number) = row[0], case .integer(let high) = row[1],
        case .integer(let low) = row[2], case .text(let account) = row[3]
      else { return }
      last = Int32(number)
      let key = SeriesKey(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
      stored.append((key, last, account))
    }
    lastStored = last
    for (key, number, account) in stored { note(key, number, account) }
  }

  func number(of key: SeriesKey) -> Int32? { numbers[key] }

  func isKnown(account: String) -> Bool { knownAccounts.contains(account) }

  func account(of number: Int32) -> String { accounts[Int(accountPlaces[Int(number) - 1])] }

  /// Stores a new series.
  func add(_ key: SeriesKey, _ identity: SeriesIdentity, in work: UnitOfWork) throws -> Int32 {
    let number = Int32(accountPlaces.count + 1)
    func value(_ text: String?) -> Value { text.map(Value.text) ?? .null }
    try work.execute(
      """
      INSERT INTO usage_key (number, key_high, key_low, account_id, subscription,
        subscription_name, delivery, uuid, hostname, namespace_id, label)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """,
      [
        .integer(Int64(number)), .integer(Int64(bitPattern: key.high)),
        .integer(Int64(bitPattern: key.low)), .text(identity.account),
        value(identity.subscription), value(identity.subscriptionName), value(identity.delivery),
        value(identity.uuid), value(identity.hostname), value(identity.namespace),
        value(identity.label),
      ])
    note(key, number, identity.account)
    return number
  }

  private func note(_ key: SeriesKey, _ number: Int32, _ account: String) {
    numbers[key] = number
    let place = places[account] ?? Int32(accounts.count)
    if place == accounts.count {
      accounts.append(account)
      places[account] = place
    }
    // Numbers are given out one after another; a gap would belong to nobody.
    while accountPlaces.count < Int(number) { accountPlaces.append(place) }
  }
}
