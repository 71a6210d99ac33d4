import CustomerSuccess
import Terminal

/// Values as cells of a table; nothing is an empty cell.
extension SafeText {
  static func decimal(_ number: Double?, digits: Int) -> SafeText {
    number.map { SafeText(sanitizing: PlainNumber.decimal($0, digits: digits)) } ?? .empty
  }

  static func percent(_ ratio: Double?) -> SafeText {
    ratio.map { SafeText(sanitizing: PlainNumber.percent($0)) } ?? .empty
  }

  static func short(_ money: Money?) -> SafeText {
    money.map { SafeText(sanitizing: $0.short) } ?? .empty
  }

  static func age(_ instant: Instant?, now: Instant) -> SafeText {
    instant.map { SafeText(sanitizing: RelativeTime.text($0, now: now)) } ?? .empty
  }
}
