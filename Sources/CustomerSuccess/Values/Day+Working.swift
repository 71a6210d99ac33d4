extension Day {
  /// Monday through Friday.
  ///
  /// No calendar of holidays is known here, so a holiday counts as a day of work.
  package var isWorkingDay: Bool { weekday <= 5 }

  /// The working day that many working days later, earlier when negative; so never a Saturday or a
  /// Sunday.
  ///
  /// Zero is this day, or the next Monday on a weekend; 1 is the next Monday there, too.
  package func adding(workingDays count: Int) -> Day {
    guard count >= 0 else {
      let friday = adding(days: min(5 - weekday, 0))
      let weeks = (isWorkingDay ? -count : -count - 1).quotientAndRemainder(dividingBy: 5)
      let passesWeekend = friday.weekday - weeks.remainder < 1
      return friday.adding(
        days: -(weeks.quotient * 7 + weeks.remainder + (passesWeekend ? 2 : 0)))
    }
    guard isWorkingDay else {
      let monday = adding(days: 8 - weekday)
      return monday.adding(workingDays: max(count - 1, 0))
    }
    let (weeks, rest) = count.quotientAndRemainder(dividingBy: 5)
    let passesWeekend = weekday + rest > 5
    return adding(days: weeks * 7 + rest + (passesWeekend ? 2 : 0))
  }

  /// Working days after this day, up to the other; negative when the other is earlier.
  package func workingDays(until other: Day) -> Int {
    guard other >= self else { return -other.workingDays(until: self) }
    let days = days(until: other)
    let rest = days % 7
    return days / 7 * 5 + (0..<rest).count { other.adding(days: -$0).isWorkingDay }
  }
}
