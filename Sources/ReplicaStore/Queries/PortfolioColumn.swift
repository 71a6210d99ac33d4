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
    case .lifecycle, .owner, .region, .segment, .cadence, .quarter, .team, .status: .words
    case .health, .roi, .sentiment, .engagement, .support, .licenseHealth, .userEngagement,
      .scm, .ci, .devSecOps, .cd:
      .score
    case .renewal, .lastActivity, .nextDue, .usageMonth: .days
    case .ctas, .tickets, .unknownInstances, .overdue, .unsent, .stages, .prioritization, .trend:
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
    default: nil
    }
  }

  /// What has to be read besides the line; nil when the line says it.
  package var detail: PortfolioDetail? {
    switch self {
    case .plan: .plans
    case .nextDue: .nextDue
    case .parent: .parent
    default: measure == nil ? nil : .measures
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

  /// A day by its distance in days.
  fileprivate init(_ days: Int?, day: Day?) { self.init(days, day?.description) }

  fileprivate init(score: Double?) {
    self.init(score, score.map { ScoreBands.standard.color(of: $0).rawValue } ?? "NA")
  }
}

extension PortfolioRow {
  /// What the column says of this customer.
  package func cell(_ column: PortfolioColumn, today: Day) -> PortfolioCell {
    switch column {
    case .customer: PortfolioCell(nil as Int?, name)
    case .health: PortfolioCell(healthScore, health?.rawValue ?? "NA")
    case .trend: PortfolioCell(healthChange)
    case .renewal: PortfolioCell(renewalDate.map(today.days(until:)), day: renewalDate)
    case .quarter: PortfolioCell(nil as Int?, renewalDate.map { "\(FiscalQuarter(of: $0))" })
    case .lastActivity:
      PortfolioCell(
        lastActivity?.days(until: today), lastActivity.map { "\($0)" } ?? "never")
    case .cadence: cadenceCell(today)
    case .ctas: PortfolioCell(openCTAs, overdueCTAs > 0 ? "overdue late" : "")
    case .overdue: PortfolioCell(overdueCTAs)
    case .arr: PortfolioCell(arr?.wholeAmount, arr?.currency.code)
    case .utilization: PortfolioCell(licenseUtilization.map { $0 * 100 })
    case .usageMonth:
      PortfolioCell(utilizationMonth?.days(until: today), day: utilizationMonth)
    case .tickets: PortfolioCell(openTickets)
    case .prioritization:
      PortfolioCell(prioritization.flatMap { Int($0.rawValue) }, prioritization?.rawValue)
    case .lifecycle: PortfolioCell(nil as Int?, lifecycle?.rawValue)
    case .owner: PortfolioCell(nil as Int?, ownerName ?? ownerID?.rawValue)
    case .team: PortfolioCell(nil as Int?, ownerTeam)
    case .unknownInstances: PortfolioCell(unknownInstances)
    case .stages: PortfolioCell(stageCount)
    case .region: PortfolioCell(nil as Int?, region?.rawValue)
    case .segment: PortfolioCell(nil as Int?, segment?.rawValue)
    case .status: PortfolioCell(nil as Int?, isActive ? "Active" : "Inactive")
    case .unsent: PortfolioCell(unsentEdits + refusedEdits, refusedEdits > 0 ? "refused" : "")
    case .plan: PortfolioCell(details.plan.map { $0.share * 100 })
    case .nextDue: PortfolioCell(details.nextDue.map(today.days(until:)), day: details.nextDue)
    case .parent: PortfolioCell(nil as Int?, details.parentName)
    case .roi, .sentiment, .engagement, .support, .licenseHealth, .userEngagement, .scm, .ci,
      .devSecOps, .cd:
      PortfolioCell(score: column.measure.flatMap { details.measures[$0] })
    }
  }

  /// Points that the health moved with its last change; nil when there was none before.
  package var healthChange: Double? {
    guard let healthScore, let previousHealthScore else { return nil }
    return healthScore - previousHealthScore
  }

  private func cadenceCell(_ today: Day) -> PortfolioCell {
    let cadence = cadence(today: today)
    let words = [cadence.rawValue, cadence == .never ? cadence.color?.rawValue : nil]
    return PortfolioCell(nil as Int?, words.compactMap { $0 }.joined(separator: " "))
  }
}

extension Money {
  /// Whole units of the currency, the rest as a fraction; only for comparing.
  var wholeAmount: Double {
    (0..<currency.minorDigits).reduce(Double(minorUnits)) { amount, _ in amount / 10 }
  }
}
