import CustomerSuccess

/// Finds values that Salesforce has and that are empty here (features C17): those that no choice of
/// ours fits, and those that somebody emptied here while Salesforce kept them.
struct GapFinder {
  let work: UnitOfWork

  /// Nobody goes through more by hand.
  private static let limit = 2_000
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
        guard found < Self.limit, let source = object.source(of: column) else { continue }
        for row in try gaps(object, column, source).prefix(Self.limit - found) {
          known.remove(row.id)
          found += 1
          try work.put(row)
        }
      }
    }
    for id in known.sorted() { try work.delete(DataGap.table, id) }
  }

  private func gaps(
    _ object: SalesforceObject, _ column: Column, _ source: String
  ) throws -> [Row] {
    // Text of a JSON object that only the import writes; what it means is read from the object.
    let sql = """
      SELECT id, aside FROM "\(object.table.name)"
      WHERE "\(column.name)" IS NULL AND aside LIKE $1 ORDER BY id
      """
    return try work.reader.query(sql, [.text("%\(source)\":%")]).compactMap { line in
      guard let id = String(stored: line[0]), let json = String(stored: line[1]) else { return nil }
      let aside = AsideColumns(json: json)
      if let value = aside[source] {
        return try gap(object, column, source, id, value, "it is none of the values known here")
      }
      return try aside[lastSeen: source].flatMap {
        try gap(object, column, source, id, $0, "it was emptied here, and not there")
      }
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
