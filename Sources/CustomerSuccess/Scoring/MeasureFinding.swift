/// What the rule of one measure says of one account, and why.
///
/// Labels, values and sentences are plain text that may hold what a customer wrote: sanitize it
/// before drawing.
package struct MeasureFinding: Hashable, Sendable {
  /// Something the rule looked at.
  package struct Fact: Hashable, Sendable {
    package let label: String
    package let value: String
    /// The row that says so; nil for what several say, or none.
    package let source: RowKey?

    package init(_ label: String, _ value: String, source: RowKey? = nil) {
      self.label = label
      self.value = value
      self.source = source
    }
  }

  /// What would give the measure another color.
  package struct Change: Hashable, Sendable {
    /// Nil is NA.
    package let color: Sentiment?
    package let words: String
    /// When it happens by itself, or until when it has to be done; nil at any time.
    package let day: Day?

    package init(_ color: Sentiment?, _ words: String, on day: Day? = nil) {
      self.color = color
      self.words = words
      self.day = day
    }
  }

  package let measure: Measure
  /// 0 through 100; nil is NA.
  package let score: Double?
  package let color: Sentiment?
  /// What decided, with the limit it was held against.
  package let verdict: String
  /// The rule in words, with its limits.
  package let rule: String
  package let facts: [Fact]
  package let changes: [Change]

  /// The rule, what it looked at, what decided, and what would change it: a line each.
  package var lines: [String] {
    ["Rule: \(rule)"] + facts.map { "\($0.label): \($0.value)" } + [verdict]
      + changes.map(\.words)
  }
}

/// How scores are written in explanations, for the screen, the verbs and the service alike.
package enum ScoreWords {
  /// `62.5`, `70`.
  package static func points(_ points: Double) -> String {
    trimmed(PlainNumber.decimal(points, digits: 1))
  }

  /// `24.6%`, `25%`.
  static func share(_ ratio: Double) -> String {
    trimmed(PlainNumber.decimal(ratio * 100, digits: 1)) + "%"
  }

  static func number(_ number: Double) -> String {
    trimmed(PlainNumber.decimal(number, digits: 2))
  }

  static func count(_ number: some BinaryInteger, _ one: String) -> String {
    "\(PlainNumber.grouped(number)) \(number == 1 ? one : one + "s")"
  }

  /// A day ahead: `today`, `tomorrow`, `Friday` within a week, `2026-12-24`.
  static func day(_ day: Day, today: Day) -> String {
    switch today.days(until: day) {
    case 0: "today"
    case 1: "tomorrow"
    case 2...6: weekdays[day.weekday - 1]
    default: day.description
    }
  }

  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    let digits = text.reversed().drop { $0 == "0" }
    return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
  }
}

extension ScoreWords {
  /// `on Friday`, but `today` and `tomorrow` alone.
  static func on(_ day: Day, today: Day) -> String {
    let words = self.day(day, today: today)
    return ["today", "tomorrow"].contains(words) ? words : "on \(words)"
  }
}
