/// An exact amount in one currency.
package struct Money: Hashable, Sendable {
  /// Cents for USD, whole yen for JPY: the currency's smallest unit.
  package let minorUnits: Int64
  package let currency: Currency

  package init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// Reads a decimal such as `1234.5` or `-0.07`; digits past the currency's smallest unit round
  /// half away from zero.
  ///
  /// Nil when the text is no number or is too large.
  package init?(decimal text: some StringProtocol, currency: Currency) {
    guard let units = Self.units(text, digits: currency.minorDigits) else { return nil }
    self.init(minorUnits: units, currency: currency)
  }

  /// The amount as a decimal with all of the currency's digits, such as `1234.50`.
  package var decimal: String {
    let digits = currency.minorDigits
    guard digits > 0 else { return String(minorUnits) }
    let text = String(minorUnits.magnitude)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    let sign = minorUnits < 0 ? "-" : ""
    return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }

  private static func units(_ text: some StringProtocol, digits: Int) -> Int64? {
    var bytes = Array(text.utf8)[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    var total: Int64 = 0
    var fractionDigits: Int?
    var hasDigits = false
    for byte in bytes {
      if byte == UInt8(ascii: "."), fractionDigits == nil {
        fractionDigits = 0
        continue
      }
      guard (48...57).contains(byte) else { return nil }
      hasDigits = true
      let position = fractionDigits ?? -1
      if position >= 0 { fractionDigits = position + 1 }
      if position > digits { continue }
      if position == digits {
        if byte >= UInt8(ascii: "5") { total += 1 }
        continue
      }
      let (product, overflow) = total.multipliedReportingOverflow(by: 10)
      guard !overflow, product < Int64.max - 10 else { return nil }
      total = product + Int64(byte - 48)
    }
    guard hasDigits else { return nil }
    for _ in min(fractionDigits ?? 0, digits)..<digits {
      let (product, overflow) = total.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      total = product
    }
    return isNegative ? -total : total
  }
}

/// An ISO 4217 currency code.
package struct Currency: Hashable, Sendable {
  /// Three capital letters.
  package let code: String

  /// Nil unless the code is three Latin letters.
  package init?(code: some StringProtocol) {
    let upper = code.uppercased()
    guard upper.utf8.count == 3, upper.utf8.allSatisfy({ (65...90).contains($0) }) else {
      return nil
    }
    self.code = upper
  }

  private init(known: String) { self.code = known }

  package static let usDollar = Currency(known: "USD")

  /// Digits after the decimal point (ISO 4217).
  package var minorDigits: Int {
    switch code {
    case "JPY", "KRW", "VND", "CLP", "ISK": 0
    case "BHD", "KWD", "OMR", "JOD", "TND": 3
    default: 2
    }
  }
}
