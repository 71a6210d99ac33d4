import ReplicaStore
package import Terminal

/// A page of figures about a book (methodology 7); each figure opens the list that it counts.
package nonisolated enum Dashboard: String, CaseIterable, Sendable {
  case burnDown = "burn-down"
  case proactive
  case atRisk = "at-risk"
  case health
  case onboarding
  case stages
  case usage
  case metrics
  case leadership
  case cleanUp = "clean-up"

  package var title: SafeText {
    switch self {
    case .burnDown: "TAM Burn-Down"
    case .proactive: "TAM Proactive"
    case .atRisk: "At-Risk"
    case .health: "Customer Health"
    case .onboarding: "Customer Onboarding"
    case .stages: "Stage Adoption"
    case .usage: "Product Usage Data"
    case .metrics: "TAM Key Metrics"
    case .leadership: "CS Leadership"
    case .cleanUp: "Clean-Up"
    }
  }

  /// What it is read for.
  package var purpose: SafeText {
    switch self {
    case .burnDown: "What is overdue: work it down to nothing."
    case .proactive: "What is coming up this month and this quarter."
    case .atRisk: "Who may leave or shrink, why, and whether somebody works on it."
    case .health: "How every measure stands over the whole book."
    case .onboarding: "How fast new customers get going."
    case .stages: "What customers use, and how plays to use more of it end."
    case .usage: "Whether usage data arrives, and what it says of licenses."
    case .metrics: "Plans, reviews and work, by TAM and priority."
    case .leadership: "All customers who have a TAM, by team, TAM and health."
    case .cleanUp: "CTAs that nobody has looked at for long: close, snooze or give away."
    }
  }
}

/// What a figure counts, which is the list that it opens.
nonisolated enum DashboardList: Hashable, Sendable {
  /// Customers that pass a filter of the Portfolio.
  case customers(String)
  /// CTAs that pass a filter of the Cockpit; for closed ones those of the last 90 days.
  case ctas(String)
  /// Instances that pass a filter of Instances.
  case instances(String)
}

/// One or several figures of a dashboard, as they are asked for.
nonisolated enum DashboardQuestion: Sendable {
  enum Tone: Sendable {
    /// The fewer the better: none is what one works for.
    case bad
    case plain
  }

  case count(SafeText, DashboardList, Tone = .plain)
  /// Of the customers that pass the first filter, the part that passes the second as well; opens those
  /// that do not.
  case share(SafeText, of: String, having: String, lacking: String)
  /// How many are red, yellow, green or NA in a column of scores; opens those that are not green.
  case colors(SafeText, PortfolioColumn, of: String)
  /// The middle of a column of days, against its goal; opens those beyond it.
  case middle(SafeText, PortfolioColumn, of: String)
  /// A figure for each group of customers, the largest first.
  case groups(of: String, by: PortfolioColumn)
  /// A figure for each release that instances run, the newest first, as a part of all of them.
  case releases(of: String)
  /// A figure for each group of CTAs, the largest first.
  case ctaGroups(of: String, by: CockpitFilter.Column)
}

/// Questions under one heading.
nonisolated struct DashboardPart: Sendable {
  let title: SafeText
  let questions: [DashboardQuestion]

  init(_ title: SafeText, _ questions: [DashboardQuestion]) {
    self.title = title
    self.questions = questions
  }
}
