import CustomerSuccess
import ReplicaStore
import Terminal

extension Listing where Element == OutboxItem {
  /// Edits that wait for the service, in the order in which they are sent.
  static func outbox(now: Instant) -> Listing {
    Listing([
      Column("id", "Id") { Datum($0.id) },
      Column("sequence") { .integer($0.sequence) },
      Column("edit") { .text($0.mutation.name) },
      Column("made_at", "Made", shown: { .age($0.madeAt, now: now) }) { Datum($0.madeAt) },
      Column("customer_id") { Datum($0.account) },
      Column("customer", "Customer") { Datum($0.accountName) },
      Column("summary", "What") { .text($0.summary) },
      Column("acknowledged", "Received") { Datum($0.isAcknowledged) },
    ])
  }
}

extension Listing where Element == AttentionItem {
  /// Edits that the service refused.
  static func attention(now: Instant) -> Listing {
    Listing([
      Column("id", "Id") { Datum($0.id) },
      Column("edit") { .text($0.mutation.name) },
      Column("made_at", "Made", shown: { .age($0.madeAt, now: now) }) { Datum($0.madeAt) },
      Column("settled_at") { Datum($0.settledAt) },
      Column("customer_id") { Datum($0.account) },
      Column("customer", "Customer") { Datum($0.accountName) },
      Column("summary", "What") { .text($0.summary) },
      Column("code") { Datum($0.refusal?.code.rawValue) },
      Column("reason", "Why it was refused") { .text($0.reason) },
    ])
  }
}

extension Listing where Element == UndoStep {
  /// What can be taken back, newest first.
  static func undo(now: Instant) -> Listing {
    Listing([
      Column("id") { .text(String($0.id)) },
      Column("made_at", "Made", shown: { .age($0.at, now: now) }) { Datum($0.at) },
      Column("edits", "Edits", .trailing) { Datum($0.count) },
      Column("label", "What") { .text($0.label) },
      Column("undone", "Undone", shown: { $0.isUndone ? "yes" : .empty }) { Datum($0.isUndone) },
    ])
  }
}
