package import CustomerSuccess

/// A time the person had the app open on this machine.
package struct Visit: Hashable, Sendable {
  package let startedAt: Instant
  package let leftAt: Instant
  /// The `_n` of the instance that was added last.
  let instanceNumber: Int64
}

// When the person was here and how the customers stood then; it never leaves this machine.
extension Replica {
  /// So many of the newest are kept whatever their age, so that a quick look in between does not
  /// hide what changed since the one before.
  package static let keptVisits = 3
  /// Beyond those, the last one of each of so many days, for a week's comparison.
  private static let keptDays = 8

  /// Newest first.
  package func visits() throws -> [Visit] { try file.read { try $0.visits() } }

  /// Notes that the person leaves now, with how the customers stand, and readies the file for the
  /// next start.
  ///
  /// Takes about a millisecond for a hundred customers, and two waits for the disk.
  package func noteVisit(startedAt: Instant) throws {
    let now = environment.now()
    try file.write { connection in
      try connection.run(
        """
        INSERT OR REPLACE INTO visit (left_at, started_at, instance_number)
        VALUES (?1, ?2, (SELECT coalesce(max(_n), 0) FROM instance))
        """, [now.stored, startedAt.stored])
      try connection.run(
        """
        INSERT OR REPLACE INTO visit_account
        SELECT ?1, id, health_score, renewal_date, arr, status, lifecycle_stage,
          tam_prioritization FROM account
        """, [now.stored])
      for visit in try connection.visits() where try !isKept(visit, connection.visits(), now) {
        for table in ["visit", "visit_account"] {
          try connection.run("DELETE FROM \(table) WHERE left_at = ?1", [visit.leftAt.stored])
        }
      }
    }
    // Or the next start reads the log before it draws anything.
    try file.truncateLog()
  }

  private func isKept(_ visit: Visit, _ all: [Visit], _ now: Instant) -> Bool {
    if all.prefix(Self.keptVisits).contains(visit) { return true }
    let day = environment.day(at: visit.leftAt)
    guard day.days(until: environment.day(at: now)) <= Self.keptDays else { return false }
    return all.first { environment.day(at: $0.leftAt) == day } == visit
  }
}

extension Connection {
  /// Newest first.
  func visits() throws -> [Visit] {
    try all("SELECT left_at, started_at, instance_number FROM visit ORDER BY left_at DESC") {
      let leftAt = Instant(microseconds: Int64($0.requiredInteger()))
      let startedAt = Instant(microseconds: Int64($0.requiredInteger()))
      return Visit(
        startedAt: startedAt, leftAt: leftAt, instanceNumber: Int64($0.requiredInteger()))
    }
  }
}
