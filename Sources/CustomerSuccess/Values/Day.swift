/// A calendar date without a time or a zone, such as a renewal date or a due date.
///
/// Stored and written as `YYYY-MM-DD`; years 0001 through 9999.
package struct Day: Hashable, Comparable, Sendable {
  /// Whole days since 1970-01-01 in the proleptic Gregorian calendar.
  package let daysSinceEpoch: Int

  package init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// The day with this year, month and day of month; nil when there is no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    self.daysSinceEpoch = Self.count(year: year, month: month, day: day)
  }

  /// Reads exactly `YYYY-MM-DD`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let bytes = text.utf8
    let digits =
      bytes.withContiguousStorageIfAvailable(Self.digits)
      ?? Array(bytes).withUnsafeBufferPointer(
        Self.digits)
    guard let digits else { return nil }
    self.init(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
  }

  /// `2024-02-29` as 20240229; an import reads millions of them.
  private static func digits(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return nil
    }
    var number = 0
    for position in 0..<10 where position != 4 && position != 7 {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }

  /// The day that many days later; earlier when negative.
  package func adding(days: Int) -> Day { Day(daysSinceEpoch: daysSinceEpoch + days) }

  /// Whole days from this day to the other; negative when the other is earlier.
  package func days(until other: Day) -> Int { other.daysSinceEpoch - daysSinceEpoch }
}

extension Day {
  /// Year, month (1 through 12) and day of month.
  package var parts: (year: Int, month: Int, day: Int) {
    // Months are counted from March so that the leap day is the last of its year.
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  /// The first day of this day's month.
  package var firstOfMonth: Day { adding(days: 1 - parts.day) }

  /// 1 for Monday through 7 for Sunday (ISO 8601).
  package var weekday: Int {
    // 1970-01-01 was a Thursday.
    let shifted = (daysSinceEpoch + 3) % 7
    return (shifted < 0 ? shifted + 7 : shifted) + 1
  }

  /// The same day of a later month, or that month's last day when it is shorter.
  package func adding(months: Int) -> Day {
    let (year, month, day) = parts
    let total = year * 12 + (month - 1) + months
    let newYear = total >= 0 ? total / 12 : (total - 11) / 12
    let newMonth = total - newYear * 12 + 1
    let length = Self.length(ofMonth: newMonth, year: newYear)
    return Day(
      daysSinceEpoch: Self.count(year: newYear, month: newMonth, day: min(day, length)))
  }

  private static func count(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  package var description: String {
    let (year, month, day) = parts
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Day: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not a day: write YYYY-MM-DD")
    }
    self = day
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
