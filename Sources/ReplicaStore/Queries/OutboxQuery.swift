package import CustomerSuccess
package import SyncEngine

/// An edit that waits for the service.
package struct OutboxItem: Equatable, Identifiable, Sendable {
  package let id: PendingMutation.ID
  package let sequence: Int64
  package let mutation: Mutation
  /// What it did, in words.
  package let summary: String
  package let account: Account.ID?
  package let accountName: String?
  package let madeAt: Instant
  /// The service has it; the next checkpoint settles it.
  package let isAcknowledged: Bool
}

/// An edit that the service did not take, with everything needed to decide on it.
package struct AttentionItem: Equatable, Identifiable, Sendable {
  package let id: PendingMutation.ID
  package let mutation: Mutation
  package let summary: String
  package let account: Account.ID?
  package let accountName: String?
  package let madeAt: Instant
  package let settledAt: Instant
  /// Nil when the service no longer knows how it ended.
  package let status: MutationResult.Status?
  /// Why it was refused; for a conflict with the service's value and ours.
  package let refusal: MutationRefusal?

  /// Why it is here, in words.
  package var reason: String {
    if let refusal { return refusal.reason }
    switch status {
    case .parked: return "the service failed on this edit again and again and put it aside"
    case .applied, .rejected, nil:
      return "the service no longer knows what became of this edit; look, then retry or discard"
    }
  }
}

extension Replica {
  /// In the order in which they are sent.
  package func outbox() throws -> [OutboxItem] {
    try file.read { connection in
      let state = try MetaFacts(connection: connection).syncState()
      let acknowledged = state?.acknowledgedSequence ?? 0
      return try connection.all(
        "SELECT x.pending, \(labelColumns) FROM outbox x \(labelJoin) ORDER BY x.seq"
      ) { reader in
        let pending = try SQLReplicaTransaction.decode(reader.requiredText())
        return OutboxItem(
          id: pending.id, sequence: pending.sequence, mutation: pending.mutation,
          summary: reader.text() ?? pending.mutation.name, account: reader.id(),
          accountName: reader.text(), madeAt: pending.at,
          isAcknowledged: pending.sequence <= acknowledged)
      }
    }
  }

  /// What a person must decide on, oldest first.
  package func attention() throws -> [AttentionItem] {
    try file.read { connection in
      try connection.all(
        """
        SELECT x.pending, x.result, x.settled_at, \(labelColumns)
        FROM attention x \(labelJoin) ORDER BY x.settled_at, x.seq
        """
      ) { reader in
        let pending = try SQLReplicaTransaction.decode(reader.requiredText())
        let result = try reader.text().map(SQLReplicaTransaction.decodeResult)
        let settledAt = reader.instant() ?? pending.at
        return AttentionItem(
          id: pending.id, mutation: pending.mutation,
          summary: reader.text() ?? pending.mutation.name, account: reader.id(),
          accountName: reader.text(), madeAt: pending.at, settledAt: settledAt,
          status: result?.status, refusal: result?.refusal)
      }
    }
  }
}

private let labelColumns = "l.summary, l.account_id, a.name"

private let labelJoin = """
  LEFT JOIN edit_label l ON l.mid = x.mid LEFT JOIN account a ON a.id = l.account_id
  """
