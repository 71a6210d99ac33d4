/// The colors of measures that follow from counts and plans rather than from usage (methodology 1.4).
package enum MeasureRules {
  /// Support Issues: up to 5 tickets a month are a customer who asks, more than 15 one in trouble.
  ///
  /// Nil for none: zero tickets say nothing about health (our choice; the text starts at 1).
  package static func supportIssues(ticketsPerMonth: Int) -> Sentiment? {
    switch ticketsPerMonth {
    case ..<1: nil
    case ...5: .green
    case ...15: .yellow
    default: .red
    }
  }

  /// What the ROI measure looks at in a success plan.
  package struct Plan: Hashable, Sendable {
    package let status: SuccessPlanStatus
    package let objectiveCount: Int
    /// Strategy and highlights are both filled in.
    package let isDescribed: Bool

    package init(status: SuccessPlanStatus, objectiveCount: Int, isDescribed: Bool) {
      self.status = status
      self.objectiveCount = objectiveCount
      self.isDescribed = isDescribed
    }

    fileprivate var color: Sentiment {
      switch status {
      case .active where objectiveCount > 0: isDescribed ? .green : .yellow
      case .draft: .yellow
      case .active, .closed: .red
      }
    }
  }

  /// ROI: the best of the account's success plans; red when there is none.
  ///
  /// A draft is yellow with and without objectives, since the text names both colors (our choice).
  /// Nil without a TAM, and for an account that is not prioritization 1 and has no open plan.
  package static func roi(
    plans: [Plan], prioritization: Prioritization?, hasTAM: Bool
  ) -> Sentiment? {
    let hasOpenPlan = plans.contains { $0.status != .closed }
    guard hasTAM, Prioritization.effective(prioritization) == .first || hasOpenPlan else {
      return nil
    }
    let colors = Set(plans.map(\.color))
    return [Sentiment.green, .yellow].first(where: colors.contains) ?? .red
  }

  /// Days without an update after which a TAM Sentiment is marked as stale.
  package static let staleSentimentDays = 90

  /// A sentiment that nobody ever set is not stale.
  package static func isStale(sentimentSetOn day: Day?, today: Day) -> Bool {
    guard let day else { return false }
    return day.days(until: today) > staleSentimentDays
  }
}
