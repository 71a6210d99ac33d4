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

  /// The users of the last 28 days that stand for it (methodology 1.6 for era B, 6.3).
  package var metric: UsageMetric {
    switch self {
    case .scm: .mergeRequestUsers
    case .ci: .pipelineUsers
    case .devSecOps: .scannerUsers
    case .cd: .deploymentUsers
    }
  }

  /// How many use cases are green; nil when none has a color (methodology 1.6).
  package static func adoptionCount(_ scores: [Measure: Double], _ bands: ScoreBands) -> Int? {
    let colors = allCases.compactMap { scores[$0.measure].map(bands.color) }
    return colors.isEmpty ? nil : colors.count { $0 == .green }
  }

  /// Gold was the name of Ultimate on GitLab.com until 2021.
  package static func isUltimate(_ plan: String?) -> Bool {
    guard let plan = plan?.lowercased() else { return false }
    return plan.contains("ultimate") || plan.contains("gold")
  }
}
