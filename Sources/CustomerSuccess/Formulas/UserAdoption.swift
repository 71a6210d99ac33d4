/// How many of those who could use something do: the shares of methodology 6.1.
package struct UserAdoption: Hashable, Sendable {
  package enum Base: String, Sendable {
    case billable
    case licensed
  }

  /// What a person reads, such as `UMAU utilization`.
  package let label: String
  package let metric: UsageMetric
  /// What the metric is divided by.
  package let base: Base
  /// The use case whose limits color it; nil when none are documented.
  package let useCase: UseCase?

  /// The share in one month; nil when a number is missing or the base is nothing.
  package func ratio(in month: UsageMonths.Month, licensed: Int64?) -> Double? {
    guard let users = month[metric], users >= 0, let base = base(in: month, licensed: licensed),
      base > 0
    else { return nil }
    return Double(users) / Double(base)
  }

  /// What the share is of.
  ///
  /// - Parameter licensed: The licenses of the subscription; nil takes what the ping says.
  package func base(in month: UsageMonths.Month, licensed: Int64?) -> Int64? {
    switch base {
    case .billable: month[.billableUsers]
    case .licensed: licensed ?? month[.licensedUsers]
    }
  }

  package static let all: [UserAdoption] =
    shares(of: .billable, [("UMAU User %", "umau_28_days_user")])
    + shares(of: .licensed, [("UMAU utilization", "umau_28_days_user")])
    + shares(
      of: .billable,
      [
        ("Create User %", "action_monthly_active_users_project_repo_28_days_user"),
        ("Verify User %", "ci_pipelines_28_days_user"),
        ("Secure User %", "user_unique_users_all_secure_scanners_28_days_user"),
        ("Protect User %", "user_container_scanning_jobs_28_days_user"),
        ("Merge Request User %", "merge_requests_28_days_user"),
        ("CI Builds User %", "ci_builds_28_days_user"),
      ])
    + UseCase.allCases.compactMap { useCase in
      UserAdoption(
        label: "\(useCase.measure.rawValue)", metric: useCase.metric, base: .licensed,
        useCase: useCase)
    }
    + shares(
      of: .licensed,
      [
        ("CI Pipeline Config", "ci_pipeline_config_repository_28_days_user"),
        ("Issues Created", "issues_28_days_user"),
        ("Package utilization", "projects_with_packages_28_days_user"),
        ("Releases", "releases_28_days_user"),
      ])

  private static func shares(of base: Base, _ list: [(String, String)]) -> [UserAdoption] {
    list.compactMap { label, column in
      UsageMetric.named(column).map {
        UserAdoption(label: label, metric: $0, base: base, useCase: nil)
      }
    }
  }
}
