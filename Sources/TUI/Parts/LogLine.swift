package import CustomerSuccess

/// What a person typed to log an activity in one line.
///
/// `[customer:] [type] [date] subject words … [@attendee …] [!green|!yellow|!red] [-- notes]`
///
///     acme: call yesterday Renewal plan @jane !yellow -- they wait for procurement
package struct LogLine: Equatable, Sendable {
  /// The words before a colon; nil when none was typed, so the customer on screen is meant.
  package var customer: String?
  package var type: ActivityType = .call
  package var day: Day
  package var subject: String
  /// As typed after `@`: part of a name or an e-mail address.
  package var attendees: [String] = []
  package var sentiment: Sentiment?
  package var notes: String = ""

  /// Reads a line; every line means something, so nothing is refused here.
  ///
  /// `yesterday` and weekdays count back from `today`.
  package init(_ text: String, today: Day) {
    let parts = Self.split(text)
    day = today
    subject = ""
    notes = parts.notes
    var words = parts.line.split(separator: " ").map(String.init)
    customer = Self.takeCustomer(from: &words)
    if let first = words.first, let type = Self.types[first.lowercased()] {
      self.type = type
      words.removeFirst()
    }
    if let first = words.first, let day = Self.day(first, today: today) {
      self.day = day
      words.removeFirst()
    }
    var rest: [String] = []
    for word in words {
      if word.hasPrefix("@"), word.count > 1 {
        attendees.append(String(word.dropFirst()))
      } else if let sentiment = Self.sentiments[word.lowercased()] {
        self.sentiment = sentiment
      } else {
        rest.append(word)
      }
    }
    subject = rest.joined(separator: " ")
  }

  /// The words that name a type at the start of a line.
  package static let types: [String: ActivityType] = Dictionary(
    ActivityType.allCases.map { ($0.rawValue.lowercased(), $0) },
    uniquingKeysWith: { first, _ in first })

  private static let sentiments: [String: Sentiment] = [
    "!green": .green, "!g": .green, "!yellow": .yellow, "!y": .yellow, "!red": .red, "!r": .red,
  ]

  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Everything after ` -- ` is the note.
  private static func split(_ text: String) -> (line: String, notes: String) {
    var line: [Substring] = []
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    for (index, word) in words.enumerated() {
      if word == "--" {
        let notes = words[(index + 1)...].joined(separator: " ")
        return (line.joined(separator: " "), notes)
      }
      line.append(word)
    }
    return (text, "")
  }

  /// Words up to the first that ends in a colon, at most four of them: names are short.
  private static func takeCustomer(from words: inout [String]) -> String? {
    let wordLimit = 4
    for (index, word) in words.prefix(wordLimit).enumerated() where word.hasSuffix(":") {
      guard word.count > 1 || index > 0 else { return nil }
      let name = words[...index].joined(separator: " ").dropLast()
      words.removeFirst(index + 1)
      return String(name)
    }
    return nil
  }

  /// `today`, `yesterday`, `-3`, a weekday (the last one, today included), or `YYYY-MM-DD`.
  package static func day(_ word: String, today: Day) -> Day? {
    let lower = word.lowercased()
    if lower == "today" { return today }
    if lower == "yesterday" { return today.adding(days: -1) }
    if lower.hasPrefix("-"), let back = Int(lower.dropFirst()), (0...366).contains(back) {
      return today.adding(days: -back)
    }
    if let index = weekdays.firstIndex(of: String(lower.prefix(3))),
      lower.count == 3 || lower.hasSuffix("day")
    {
      return today.adding(days: -((today.weekday - 1 - index + 7) % 7))
    }
    return Day(word)
  }
}
