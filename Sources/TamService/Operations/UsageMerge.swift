import CustomerSuccess

/// Gives the usage of one account to another.
///
/// Series and instances are named by their account, so they get other ids; where the other account
/// has the same one already, the newest ping of a month counts, as in an import, and its labels stay;
/// what it lacks comes along.
struct UsageMerge {
  let work: UnitOfWork
  let loser: String
  let winner: String

  func run() throws {
    for series in try StoredUsage.all(of: loser, work.reader) {
      let moved = series.identity.moved(to: winner)
      try move(series.key, to: moved.key)
      try work.delete(UsageSeries.table, series.key.text)
      if let old = series.instanceID, let new = moved.instanceID { try moveInstance(old, to: new) }
    }
  }

  private func move(_ old: SeriesKey, to new: SeriesKey) throws {
    guard let number = try number(of: old) else { return }
    guard let known = try self.number(of: new) else {
      return try work.execute(
        "UPDATE usage_key SET account_id = $2, key_high = $3, key_low = $4 WHERE number = $1",
        [number, .text(winner)] + new.stored)
    }
    try work.execute(
      """
      DELETE FROM usage_month AS kept WHERE kept.series = $2 AND EXISTS (
        SELECT 1 FROM usage_month o WHERE o.series = $1 AND o.month = kept.month
          AND (o.ping > kept.ping OR o.ping IS NOT NULL AND kept.ping IS NULL))
      """, [number, known])
    try work.execute(
      """
      UPDATE usage_month SET series = $2 WHERE series = $1 AND NOT EXISTS (
        SELECT 1 FROM usage_month o WHERE o.series = $2 AND o.month = usage_month.month)
      """, [number, known])
    try work.execute("DELETE FROM usage_month WHERE series = $1", [number])
    try work.execute("DELETE FROM usage_key WHERE number = $1", [number])
  }

  private func number(of key: SeriesKey) throws -> Value? {
    let sql = "SELECT number FROM usage_key WHERE key_high = $1 AND key_low = $2"
    return try work.reader.query(sql, key.stored).first?.first
  }

  private func moveInstance(_ old: String, to new: String) throws {
    guard let row = try work.row(Instance.table, old) else { return }
    try work.delete(Instance.table, old)
    try work.merge(Instance.table, new) { kept, isNew in
      if isNew { kept = Row(Instance.table, id: new, values: row.values) }
      kept[Instance.account] = Account.ID(winner)
      if kept[Instance.type] ?? .unknown == .unknown { kept[Instance.type] = row[Instance.type] }
      kept[Instance.healthInclusion] =
        kept[Instance.healthInclusion] ?? row[Instance.healthInclusion]
    }
  }
}

extension SeriesKey {
  /// As the table of keys has it.
  fileprivate var stored: [Value] {
    [.integer(Int64(bitPattern: high)), .integer(Int64(bitPattern: low))]
  }
}
