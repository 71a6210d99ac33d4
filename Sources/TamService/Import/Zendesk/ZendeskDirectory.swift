import CustomerSuccess

/// Zendesk's organizations and users, of which the service keeps what tickets refer to.
struct ZendeskDirectory {
  let work: UnitOfWork

  static let statements = [
    // deleted is 1 for an organization that was deleted or merged, which merged_into tells apart.
    """
    CREATE TABLE zendesk_organization (
      id INTEGER PRIMARY KEY NOT NULL, name TEXT, deleted INTEGER NOT NULL, merged_into INTEGER,
      domains TEXT)
    """,
    "CREATE TABLE zendesk_user (id INTEGER PRIMARY KEY NOT NULL, name TEXT, organization_id INTEGER)",
  ]

  /// For a file of the version before the fifth.
  static let addMerges = "ALTER TABLE zendesk_organization ADD COLUMN merged_into INTEGER"

  /// For a file of the version before the sixth.
  static let addDomains = "ALTER TABLE zendesk_organization ADD COLUMN domains TEXT"

  func store(_ organization: ZendeskOrganization) throws -> SaveOutcome {
    let isDeleted = organization.deletedAt != nil
    // An export by hand does not say it again.
    let winner = try organization.mergedInto ?? (isDeleted ? winner(over: organization.id) : nil)
    return try store(
      "zendesk_organization", ["name", "deleted", "merged_into", "domains"], organization.id,
      [
        organization.name.value, isDeleted.stored, winner.value,
        organization.domains?.joined(separator: ";").stored ?? .null,
      ])
  }

  private func winner(over id: Int64) throws -> Int64? {
    let sql = "SELECT merged_into FROM zendesk_organization WHERE id = $1"
    return try work.reader.query(sql, [.integer(id)]).first
      .flatMap { Int(stored: $0[0]).map(Int64.init) }
  }

  func store(_ user: ZendeskUser) throws -> SaveOutcome {
    try store(
      "zendesk_user", ["name", "organization_id"], user.id,
      [user.name.value, user.organizationID.value])
  }

  /// Nil when the user is not known.
  func user(_ id: Int64?) throws -> (name: String?, organization: Int64?)? {
    guard let id else { return nil }
    let sql = "SELECT name, organization_id FROM zendesk_user WHERE id = $1"
    return try work.reader.query(sql, [.integer(id)]).first.map { row in
      (String(stored: row[0]), Int(stored: row[1]).map(Int64.init))
    }
  }

  func organizationName(_ id: Int64) throws -> String? {
    try work.reader.query("SELECT name FROM zendesk_organization WHERE id = $1", [.integer(id)])
      .first.flatMap { String(stored: $0[0]) }
  }

  private func store(
    _ table: String, _ columns: [String], _ id: Int64, _ values: [Value]
  ) throws -> SaveOutcome {
    let list = columns.joined(separator: ", ")
    let known = try work.reader.query(
      "SELECT \(list) FROM \(table) WHERE id = $1", [.integer(id)]
    ).first
    if known == values { return .unchanged }
    let places = columns.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
    let sets = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    try work.execute(
      """
      INSERT INTO \(table) (id, \(list)) VALUES ($1, \(places))
      ON CONFLICT (id) DO UPDATE SET \(sets)
      """, [.integer(id)] + values)
    return known == nil ? .inserted : .updated
  }
}

extension String? {
  fileprivate var value: Value { map(Value.text) ?? .null }
}

extension Int64? {
  fileprivate var value: Value { map(Value.integer) ?? .null }
}
