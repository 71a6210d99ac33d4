/// Writing JSON straight into bytes.
extension [UInt8] {
  mutating func append(ascii text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  mutating func append(decimal number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let end = count + Self.digitCount(rest)
    append(contentsOf: repeatElement(0, count: end - count))
    var index = end
    repeat {
      index -= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      self[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest > 0
  }

  /// Sixteen digits.
  mutating func append(hexadecimal number: UInt64, digits: Int = 16) {
    for place in (0..<digits).reversed() {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(4 * place)) & 0xF
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// The text in quotes, with the escapes that JSON demands and no others.
  mutating func append(quoted text: String) {
    var text = text
    text.withUTF8 { append(quoted: UnsafeRawBufferPointer($0)) }
  }

  /// The same of a text's UTF-8.
  mutating func append(quoted text: UnsafeRawBufferPointer) {
    append(UInt8(ascii: "\""))
    var start = 0
    while start < text.count {
      let end = JSONText.plainEnd(of: text, from: start)
      append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start..<end]))
      if end < text.count { append(escaped: text[end]) }
      start = end + 1
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func append(escaped byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\n"): append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): append(UInt8(ascii: "t"))
    case ..<0x20:
      append(UInt8(ascii: "u"))
      append(hexadecimal: UInt64(byte), digits: 4)
    default: append(byte)
    }
  }

  /// A number with a point or an exponent is real, one without is an integer; data is an object.
  mutating func append(_ value: LentValue) {
    switch value {
    case .null: append(ascii: "null")
    case .integer(let number): append(decimal: number)
    case .text(let text): append(quoted: text)
    case .real(let number): append(real: number)
    case .data(let data):
      append(ascii: #"{"data":""#)
      Base64.append(data, to: &self)
      append(ascii: #""}"#)
    }
  }

  private mutating func append(real number: Double) {
    if number.isNaN {
      // JSON has no such number, and SQLite stores null for it as well.
      append(ascii: "null")
    } else if number.isInfinite {
      // Reads back as infinity.
      append(ascii: number < 0 ? "-1e999" : "1e999")
    } else {
      append(contentsOf: number.description.utf8)
    }
  }

  private static func digitCount(_ number: UInt64) -> Int {
    var digits = 1
    var bound: UInt64 = 10
    while number >= bound {
      digits += 1
      let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
      if overflow { break }
      bound = next
    }
    return digits
  }
}

/// Where a text needs escapes in JSON.
enum JSONText {
  /// The place of the next quote, backslash or control character, or the end; eight bytes are
  /// looked at together.
  static func plainEnd(of text: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= text.count,
      !hasSpecial(text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    {
      index += 8
    }
    while index < text.count, !isSpecial(text[index]) { index += 1 }
    return index
  }

  static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Whether one of the eight bytes is special.
  ///
  /// In each byte (x - 1) & ~x has its top bit set where x is zero, and (x - 32) & ~x where it is
  /// below 32. A borrow may claim too much, never too little; the single steps after it look again.
  static func hasSpecial(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let found =
      ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
      | ((word &- ones &* 0x20) & ~word)
    return found & tops != 0
  }
}
