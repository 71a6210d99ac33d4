/// Numbers as people read them, without a locale: screens, verbs and tests show the same text on every
/// machine.
///
/// Shares and scores that are no number read `NA`.
package enum PlainNumber {
  /// `1,234,567`.
  package static func grouped(_ number: some BinaryInteger) -> String {
    var text = ""
    let digits = String(number.magnitude)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return number < 0 ? "-" + text : text
  }

  /// A ratio as whole percents, halves away from zero: 0.875 reads `88%`.
  package static func percent(_ ratio: Double) -> String {
    let text = decimal(ratio * 100, digits: 0)
    return text == missing ? text : text + "%"
  }

  /// `62.5`; exactly that many digits after the point, halves away from zero.
  package static func decimal(_ number: Double, digits: Int) -> String {
    let digits = min(max(digits, 0), digitLimit)
    let factor = powerOfTen(digits)
    let scaled = (number * Double(factor)).rounded(.toNearestOrAwayFromZero)
    guard scaled.isFinite, abs(scaled) < largest else { return missing }
    let units = Int64(scaled)
    let sign = units < 0 ? "-" : ""
    let whole = grouped(units.magnitude / UInt64(factor))
    guard digits > 0 else { return sign + whole }
    let fraction = String(units.magnitude % UInt64(factor))
    return sign + whole + "." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// Three digits at most and a letter for the size: `950`, `1.2K`, `48K`, `1.2M`, `3.6B`.
  ///
  /// Halves round away from zero; a number that rounds up to the next size is written in it.
  package static func short(_ number: some BinaryInteger) -> String {
    let magnitude = Double(number.magnitude)
    let sign = number < 0 ? "-" : ""
    guard magnitude >= 999.5 else { return sign + String(number.magnitude) }
    for (letter, unit) in [("K", 1e3), ("M", 1e6), ("B", 1e9)] {
      let value = magnitude / unit
      if value < 9.95 { return sign + trimmed(decimal(value, digits: 1)) + letter }
      if value < 999.5 { return sign + decimal(value, digits: 0) + letter }
    }
    return sign + decimal(magnitude / 1e12, digits: 0) + "T"
  }

  package static let missing = "NA"

  /// More digits than a `Double` holds are invented ones.
  private static let digitLimit = 9
  /// Beyond it neighboring doubles are no longer whole units apart.
  private static let largest = 9e15

  private static func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  private static func trimmed(_ text: String) -> String {
    text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Money {
  /// Short enough for a column: `$1.2M`, `950K EUR`.
  ///
  /// Minor units are rounded away.
  package var short: String { text(PlainNumber.short(wholeUnits)) }

  /// In full whole units: `$1,234,567`, `1,234,567 EUR`.
  package var grouped: String { text(PlainNumber.grouped(wholeUnits)) }

  /// Halves away from zero.
  package var wholeUnits: Int64 {
    let scale = (0..<currency.minorDigits).reduce(Int64(1)) { power, _ in power * 10 }
    let whole = minorUnits / scale
    let rest = (minorUnits % scale).magnitude
    guard rest * 2 >= scale.magnitude, scale > 1 else { return whole }
    return minorUnits < 0 ? whole - 1 : whole + 1
  }

  /// Only the dollar has a sign that every font shows and nobody mistakes (our choice).
  private func text(_ number: String) -> String {
    guard currency == .usDollar else { return "\(number) \(currency.code)" }
    return number.hasPrefix("-") ? "-$" + number.dropFirst() : "$" + number
  }
}
