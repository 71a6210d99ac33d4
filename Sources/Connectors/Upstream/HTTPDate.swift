package import Foundation

/// Moments as the headers `Date` and `Retry-After` write them: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Nil for anything but the preferred form (RFC 9110 5.6.7).
  package static func parse(_ text: String) -> Date? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT",
      let day = number(words[1], digits: 2, within: 1...31),
      let month = months.firstIndex(of: String(words[2])),
      let year = number(words[3], digits: 4, within: 1970...9999)
    else { return nil }
    let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, let hour = number(clock[0], digits: 2, within: 0...23),
      let minute = number(clock[1], digits: 2, within: 0...59),
      let second = number(clock[2], digits: 2, within: 0...60)
    else { return nil }
    let days = daysSinceEpoch(year: year, month: month + 1, day: day)
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
    return Date(timeIntervalSince1970: Double(seconds))
  }

  private static func number(
    _ text: Substring, digits: Int, within range: ClosedRange<Int>
  ) -> Int? {
    guard text.count == digits, text.allSatisfy({ $0.isASCII && $0.isNumber }),
      let number = Int(text), range.contains(number)
    else { return nil }
    return number
  }

  /// Counts in years that begin in March, so that a leap day comes last.
  private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
