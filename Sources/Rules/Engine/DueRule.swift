package import CustomerSuccess

/// When what a rule opens is due: `30 days`, `10 working days`, `45 days before renewal_date`.
package struct DueRule: Hashable, Sendable {
  /// Negative before the day it starts from.
  package let days: Int
  package let isInWorkingDays: Bool
  /// A column of the source with the day it starts from; nil starts from today.
  package let column: String?

  /// The longest way, in days.
  private static let limit = 3_650

  /// Nil when it reads otherwise.
  package init?(_ text: String) {
    var words = text.split(separator: " ").map(String.init)
    guard words.count >= 2, let count = Int(words.removeFirst()), (0...Self.limit).contains(count)
    else { return nil }
    isInWorkingDays = words.first == "working"
    if isInWorkingDays { words.removeFirst() }
    guard ["day", "days"].contains(words.first ?? "") else { return nil }
    switch words.dropFirst().first {
    case nil:
      days = count
      column = nil
    case "before" where words.count == 3:
      days = -count
      column = words[2]
    case "after" where words.count == 3:
      days = count
      column = words[2]
    default: return nil
    }
  }

  /// Never before today; nil when the column holds no day.
  package func day(for row: SourceRow, today: Day) -> Day? {
    guard let start = column.map({ Day(stored: row[$0]) }) ?? today else { return nil }
    return max(today, isInWorkingDays ? start.adding(workingDays: days) : start.adding(days: days))
  }
}
