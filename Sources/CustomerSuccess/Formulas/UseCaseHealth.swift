/// A use case of the product that the scorecard looks at.
package enum UseCase: String, CaseIterable, Codable, Sendable {
  case scm, ci, devSecOps, cd

  package var measure: Measure {
    switch self {
    case .scm: .scm
    case .ci: .ci
    case .devSecOps: .devSecOps
    case .cd: .cd
    }
  }

  /// The users of the last 28 days that era B divides by the licenses sold (methodology 1.6, 6.3).
  package var metric: UsageMetric {
    switch self {
    case .scm: .mergeRequestUsers
    case .ci: .pipelineUsers
    case .devSecOps: .scannerUsers
    case .cd: .deploymentUsers
    }
  }
}

/// How many licensed users make a use case adopted (methodology 1.6).
package struct UseCaseHealth: Codable, Hashable, Sendable {
  /// Ratios of licenses sold: red below the first, green from the second on.
  package struct Limits: Codable, Hashable, Sendable {
    package let yellowFrom: Double
    package let greenFrom: Double

    package init(yellowFrom: Double, greenFrom: Double) {
      self.yellowFrom = yellowFrom
      self.greenFrom = greenFrom
    }
  }

  package let scm: Limits
  package let ci: Limits
  package let devSecOps: Limits
  package let cd: Limits

  package init(scm: Limits, ci: Limits, devSecOps: Limits, cd: Limits) {
    self.scm = scm
    self.ci = ci
    self.devSecOps = devSecOps
    self.cd = cd
  }

  package static let eraB = UseCaseHealth(
    scm: .init(yellowFrom: 0.20, greenFrom: 0.25), ci: .init(yellowFrom: 0.20, greenFrom: 0.25),
    devSecOps: .init(yellowFrom: 0.15, greenFrom: 0.20),
    cd: .init(yellowFrom: 0.05, greenFrom: 0.10))

  package func limits(of useCase: UseCase) -> Limits {
    switch useCase {
    case .scm: scm
    case .ci: ci
    case .devSecOps: devSecOps
    case .cd: cd
    }
  }

  /// Nil when a number is missing, nothing is licensed, or the plan does not contain the use case:
  /// missing usage is unknown, never red.
  ///
  /// - Parameters:
  ///   - users: Distinct users of the last 28 days.
  ///   - plan: The subscription's plan as it is sold; DevSecOps needs Ultimate.
  package func color(
    of useCase: UseCase, users: Int64?, licensed: Int64?, plan: String?
  ) -> Sentiment? {
    guard let users, users >= 0, let licensed, licensed > 0 else { return nil }
    guard useCase != .devSecOps || Self.isUltimate(plan) else { return nil }
    let limits = limits(of: useCase)
    let share = Double(users) / Double(licensed)
    return share >= limits.greenFrom ? .green : share >= limits.yellowFrom ? .yellow : .red
  }

  /// How many use cases are green; nil when none has a color (methodology 1.6).
  package static func adoptionCount(_ colors: [UseCase: Sentiment]) -> Int? {
    colors.isEmpty ? nil : colors.values.count { $0 == .green }
  }

  /// Gold was the name of Ultimate on GitLab.com until 2021.
  package static func isUltimate(_ plan: String?) -> Bool {
    guard let plan = plan?.lowercased() else { return false }
    return plan.contains("ultimate") || plan.contains("gold")
  }
}
