/// The limits of each era (methodology 1.6).
extension UsageHealth {
  /// Over active users; several numbers make the worst of them.
  package static let eraA = UsageHealth([
    engagementOfActiveUsers,
    UsageMeasureRule(
      .scm,
      [
        UsageRule(git, of: .umau, yellowFrom: 0.50, greenFrom: 0.75),
        UsageRule(mergeRequests, of: .umau, yellowFrom: 0.40, greenFrom: 0.60),
      ], .worst),
    UsageMeasureRule(.ci, [UsageRule(pipelines, of: .umau, yellowFrom: 0.40, greenFrom: 0.60)]),
    UsageMeasureRule(
      .devSecOps,
      [
        UsageRule(scanners, of: .umau, yellowFrom: 0.10, greenFrom: 0.40),
        UsageRule(containers, of: .heads, yellowFrom: 1, greenFrom: 2),
      ], .worst, isUltimateOnly: true),
  ])

  /// Over licenses sold.
  ///
  /// User Engagement has no weight and no limits of its own; it is shown by those of era A.
  package static let eraB = UsageHealth([
    engagementOfActiveUsers,
    UsageMeasureRule(
      .scm, [UsageRule(mergeRequests, of: .licenses, yellowFrom: 0.20, greenFrom: 0.25)]),
    UsageMeasureRule(
      .ci, [UsageRule(pipelines, of: .licenses, yellowFrom: 0.20, greenFrom: 0.25)]),
    UsageMeasureRule(
      .devSecOps, [UsageRule(scanners, of: .licenses, yellowFrom: 0.15, greenFrom: 0.20)],
      isUltimateOnly: true),
    UsageMeasureRule(
      .cd, [UsageRule(deployers, of: .licenses, yellowFrom: 0.05, greenFrom: 0.10)]),
  ])

  /// Over licenses sold; the points of several numbers are averaged.
  package static let eraC = UsageHealth([
    engagementOfActiveUsers,
    UsageMeasureRule(.scm, [UsageRule(git, of: .licenses, yellowFrom: 0.25, greenFrom: 0.50)]),
    UsageMeasureRule(
      .ci,
      [
        UsageRule(pipelines, of: .licenses, yellowFrom: 0.25, greenFrom: 0.50),
        UsageRule(deployments, of: .licenses, yellowFrom: 0.03, greenFrom: 0.08),
        UsageRule(deployers, of: .licenses, yellowFrom: 0.05, greenFrom: 0.12),
      ]),
    devSecOps(of: .licenses),
    UsageMeasureRule(
      .cd, [UsageRule(deployers, of: .licenses, yellowFrom: 0.05, greenFrom: 0.10)]),
  ])

  /// Over billable users.
  package static let eraD = UsageHealth([
    UsageMeasureRule(
      .userEngagement,
      [
        UsageRule("last_activity_28_days_user", of: .billable, yellowFrom: 0.50, greenFrom: 0.80)
      ], isSelfManagedOnly: true),
    UsageMeasureRule(.scm, [UsageRule(git, of: .billable, yellowFrom: 0.25, greenFrom: 0.50)]),
    UsageMeasureRule(
      .ci, [UsageRule(pipelines, of: .billable, yellowFrom: 0.25, greenFrom: 0.50)]),
    devSecOps(of: .billable),
    UsageMeasureRule(
      .cd,
      [
        UsageRule(deployers, of: .billable, yellowFrom: 0.05, greenFrom: 0.12),
        UsageRule(deployments, of: .billable, yellowFrom: 2, greenFrom: 7),
        UsageRule(
          "successful_deployments_28_days_event", of: .deployments, yellowFrom: 0.25,
          greenFrom: 0.80),
      ]),
  ])

  private static let engagementOfActiveUsers = UsageMeasureRule(
    .userEngagement,
    [
      UsageRule("umau_28_days_user", of: .billable, yellowFrom: 0.30, greenFrom: 0.60),
      UsageRule("umau_28_days_user", of: .licenses, yellowFrom: 0.30, greenFrom: 0.50),
    ], .worst)

  private static func devSecOps(of base: UsageRule.Base) -> UsageMeasureRule {
    UsageMeasureRule(
      .devSecOps,
      [
        UsageRule(scanners, of: base, yellowFrom: 0.05, greenFrom: 0.20, isYellowAbove: true),
        UsageRule(containers, of: base, yellowFrom: 0.03, greenFrom: 0.10, isYellowAbove: true),
        UsageRule(
          "user_secret_detection_jobs_28_days_user", of: base, yellowFrom: 0.06, greenFrom: 0.20,
          isYellowAbove: true),
      ], isUltimateOnly: true)
  }

  private static let git = "action_monthly_active_users_project_repo_28_days_user"
  private static let mergeRequests = "merge_requests_28_days_user"
  private static let pipelines = "ci_pipelines_28_days_user"
  private static let scanners = "user_unique_users_all_secure_scanners_28_days_user"
  private static let containers = "user_container_scanning_jobs_28_days_user"
  private static let deployers = "deployments_28_days_user"
  private static let deployments = "deployments_28_days_event"
}
