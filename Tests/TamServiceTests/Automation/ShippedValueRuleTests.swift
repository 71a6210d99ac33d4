import CustomerSuccess
import Rules
import Testing

@testable import TamService

/// What a shipped rule makes of calculated values at a small company.
struct ValueCase: CustomTestStringConvertible, Sendable {
  let rule: String
  let words: String
  /// The difference of the one record that changes; nil when none does.
  let change: String?
  let rows: [Row]

  init(_ rule: String, _ words: String, _ change: String?, _ rows: Row...) {
    self.rule = rule
    self.words = words
    self.change = change
    self.rows = rows
  }

  var testDescription: String { "\(rule): \(words)" }
}

@Suite struct ShippedValueRuleTests {
  typealias Co = SmallCompany

  /// A customer whose calculated values are as the other rows have them.
  private static func settled(_ change: (inout Row) -> Void = { _ in }) -> Row {
    Co.customer { row in
      row[Account.openTickets] = 0
      row[Account.isPublicSector] = false
      row[Account.lastActivityDate] = nil
      change(&row)
    }
  }

  @Test(arguments: days + counts + flags)
  func `a rule writes the value that is wrong, and no other`(_ value: ValueCase) throws {
    let world = try World(company: value.rows)
    let outcome = try world.rules.run(value.rule)
    #expect(outcome.reason == nil)
    #expect(
      outcome.changes.map(\.description)
        == (value.change.map { ["changed account acme: \($0)"] } ?? []))
    #expect(try world.rules.rehearse(value.rule).changes == [])
  }

  private static let onboarding = Co.cta("first", start: -50) { row in
    row[CTA.playbook] = "New Customer Onboarding"
    row[CTA.status] = .closedSuccess
    row[CTA.closedDate] = Co.day(-12)
  }

  static let days: [ValueCase] = [
    ValueCase(
      "admin-onboarding-start-date", "the first onboarding counts",
      "onboarding_start_date (empty) -> \(Co.day(-50))", settled(), onboarding,
      Co.cta("second", start: -40) { $0[CTA.reason] = "Onboarding" }),
    ValueCase("admin-onboarding-start-date", "no onboarding", nil, settled(), Co.cta()),
    ValueCase(
      "admin-onboarding-end-date", "the first one's end",
      "onboarding_end_date (empty) -> \(Co.day(-12))", settled(), onboarding,
      Co.cta("second", start: -40) { $0[CTA.reason] = "Onboarding" }),
    ValueCase(
      "admin-onboarding-end-date", "it is open", nil, settled(),
      Co.cta { $0[CTA.reason] = "Onboarding" }),
    ValueCase(
      "admin-first-engagement-date", "the first call, not a mail",
      "first_engagement_date (empty) -> \(Co.day(-7))", settled(), Co.activity(.email, -9),
      Co.activity(.meeting, -7), Co.activity(.call, -3)),
    ValueCase("admin-first-engagement-date", "only mails", nil, settled(), Co.activity(.email, -9)),
    ValueCase(
      "admin-last-activity-date", "tomorrow counts, where it is tomorrow",
      "last_activity_date (empty) -> \(Co.day(1))", settled(), Co.activity(.call, -3),
      Co.activity(.call, 1)),
    ValueCase("admin-last-activity-date", "a plan", nil, settled(), Co.activity(.call, 2)),
    ValueCase(
      "admin-last-activity-date", "the call was deleted",
      "last_activity_date \(Co.day(-5)) -> (empty)",
      settled { $0[Account.lastActivityDate] = Co.day(-5) }),
    ValueCase(
      "load-to-company-last-timeline-activity", "any entry",
      "last_timeline_date (empty) -> \(Co.day(-2))", settled(), Co.activity(.update, -2)),
    ValueCase("load-to-company-last-timeline-activity", "none", nil, settled()),
    ValueCase(
      "load-to-company-tam-first-assigned", "the first stamp with a name",
      "tam_first_assigned_date (empty) -> \(Co.day(-90))", settled(),
      Co.tamChange(-95, from: "eve", to: nil), Co.tamChange(-90, to: "eve"),
      Co.tamChange(-20, from: "eve", to: "ada")),
    ValueCase("load-to-company-tam-first-assigned", "no stamp", nil, settled()),
  ]

  private static func ticket(_ id: String, _ status: TicketStatus) -> Row {
    var row = Row(Ticket.table, id: id)
    row[Ticket.account] = Account.ID("acme")
    row[Ticket.status] = status
    return row
  }

  private static func stage(_ stage: ProductStage, _ isAdopted: Bool, _ id: String) -> Row {
    var row = Row(StageAdoption.table, id: id)
    row[StageAdoption.account] = Account.ID("acme")
    row[StageAdoption.stage] = stage
    row[StageAdoption.isAdopted] = isAdopted
    return row
  }

  static let counts: [ValueCase] = [
    ValueCase(
      "admin-open-ticket-count", "two of three are open", "open_tickets 0 -> 2", settled(),
      ticket("1", .hold), ticket("2", .new), ticket("3", .solved)),
    ValueCase("admin-open-ticket-count", "none is", nil, settled(), ticket("3", .closed)),
    ValueCase(
      "admin-stage-counts", "a stage that is there twice counts once", "stage_count (empty) -> 1",
      settled(), stage(.verify, true, "1"), stage(.verify, true, "2"), stage(.plan, false, "3")),
    ValueCase("admin-stage-counts", "nothing was said", nil, settled()),
    ValueCase(
      "admin-license-utilization", "both are known", "license_utilization (empty) -> 0.5",
      settled { row in
        row[Account.billableUsers] = 50
        row[Account.licensedUsers] = 100
      }),
    ValueCase(
      "admin-license-utilization", "nothing is licensed", nil,
      settled { row in
        row[Account.billableUsers] = 50
        row[Account.licensedUsers] = 0
      }),
  ]

  static let flags: [ValueCase] = [
    ValueCase(
      "admin-company-status", "a customer of any kind", "status Inactive -> Active",
      settled { row in
        row[Account.type] = "Customer - Direct"
        row[Account.status] = .inactive
      }),
    ValueCase("admin-company-status", "as it should be", nil, settled()),
    ValueCase(
      "admin-public-sector-flag", "by the team", "is_public_sector 0 -> 1",
      settled { $0[Account.salesTeam] = "US PubSec East" }),
    ValueCase("admin-public-sector-flag", "no sign of it", nil, settled()),
    ValueCase(
      "admin-mark-accounts-for-deletion", "deleted", "marked_for_deletion (empty) -> 1",
      settled { $0[Account.departure] = .deleted }),
    ValueCase(
      "admin-mark-accounts-for-deletion", "only missing", nil,
      settled { $0[Account.departure] = .missing }),
    ValueCase(
      "admin-mark-accounts-for-deletion", "it is back", "marked_for_deletion 1 -> 0",
      settled { $0[Account.isMarkedForDeletion] = true }),
  ]

  @Test func `every rule has a company in which it writes, and one in which it does not`() {
    let cases = Self.days + Self.counts + Self.flags
    for name in ShippedFile.rules.map(\.name)
    where name.hasPrefix("admin-") || name.hasPrefix("load-to-company-") {
      let own = cases.filter { $0.rule == name }
      #expect(Set(own.map { $0.change != nil }) == [true, false], "\(name)")
    }
  }

  @Test func `a change of the TAM that is stamped is left alone`() throws {
    let world = try World(company: [Co.customer(), Co.tamChange(-90, to: "ada")])
    #expect(try world.rules.run("load-to-tam-history-change-date-stamp").rowCount == 0)
  }

  @Test func `a change of the TAM that nobody stamped is stamped once`() throws {
    let world = try World(company: [Co.customer(), Co.tamChange(-90, to: "eve")])
    let change = try #require(
      try world.rules.run("load-to-tam-history-change-date-stamp").changes.first)
    #expect(change.kind == .new)
    let row = try #require(try world.store.read { try $0.row(TAMHistory.table, change.id) })
    #expect(row[TAMHistory.oldTAM] == User.ID("eve"))
    #expect(row[TAMHistory.newTAM] == User.ID("ada"))
    #expect(row[TAMHistory.changedAt] == world.clock.now)
    #expect(try world.rules.run("load-to-tam-history-change-date-stamp").rowCount == 0)
  }
}
