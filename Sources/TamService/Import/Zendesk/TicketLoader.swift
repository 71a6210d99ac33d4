import CustomerSuccess

/// Stores tickets with the account that carries their organization's id, and never guesses one.
///
/// Those of no one account wait among ``AbsentTickets`` until there is one.
final class TicketLoader {
  /// Names beyond these are not read by anybody; the counts are complete.
  private static let namesShown = 20

  private let work: UnitOfWork
  private let directory: ZendeskDirectory
  private let dirty: DirtyAccounts
  private let absent: AbsentTickets
  private let claims: OrganizationClaims
  /// Tickets by organization.
  private var unmatched: [Int64: Int] = [:]
  private var ambiguous: [Int64: Int] = [:]
  private var withoutOrganization = 0

  init(work: UnitOfWork) throws {
    self.work = work
    self.directory = ZendeskDirectory(work: work)
    self.dirty = DirtyAccounts(work: work)
    self.absent = AbsentTickets(work: work)
    self.claims = try OrganizationClaims(work.reader)
  }

  /// Stores the tickets that waited for the account that there is now, and moves those whose
  /// organization another account carries by now; nil when there are none.
  static func takeUpWaiting(_ store: Store) throws -> ObjectReport? {
    try store.write(by: ImportSettings.actor, for: "zendesk") { try takeUpWaiting($0) }
  }

  /// The same within a transaction.
  static func takeUpWaiting(_ work: UnitOfWork) throws -> ObjectReport? {
    let loader = try TicketLoader(work: work)
    var report = ObjectReport(object: "zendesk_waiting_ticket", file: "waiting tickets")
    for organization in try loader.absent.organizations()
    where loader.claims.accounts(of: organization).count == 1 {
      for record in try loader.absent.records(in: organization) {
        report.read += 1
        do {
          guard let outcome = try loader.take(ZendeskTicket.decoded(record)) else { continue }
          report.count(outcome)
        } catch let rejection as RowRejection {
          report.rejected += 1
          report.notes.append("a ticket of organization \(organization): \(rejection)")
        }
      }
    }
    try loader.followClaims(&report)
    return report.read > 0 ? report : nil
  }

  /// A ticket that nobody claims any more, or several do, stays with the customer it had.
  private func followClaims(_ report: inout ObjectReport) throws {
    let held = try work.reader.query(
      """
      SELECT DISTINCT aside ->> '$.\(Self.organizationColumn)', account_id FROM ticket
      WHERE aside IS NOT NULL
      """)
    for row in held {
      guard let text = String(stored: row[0]), let organization = Int64(text),
        let former = String(stored: row[1]),
        case let owners = claims.accounts(of: organization), owners.count == 1, owners[0] != former
      else { continue }
      let tickets = try work.reader.query(
        """
        SELECT id FROM ticket
        WHERE account_id = $1 AND aside ->> '$.\(Self.organizationColumn)' = $2
        """, [.text(former), .text(text)])
      for id in tickets.compactMap({ String(stored: $0[0]) }) {
        report.read += 1
        report.count(
          try work.merge(Ticket.table, id) { row, _ in
            row[Ticket.account] = Account.ID(owners[0])
          })
      }
      try dirty.note([former, owners[0]])
    }
  }

  /// Nil when the ticket is not for us: deleted, or of no one account.
  func take(_ ticket: ZendeskTicket) throws -> SaveOutcome? {
    let id = String(ticket.id)
    guard let status = TicketStatus(rawValue: ticket.status) else {
      throw RowRejection("status: \"\(ticket.status)\" is not one of Zendesk's")
    }
    guard let updatedAt = Instant(ticket.updatedAt) else {
      throw RowRejection("updated_at: \"\(ticket.updatedAt)\" is not a time")
    }
    let createdAt = try ticket.createdAt.map(Self.createdAt)
    let stored = try work.reader.stored(Ticket.table, id)
    let previous = stored?.row
    let former = try previous == nil ? absent.times(of: ticket.id) : nil
    if let known = previous?[Ticket.updatedAt] ?? former?.updatedAt, updatedAt < known {
      return previous == nil ? nil : .unchanged
    }
    // A closed ticket still changes; the day it was closed does not (connectors 4.4).
    let closedAt =
      previous?[Ticket.closedAt] ?? former?.closedAt ?? (status == .closed ? updatedAt : nil)
    // Whose it was once says nothing: a ticket of no customer's is in nobody's book.
    guard let account = try status == .deleted ? nil : account(of: ticket) else {
      try absent.keep(
        ticket, isDeleted: status == .deleted, updatedAt: updatedAt, closedAt: closedAt)
      return try remove(previous)
    }
    var row = previous ?? Row(Ticket.table, id: id)
    row[Ticket.account] = Account.ID(account)
    row[Ticket.status] = status
    row[Ticket.createdAt] = createdAt ?? row[Ticket.createdAt]
    row[Ticket.updatedAt] = updatedAt
    row[Ticket.closedAt] = closedAt
    try fill(&row, from: ticket)
    let outcome = try work.put(row, aside: aside(of: ticket, over: stored?.aside))
    if former != nil { try absent.forget(ticket.id) }
    if outcome != .unchanged {
      try dirty.note(Set([account, previous?[Ticket.account]?.rawValue].compactMap(\.self)))
    }
    return outcome
  }

  private func fill(_ row: inout Row, from ticket: ZendeskTicket) throws {
    row[Ticket.subject] = ticket.subject
    row[Ticket.priority] = ticket.priority
    row[Ticket.type] = ticket.type
    row[Ticket.requesterName] = try directory.user(ticket.requesterID)?.name
    row[Ticket.assigneeName] = try directory.user(ticket.assigneeID)?.name
    let tags = (ticket.tags ?? []).joined(separator: ";")
    row[Ticket.tags] = tags.isEmpty ? nil : tags
    row[Ticket.satisfaction] = ticket.rating?.score.flatMap(TicketSatisfaction.init(zendesk:))
    // An export without metrics says nothing of them.
    if let reopens = ticket.metrics?.reopens { row[Ticket.reopens] = reopens }
  }

  /// What the schema has no place for; of links that the export does not tell of, those before.
  private func aside(of ticket: ZendeskTicket, over previous: String?) throws -> String {
    var aside = AsideColumns()
    aside[Self.organizationColumn] = try organization(of: ticket).map(String.init)
    var told: Set = [Self.organizationColumn]
    if ticket.via != nil || ticket.followUps != nil {
      told.formUnion(["follow_up_of", "followup_ids"])
      aside["follow_up_of"] = ticket.followedUp.map(String.init)
      let followUps = ticket.followUps ?? []
      aside["followup_ids"] =
        followUps.isEmpty ? nil : followUps.map(String.init).joined(separator: ";")
    }
    aside.keep(AsideColumns(json: previous), besides: told)
    return aside.json
  }

  private static let organizationColumn = "organization"

  private static func createdAt(_ text: String) throws(RowRejection) -> Instant {
    guard let createdAt = Instant(text) else {
      throw RowRejection("created_at: \"\(text)\" is not a time")
    }
    return createdAt
  }

  /// Tickets of people who were in no organization when they wrote go by the one they are in now.
  private func organization(of ticket: ZendeskTicket) throws -> Int64? {
    try ticket.organizationID ?? directory.user(ticket.requesterID)?.organization
  }

  private func account(of ticket: ZendeskTicket) throws -> String? {
    guard let organization = try organization(of: ticket) else {
      withoutOrganization += 1
      return nil
    }
    switch claims.accounts(of: organization) {
    case let found where found.count == 1: return found[0]
    case let found where found.isEmpty: unmatched[organization, default: 0] += 1
    default: ambiguous[organization, default: 0] += 1
    }
    return nil
  }

  private func remove(_ previous: Row?) throws -> SaveOutcome? {
    guard let previous else { return nil }
    try work.delete(Ticket.table, previous.id)
    if let account = previous[Ticket.account] { try dirty.note([account.rawValue]) }
    return .updated
  }

  /// Who is left out and why, for the report.
  func notes() throws -> [String] {
    var notes: [String] = []
    if !unmatched.isEmpty {
      notes.append(
        "\(unmatched.values.reduce(0, +)) tickets wait: no account has their organization's "
          + "Zendesk id: \(try names(unmatched))")
    }
    if !ambiguous.isEmpty {
      notes.append(
        "\(ambiguous.values.reduce(0, +)) tickets wait: several accounts have their "
          + "organization's Zendesk id: \(try names(ambiguous))")
    }
    if withoutOrganization > 0 {
      notes.append("\(withoutOrganization) tickets wait: they belong to no organization")
    }
    return notes
  }

  private func names(_ tickets: [Int64: Int]) throws -> String {
    let sorted = tickets.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = try sorted.prefix(Self.namesShown).map { id, count in
      let name = try directory.organizationName(id).map { "\($0), " } ?? ""
      let owners = claims.accounts(of: id).joined(separator: " and ")
      return "\(name)\(id)\(owners.isEmpty ? "" : " of \(owners)") (\(count))"
    }
    let rest = sorted.count - shown.count
    return shown.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
  }
}
