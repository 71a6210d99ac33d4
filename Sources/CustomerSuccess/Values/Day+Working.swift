extension Day {
  /// Monday through Friday.
  ///
  /// No calendar of holidays is known here, so a holiday counts as a day of work.
  package var isWorkingDay: Bool { weekday <= 5 }

  /// The working day that many working days later, so never a Saturday or a Sunday.
  ///
  /// Zero is this day, or the next Monday on a weekend; 1 is the next Monday there, too.
  ///
  /// - Parameter count: Not negative; a negative one counts as zero.
  package func adding(workingDays count: Int) -> Day {
    guard isWorkingDay else {
      let monday = adding(days: 8 - weekday)
      return monday.adding(workingDays: count - 1)
    }
    let count = max(0, count)
    let (weeks, rest) = count.quotientAndRemainder(dividingBy: 5)
    let passesWeekend = weekday + rest > 5
    return adding(days: weeks * 7 + rest + (passesWeekend ? 2 : 0))
  }
}
