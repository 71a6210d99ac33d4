import CustomerSuccess
import Testing

@Suite struct FormulaUsageMetricTests {
  @Test func `columns and positions are unique`() {
    #expect(Set(UsageMetric.all.map(\.column)).count == UsageMetric.all.count)
    #expect(UsageMetric.all.map(\.position) == Array(UsageMetric.all.indices))
    #expect(UsageMetric.all.allSatisfy { !$0.label.isEmpty })
  }

  /// Stored months rely on it: a failure here means that replicas would show the wrong metric.
  @Test(arguments: [
    (0, "billable_user_count"), (4, "umau_28_days_user"), (10, "ci_pipelines_28_days_user"),
    (34, "issues_28_days_user"), (35, "ci_internal_pipelines_all_time_event"),
    (60, "incident_management_28_days_user"), (61, "auto_devops_enabled"),
    (69, "last_activity_28_days_user"), (74, "geo_enabled"),
  ])
  func `a metric never moves`(_ position: Int, _ column: String) {
    #expect(UsageMetric.all[position].column == column)
  }

  @Test func `the whole-number columns of both versions of the mart are there`() {
    // 4 license columns, 31 of waves 2 and 3, 26 of wave 3.1, 8 of wave 3.2, 6 added by 2024.
    #expect(UsageMetric.all.count == 75)
  }

  @Test(
    arguments: [
      ("billable_user_count", UsageMetric.Unit.users, UsageMetric.Area.license, .moment),
      ("license_user_count", .seats, .license, .moment),
      ("ci_pipelines_28_days_user", .users, .ci, .last28Days),
      ("source_code_pushes_all_time_event", .events, .scm, .allTime),
      ("projects_jenkins_active_all_time_event", .projects, .competitors, .allTime),
      ("container_registry_enabled", .flag, .package, .moment),
      ("ci_runners_all_time_event", .count, .ci, .allTime),
      ("geo_enabled", .flag, nil, .moment),
    ] as [(String, UsageMetric.Unit, UsageMetric.Area?, UsageMetric.Window)])
  func `a metric says what its numbers are`(
    _ column: String, _ unit: UsageMetric.Unit, _ area: UsageMetric.Area?,
    _ window: UsageMetric.Window
  ) throws {
    let metric = try #require(UsageMetric.named(column))
    #expect(metric.unit == unit)
    #expect(metric.area == area)
    #expect(metric.window == window)
  }

  @Test(arguments: ["license_utilization", "snapshot_month", "uuid", "is_latest_data", ""])
  func `identity columns and ratios are no metrics`(_ column: String) {
    #expect(UsageMetric.named(column) == nil)
  }

  @Test func `metrics known by name are the columns they say`() {
    #expect(UsageMetric.billableUsers.column == "billable_user_count")
    #expect(UsageMetric.licensedUsers.column == "license_user_count")
    #expect(UsageMetric.activeUsers.column == "active_user_count")
    #expect(UsageMetric.uniqueActiveUsers.column == "umau_28_days_user")
    #expect(
      UsageMetric.gitUsers.column == "action_monthly_active_users_project_repo_28_days_user")
  }

  @Test(
    arguments: [(-1, nil), (-2, nil), (-1000, nil), (0, 0), (7, 7), (-3, -3)] as [(Int64, Int64?)])
  func `sentinels are missing values`(_ raw: Int64, _ cleaned: Int64?) {
    #expect(UsageValue.cleaned(raw) == cleaned)
  }
}
