import CustomerSuccess
import Terminal

/// Values of the domain as text that is safe to draw.
enum Words {
  static func plain(_ day: Day) -> SafeText { SafeText(sanitizing: day.description) }

  /// `2026-11`.
  static func month(_ day: Day) -> SafeText { plain(day).prefix(cells: 7) }

  static func plain(_ choice: some Enumeration) -> SafeText {
    SafeText(sanitizing: choice.rawValue)
  }

  /// `today`, `12d`, `-3d`; from two years on, years.
  static func days(_ days: Int) -> SafeText {
    days == 0 ? "today" : abs(days) < 730 ? "\(days)d" : "\(days / 365)y"
  }

  /// `1 customer`, `2 customers`.
  static func count(_ number: Int, _ one: SafeText, _ many: SafeText) -> SafeText {
    "\(number) \(number == 1 ? one : many)"
  }

  /// `yesterday`, `3 days ago`, `in 12 days`.
  static func distance(_ day: Day, today: Day) -> SafeText {
    SafeText(sanitizing: RelativeDay.words(day, today: today))
  }

  /// `62%`.
  static func percent(_ ratio: Double) -> SafeText {
    SafeText(sanitizing: PlainNumber.percent(ratio))
  }

  /// `$1.2M`, `950K EUR`.
  static func short(_ money: Money) -> SafeText { SafeText(sanitizing: money.short) }

  /// `now`, `4m ago`, `3h ago`, `2d ago`.
  static func age(_ instant: Instant, now: Instant) -> SafeText {
    SafeText(sanitizing: RelativeTime.text(instant, now: now))
  }
}

extension Role {
  /// The role a color stands for.
  static func of(_ sentiment: Sentiment) -> Role {
    switch sentiment {
    case .green: .good
    case .yellow: .watch
    case .red: .risk
    }
  }
}

extension GlyphSet {
  /// A sign that says the color without color.
  func sign(_ sentiment: Sentiment) -> SafeText {
    switch sentiment {
    case .green: good
    case .yellow: watch
    case .red: risk
    }
  }
}
