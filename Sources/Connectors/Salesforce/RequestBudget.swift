/// Which part of the organization's requests a run may use; the rest is for others.
package struct BudgetShares: Sendable {
  /// Of the rolling day, with what others used.
  package let day: Double
  /// Of the day's allowance, by this run alone.
  package let run: Double

  package init(day: Double, run: Double) {
    self.day = day
    self.run = run
  }

  /// A pull stops early, so that a push of the same night finds something left.
  package static let pull = BudgetShares(day: 0.8, run: 0.25)
  package static let push = BudgetShares(day: 0.95, run: 0.25)
}

/// Counts requests against the limits that each answer tells (connectors 3.5).
actor RequestBudget {
  private let shares: BudgetShares
  private(set) var used = 0
  private(set) var dayUsed: Int?
  private(set) var dayAllowed: Int?

  init(_ shares: BudgetShares) { self.shares = shares }

  /// - Throws: ``SalesforceError/dayLimitReached(used:allowed:)``.
  func check() throws(SalesforceError) {
    guard let dayUsed, let dayAllowed, dayAllowed > 0 else { return }
    let allowed = Double(dayAllowed)
    guard Double(dayUsed) <= allowed * shares.day, Double(used) <= allowed * shares.run else {
      throw .dayLimitReached(used: dayUsed, allowed: dayAllowed)
    }
  }

  /// Reads `api-usage=10018/100000`, which may lack or have more behind it.
  func note(_ response: UpstreamResponse) {
    used += 1
    guard let info = response[header: "sforce-limit-info"],
      let usage = info.split(whereSeparator: { ",; ".contains($0) })
        .first(where: { $0.hasPrefix("api-usage=") })
    else { return }
    let numbers = usage.dropFirst("api-usage=".count).split(separator: "/").map { Int($0) }
    guard numbers.count == 2, let used = numbers[0], let allowed = numbers[1] else { return }
    (dayUsed, dayAllowed) = (used, allowed)
  }
}
