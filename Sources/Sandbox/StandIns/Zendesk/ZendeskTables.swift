import CustomerSuccess
import Foundation

/// What the stand-in for Zendesk holds, and what can happen to it there.
package struct ZendeskTables: Sendable {
  /// A row, and the second by which exports are ordered.
  struct Stamped<Row: Sendable>: Sendable {
    var row: Row
    var stamp: Int64
  }

  private(set) var tickets: [Int64: Stamped<ZendeskTicketRow>] = [:]
  private(set) var users: [Int64: Stamped<ZendeskUserRow>] = [:]
  private(set) var organizations: [Int64: Stamped<ZendeskOrganizationRow>] = [:]
  private(set) var merges: [(loser: Int64, winner: Int64)] = []

  package init() {}

  /// Reads the export that a sandbox company has written.
  ///
  /// - Parameters:
  ///   - directory: With `organizations.json`, `users.json` and `tickets.json`.
  ///   - stamp: Of what has none of its own, in seconds since 1970.
  package init(directory: String, stamp: Int64) throws {
    for row: ZendeskTicketRow in try Self.rows(directory, "tickets") { put(row) }
    for row: ZendeskUserRow in try Self.rows(directory, "users") { put(row, at: stamp) }
    for row: ZendeskOrganizationRow in try Self.rows(directory, "organizations") {
      put(row, at: stamp)
    }
  }

  package mutating func put(_ row: ZendeskTicketRow) {
    tickets[row.id] = Stamped(row: row, stamp: row.generatedTimestamp)
  }

  package mutating func put(_ row: ZendeskUserRow, at stamp: Int64) {
    users[row.id] = Stamped(row: row, stamp: stamp)
  }

  package mutating func put(_ row: ZendeskOrganizationRow, at stamp: Int64) {
    organizations[row.id] = Stamped(row: row, stamp: stamp)
  }

  /// Each line of a file is a page.
  private static func rows<Row: Decodable>(_ directory: String, _ name: String) throws -> [Row] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name).json"))
    return try data.split(separator: UInt8(ascii: "\n")).flatMap { line in
      try decoder.decode([String: Rows<Row>].self, from: line)[name]?.rows ?? []
    }
  }

  /// A page has other members beside its rows.
  private struct Rows<Row: Decodable>: Decodable {
    let rows: [Row]

    init(from decoder: any Decoder) throws {
      // Those are numbers and flags.
      rows = (try? [Row](from: decoder)) ?? []
    }
  }
}

extension ZendeskTables {
  /// A ticket changes; `change` sees it, and the stamp says when.
  package mutating func change(
    ticket id: Int64, at stamp: Int64, _ change: (inout ZendeskTicketRow) -> Void
  ) {
    guard var row = tickets[id]?.row else { return }
    row.generatedTimestamp = stamp
    change(&row)
    put(row)
  }

  package mutating func delete(ticket id: Int64, at stamp: Int64) {
    change(ticket: id, at: stamp) { row in
      row.status = "deleted"
      row.updatedAt = Self.time(stamp)
    }
  }

  /// What is restored can be read again, as changed later.
  package mutating func restore(ticket id: Int64, at stamp: Int64) {
    change(ticket: id, at: stamp) { row in
      row.status = "open"
      row.updatedAt = Self.time(stamp)
    }
  }

  /// A month after it was deleted: the texts go, and `updated_at` stays what it was.
  package mutating func scrub(ticket id: Int64, at stamp: Int64) {
    change(ticket: id, at: stamp) { row in
      row.subject = "SCRUBBED"
      row.description = "X"
      row.tags = []
    }
  }

  /// Users and tickets go over to the winner, and the loser is deleted.
  package mutating func merge(organization loser: Int64, into winner: Int64, at stamp: Int64) {
    merges.append((loser, winner))
    if var row = organizations[loser]?.row {
      row.deletedAt = Self.time(stamp)
      row.updatedAt = Self.time(stamp)
      put(row, at: stamp)
    }
    for (id, user) in users where user.row.organizationId == loser {
      var row = user.row
      row.organizationId = winner
      users[id] = Stamped(row: row, stamp: stamp)
    }
    for (id, ticket) in tickets where ticket.row.organizationId == loser {
      change(ticket: id, at: stamp) { row in
        row.organizationId = winner
        row.updatedAt = Self.time(stamp)
      }
    }
  }

  /// UTC without a fraction.
  package static func time(_ stamp: Int64) -> String { "\(Instant(secondsSinceEpoch: stamp))" }
}
