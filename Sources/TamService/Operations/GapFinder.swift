import CustomerSuccess

/// Finds values that Salesforce has and that are empty here (features C17): those that no choice of
/// ours fits, and those that somebody emptied here while Salesforce kept them.
struct GapFinder {
  let work: UnitOfWork

  /// Nobody goes through more by hand.
  var limit = 2_000
  private static let objects: [SalesforceObject] = [
    .account, .contact, .opportunity, .subscription,
  ]

  /// Writes what differs.
  func settle() throws {
    var known = Set(
      try work.reader.query("SELECT id FROM data_gap").compactMap { String(stored: $0[0]) })
    var found = 0
    for object in Self.objects {
      for column in object.table.columns {
        guard found < limit, let source = object.source(of: column) else { continue }
        for row in try gaps(object, column, source, limit: limit - found) {
          known.remove(row.id)
          found += 1
          try work.put(row)
        }
      }
    }
    for id in known.sorted() { try work.delete(DataGap.table, id) }
  }

  private func gaps(
    _ object: SalesforceObject, _ column: Column, _ source: String, limit: Int
  ) throws -> [Row] {
    // Text of a JSON object that only the import writes; what it means is read from the object.
    let sql = """
      SELECT id, aside FROM "\(object.table.name)"
      WHERE "\(column.name)" IS NULL AND instr(aside, $1) > 0 AND id > $2 ORDER BY id LIMIT $3
      """
    let name = Value.text("\(source)\":")
    var gaps: [Row] = []
    var after = ""
    while gaps.count < limit {
      let lines = try work.reader.query(
        sql, [name, .text(after), .integer(Int64(limit - gaps.count))])
      guard let last = lines.last.flatMap({ String(stored: $0[0]) }) else { break }
      after = last
      gaps += try lines.compactMap { line in
        try String(stored: line[1]).flatMap {
          try gap(object, column, source, String(stored: line[0]) ?? "", AsideColumns(json: $0))
        }
      }
    }
    return gaps
  }

  private func gap(
    _ object: SalesforceObject, _ column: Column, _ source: String, _ id: String,
    _ aside: AsideColumns
  ) throws -> Row? {
    if let value = aside[source] {
      return try gap(object, column, source, id, value, "it is none of the values known here")
    }
    return try aside[lastSeen: source].flatMap {
      try gap(object, column, source, id, $0, "it was emptied here, and not there")
    }
  }

  private func gap(
    _ object: SalesforceObject, _ column: Column, _ source: String, _ id: String, _ value: String,
    _ reason: String
  ) throws -> Row? {
    guard let owner = try work.row(object.table, id), let account = owner.scope?.accountID,
      let customer = try work.row(Account.table, account), customer[Account.departure] == nil
    else { return nil }
    var row = Row(DataGap.table, id: "\(object.table.name):\(id):\(column.name)")
    row[DataGap.account] = Account.ID(account)
    row[DataGap.object] = object.table.name
    row[DataGap.rowID] = id
    let names = ["name", "first_name", "last_name"].compactMap {
      String(stored: owner[column: $0])
    }
    row[DataGap.rowName] = names.isEmpty ? nil : names.joined(separator: " ")
    row[DataGap.field] = column.label
    row[DataGap.upstreamName] = source
    row[DataGap.upstreamValue] = value
    row[DataGap.reason] = reason
    row[DataGap.isPublicSector] = customer[Account.isPublicSector] ?? false
    return row
  }
}
