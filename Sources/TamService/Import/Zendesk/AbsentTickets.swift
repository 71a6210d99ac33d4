import CustomerSuccess
import Foundation

/// Tickets that are known and no customer's: those that wait for an account that carries their
/// organization's id, and those that were deleted.
///
/// An incremental export brings a ticket once: what does not wait here is lost until somebody writes
/// into it again. Only the newest version is kept, and of that only what the import reads; of a
/// deleted ticket only its times, by which it is known when it is restored, and an older version
/// that comes late is not taken for it.
struct AbsentTickets {
  let work: UnitOfWork

  static let statements = [
    // The record is JSON, null of a deleted ticket; closed_at is the updated_at first seen with the
    // status closed. Instants in microseconds.
    """
    CREATE TABLE zendesk_absent_ticket (
      id INTEGER PRIMARY KEY NOT NULL, organization_id INTEGER, requester_id INTEGER,
      updated_at INTEGER NOT NULL, closed_at INTEGER, record BLOB)
    """
  ]

  /// Nil when the ticket is not here.
  func times(of id: Int64) throws -> (updatedAt: Instant, closedAt: Instant?)? {
    let sql = "SELECT updated_at, closed_at FROM zendesk_absent_ticket WHERE id = $1"
    return try work.reader.query(sql, [.integer(id)]).first.flatMap { row in
      Instant(stored: row[0]).map { ($0, Instant(stored: row[1])) }
    }
  }

  /// Keeps a ticket in place of an earlier version; of a deleted one nothing that anybody wrote.
  func keep(
    _ ticket: ZendeskTicket, isDeleted: Bool, updatedAt: Instant, closedAt: Instant?
  ) throws {
    let record = isDeleted ? nil : [UInt8](try JSONEncoder().encode(ticket))
    try work.execute(
      """
      INSERT INTO zendesk_absent_ticket
        (id, organization_id, requester_id, updated_at, closed_at, record)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (id) DO UPDATE SET organization_id = excluded.organization_id,
        requester_id = excluded.requester_id, updated_at = excluded.updated_at,
        closed_at = excluded.closed_at, record = excluded.record
      """,
      [
        .integer(ticket.id), ticket.organizationID.map(Value.integer) ?? .null,
        ticket.requesterID.map(Value.integer) ?? .null, updatedAt.stored,
        closedAt?.stored ?? .null, record.map(Value.data) ?? .null,
      ])
  }

  func forget(_ id: Int64) throws {
    try work.execute("DELETE FROM zendesk_absent_ticket WHERE id = $1", [.integer(id)])
  }

  /// The organizations that tickets wait in.
  func organizations() throws -> [Int64] {
    try work.reader.query("SELECT DISTINCT \(Self.organization) FROM \(Self.waiting) ORDER BY 1")
      .compactMap { Int(stored: $0[0]).map(Int64.init) }
  }

  /// How many wait in which organization.
  func counts() throws -> [Int64: Int] {
    var counts: [Int64: Int] = [:]
    try work.reader.forEach(
      "SELECT \(Self.organization), count(*) FROM \(Self.waiting) GROUP BY 1"
    ) { row in
      guard case .integer(let id) = row[0] else { return }
      counts[id] = Int(stored: row[1])
    }
    return counts
  }

  /// What waits in one organization, by id.
  func records(in organization: Int64) throws -> [[UInt8]] {
    try work.reader.query(
      """
      SELECT t.record FROM \(Self.waiting) AND \(Self.organization) = $1 ORDER BY t.id
      """, [.integer(organization)]
    ).compactMap { [UInt8](stored: $0[0]) }
  }

  /// As in the loader: that of the ticket, else the one its requester is in now.
  private static let organization = "coalesce(t.organization_id, u.organization_id)"
  private static let waiting = """
    zendesk_absent_ticket t LEFT JOIN zendesk_user u ON u.id = t.requester_id
    WHERE t.record IS NOT NULL
    """
}
