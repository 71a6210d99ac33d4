import CustomerSuccess
import Testing

@Suite struct FormulaUseCaseTests {
  /// Users of 100 licensed ones.
  @Test(arguments: [
    (UseCase.scm, 0, Sentiment.red), (.scm, 19, .red), (.scm, 20, .yellow), (.scm, 24, .yellow),
    (.scm, 25, .green), (.scm, 130, .green),
    (.ci, 19, .red), (.ci, 20, .yellow), (.ci, 24, .yellow), (.ci, 25, .green),
    (.devSecOps, 14, .red), (.devSecOps, 15, .yellow), (.devSecOps, 19, .yellow),
    (.devSecOps, 20, .green),
    (.cd, 4, .red), (.cd, 5, .yellow), (.cd, 9, .yellow), (.cd, 10, .green),
  ])
  func `a use case is colored by its share of the licenses`(
    _ useCase: UseCase, _ users: Int, _ color: Sentiment
  ) {
    let found = UseCaseHealth.eraB.color(
      of: useCase, users: Int64(users), licensed: 100, plan: "Ultimate")
    #expect(found == color)
  }

  @Test(
    arguments: [
      ("Ultimate", true), ("SaaS - Ultimate", true), ("Gold", true),
      ("Premium", false), ("Silver", false), (nil, false),
    ] as [(String?, Bool)])
  func `DevSecOps is judged on Ultimate only`(_ plan: String?, _ isJudged: Bool) {
    for useCase in UseCase.allCases {
      let color = UseCaseHealth.eraB.color(of: useCase, users: 1, licensed: 100, plan: plan)
      #expect(color == (useCase == .devSecOps && !isJudged ? nil : .red), "\(useCase)")
    }
  }

  @Test(arguments: [(nil, 100), (50, nil), (50, 0), (-1, 100), (50, -1)] as [(Int64?, Int64?)])
  func `missing usage is unknown, never red`(_ users: Int64?, _ licensed: Int64?) {
    for useCase in UseCase.allCases {
      let color = UseCaseHealth.eraB.color(
        of: useCase, users: users, licensed: licensed, plan: "Ultimate")
      #expect(color == nil, "\(useCase)")
    }
  }

  @Test func `the adoption count is the number of green use cases`() {
    #expect(UseCaseHealth.adoptionCount([:]) == nil)
    #expect(UseCaseHealth.adoptionCount([.scm: .red]) == 0)
    #expect(UseCaseHealth.adoptionCount([.scm: .green, .ci: .yellow, .cd: .green]) == 2)
  }

  @Test func `each use case has its measure and its column of the mart`() {
    #expect(UseCase.allCases.map(\.measure) == [.scm, .ci, .devSecOps, .cd])
    #expect(
      UseCase.allCases.map(\.metric.column) == [
        "merge_requests_28_days_user", "ci_pipelines_28_days_user",
        "user_unique_users_all_secure_scanners_28_days_user", "deployments_28_days_user",
      ])
  }
}
