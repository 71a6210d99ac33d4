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
  /// The service failed on it too often, or it is too large: it is asked to put it aside.
  package let isParked: Bool
  /// The step of the undo list that takes it back; nil when it was taken back already.
  package let step: UndoStep.ID?
  /// How many edits that step has.
  package let stepSize: Int
  /// It takes another edit back.
  package let isUndoing: Bool
}

/// An edit that the service did not take, with everything needed to decide on it.
package struct AttentionItem: Equatable, Identifiable, Sendable {
  package let id: PendingMutation.ID
  package let mutation: Mutation
  package let summary: String
  package let account: Account.ID?
  package let accountName: String?
  /// The CTA of the task that it changes; nil for all other edits, and when the task is gone.
  package var cta: CTA.ID?
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
    case .parked:
      return "this edit was put aside: the service failed on it again and again, or it is too large"
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
        """
        SELECT x.pending, \(labelColumns), CASE j.is_undone WHEN 0 THEN j.step END, j.size,
          j.is_undone
        FROM outbox x \(labelJoin) LEFT JOIN undo_edit e ON e.mid = x.mid
          LEFT JOIN undo_journal j ON j.step = e.step
        ORDER BY x.seq
        """
      ) { reader in
        let pending = try SQLReplicaTransaction.decode(reader.requiredText())
        return OutboxItem(
          id: pending.id, sequence: pending.sequence, mutation: pending.mutation,
          summary: reader.text() ?? pending.mutation.name, account: reader.id(),
          accountName: reader.text(), madeAt: pending.at,
          isAcknowledged: pending.sequence <= acknowledged, isParked: pending.isParked,
          step: reader.integer(), stepSize: reader.integer() ?? 0, isUndoing: reader.isTrue())
      }
    }
  }

  /// What a person must decide on, oldest first.
  package func attention() throws -> [AttentionItem] {
    try file.read { connection in
      var items = try connection.all(
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
      for (index, item) in items.enumerated() {
        let row = item.mutation.needed.first
        guard let row, row.table == CTATask.tableName else { continue }
        items[index].cta =
          try connection.first(
            "SELECT cta_id FROM cta_task WHERE id = ?1", [.text(row.id)]
          ) { $0.id() } ?? nil
      }
      return items
    }
  }
}

private let labelColumns = "l.summary, l.account_id, a.name"

private let labelJoin = """
  LEFT JOIN edit_label l ON l.mid = x.mid LEFT JOIN account a ON a.id = l.account_id
  """
