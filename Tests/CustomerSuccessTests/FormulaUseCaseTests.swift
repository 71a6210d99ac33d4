import CustomerSuccess
import Testing

@Suite struct FormulaUseCaseTests {
  /// Each limit of methodology 1.6 with the value right below it, at it and above it.
  private static let edges:
    [(MethodologyEra, Measure, String, UsageRule.Base, [(Double, Sentiment)])] = [
      (
        .a, .userEngagement, "umau_28_days_user", .billable,
        [(0.29, .red), (0.30, .yellow), (0.59, .yellow), (0.60, .green)]
      ),
      (
        .a, .userEngagement, "umau_28_days_user", .licenses,
        [(0.29, .red), (0.30, .yellow), (0.49, .yellow), (0.50, .green)]
      ),
      (.a, .scm, git, .umau, [(0.49, .red), (0.50, .yellow), (0.74, .yellow), (0.75, .green)]),
      (.a, .scm, merges, .umau, [(0.39, .red), (0.40, .yellow), (0.59, .yellow), (0.60, .green)]),
      (
        .a, .ci, pipelines, .umau, [(0.39, .red), (0.40, .yellow), (0.59, .yellow), (0.60, .green)]
      ),
      (
        .a, .devSecOps, scanners, .umau,
        [(0.09, .red), (0.10, .yellow), (0.39, .yellow), (0.40, .green)]
      ),
      (.a, .devSecOps, containers, .heads, [(0, .red), (1, .yellow), (2, .green)]),
      (
        .b, .userEngagement, "umau_28_days_user", .billable,
        [(0.29, .red), (0.30, .yellow), (0.59, .yellow), (0.60, .green)]
      ),
      (
        .b, .userEngagement, "umau_28_days_user", .licenses,
        [(0.29, .red), (0.30, .yellow), (0.49, .yellow), (0.50, .green)]
      ),
      (
        .c, .userEngagement, "umau_28_days_user", .billable,
        [(0.29, .red), (0.30, .yellow), (0.59, .yellow), (0.60, .green)]
      ),
      (
        .c, .userEngagement, "umau_28_days_user", .licenses,
        [(0.29, .red), (0.30, .yellow), (0.49, .yellow), (0.50, .green)]
      ),
      (
        .b, .scm, merges, .licenses,
        [(0.19, .red), (0.20, .yellow), (0.24, .yellow), (0.25, .green)]
      ),
      (
        .b, .ci, pipelines, .licenses,
        [(0.19, .red), (0.20, .yellow), (0.24, .yellow), (0.25, .green)]
      ),
      (
        .b, .devSecOps, scanners, .licenses,
        [(0.14, .red), (0.15, .yellow), (0.19, .yellow), (0.20, .green)]
      ),
      (
        .b, .cd, deployers, .licenses,
        [(0.04, .red), (0.05, .yellow), (0.09, .yellow), (0.10, .green)]
      ),
      (.c, .scm, git, .licenses, [(0.24, .red), (0.25, .yellow), (0.49, .yellow), (0.50, .green)]),
      (
        .c, .ci, pipelines, .licenses,
        [(0.24, .red), (0.25, .yellow), (0.49, .yellow), (0.50, .green)]
      ),
      (
        .c, .ci, deployments, .licenses,
        [(0.02, .red), (0.03, .yellow), (0.07, .yellow), (0.08, .green)]
      ),
      (
        .c, .ci, deployers, .licenses,
        [(0.04, .red), (0.05, .yellow), (0.11, .yellow), (0.12, .green)]
      ),
      (
        .c, .devSecOps, scanners, .licenses,
        [(0.05, .red), (0.06, .yellow), (0.19, .yellow), (0.20, .green)]
      ),
      (
        .c, .devSecOps, containers, .licenses,
        [(0.03, .red), (0.04, .yellow), (0.09, .yellow), (0.10, .green)]
      ),
      (
        .c, .devSecOps, secrets, .licenses,
        [(0.06, .red), (0.07, .yellow), (0.19, .yellow), (0.20, .green)]
      ),
      (
        .c, .cd, deployers, .licenses,
        [(0.04, .red), (0.05, .yellow), (0.09, .yellow), (0.10, .green)]
      ),
      (
        .d, .userEngagement, "last_activity_28_days_user", .billable,
        [(0.49, .red), (0.50, .yellow), (0.79, .yellow), (0.80, .green)]
      ),
      (.d, .scm, git, .billable, [(0.24, .red), (0.25, .yellow), (0.49, .yellow), (0.50, .green)]),
      (
        .d, .ci, pipelines, .billable,
        [(0.24, .red), (0.25, .yellow), (0.49, .yellow), (0.50, .green)]
      ),
      (
        .d, .devSecOps, scanners, .billable,
        [(0.05, .red), (0.06, .yellow), (0.19, .yellow), (0.20, .green)]
      ),
      (
        .d, .devSecOps, containers, .billable,
        [(0.03, .red), (0.04, .yellow), (0.09, .yellow), (0.10, .green)]
      ),
      (
        .d, .devSecOps, secrets, .billable,
        [(0.06, .red), (0.07, .yellow), (0.19, .yellow), (0.20, .green)]
      ),
      (
        .d, .cd, deployers, .billable,
        [(0.04, .red), (0.05, .yellow), (0.11, .yellow), (0.12, .green)]
      ),
      (
        .d, .cd, deployments, .billable,
        [(1.99, .red), (2, .yellow), (6.99, .yellow), (7, .green)]
      ),
      (
        .d, .cd, "successful_deployments_28_days_event", .deployments,
        [(0.24, .red), (0.25, .yellow), (0.79, .yellow), (0.80, .green)]
      ),
    ]

  private static let git = "action_monthly_active_users_project_repo_28_days_user"
  private static let merges = "merge_requests_28_days_user"
  private static let pipelines = "ci_pipelines_28_days_user"
  private static let scanners = "user_unique_users_all_secure_scanners_28_days_user"
  private static let containers = "user_container_scanning_jobs_28_days_user"
  private static let secrets = "user_secret_detection_jobs_28_days_user"
  private static let deployers = "deployments_28_days_user"
  private static let deployments = "deployments_28_days_event"

  @Test func `each limit of each era turns the color at its edge`() throws {
    for (era, measure, column, base, values) in Self.edges {
      let rules = try #require(UsageHealth.era(era).rule(for: measure)).rules
      let rule = try #require(rules.first { $0.column == column && $0.base == base })
      for (value, color) in values {
        #expect(rule.color(of: value) == color, "\(era) \(measure) \(column): \(value)")
      }
    }
  }

  @Test func `the table of edges has every limit there is`() {
    let all = MethodologyEra.allCases.flatMap { era in
      UsageHealth.era(era).measures.flatMap { measure in
        measure.rules.map { "\(era) \(measure.measure) \($0.column) \($0.base)" }
      }
    }
    let tested = Self.edges.map { "\($0.0) \($0.1) \($0.2) \($0.3)" }
    #expect(all.filter { !tested.contains($0) } == [])
  }

  @Test func `every rule names a column of the mart`() {
    for era in MethodologyEra.allCases {
      for rule in UsageHealth.era(era).measures.flatMap(\.rules) {
        #expect(rule.metric != nil, "\(era) \(rule.column)")
        #expect(rule.yellowFrom < rule.greenFrom)
      }
    }
  }

  @Test func `several numbers make the mean of their points, or the worst of them`() {
    let bands = ScoreBands.standard
    let mean = UsageMeasureRule(.ci, [])
    let worst = UsageMeasureRule(.ci, [], .worst)
    // The worked example of methodology 1.3.
    #expect(mean.score([.yellow, .green, .yellow], bands).map { ($0 * 100).rounded() } == 7_083)
    #expect(mean.score([.green, .green, .yellow], bands).map(bands.color) == .green)
    #expect(mean.score([.green, .green, .red], bands).map(bands.color) == .yellow)
    #expect(worst.score([.green, .red, .yellow], bands) == 25)
    #expect(mean.score([], bands) == nil)
    #expect(worst.score([], bands) == nil)
  }

  @Test(
    arguments: [
      ("Ultimate", true), ("SaaS - Ultimate", true), ("Gold", true),
      ("Premium", false), ("Silver", false), (nil, false),
    ] as [(String?, Bool)])
  func `Ultimate has had two names`(_ plan: String?, _ isUltimate: Bool) {
    #expect(UseCase.isUltimate(plan) == isUltimate)
  }

  @Test func `the adoption count is the number of green use cases`() {
    func count(_ scores: [Measure: Double]) -> Int? { UseCase.adoptionCount(scores, .standard) }
    #expect(count([:]) == nil)
    #expect(count([.roi: 87.5]) == nil)
    #expect(count([.scm: 25]) == 0)
    #expect(count([.scm: 87.5, .ci: 62.5, .cd: 75, .licenseUsage: 87.5]) == 2)
  }

  @Test func `each use case has its measure and its column of the mart`() {
    #expect(UseCase.allCases.map(\.measure) == [.scm, .ci, .devSecOps, .cd])
    #expect(
      UseCase.allCases.map(\.metric.column) == [
        "merge_requests_28_days_user", "ci_pipelines_28_days_user",
        "user_unique_users_all_secure_scanners_28_days_user", "deployments_28_days_user",
      ])
  }

  @Test func `the DevOps score is the mean of what each feature reaches of its leader`() {
    #expect(DevOpsScore.score([]) == nil)
    #expect(DevOpsScore.score([(usage: 1, leader: 2), (usage: 9, leader: 3)]) == 75)
    #expect(DevOpsScore.score([(usage: 1, leader: 0)]) == nil)
    let edges: [(Double, DevOpsScore.Label)] = [
      (33.32, .low), (33.33, .moderate), (66.65, .moderate), (66.66, .high),
    ]
    for (score, label) in edges { #expect(DevOpsScore.Label(score: score) == label) }
  }
}
