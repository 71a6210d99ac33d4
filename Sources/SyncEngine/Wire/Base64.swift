/// Base 64 of RFC 4648 with padding, straight between byte buffers.
enum Base64 {
  static func append(_ data: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(padding, count: (data.count + 2) / 3 * 4))
    let whole = data.count / 3
    bytes.withUnsafeMutableBufferPointer { bytes in
      digits.withUnsafeBufferPointer { digits in
        for number in 0..<whole {
          let group =
            UInt32(data[3 * number]) << 16 | UInt32(data[3 * number + 1]) << 8
            | UInt32(data[3 * number + 2])
          let place = start + 4 * number
          bytes[place] = digits[Int(group >> 18)]
          bytes[place + 1] = digits[Int(group >> 12 & 0x3F)]
          bytes[place + 2] = digits[Int(group >> 6 & 0x3F)]
          bytes[place + 3] = digits[Int(group & 0x3F)]
        }
      }
    }
    let rest = data[(3 * whole)...]
    guard !rest.isEmpty else { return }
    let group = rest.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - rest.count))
    for digit in 0...rest.count {
      bytes[start + 4 * whole + digit] = digits[Int(group >> UInt32(18 - 6 * digit) & 0x3F)]
    }
  }

  /// Nil when the text is not base 64 to the letter.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    let padded = text.suffix(2).reversed().prefix { $0 == padding }.count
    let whole = padded == 0 ? text : text.dropLast(4)
    guard let data = decodeWhole(whole, room: text.count / 4 * 3) else { return nil }
    return padded == 0 ? data : append(text.suffix(4).dropLast(padded), to: data)
  }

  /// Groups of four digits.
  private static func decodeWhole(_ text: ArraySlice<UInt8>, room: Int) -> [UInt8]? {
    var seen: UInt8 = 0
    let data = [UInt8](unsafeUninitializedCapacity: room) { data, count in
      text.withUnsafeBufferPointer { text in
        values.withUnsafeBufferPointer { values in
          for place in stride(from: 0, to: text.count, by: 4) {
            let first = values[Int(text[place])]
            let second = values[Int(text[place + 1])]
            let third = values[Int(text[place + 2])]
            let fourth = values[Int(text[place + 3])]
            seen |= first | second | third | fourth
            data[count] = first << 2 | second >> 4
            data[count + 1] = second << 4 | third >> 2
            data[count + 2] = third << 6 | fourth
            count += 3
          }
        }
      }
    }
    // Digits are less than 64.
    return seen & 0xC0 == 0 ? data : nil
  }

  /// The two or three digits before the padding.
  private static func append(_ text: ArraySlice<UInt8>, to data: [UInt8]) -> [UInt8]? {
    let digits = text.map { values[Int($0)] }
    guard !digits.contains(invalid) else { return nil }
    let group = digits.reduce(0) { $0 << 6 | UInt32($1) }
    let surplus = UInt32(6 * digits.count % 8)
    // What the last digit has too much must be zero, or two texts would stand for the same bytes.
    guard group & ((1 << surplus) - 1) == 0 else { return nil }
    let bits = group >> surplus
    return data
      + (digits.count == 3
        ? [UInt8(bits >> 8), UInt8(bits & 0xFF)] : [UInt8(bits)])
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
