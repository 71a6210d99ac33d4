extension Day {
  /// Which way a weekday points that stands alone.
  package enum Direction: Sendable {
    /// To the last one, today included: when something happened.
    case past
    /// To the next one, today left out: when something is due.
    case ahead
  }

  /// A day as people type it: `2021-05-14`, `today`, `yesterday`, `tomorrow`, a weekday by three
  /// letters or more, `-3` for so many days ago, `7d` and `+2w` for so many days or weeks ahead.
  ///
  /// Case does not count. Nil for anything else, and for distances beyond ten years.
  package init?(typed text: String, today: Day, toward direction: Direction) {
    let word = text.lowercased()
    switch word {
    case "today": self = today
    case "yesterday": self = today.adding(days: -1)
    case "tomorrow": self = today.adding(days: 1)
    default:
      guard
        let day = Day(word) ?? Self.weekday(word, today: today, toward: direction)
          ?? Self.distant(word, today: today)
      else { return nil }
      self = day
    }
  }

  /// Ten years; more is a slip of the finger.
  package static let typedDaysLimit = 3_660

  /// `7d` or `2w` in days; nil when it is no such span.
  package static func span(typed text: some StringProtocol) -> Int? {
    guard let unit = text.last, let days = ["d": 1, "w": 7][unit.lowercased()],
      let count = Int(text.dropLast()), (0...typedDaysLimit / days).contains(count)
    else { return nil }
    return count * days
  }

  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  private static func weekday(_ word: String, today: Day, toward direction: Direction) -> Day? {
    guard word.count >= 3, let index = weekdays.firstIndex(where: { $0.hasPrefix(word) }) else {
      return nil
    }
    switch direction {
    case .past: return today.adding(days: -((today.weekday - 1 - index + 7) % 7))
    case .ahead: return today.adding(days: 7 - (today.weekday - 1 - index + 7) % 7)
    }
  }

  private static func distant(_ word: String, today: Day) -> Day? {
    if word.hasPrefix("-") {
      guard let days = Int(word), -typedDaysLimit <= days else { return nil }
      return today.adding(days: days)
    }
    let span = span(typed: word.hasPrefix("+") ? word.dropFirst() : word[...])
    return span.map { today.adding(days: $0) }
  }
}
