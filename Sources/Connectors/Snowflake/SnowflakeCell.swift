/// Turns a cell of an answer into the text of a CSV file, exactly: no number and no time goes
/// through floating point (connectors 5.4).
enum SnowflakeCell {
  /// Decodes a cell that is not null.
  ///
  /// Text is left as it is. Dates become `2024-02-29`, times of day `23:01:59`, times
  /// `2024-02-29T06:30:00.123Z`, booleans `true` and `false`; a floating-point number that is none
  /// (`NaN`, `inf`) becomes nothing.
  ///
  /// - Throws: ``Mismatch`` when it is neither in Snowflake's form nor in ISO 8601.
  static func decoded(_ text: String, _ type: SnowflakeType) throws(Mismatch) -> String {
    switch type {
    case .fixed, .real:
      guard let number = SnowflakeNumber.plain(text) else { throw Mismatch(type: type) }
      return number
    case .boolean:
      guard let flag = flags[text.lowercased()] else { throw Mismatch(type: type) }
      return flag
    case .date: return try date(text)
    case .time: return try time(text)
    case .timestampNTZ, .timestampLTZ: return try timestamp(text, type)
    case .timestampTZ: return try zonedTimestamp(text)
    case .text, .semiStructured, .binary, .other: return text
    }
  }

  struct Mismatch: Error, Equatable {
    let type: SnowflakeType
  }

  private static let flags = ["true": "true", "false": "false", "1": "true", "0": "false"]
  private static let secondsPerDay: Int64 = 86_400
  /// The years 1 to 9999, in days from 1970.
  private static let days: ClosedRange<Int64> = -719_162...2_932_896

  private static func date(_ text: String) throws(Mismatch) -> String {
    if let days = Int64(text), Self.days.contains(days) { return civil(days) }
    guard isISODate(text) else { throw Mismatch(type: .date) }
    return text
  }

  private static func time(_ text: String) throws(Mismatch) -> String {
    if let seconds = DecimalSeconds(text), (0..<secondsPerDay).contains(seconds.whole) {
      return clock(seconds.whole) + seconds.fraction
    }
    let parts = text.utf8
    guard parts.count >= 8, text.split(separator: ":").count == 3,
      parts.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
    else { throw Mismatch(type: .time) }
    return text
  }

  private static func timestamp(
    _ text: String, _ type: SnowflakeType
  ) throws(Mismatch) -> String {
    if let seconds = DecimalSeconds(text), let moment = moment(seconds) { return moment + "Z" }
    guard isISOTime(text) else { throw Mismatch(type: type) }
    return text
  }

  /// Seconds of UTC, a space, and the minutes of the zone plus 1440.
  private static func zonedTimestamp(_ text: String) throws(Mismatch) -> String {
    let parts = text.split(separator: " ")
    if parts.count == 2, let seconds = DecimalSeconds(String(parts[0])),
      let raw = Int64(parts[1]), (0...2_880).contains(raw)
    {
      let minutes = raw - 1_440
      guard let moment = moment(seconds.adding(minutes * 60)) else {
        throw Mismatch(type: .timestampTZ)
      }
      let size = abs(minutes)
      return moment + (minutes < 0 ? "-" : "+") + two(size / 60) + ":" + two(size % 60)
    }
    guard isISOTime(text) else { throw Mismatch(type: .timestampTZ) }
    return text
  }

  private static func moment(_ seconds: DecimalSeconds) -> String? {
    var (days, ofDay) = seconds.whole.quotientAndRemainder(dividingBy: secondsPerDay)
    if ofDay < 0 {
      days -= 1
      ofDay += secondsPerDay
    }
    guard Self.days.contains(days) else { return nil }
    return "\(civil(days))T\(clock(ofDay))\(seconds.fraction)"
  }
}

extension SnowflakeCell {
  private static func clock(_ seconds: Int64) -> String {
    [seconds / 3_600, seconds / 60 % 60, seconds % 60].map(two).joined(separator: ":")
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The day of the proleptic Gregorian calendar, from the days since 1970-01-01.
  ///
  /// Counts years from March, so that the leap day is the last of its year.
  private static func civil(_ days: Int64) -> String {
    let sinceMarch = days + 719_468
    let cycle = sinceMarch / 146_097 - (sinceMarch % 146_097 < 0 ? 1 : 0)
    let ofCycle = sinceMarch - cycle * 146_097
    let yearOfCycle = (ofCycle - ofCycle / 1_460 + ofCycle / 36_524 - ofCycle / 146_096) / 365
    let ofYear = ofCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
    let digits = String(year)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "\(padded)-\(two(month))-\(two(day))"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isISODate(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 10
      && zip(text.utf8, "0000-00-00".utf8).allSatisfy { byte, form in
        form == UInt8(ascii: "0") ? isDigit(byte) : byte == form
      }
  }

  /// The day; what stands behind it is for who reads the time.
  private static func isISOTime(_ text: String) -> Bool {
    isISODate(text.prefix(10)) && text.utf8.count >= 19 && text.contains(":")
  }
}

/// Seconds with up to nine decimals, split at the point.
struct DecimalSeconds: Equatable {
  /// Rounded down.
  let whole: Int64
  let nanoseconds: Int64

  private static let perSecond: Int64 = 1_000_000_000

  private init(whole: Int64, nanoseconds: Int64) {
    self.whole = whole
    self.nanoseconds = nanoseconds
  }

  /// Nil when it is no such number, as for one with an exponent.
  init?(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0)
      .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let digits = parts.first, !digits.isEmpty, let whole = Self.number(digits, limit: 15)
    else { return nil }
    var nanoseconds: Int64 = 0
    if parts.count == 2 {
      guard !parts[1].isEmpty, var fraction = Self.number(parts[1], limit: 9) else { return nil }
      for _ in parts[1].utf8.count..<9 { fraction *= 10 }
      nanoseconds = fraction
    }
    // The sign belongs to both parts.
    if isNegative, nanoseconds > 0 {
      self.init(whole: -whole - 1, nanoseconds: Self.perSecond - nanoseconds)
    } else {
      self.init(whole: isNegative ? -whole : whole, nanoseconds: nanoseconds)
    }
  }

  func adding(_ seconds: Int64) -> Self {
    Self(whole: whole + seconds, nanoseconds: nanoseconds)
  }

  /// With its point, without zeros at the end; nothing for a whole second.
  var fraction: String {
    guard nanoseconds > 0 else { return "" }
    var digits = String(nanoseconds)
    digits = String(repeating: "0", count: 9 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
  }

  private static func number(_ digits: Substring, limit: Int) -> Int64? {
    guard digits.utf8.count <= limit, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int64(digits)
  }
}

/// Numbers as text.
enum SnowflakeNumber {
  /// Larger exponents than any count or amount has.
  private static let exponents = -40...40

  /// The number without exponent, digit for digit; nothing for `NaN` and the infinities; nil when it
  /// is no number.
  static func plain(_ text: String) -> String? {
    switch text.lowercased() {
    case "nan", "inf", "-inf", "infinity", "-infinity": return ""
    default: break
    }
    guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else {
      return isPlain(text) ? text : nil
    }
    let mantissa = text[..<mark]
    guard isPlain(String(mantissa)), let exponent = Int(text[text.index(after: mark)...]),
      exponents.contains(exponent)
    else { return nil }
    return shifted(mantissa, by: exponent)
  }

  private static func isPlain(_ text: String) -> Bool {
    let digits = text.dropFirst(text.hasPrefix("-") ? 1 : 0)
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
    }
  }

  private static func shifted(_ mantissa: Substring, by exponent: Int) -> String {
    let sign = mantissa.hasPrefix("-") ? "-" : ""
    let parts = mantissa.dropFirst(sign.count)
      .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    var digits = parts[0] + fraction
    var point = parts[0].count + exponent
    if point < 1 {
      digits = Substring(String(repeating: "0", count: 1 - point)) + digits
      point = 1
    }
    if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
    let rest = digits.dropFirst(point)
    return sign + digits.prefix(point) + (rest.isEmpty ? "" : "." + rest)
  }
}
