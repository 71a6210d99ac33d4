import CustomerSuccess

@testable import TamService

/// What follows from licenses, product health and the metrics of the mart.
extension ShippedCTARuleTests {
  private static func using(
    _ utilization: Double, trend: String? = nil, month: Int = 0, onboarded: Int? = nil
  ) -> Row {
    Co.customer { row in
      row[Account.licenseUtilization] = utilization
      row[Account.billableUsers] = Int(utilization * 1_000)
      row[Account.licensedUsers] = 1_000
      row[Account.utilizationMonth] = Co.today.firstOfMonth.adding(months: -month)
      row[Account.utilizationTrend] = trend
      row[Account.onboardingEnd] = onboarded.map { Co.today.adding(months: $0) }
    }
  }

  static let licenses: [RuleCase] = [
    RuleCase("cta-high-license-utilization", "98 %", fires: true, using(0.98)),
    RuleCase("cta-high-license-utilization", "97.9 %", fires: false, using(0.979)),
    RuleCase("cta-high-license-utilization", "of long ago", fires: false, using(0.99, month: 3)),
    RuleCase(
      "cta-high-license-utilization", "closed 89 days ago", fires: false, using(0.99),
      Co.cta { row in
        row[CTA.playbook] = "High License Utilization"
        row[CTA.status] = .closedSuccess
        row[CTA.closedDate] = Co.day(-89)
      }),
    RuleCase(
      "cta-high-license-utilization", "closed 90 days ago", fires: true, using(0.99),
      Co.cta { row in
        row[CTA.playbook] = "High License Utilization"
        row[CTA.status] = .closedSuccess
        row[CTA.closedDate] = Co.day(-90)
      }),
    RuleCase(
      "cta-close-high-license-utilization", "89 %", fires: true, using(0.89),
      Co.cta(from: "CTA - High License Utilization")),
    RuleCase(
      "cta-close-high-license-utilization", "90 %", fires: false, using(0.9),
      Co.cta(from: "CTA - High License Utilization")),
    RuleCase(
      "cta-low-license-utilization", "down a tenth", fires: true, using(0.72, trend: "80;72")),
    RuleCase("cta-low-license-utilization", "down less", fires: false, using(0.73, trend: "80;73")),
    RuleCase(
      "cta-low-license-utilization", "down less than a tenth, though not in whole percents",
      fires: false, using(0.814, trend: "90;81")),
    RuleCase("cta-low-license-utilization", "a gap before", fires: false, using(0.4, trend: ";40")),
    RuleCase(
      "cta-low-license-utilization", "below half a month after the onboarding", fires: true,
      using(0.499, onboarded: -1)),
    RuleCase(
      "cta-low-license-utilization", "half a month after the onboarding", fires: false,
      using(0.5, onboarded: -1)),
    RuleCase(
      "cta-low-license-utilization", "below half, before the month is over", fires: false,
      using(0.4, onboarded: 0)),
    RuleCase(
      "cta-low-license-utilization", "below half four months after", fires: false,
      using(0.4, onboarded: -4)),
    RuleCase(
      "cta-low-license-utilization", "down a tenth while it is onboarded", fires: false,
      using(0.72, trend: "80;72"), Co.cta { $0[CTA.reason] = "Onboarding" }),
  ]

  static let productHealth: [RuleCase] = [
    RuleCase(
      "cta-product-health-drop", "green to yellow", fires: true, customer(),
      Co.measure(.scm, 74.9, was: 75)),
    RuleCase(
      "cta-product-health-drop", "green to green", fires: false, customer(),
      Co.measure(.scm, 75, was: 80)),
    RuleCase(
      "cta-product-health-drop", "yellow to red", fires: true, customer(),
      Co.measure(.ci, 49.9, was: 50)),
    RuleCase(
      "cta-product-health-drop", "two days ago", fires: false, customer(),
      Co.measure(.ci, 25, was: 50, set: -2)),
    RuleCase(
      "cta-product-health-drop", "no product measure", fires: false, customer(),
      Co.measure(.roi, 25, was: 87.5)),
  ]

  private static let pipelines = "ci_internal_pipelines_all_time_event"
  private static let foreign = "ci_external_pipelines_all_time_event"
  private static let projects = "projects_all_time_event"
  private static let jenkins = "projects_jenkins_active_all_time_event"
  private static let scans = [
    "user_container_scanning_jobs_28_days_user", "user_dependency_scanning_jobs_28_days_user",
    "user_secret_detection_jobs_28_days_user", "user_dast_jobs_28_days_user",
  ]

  /// Onboarded that many months ago, with usage of this month.
  private static func onboarded(months: Int, days: Int = 0) -> Row {
    customer { row in
      row[Account.onboardingEnd] = Co.today.adding(months: -months).adding(days: -days)
      row[Account.utilizationMonth] = Co.today.firstOfMonth
    }
  }

  /// The rule fires with these values of the last months, the newest last.
  private static func metric(
    _ rule: String, _ words: String, fires: Bool, after months: Int = 2, days: Int = 0,
    _ values: [String: [Int64?]], type: InstanceType = .production, plan: String = "Premium"
  ) -> RuleCase {
    RuleCase(
      rule, words, fires: fires, onboarded(months: months, days: days), Co.subscription(plan),
      Co.instance(type), Co.usage(values))
  }

  static let metrics: [RuleCase] = running + elsewhere + scanning

  private static let running: [RuleCase] = [
    metric("cta-usage-no-pipelines", "none", fires: true, after: 1, [pipelines: [0]]),
    metric("cta-usage-no-pipelines", "one", fires: false, after: 1, [pipelines: [1]]),
    metric("cta-usage-no-pipelines", "nobody knows", fires: false, after: 1, [projects: [5]]),
    metric(
      "cta-usage-no-pipelines", "onboarded just now", fires: false, after: 0, [pipelines: [0]]),
    metric(
      "cta-usage-no-pipelines", "onboarded long ago", fires: false, after: 4, [pipelines: [0]]),
    metric(
      "cta-usage-no-pipelines", "an installation for trials", fires: false, after: 1,
      [pipelines: [0]], type: .nonProduction),
    metric(
      "cta-usage-fewer-pipelines", "a fifth fewer", fires: true, [pipelines: [100, 200, 280]]),
    metric(
      "cta-usage-fewer-pipelines", "just under a fifth fewer", fires: false,
      [pipelines: [100, 200, 281]]),
    metric(
      "cta-usage-fewer-pipelines", "a gap", fires: false, [pipelines: [100, nil, 280]]),
    metric(
      "cta-usage-fewer-pipelines", "less than one for two projects", fires: true, after: 3,
      [pipelines: [10, 14, 18], projects: [9, 9, 9]]),
    metric(
      "cta-usage-fewer-pipelines", "one for two projects", fires: false, after: 3,
      [pipelines: [10, 14, 18], projects: [8, 8, 8]]),
    metric(
      "cta-usage-fewer-pipelines", "few, but it is early", fires: false, after: 2,
      [pipelines: [10, 14, 18], projects: [9, 9, 9]]),
  ]

  private static let elsewhere: [RuleCase] = [
    metric(
      "cta-usage-external-pipelines", "three months", fires: true,
      [pipelines: [0, 1, 2, 3], foreign: [0, 2, 4, 6]]),
    metric(
      "cta-usage-external-pipelines", "the same once", fires: false,
      [pipelines: [0, 1, 3, 4], foreign: [0, 2, 4, 6]]),
    metric(
      "cta-usage-external-pipelines", "two months are known", fires: false,
      [pipelines: [1, 2, 3], foreign: [2, 4, 6]]),
    metric(
      "cta-usage-other-ci", "more than a fifth", fires: true,
      [projects: [100, 100], jenkins: [21, 21]]),
    metric(
      "cta-usage-other-ci", "a fifth", fires: false, [projects: [100, 100], jenkins: [20, 20]]),
    metric(
      "cta-usage-other-ci", "growing", fires: true, [projects: [100, 100], jenkins: [1, 2]]),
  ]

  private static func scanned(_ counts: [Int64]) -> [String: [Int64?]] {
    Dictionary(uniqueKeysWithValues: zip(scans, counts.map { [$0] }))
  }

  private static let scanning: [RuleCase] = [
    metric(
      "cta-usage-no-scans", "no container scans", fires: true, after: 1, scanned([0, 1, 1, 1]),
      plan: "Ultimate"),
    metric(
      "cta-usage-no-scans", "all kinds", fires: false, after: 1, scanned([1, 1, 1, 1]),
      plan: "Ultimate"),
    metric(
      "cta-usage-no-scans", "not part of the plan", fires: false, after: 1, scanned([0, 0, 0, 0])),
    metric(
      "cta-usage-no-scans", "no DAST after two months", fires: false, after: 2,
      scanned([1, 1, 1, 0]), plan: "Ultimate"),
    metric(
      "cta-usage-no-scans", "no DAST after three months", fires: true, after: 3,
      scanned([1, 1, 1, 0]), plan: "Ultimate"),
  ]
}
