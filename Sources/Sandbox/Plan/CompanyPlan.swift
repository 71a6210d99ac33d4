import CustomerSuccess

/// Everything that the files of one company have in common.
struct CompanyPlan: Sendable {
  let seed: UInt64
  let sizes: Sizes
  let today: Day
  let staff: Staff
  let accounts: [AccountPlan]
  /// Activities per account; together exactly as many as asked for.
  let activityCounts: [Int]
  /// CTAs per account; together exactly as many as asked for.
  let ctaCounts: [Int]
  /// CTAs of all accounts before this one, to number them.
  let ctaStarts: [Int]
  let activityStarts: [Int]

  init(seed: UInt64, sizes: Sizes, today: Day) {
    self.seed = seed
    self.sizes = sizes
    self.today = today
    staff = Staff(seed: seed, tams: sizes.tams)
    let planner = AccountPlanner(seed: seed, staff: staff, today: today)
    accounts = (0..<sizes.accounts).map(planner.plan)
    activityCounts = Self.shares(of: sizes.activities, accounts.map(\.weight))
    ctaCounts = Self.shares(of: sizes.ctas, accounts.map(\.weight))
    activityStarts = Self.starts(activityCounts)
    ctaStarts = Self.starts(ctaCounts)
  }

  /// Whole shares by weight whose sum is the total.
  static func shares(of total: Int, _ weights: [Double]) -> [Int] {
    let sum = weights.reduce(0, +)
    var passed = 0.0
    var given = 0
    return weights.map { weight in
      passed += weight
      let reached = min(total, Int((passed / sum * Double(total)).rounded()))
      defer { given = reached }
      return reached - given
    }
  }

  private static func starts(_ counts: [Int]) -> [Int] {
    var start = 0
    return counts.map { count in
      defer { start += count }
      return start
    }
  }

  func random(_ purpose: String, _ account: AccountPlan) -> Random {
    Random(seed, purpose, account.index)
  }
}
