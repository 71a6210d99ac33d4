import CustomerSuccess
import Foundation
import SyncEngine

// The mutations of this device: waiting, sent, refused.
extension SQLReplicaTransaction {
  func outbox(after sequence: Int64, limit: Int) throws -> [PendingMutation] {
    try connection.all(
      "SELECT pending FROM outbox WHERE seq > ?1 ORDER BY seq LIMIT ?2",
      [.integer(sequence), limit.stored]
    ) { try Self.decode($0.requiredText()) }
  }

  func outboxCount(after sequence: Int64) throws -> Int {
    try connection.count("SELECT count(*) FROM outbox WHERE seq > ?1", [.integer(sequence)])
  }

  func append(_ mutation: PendingMutation) throws {
    try connection.run(
      "INSERT INTO outbox (seq, mid, at, pending) VALUES (?1, ?2, ?3, ?4)",
      [
        .integer(mutation.sequence), mutation.id.stored, mutation.at.stored,
        .text(try Self.encode(mutation)),
      ])
  }

  func replaceOutbox(_ mutations: [PendingMutation]) throws {
    try connection.run("DELETE FROM outbox")
    for mutation in mutations { try append(mutation) }
  }

  func settle(_ mutation: PendingMutation, as result: MutationResult?) throws {
    didSettle = true
    try connection.run("DELETE FROM outbox WHERE mid = ?1", [mutation.id.stored])
    let pending = Value.text(try Self.encode(mutation))
    if result?.status == .applied {
      try connection.run(
        """
        INSERT OR REPLACE INTO sent (mid, seq, pending, settled_at, is_discarded)
        VALUES (?1, ?2, ?3, ?4, 0)
        """, [mutation.id.stored, .integer(mutation.sequence), pending, now.stored])
    } else {
      try connection.run(
        """
        INSERT OR REPLACE INTO attention (mid, seq, pending, result, settled_at)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """,
        [
          mutation.id.stored, .integer(mutation.sequence), pending,
          try result.map { .text(try Self.encode($0)) } ?? .null, now.stored,
        ])
    }
  }

  func sent() throws -> [PendingMutation] {
    try connection.all(
      "SELECT pending FROM sent WHERE is_discarded = 0 ORDER BY settled_at, seq"
    ) { try Self.decode($0.requiredText()) }
  }

  func removeAllSent() throws { try connection.run("DELETE FROM sent WHERE is_discarded = 0") }

  /// Forgets what was sent or given up so long ago that nobody will ask for it.
  func removeOldSent() throws {
    let oldest = now.adding(seconds: -SyncLimits.retentionDays * 86_400)
    try connection.run("DELETE FROM sent WHERE settled_at < ?1", [oldest.stored])
    try connection.run(
      """
      DELETE FROM edit_label WHERE mid NOT IN (SELECT mid FROM sent)
        AND mid NOT IN (SELECT mid FROM outbox) AND mid NOT IN (SELECT mid FROM attention)
      """)
  }

  static func decode(_ json: String) throws -> PendingMutation {
    try JSONDecoder().decode(PendingMutation.self, from: Data(json.utf8))
  }

  static func decodeResult(_ json: String) throws -> MutationResult {
    try JSONDecoder().decode(MutationResult.self, from: Data(json.utf8))
  }

  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
