import CustomerSuccess

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
    append(UInt8(ascii: "\""))
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { appendEscaped($0) }
    if isDone == nil { [UInt8](text.utf8).withUnsafeBufferPointer { appendEscaped($0) } }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for (index, byte) in text.enumerated()
    where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
      append(contentsOf: text[start..<index])
      append(escaped: byte)
      start = index + 1
    }
    append(contentsOf: text[start...])
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
  mutating func append(_ value: Value) {
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
