/// Days from today to an account's next renewal; negative once it is overdue.
package struct DaysToRenewal: Hashable, Comparable, Sendable {
  package let days: Int

  /// Nil when the account has no renewal date.
  package init?(renewal: Day?, today: Day) {
    guard let renewal else { return nil }
    days = today.days(until: renewal)
  }

  /// The renewal day itself is not overdue.
  package var isOverdue: Bool { days < 0 }

  /// Due today or in at most that many days; an overdue one is not upcoming.
  package func isUpcoming(within limitDays: Int) -> Bool { (0...max(0, limitDays)).contains(days) }

  package static func < (left: Self, right: Self) -> Bool { left.days < right.days }
}

/// A quarter of the company's fiscal year, which begins on 1 February and is named after the
/// calendar year it ends in (methodology 7).
package struct FiscalQuarter: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 2022 for FY22, February 2021 through January 2022.
  package let year: Int
  /// 1 through 4.
  package let quarter: Int

  package init(of day: Day) {
    let (year, month, _) = day.parts
    self.year = month == 1 ? year : year + 1
    self.quarter = (month + 10) % 12 / 3 + 1
  }

  /// `FY22-Q3`.
  package var description: String {
    let short = year % 100
    return "FY\(short < 10 ? "0" : "")\(short)-Q\(quarter)"
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.year, left.quarter) < (right.year, right.quarter)
  }
}

extension Day {
  /// The last day of the fiscal year that this day is in; success plans are due then unless
  /// somebody says otherwise (methodology 4).
  package var fiscalYearEnd: Day {
    Day(year: FiscalQuarter(of: self).year, month: 1, day: 31) ?? self
  }

  /// Full months from this day to the other: the largest number of months that can be added to this
  /// day without passing the other.
  ///
  /// Negative when the other is earlier.
  package func wholeMonths(until other: Day) -> Int {
    let (year, month, _) = parts
    let (otherYear, otherMonth, _) = other.parts
    let months = (otherYear - year) * 12 + otherMonth - month
    return adding(months: months) > other ? months - 1 : months
  }
}
