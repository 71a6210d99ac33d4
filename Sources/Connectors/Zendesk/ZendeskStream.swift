/// What is fetched from Zendesk, in the order in which the import reads it.
package enum ZendeskStream: String, CaseIterable, Codable, Sendable {
  case organizations, users, tickets

  /// As the import takes it: one record a line.
  package var fileName: String { "\(rawValue).json" }

  /// The most that Zendesk gives in one page.
  static let exportPageSize = 1_000
  /// Of pages whose records are so long that a full one is too much.
  static let carefulPageSize = 50
  static let listPageSize = 100

  /// What of a record is kept: what the import reads, and what says how records hang together.
  ///
  /// What a customer wrote does not come to our disk.
  private var kept: [String: KeptMember] {
    switch self {
    case .organizations:
      Self.whole([
        "id", "name", "external_id", "domain_names", "created_at", "updated_at", "deleted_at",
      ])
    case .users:
      Self.whole(["id", "name", "role", "active", "organization_id", "created_at", "updated_at"])
    case .tickets:
      Self.whole([
        "id", "subject", "status", "custom_status_id", "priority", "type", "requester_id",
        "assignee_id", "organization_id", "created_at", "updated_at", "generated_timestamp",
        "tags", "followup_ids",
      ]).merging([
        "satisfaction_rating": .members(["score": .whole]),
        "metric_set": .members(["reopens": .whole, "solved_at": .whole]),
        // Of which closed ticket this one is the follow-up.
        "via": .members([
          "source": .members(["rel": .whole, "from": .members(["ticket_id": .whole])])
        ]),
      ]) { _, last in last }
    }
  }

  /// The record without what is not kept; what is no object stays as it is, for the import to
  /// reject with its reason.
  func reduced(_ record: JSONValue) -> JSONValue {
    KeptMember.members(kept).applied(to: record)
  }

  private static func whole(_ names: [String]) -> [String: KeptMember] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, .whole) })
  }
}

/// How much of a member of a record is kept.
private indirect enum KeptMember {
  case whole
  case members([String: KeptMember])

  func applied(to value: JSONValue) -> JSONValue {
    guard case .members(let kept) = self, case .object(let members) = value else { return value }
    var result: [String: JSONValue] = [:]
    for (name, member) in members {
      if let rule = kept[name] { result[name] = rule.applied(to: member) }
    }
    return .object(result)
  }
}
