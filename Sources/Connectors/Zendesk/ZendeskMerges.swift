/// Finds out into which organization a deleted one was merged: its tickets have moved there, and
/// accounts that carry the old id are to carry the new one (edge 22).
struct ZendeskMerges: Sendable {
  let client: UpstreamClient

  /// What is added to an organization that was merged: the id of the one that is left.
  static let member = "merged_into"

  /// Lookups of one page of organizations; each is a request of its own.
  private static let lookupLimit = 100

  /// The same organizations, the merged ones with ``member``, and the merges in words.
  func resolved(
    _ records: [ZendeskRecord]
  ) async throws -> (records: [ZendeskRecord], merges: [String]) {
    var lookups = 0
    var resolved: [ZendeskRecord] = []
    var merged: [String] = []
    for record in records {
      guard let id = record.content["id"]?.integer,
        record.content["deleted_at"]?.text != nil, lookups < Self.lookupLimit
      else {
        resolved.append(record)
        continue
      }
      lookups += 1
      let winner = try await winner(over: id)
      resolved.append(winner.map { record.adding($0, as: Self.member) } ?? record)
      if let winner {
        merged.append("\(record.content["name"]?.text ?? "?") (\(id)) into \(winner)")
      }
    }
    return (resolved, merged)
  }

  /// Nil when it was not merged, or nothing is said about it.
  private func winner(over id: Int64) async throws -> Int64? {
    let response = try await client.send(.get("/api/v2/organizations/\(id)/merges"))
    // Older plans do not have the endpoint, and only administrators may ask.
    guard response.isSuccess else { return nil }
    let merges = try response.json()["organization_merges"]?.list ?? []
    return merges.last { merge in
      merge["loser_id"]?.integer == id && merge["status"]?.text != "error"
    }?["winner_id"]?.integer
  }
}
