/// Base 64 of RFC 4648 with padding, straight between byte buffers.
enum Base64 {
  static func append(_ data: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    bytes.reserveCapacity(bytes.count + (data.count + 2) / 3 * 4)
    var index = 0
    while index < data.count {
      let length = min(3, data.count - index)
      var group = UInt32(data[index]) << 16
      if length > 1 { group |= UInt32(data[index + 1]) << 8 }
      if length > 2 { group |= UInt32(data[index + 2]) }
      for place in 0..<4 {
        let digit = Int(group >> UInt32(18 - 6 * place)) & 0x3F
        bytes.append(place <= length ? digits[digit] : padding)
      }
      index += 3
    }
  }

  /// Nil when the text is not base 64 to the letter.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    let padded = text.suffix(2).reversed().prefix { $0 == padding }.count
    let body = text.dropLast(padded)
    var data: [UInt8] = []
    data.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var bits: UInt32 = 0
    for byte in body {
      let digit = values[Int(byte)]
      guard digit != invalid else { return nil }
      group = (group << 6) | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        data.append(UInt8(truncatingIfNeeded: group >> bits))
        group &= (1 << bits) - 1
      }
    }
    // What the last digit has too much must be zero, or two texts would stand for the same bytes.
    return group == 0 ? data : nil
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")
  private static let invalid: UInt8 = 255

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: invalid, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()
}
