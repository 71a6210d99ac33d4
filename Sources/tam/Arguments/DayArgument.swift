import ArgumentParser
import CustomerSuccess

/// A day as people type it; see `Day.init(typed:today:toward:)`.
struct DayArgument: ExpressibleByArgument {
  private let word: String

  init?(argument: String) {
    word = argument
    guard Day(typed: word, today: Day(daysSinceEpoch: 0), toward: .past) != nil else { return nil }
  }

  /// - Parameter direction: Which way a weekday alone points.
  func day(today: Day, toward direction: Day.Direction = .past) -> Day {
    Day(typed: word, today: today, toward: direction) ?? today
  }
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
      guard let days = Int(text.dropLast()), (0...Day.typedDaysLimit).contains(days) else {
        return nil
      }
      self = .within(days: days)
    default: return nil
    }
  }

  static var allValueStrings: [String] { ["today", "overdue", "7d"] }
}
