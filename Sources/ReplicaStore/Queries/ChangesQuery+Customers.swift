import CustomerSuccess

// What changed of the customers themselves: health, attributes, who looks after them.
extension ChangesQuery {
  /// Overall scores against how they stood, or against the newest day of the history before.
  func overallHealth() throws -> [ChangeRow] {
    let column = base == nil ? "v.overall" : "v.health_score"
    return try all(
      Account.tableName, "x.health_score, \(column)", join: base == nil ? history : standing,
      where: ("x.health_score IS NOT \(column)", []),
      order: "x.health_score IS NULL, x.health_score, x.id"
    ) { reader, head in
      let now = reader.real()
      let then = reader.real()
      guard now?.rounded() != then?.rounded() else { return [] }
      return [head.row(.health(nil, from: then, to: now), "overall")]
    }
  }

  /// How the customer stood at the visit compared with.
  private var standing: (sql: String, values: [Value]) {
    (
      "JOIN visit_account v ON v.account_id = a.id AND v.left_at = ?",
      [base?.leftAt.stored ?? .null]
    )
  }

  /// The newest day of the scores' history before the period.
  private var history: (sql: String, values: [Value]) {
    (
      """
      JOIN health_history v ON v.account_id = a.id AND v.day = (
        SELECT max(h.day) FROM health_history h WHERE h.account_id = a.id AND h.day <= ?)
      """, [day.stored]
    )
  }

  /// Scores set in the period that differ from the ones before.
  func measures() throws -> [ChangeRow] {
    try all(
      HealthMeasure.tableName,
      """
      x.set_at, x.measure, x.previous_score, x.score,
      (SELECT u.name FROM user u WHERE u.id = x.set_by)
      """,
      where: (
        "x.set_at > ? AND x.score IS NOT x.previous_score AND x.set_by IS NOT ?",
        [since.stored, ownID]
      ), order: "x.set_at DESC, x.id"
    ) { reader, head in
      let at = reader.instant()
      guard let measure = reader.choice(Measure.self) else { return [] }
      let change = ChangeRow.Change.health(measure, from: reader.real(), to: reader.real())
      return [head.row(change, at: at, by: reader.text())]
    }
  }

  /// What matters most among the attributes, in the order shown.
  private static let watched: [Column] = [
    Account.renewalDate.column, Account.status.column, Account.lifecycleStage.column,
    Account.prioritization.column,
  ]

  /// Attributes that stand differently than when the person left; nothing when that was not noted.
  func attributes() throws -> [ChangeRow] {
    guard base != nil else { return [] }
    let names = Self.watched.map(\.name)
    let columns =
      "v.arr, x.currency, x.arr, x.currency, "
      + names.flatMap { ["v.\"\($0)\"", "x.\"\($0)\""] }.joined(separator: ", ")
    let differences = (["arr"] + names).map { "v.\"\($0)\" IS NOT x.\"\($0)\"" }.joined(
      separator: " OR ")
    return try all(
      Account.tableName, columns, join: standing, where: ("(\(differences))", []),
      order: "a.name, a.id"
    ) { reader, head in
      var rows: [ChangeRow] = []
      let before = reader.money()
      let now = reader.money()
      if before != now { rows.append(head.row(.arr(from: before, to: now), "arr")) }
      for name in names {
        let before = reader.value()
        let now = reader.value()
        if before != now { rows.append(head.row(.attribute(name, from: before, to: now), name)) }
      }
      return rows
    }
  }

  func handovers() throws -> [ChangeRow] {
    try all(
      TAMHistory.tableName,
      """
      x.changed_at, (SELECT u.name FROM user u WHERE u.id = x.old_tam_id),
      (SELECT u.name FROM user u WHERE u.id = x.new_tam_id)
      """, where: ("x.changed_at > ?", [since.stored]), order: "x.changed_at DESC, x.id"
    ) { reader, head in
      let at = reader.instant()
      return [head.row(.tam(from: reader.text(), to: reader.text()), at: at)]
    }
  }
}
