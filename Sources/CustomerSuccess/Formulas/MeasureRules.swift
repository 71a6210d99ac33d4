/// The colors of measures that follow from counts and plans rather than from usage (methodology 1.4).
package enum MeasureRules {
  /// Support Issues: up to 5 tickets a month are a customer who asks, more than 15 one in trouble.
  ///
  /// Nil for none: zero tickets say nothing about health (our choice; the text starts at 1).
  package static func supportIssues(
    ticketsPerMonth: Int, _ limits: MeasureLimits = .standard
  ) -> Sentiment? {
    switch ticketsPerMonth {
    case ..<1: nil
    case ...limits.greenTickets: .green
    case ...limits.yellowTickets: .yellow
    default: .red
    }
  }

  /// Emergency tickets: an open one is red, one closed lately yellow, and none says nothing.
  package static func emergencies(open: Int, closedLately: Int) -> Sentiment? {
    open > 0 ? .red : closedLately > 0 ? .yellow : nil
  }

  /// Persona Engagement: how many of the two leads were met.
  package static func personas(met: Int) -> Sentiment {
    met >= 2 ? .green : met == 1 ? .yellow : .red
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

    /// Alone, of an account that is judged by its plans.
    package var color: Sentiment {
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

  /// A sentiment that nobody ever set is not stale.
  package static func isStale(
    sentimentSetOn day: Day?, today: Day, _ limits: MeasureLimits = .standard
  ) -> Bool {
    guard let day else { return false }
    return day.days(until: today) > limits.staleSentimentDays
  }

  /// Whether a sentiment is too old to count for anything.
  package static func hasEnded(
    sentimentSetOn day: Day?, today: Day, _ limits: MeasureLimits = .standard
  ) -> Bool {
    guard let day else { return false }
    return day.days(until: today) > limits.endedSentimentDays
  }
}
