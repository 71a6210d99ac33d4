package import CustomerSuccess

/// A column of the portfolio: its name in filters, views and on the command line.
///
/// The names are in people's files, so they stay.
package enum PortfolioColumn: String, CaseIterable, Hashable, Sendable {
  case customer
  case health
  case renewal
  case lastActivity = "last"
  case ctas
  case arr
  case utilization = "license"
  case tickets
  case prioritization = "priority"
  case lifecycle
  case owner = "tam"
  case unknownInstances = "unlabeled"
  case stages
  case plan
  case region
  case segment
  case cadence
  case quarter
  case nextDue = "next"
  case overdue
  case team
  case parent
  case trend
  case usageMonth = "usage"
  case unsent
  case status
  case roi
  case sentiment
  case engagement
  case support
  case licenseHealth = "seats"
  case userEngagement = "users"
  case scm
  case ci
  case devSecOps = "devsecops"
  case cd
  case personaEngagement = "personas"
  case emergencyTickets = "emergencies"
  case useCases = "usecases"
  case firstCall = "firstcall"
  case firstValue = "value"
  case onboard
  case opinion
  case review = "ebr"
  case riskUpdate = "update"
  case objectives
  case planIdle = "idle"
  case admins
  case riskType = "risk"
  case riskReason = "reason"
}

extension PortfolioColumn {
  /// What a filter can compare in a column.
  package enum Kind: Sendable {
    /// Names that customers gave themselves: looked for anywhere.
    case text
    /// Choices and people: looked for where a word begins.
    case words
    /// A count; zero counts as none.
    case count
    /// Points of a health score, and its color.
    case score
    case percent
    /// Whole units of the customer's own currency.
    case money
    /// Days from or to today, and the date itself.
    case days
  }

  package var kind: Kind {
    switch self {
    case .customer, .parent: .text
    case .lifecycle, .owner, .region, .segment, .cadence, .quarter, .team, .status, .riskType,
      .riskReason:
      .words
    case .health, .roi, .sentiment, .engagement, .support, .licenseHealth, .userEngagement,
      .scm, .ci, .devSecOps, .cd, .personaEngagement, .emergencyTickets:
      .score
    case .renewal, .lastActivity, .nextDue, .usageMonth, .opinion, .review, .riskUpdate, .planIdle:
      .days
    case .ctas, .tickets, .unknownInstances, .overdue, .unsent, .stages, .prioritization, .trend,
      .firstCall, .firstValue, .onboard, .objectives, .admins, .useCases:
      .count
    case .arr: .money
    case .utilization, .plan: .percent
    }
  }

  /// The health measure whose score the column shows.
  package var measure: Measure? {
    switch self {
    case .roi: .roi
    case .sentiment: .tamSentiment
    case .engagement: .engagement
    case .support: .supportIssues
    case .licenseHealth: .licenseUsage
    case .userEngagement: .userEngagement
    case .scm: .scm
    case .ci: .ci
    case .devSecOps: .devSecOps
    case .cd: .cd
    case .personaEngagement: .personaEngagement
    case .emergencyTickets: .emergencyTickets
    default: nil
    }
  }

  /// What has to be read besides the line; nil when the line says it.
  package var detail: PortfolioDetail? {
    switch self {
    case .plan, .objectives, .planIdle: .plans
    case .nextDue: .nextDue
    case .parent: .parent
    case .firstCall, .firstValue, .onboard: .milestones
    case .opinion: .opinions
    case .review, .riskUpdate: .entries
    case .admins: .admins
    case .riskType, .riskReason: .risks
    case .useCases: .measures
    default: measure == nil ? nil : .measures
    }
  }

  /// Days that a new customer may take for it (methodology 5.2); nil where nothing is taken.
  package var goalDays: Int? {
    switch self {
    case .firstCall: TimeToValue.engageGoalDays
    case .firstValue: TimeToValue.firstValueGoalDays
    case .onboard: TimeToValue.onboardGoalDays
    default: nil
    }
  }

  /// The columns that customers can be grouped by, in the order of menus.
  package static let groupable: [PortfolioColumn] = [
    .owner, .team, .region, .segment, .lifecycle, .health, .prioritization, .quarter,
  ]

  /// Other names that people type for it.
  package var aliases: [String] {
    switch self {
    case .customer: ["name"]
    case .health: ["score"]
    case .renewal: ["renews"]
    case .lastActivity: ["silent", "call"]
    case .utilization: ["utilization"]
    case .tickets: ["tix"]
    case .prioritization: ["p"]
    case .owner: ["owner"]
    case .unknownInstances: ["unknown"]
    case .overdue: ["late"]
    case .nextDue: ["due"]
    default: []
    }
  }

  /// The columns that a word may mean: the one of that name, or all whose name begins so.
  package static func named(_ word: some StringProtocol) -> [PortfolioColumn] {
    let wanted = word.lowercased()
    guard !wanted.isEmpty else { return [] }
    let exact = allCases.filter { $0.rawValue == wanted || $0.aliases.contains(wanted) }
    guard exact.isEmpty else { return exact }
    return allCases.filter { column in
      ([column.rawValue] + column.aliases).contains { $0.hasPrefix(wanted) }
    }
  }
}

/// What a column says of one customer: a number to compare and words to look through.
package struct PortfolioCell: Equatable, Sendable {
  /// In the unit of the column's kind.
  package let number: Double?
  /// In lower case.
  package let words: String

  init(_ number: Double? = nil, _ words: String? = nil) {
    self.number = number
    self.words = words?.lowercased() ?? ""
  }

  init(_ number: Int?, _ words: String? = nil) { self.init(number.map(Double.init), words) }
}

extension PortfolioRow {
  /// What the column says of this customer.
  package func cell(_ column: PortfolioColumn, today: Day) -> PortfolioCell {
    PortfolioCell(number(in: column, today: today), words(in: column, today: today))
  }

  /// In the unit of the column's kind; nil for words, and where the figure is missing.
  func number(in column: PortfolioColumn, today: Day) -> Double? {
    switch column {
    case .health: healthScore
    case .trend: healthChange
    case .renewal: renewalDate.map { Double(today.days(until: $0)) }
    case .lastActivity: lastActivity.map { Double($0.days(until: today)) }
    case .nextDue: details.nextDue.map { Double(today.days(until: $0)) }
    case .usageMonth: utilizationMonth.map { Double($0.days(until: today)) }
    case .ctas: Double(openCTAs)
    case .overdue: Double(overdueCTAs)
    case .tickets: Double(openTickets)
    case .unknownInstances: Double(unknownInstances)
    case .unsent: Double(unsentEdits + refusedEdits)
    case .stages: stageCount.map(Double.init)
    case .prioritization: prioritization.flatMap { Int($0.rawValue) }.map(Double.init)
    case .arr: arr?.wholeAmount
    case .utilization: licenseUtilization.map { $0 * 100 }
    case .plan: details.plan.map { $0.share * 100 }
    case .objectives: details.plan.map { Double($0.objectives) }
    case .admins: Double(details.admins)
    case .useCases: UseCase.adoptionCount(details.measures, bands).map(Double.init)
    case .firstCall, .firstValue, .onboard:
      milestone(column, today: today).map { Double($0.days) }
    case .opinion: details.opinion.map { Double($0.days(until: today)) }
    case .review: details.review.map { Double($0.days(until: today)) }
    case .riskUpdate: details.riskUpdate.map { Double($0.days(until: today)) }
    case .planIdle: details.planTouched.map { Double($0.days(until: today)) }
    case .roi, .sentiment, .engagement, .support, .licenseHealth, .userEngagement, .scm, .ci,
      .devSecOps, .cd, .personaEngagement, .emergencyTickets:
      column.measure.flatMap { details.measures[$0] }
    case .customer, .quarter, .cadence, .lifecycle, .owner, .team, .region, .segment, .status,
      .parent, .riskType, .riskReason:
      nil
    }
  }

  /// As they are spelled; empty where there are none.
  package func words(in column: PortfolioColumn, today: Day) -> String {
    switch column {
    case .customer: name
    case .health: health?.rawValue ?? "NA"
    case .renewal: renewalDate?.description ?? ""
    case .quarter: renewalDate.map { "\(FiscalQuarter(of: $0))" } ?? ""
    case .lastActivity: lastActivity?.description ?? "never"
    case .nextDue: details.nextDue?.description ?? ""
    case .usageMonth: utilizationMonth?.description ?? ""
    case .cadence: cadenceWords(today)
    case .ctas: overdueCTAs > 0 ? "overdue late" : ""
    case .arr: arr?.currency.code ?? ""
    case .prioritization: prioritization?.rawValue ?? ""
    case .lifecycle: lifecycle?.rawValue ?? ""
    case .owner: ownerName ?? ownerID?.rawValue ?? ""
    case .team: ownerTeam ?? ""
    case .region: region?.rawValue ?? ""
    case .segment: segment?.rawValue ?? ""
    case .status: isActive ? "Active" : "Inactive"
    case .unsent: refusedEdits > 0 ? "refused" : ""
    case .parent: details.parentName ?? ""
    case .riskType: details.riskTypes.map(\.rawValue).joined(separator: ", ")
    case .riskReason: details.riskReasons.map(\.rawValue).joined(separator: ", ")
    case .opinion: details.opinion?.description ?? ""
    case .review: details.review?.description ?? ""
    case .riskUpdate: details.riskUpdate?.description ?? ""
    case .planIdle: details.planTouched?.description ?? ""
    case .roi, .sentiment, .engagement, .support, .licenseHealth, .userEngagement, .scm, .ci,
      .devSecOps, .cd, .personaEngagement, .emergencyTickets:
      number(in: column, today: today).map { bands.color(of: $0).rawValue } ?? "NA"
    case .firstCall, .firstValue, .onboard:
      milestone(column, today: today)?.isRunning == true ? "running" : ""
    case .trend, .overdue, .utilization, .tickets, .unknownInstances, .stages, .plan, .objectives,
      .admins, .useCases:
      ""
    }
  }

  /// How long one of the first steps took; nil for other columns.
  package func milestone(
    _ column: PortfolioColumn, today: Day
  ) -> CustomerMilestones.Duration? {
    switch column {
    case .firstCall: details.milestones?.engage(today)
    case .firstValue: details.milestones?.firstValue(today)
    case .onboard: details.milestones?.onboard(today)
    default: nil
    }
  }

  /// Points that the health moved with its last change; nil when there was none before.
  package var healthChange: Double? {
    guard let healthScore, let previousHealthScore else { return nil }
    return healthScore - previousHealthScore
  }

  private func cadenceWords(_ today: Day) -> String {
    let cadence = cadence(today: today)
    let words = [cadence.rawValue, cadence == .never ? cadence.color?.rawValue : nil]
    return words.compactMap { $0 }.joined(separator: " ")
  }
}

extension Money {
  /// Whole units of the currency, the rest as a fraction; only for comparing.
  var wholeAmount: Double {
    (0..<currency.minorDigits).reduce(Double(minorUnits)) { amount, _ in amount / 10 }
  }
}
