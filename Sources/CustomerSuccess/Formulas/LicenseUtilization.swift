/// Billable users against licenses bought (methodology 6.1).
///
/// A ratio: 1 is all of them, more is overuse.
package enum LicenseUtilization {
  /// The two numbers of one subscription; nil, or a number below zero, is a blank.
  package struct Operands: Hashable, Sendable {
    package let billable: Int?
    package let licensed: Int?

    package init(billable: Int?, licensed: Int?) {
      self.billable = billable.flatMap { $0 >= 0 ? $0 : nil }
      self.licensed = licensed.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// Of one subscription or instance; nil when either is blank or nothing is licensed.
    package var ratio: Double? {
      guard let billable, let licensed, licensed > 0 else { return nil }
      return Double(billable) / Double(licensed)
    }

    package var isKnown: Bool { billable != nil && licensed != nil }
  }

  /// The current rule for an account: all billable users over all licenses.
  ///
  /// One blank among the subscriptions leaves that sum blank and so the ratio nil; an account
  /// without subscriptions has two blanks.
  package static func account(_ subscriptions: some Sequence<Operands>) -> Operands {
    sum(Array(subscriptions))
  }

  /// The rule of 2021: subscriptions with a blank are left out of both sums.
  ///
  /// The scorecard still uses it.
  package static func known(_ subscriptions: some Sequence<Operands>) -> Operands {
    sum(subscriptions.filter(\.isKnown))
  }

  private static func sum(_ all: [Operands]) -> Operands {
    Operands(billable: total(all.map(\.billable)), licensed: total(all.map(\.licensed)))
  }

  /// Nil when there is nothing to add, anything is blank, or the sum is too large to be true.
  private static func total(_ numbers: [Int?]) -> Int? {
    guard !numbers.isEmpty else { return nil }
    var total = 0
    for number in numbers {
      guard let number else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(number)
      guard !overflow else { return nil }
      total = sum
    }
    return total
  }
}

/// The License Usage measure: how much use is healthy at which age (methodology 1.5).
package struct LicenseHealth: Codable, Hashable, Sendable {
  /// Ages from this many whole months on are judged by these limits.
  package struct Bracket: Codable, Hashable, Sendable {
    package let fromMonth: Int
    /// A ratio; use up to and including it is red.
    package let redUpTo: Double
    /// A ratio; use up to and including it is yellow.
    ///
    /// The same as `redUpTo` where nothing is.
    package let yellowUpTo: Double

    package init(fromMonth: Int, redUpTo: Double, yellowUpTo: Double) {
      self.fromMonth = fromMonth
      self.redUpTo = redUpTo
      self.yellowUpTo = yellowUpTo
    }
  }

  /// Oldest age first; below the last one's `fromMonth` there is no color.
  package let brackets: [Bracket]

  package init(brackets: [Bracket]) {
    self.brackets = brackets.sorted { $0.fromMonth > $1.fromMonth }
  }

  /// As the warehouse coded it: nothing before month 3, then 3...6, 7...9 and from 10 on.
  package static let coded = LicenseHealth(brackets: [
    Bracket(fromMonth: 3, redUpTo: 0.10, yellowUpTo: 0.50),
    Bracket(fromMonth: 7, redUpTo: 0.50, yellowUpTo: 0.75),
    Bracket(fromMonth: 10, redUpTo: 0.75, yellowUpTo: 0.75),
  ])

  /// The age from which use is judged.
  package var firstMonth: Int { brackets.last?.fromMonth ?? 0 }

  /// The limits at that age; nil when the customer is too young.
  package func bracket(ageInMonths: Int) -> Bracket? {
    brackets.first { ageInMonths >= $0.fromMonth }
  }

  /// Nil when the utilization is unknown or the customer too young.
  ///
  /// - Parameter ageInMonths: Whole months from the day the customer became one to the snapshot
  ///   month.
  package func color(utilization: Double?, ageInMonths: Int) -> Sentiment? {
    guard let utilization, let bracket = bracket(ageInMonths: ageInMonths) else { return nil }
    return utilization <= bracket.redUpTo
      ? .red : utilization <= bracket.yellowUpTo ? .yellow : .green
  }

  /// Nil also when it is unknown since when the customer is one.
  package func color(utilization: Double?, customerSince: Day?, snapshotMonth: Day) -> Sentiment? {
    guard let customerSince else { return nil }
    return color(
      utilization: utilization, ageInMonths: customerSince.wholeMonths(until: snapshotMonth))
  }
}
