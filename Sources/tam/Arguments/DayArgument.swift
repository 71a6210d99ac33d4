import ArgumentParser
import CustomerSuccess

/// A day as people type it: `2021-05-14`, `today`, `yesterday`, `-3`, a weekday (the last one, today
/// included), and ahead `tomorrow`, `7d`, `+2w`.
struct DayArgument: ExpressibleByArgument {
  private let word: String

  init?(argument: String) {
    word = argument.lowercased()
    guard Self.day(word, today: Day(daysSinceEpoch: 0)) != nil else { return nil }
  }

  func day(today: Day) -> Day { Self.day(word, today: today) ?? today }

  private static func day(_ word: String, today: Day) -> Day? {
    switch word {
    case "today": today
    case "yesterday": today.adding(days: -1)
    case "tomorrow": today.adding(days: 1)
    default: Day(word) ?? weekday(word, today: today) ?? distant(word, today: today)
    }
  }

  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// Three letters are enough.
  private static func weekday(_ word: String, today: Day) -> Day? {
    guard word.count >= 3, let index = weekdays.firstIndex(where: { $0.hasPrefix(word) }) else {
      return nil
    }
    return today.adding(days: -((today.weekday - 1 - index + 7) % 7))
  }

  /// So many days ago, or so many days or weeks ahead.
  private static func distant(_ word: String, today: Day) -> Day? {
    if word.hasPrefix("-") {
      guard let days = Int(word), -limitDays <= days else { return nil }
      return today.adding(days: days)
    }
    let text = word.hasPrefix("+") ? word.dropFirst() : word[...]
    guard let unit = text.last, let days = ["d": 1, "w": 7][unit],
      let count = Int(text.dropLast()), (0...limitDays / days).contains(count)
    else { return nil }
    return today.adding(days: count * days)
  }

  /// Ten years; more is a slip of the finger.
  static let limitDays = 3_660
}

/// Which due dates `--due` lets through.
enum DueArgument: ExpressibleByArgument {
  case today
  case overdue
  /// From today through so many days from now.
  case within(days: Int)

  init?(argument: String) {
    switch argument.lowercased() {
    case "today": self = .today
    case "overdue": self = .overdue
    case let text where text.hasSuffix("d"):
      guard let days = Int(text.dropLast()), (0...DayArgument.limitDays).contains(days) else {
        return nil
      }
      self = .within(days: days)
    default: return nil
    }
  }

  static var allValueStrings: [String] { ["today", "overdue", "7d"] }
}
