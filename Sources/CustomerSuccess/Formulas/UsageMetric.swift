/// One whole-number column of the monthly usage mart, of both known versions of it (methodology 6.3,
/// 6.4).
package struct UsageMetric: Hashable, Sendable {
  package enum Unit: String, Sendable {
    case users, seats, events, projects
    /// 1 for on, 0 for off.
    case flag
    /// Things of one installation, such as runners.
    case count
  }

  /// What the metric says something about; those of methodology 6.3.
  package enum Area: String, CaseIterable, Sendable {
    case license = "License"
    case engagement = "Engagement"
    case scm = "SCM"
    case ci = "CI"
    case devSecOps = "DevSecOps"
    case cd = "CD"
    case plan = "Plan"
    case package = "Package"
    case competitors = "Competitors"
  }

  /// The time a value covers.
  package enum Window: String, Sendable {
    /// The 28 days up to the last ping of the month, not the calendar month (methodology 6.2).
    case last28Days
    case allTime
    /// How it stood at the last ping.
    case moment
  }

  struct Entry: Hashable, Sendable {
    let column: String
    let label: String
    let unit: Unit
    let area: Area?

    init(_ column: String, _ label: String, _ unit: Unit, _ area: Area? = nil) {
      self.column = column
      self.label = label
      self.unit = unit
      self.area = area
    }
  }

  /// The place in ``all``; fixed for ever, because stored months rely on it.
  package let position: Int
  private let entry: Entry

  /// The mart's column name.
  package var column: String { entry.column }
  /// What a person reads; the window is not part of it.
  package var label: String { entry.label }
  package var unit: Unit { entry.unit }
  /// Nil when methodology 6.3 names none.
  package var area: Area? { entry.area }

  package var window: Window {
    if column.contains("_28_days_") { return .last28Days }
    return column.contains("_all_time_") ? .allTime : .moment
  }

  package static func == (left: Self, right: Self) -> Bool { left.position == right.position }
  package func hash(into hasher: inout Hasher) { hasher.combine(position) }
}

extension UsageMetric {
  package static let all: [UsageMetric] = UsageCatalog.entries.enumerated().map {
    UsageMetric(position: $0, entry: $1)
  }

  private static let byColumn = Dictionary(
    all.map { ($0.column, $0) }, uniquingKeysWith: { first, _ in first })

  /// Nil when the mart has no such metric, as for its identity columns and ratios.
  package static func named(_ column: String) -> UsageMetric? { byColumn[column] }

  /// A metric of the list that the formulas need by name.
  private static func known(_ column: String) -> UsageMetric { byColumn[column] ?? all[0] }

  package static let billableUsers = known("billable_user_count")
  package static let licensedUsers = known("license_user_count")
  package static let activeUsers = known("active_user_count")
  package static let uniqueActiveUsers = known("umau_28_days_user")
  package static let gitUsers = known("action_monthly_active_users_project_repo_28_days_user")
  package static let mergeRequestUsers = known("merge_requests_28_days_user")
  package static let pipelineUsers = known("ci_pipelines_28_days_user")
  package static let scannerUsers = known("user_unique_users_all_secure_scanners_28_days_user")
  package static let deploymentUsers = known("deployments_28_days_user")
}

/// Cleans what Service Ping reports in place of a number.
package enum UsageValue {
  /// A query that ran out of time, a counter that could not be read, and a failed calculation.
  package static let sentinels: Set<Int64> = [-1, -2, -1000]

  /// Nil for a sentinel: the value is missing, not negative.
  package static func cleaned(_ raw: Int64) -> Int64? { sentinels.contains(raw) ? nil : raw }
}
