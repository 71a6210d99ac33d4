/// Everything that the measures of one account follow from.
package struct ScoringFacts: Sendable {
  package struct Plan: Hashable, Sendable {
    package let id: String
    package let name: String
    package let facts: MeasureRules.Plan
  }

  package struct Ticket: Hashable, Sendable {
    package let id: String
    package let opened: Day?
    /// Nil while it is open.
    package let closed: Day?
    package let isOpen: Bool
    package let isEmergency: Bool
  }

  /// A contact in one of the roles that persona engagement asks for.
  package struct Lead: Hashable, Sendable {
    package let id: String
    package let name: String
    package let role: ContactRole
    /// The newest talk the contact was at; nil when there was none.
    package let met: Day?
  }

  package let account: Row
  package let today: Day
  package var plans: [Plan] = []
  package var tickets: [Ticket] = []
  package var leads: [Lead] = []
  package var usage: CountedUsage?
  /// What ``usage`` was counted from; both empty when no measure of usage is judged.
  package private(set) var series: [CountedSeries] = []
  package private(set) var subscriptions: [Row] = []
  /// The row of the TAM Sentiment.
  package var sentiment: Row?

  package init(_ account: Row, today: Day) {
    self.account = account
    self.today = today
  }

  package var id: Account.ID { Account.ID(account.id) }
  package var hasTAM: Bool { account[Account.tam] != nil }
}

/// Reading the facts from rows, wherever these are.
extension ScoringFacts {
  /// - Parameter measures: Those that are to be judged; rows that only others need are not read.
  package init(
    _ account: Row, from rows: some RowSource, today: Day, for measures: Set<Measure>
  ) throws {
    self.init(account, today: today)
    func own(_ table: Table) throws -> [Row] {
      try rows.rows(table, where: "account_id", equals: .text(account.id))
        .sorted { $0.id < $1.id }
    }
    if measures.contains(.roi) {
      plans = Self.plans(try own(SuccessPlan.table), objectives: try own(CTA.table))
    }
    if measures.contains(.supportIssues) || measures.contains(.emergencyTickets) {
      tickets = try own(CustomerSuccess.Ticket.table).compactMap(Ticket.init)
    }
    if measures.contains(.personaEngagement) {
      leads = Self.leads(
        try own(Contact.table), talks: try own(Activity.table), today: today)
    }
    if measures.contains(.tamSentiment) {
      sentiment = try rows.row(
        HealthMeasure.table, HealthMeasure.id(account: id, measure: .tamSentiment))
    }
    if measures.contains(where: \.isOfUsage) {
      series = Self.series(try own(UsageSeries.table), instances: try own(Instance.table))
      subscriptions = try own(Subscription.table)
      usage = CountedUsage(
        series, subscriptions: subscriptions, products: account[Account.products])
    }
  }

  /// The usage of an account; a series that cannot be read is left out.
  package static func series(_ rows: [Row], instances: [Row]) -> [CountedSeries] {
    let byID = Dictionary(instances.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return rows.compactMap { row in
      // Months that cannot be read are missing months: the next import or sync brings them again.
      try? CountedSeries(row, instance: row[UsageSeries.instance].flatMap { byID[$0.rawValue] })
    }
  }

  /// - Parameter objectives: All CTAs of the account.
  package static func plans(_ plans: [Row], objectives: [Row]) -> [Plan] {
    let counts = Dictionary(
      objectives.compactMap { $0[CTA.plan]?.rawValue }.map { ($0, 1) }, uniquingKeysWith: +)
    // An account plan is the account owner's, and says nothing of the return to the customer
    // (methodology 4).
    return plans.filter { $0[SuccessPlan.type] != .accountPlan }.map { row in
      Plan(
        id: row.id, name: row[SuccessPlan.name] ?? row.id,
        facts: MeasureRules.Plan(
          status: row[SuccessPlan.status] ?? .draft, objectiveCount: counts[row.id] ?? 0,
          isDescribed: says(row[SuccessPlan.strategy]) && says(row[SuccessPlan.highlights])))
    }
  }

  /// Whether somebody has written something: a template begins a text with questions, and nothing but
  /// questions is no answer.
  private static func says(_ text: String?) -> Bool {
    (text ?? "").split(whereSeparator: \.isNewline).contains { line in
      line.last { !$0.isWhitespace }.map { $0 != "?" } ?? false
    }
  }

  private static func leads(_ contacts: [Row], talks: [Row], today: Day) -> [Lead] {
    let roles: [ContactRole] = [.developmentLead, .securityLead]
    let people = contacts.filter {
      roles.contains($0[Contact.role] ?? .other) && $0[Contact.isInactive] != true
    }
    guard !people.isEmpty else { return [] }
    var met: [String: Day] = [:]
    for talk in talks {
      guard let type = talk[Activity.type], type.isSynchronous || type == .workshop,
        let day = talk[Activity.day], today.days(until: day) <= TimelineDates.daysAhead
      else { continue }
      for address in (talk[Activity.externalAttendees] ?? "").split(separator: ";") {
        met[address.lowercased(), default: day] = max(met[address.lowercased()] ?? day, day)
      }
    }
    return people.map { row in
      let name = [row[Contact.firstName], row[Contact.lastName]].compactMap(\.self)
        .joined(separator: " ")
      return Lead(
        id: row.id, name: name.isEmpty ? row[Contact.email] ?? row.id : name,
        role: row[Contact.role] ?? .other,
        met: row[Contact.email].flatMap { met[$0.lowercased()] })
    }
  }
}

extension ScoringFacts.Ticket {
  /// Nil for one that was deleted.
  fileprivate init?(_ row: Row) {
    guard row[Ticket.status] != .deleted else { return nil }
    id = row.id
    opened = row[Ticket.createdAt]?.day(secondsFromGMT: 0)
    closed = row[Ticket.closedAt]?.day(secondsFromGMT: 0)
    isOpen = row[Ticket.status]?.isOpen ?? false
    // Zendesk has no field for it: the priority, or a tag that says so (our choice).
    isEmergency =
      row[Ticket.priority] == "urgent"
      || (row[Ticket.tags] ?? "").split(separator: ";").contains { $0.contains("emergency") }
  }
}
