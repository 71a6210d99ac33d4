/// A point in time, in whole microseconds of UTC.
package struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  package let microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  package init(secondsSinceEpoch: Int64) {
    self.init(microseconds: secondsSinceEpoch * Self.perSecond)
  }

  /// Midnight UTC at the start of the day.
  package init(startOf day: Day) {
    self.init(secondsSinceEpoch: Int64(day.daysSinceEpoch) * 86_400)
  }

  package static let perSecond: Int64 = 1_000_000

  package static func < (left: Self, right: Self) -> Bool {
    left.microseconds < right.microseconds
  }

  package func adding(seconds: Int) -> Instant {
    Instant(microseconds: microseconds + Int64(seconds) * Self.perSecond)
  }

  /// Whole seconds from this instant to the other, rounded down; negative when the other is earlier.
  package func seconds(until other: Instant) -> Int {
    let difference = other.microseconds - microseconds
    let quotient = difference / Self.perSecond
    return Int(difference % Self.perSecond < 0 ? quotient - 1 : quotient)
  }

  /// The calendar day it is at that moment where clocks are ahead of UTC by that many seconds.
  package func day(secondsFromGMT: Int) -> Day {
    let seconds = Instant(secondsSinceEpoch: 0).seconds(until: self) + secondsFromGMT
    let days = seconds / 86_400
    return Day(daysSinceEpoch: seconds % 86_400 < 0 ? days - 1 : days)
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC; the fraction is left out when it is zero.
  package var description: String {
    let day = day(secondsFromGMT: 0)
    let ofDay = microseconds - Instant(startOf: day).microseconds
    let seconds = ofDay / Self.perSecond
    let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    let fraction = ofDay % Self.perSecond
    guard fraction != 0 else { return "\(day)T\(clock)Z" }
    let digits = String(fraction)
    let padded = String(repeating: "0", count: 6 - digits.count) + digits
    return "\(day)T\(clock).\(padded)Z"
  }

  /// Reads ISO 8601 as vendors write it: `T` or a space between day and time, a fraction of any
  /// length (cut to microseconds), and `Z`, `+0000`, `+00:00` or nothing (UTC) at the end; Snowflake
  /// puts a space before that.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 19, let day = Day(String(decoding: bytes[..<10], as: UTF8.self)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = Self.number(bytes[11..<13]), hour < 24,
      let minute = Self.number(bytes[14..<16]), minute < 60,
      let second = Self.number(bytes[17..<19]), second < 61
    else { return nil }
    var rest = bytes[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (48...57).contains($0) }
      guard !digits.isEmpty else { return nil }
      for position in 0..<6 {
        let index = digits.startIndex + position
        fraction = fraction * 10 + (index < digits.endIndex ? Int64(digits[index] - 48) : 0)
      }
      rest = rest[digits.endIndex...]
    }
    guard let offset = Self.offset(rest) else { return nil }
    let seconds = Int64(hour * 3_600 + minute * 60 + second - offset)
    let start = Instant(startOf: day).microseconds
    self.init(microseconds: start + seconds * Self.perSecond + fraction)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var result = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      result = result * 10 + Int(digit - 48)
    }
    return digits.isEmpty ? nil : result
  }

  /// Seconds ahead of UTC; nil when the text is no zone.
  private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
    guard !text.isEmpty else { return 0 }
    let zone = text.first == UInt8(ascii: " ") ? text.dropFirst() : text
    guard let first = zone.first else { return nil }
    if first == UInt8(ascii: "Z") || first == UInt8(ascii: "z") {
      return zone.count == 1 ? 0 : nil
    }
    guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return nil }
    let digits = zone.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 4, let hours = number(digits[0..<2]), hours <= 14,
      let minutes = number(digits[2..<4]), minutes < 60
    else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    return first == UInt8(ascii: "-") ? -seconds : seconds
  }
}

extension Instant: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not an RFC 3339 instant")
    }
    self = instant
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
