package import CustomerSuccess
import Synchronization

/// A function that a rule's SQL may call beside those of SQL itself; null in, null out.
///
/// None of them reads a clock: today comes in as `:today`.
package struct RuleFunction: Sendable {
  package let name: String
  package let argumentCount: Int
  /// What it gives, for whoever writes a rule.
  package let about: String
  package let body: @Sendable ([Value]) -> Value

  private init(
    _ name: String, _ argumentCount: Int, _ about: String,
    _ body: @escaping @Sendable ([Value]) -> Value?
  ) {
    self.name = name
    self.argumentCount = argumentCount
    self.about = about
    self.body = { body($0) ?? .null }
  }

  /// Those that know nothing but their arguments, and those that judge.
  ///
  /// - Parameter configuration: What everybody judges by.
  package static func all(judgingBy configuration: HealthConfiguration) -> [RuleFunction] {
    let bands = configuration.bands
    let limits = configuration.limits
    return plain + [
      RuleFunction("color_of", 1, "the color of a score: `Green`, `Yellow` or `Red`") { values in
        Double(stored: values[0]).map { bands.color(of: $0).stored }
      },
      RuleFunction("points_of", 1, "the score of a color") { values in
        Sentiment(stored: values[0]).map { bands.points(of: $0).stored }
      },
      RuleFunction(
        "stale_sentiment_days", 0, "days after which a TAM Sentiment is to be confirmed"
      ) { _ in limits.staleSentimentDays.stored },
      RuleFunction("ended_sentiment_days", 0, "days after which a TAM Sentiment is NA") { _ in
        limits.endedSentimentDays.stored
      },
    ]
  }

  package static let all = all(judgingBy: .standard)

  private static let plain = [
    RuleFunction("days_between", 2, "days from the first day to the second") { values in
      both(values).map { $0.days(until: $1).stored }
    },
    RuleFunction(
      "months_between", 2, "whole months from the first day to the second, negative when earlier"
    ) { values in
      both(values).map { wholeMonths(from: $0, to: $1).stored }
    },
    RuleFunction("add_days", 2, "the day that many days later") { values in
      day(values[0]).flatMap { day in count(values[1]).map { day.adding(days: $0).stored } }
    },
    RuleFunction("add_months", 2, "the same day of that many months later, or the month's last") {
      values in
      day(values[0]).flatMap { day in count(values[1]).map { day.adding(months: $0).stored } }
    },
    RuleFunction(
      "working_days_between", 2, "Mondays through Fridays after the first day, up to the second"
    ) { values in
      both(values).map { $0.workingDays(until: $1).stored }
    },
    RuleFunction("add_working_days", 2, "the day that many Mondays through Fridays later") {
      values in
      day(values[0]).flatMap { day in count(values[1]).map { day.adding(workingDays: $0).stored } }
    },
    RuleFunction("fiscal_quarter", 1, "such as `FY27-Q4`; the fiscal year begins in February") {
      values in
      day(values[0]).map { "\(FiscalQuarter(of: $0))".stored }
    },
    RuleFunction("day_of", 1, "the day of an instant, in UTC") { values in
      Instant(stored: values[0]).map { $0.day(secondsFromGMT: 0).stored }
    },
    RuleFunction("whole_units", 2, "an amount in minor units, and its currency, as whole units") {
      values in
      Int(stored: values[0]).map { minor in
        let currency = String(stored: values[1]).flatMap { Currency(code: $0) } ?? .usDollar
        return (0..<currency.minorDigits).reduce(minor) { units, _ in units / 10 }.stored
      }
    },
    RuleFunction("month_of", 1, "the first day of the day's month") { values in
      day(values[0]).map(\.firstOfMonth.stored)
    },
    RuleFunction(
      "usage", 3, "of months of usage, the value of a metric of the mart in the month of a day"
    ) { values in
      guard case .data(let packed) = values[0], let month = day(values[2]),
        let metric = String(stored: values[1]).flatMap(UsageMetric.named)
      else { return nil }
      return months.read(packed)?.month(month)?[metric].map(Value.integer)
    },
    RuleFunction("list_part", 2, "a part of a list, from 1; -1 is the last, null what is empty") {
      values in
      String(stored: values[0]).flatMap { list in
        count(values[1]).flatMap { part($0, of: list)?.stored }
      }
    },
  ]

  private static let months = LastMonths()

  /// The longest way of a day, in days or months: beyond the calendar there is none.
  private static let reach = 100_000

  private static func day(_ value: Value) -> Day? { Day(stored: value) }

  private static func both(_ values: [Value]) -> (Day, Day)? {
    guard let first = day(values[0]), let second = day(values[1]) else { return nil }
    return (first, second)
  }

  private static func count(_ value: Value) -> Int? {
    Int(stored: value).flatMap { (-reach...reach).contains($0) ? $0 : nil }
  }

  private static func wholeMonths(from start: Day, to end: Day) -> Int {
    guard end >= start else { return -wholeMonths(from: end, to: start) }
    let (first, last) = (start.parts, end.parts)
    var months = (last.year - first.year) * 12 + last.month - first.month
    while start.adding(months: months) > end { months -= 1 }
    return months
  }

  private static func part(_ place: Int, of list: String) -> String? {
    let parts = list.split(separator: ";", omittingEmptySubsequences: false)
    let index = place > 0 ? place - 1 : parts.count + place
    guard parts.indices.contains(index), !parts[index].isEmpty else { return nil }
    return String(parts[index])
  }
}

/// Usage as it was read last: a query asks for several metrics of one row after the other.
private final class LastMonths: Sendable {
  private let last = Mutex<(packed: [UInt8], months: UsageMonths?)>(([], nil))

  /// Nil when they cannot be read.
  func read(_ packed: [UInt8]) -> UsageMonths? {
    last.withLock { last in
      // What cannot be read is missing: the next import brings it again.
      if last.packed != packed { last = (packed, try? UsageMonths(packed: packed)) }
      return last.months
    }
  }
}
