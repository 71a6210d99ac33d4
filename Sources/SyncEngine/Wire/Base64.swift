/// Base 64 of RFC 4648 with padding, straight between byte buffers.
enum Base64 {
  static func append(_ data: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    let whole = data.count / 3
    bytes.append(room: whole * 4) { room in
      pairs.withUnsafeBufferPointer { pairs in
        for number in 0..<whole {
          let group =
            Int(data[3 * number]) << 16 | Int(data[3 * number + 1]) << 8
            | Int(data[3 * number + 2])
          let digits = UInt32(pairs[group >> 12]) | UInt32(pairs[group & 0xFFF]) << 16
          room.storeBytes(of: digits.littleEndian, toByteOffset: 4 * number, as: UInt32.self)
        }
      }
    }
    let rest = data[(3 * whole)...]
    guard !rest.isEmpty else { return }
    let group = rest.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - rest.count))
    for digit in 0...rest.count {
      bytes.append(digits[Int(group >> UInt32(18 - 6 * digit) & 0x3F)])
    }
    bytes.append(contentsOf: repeatElement(padding, count: 3 - rest.count))
  }

  /// Appends what the text stands for; false when it is not base 64 to the letter.
  static func decode(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
    guard text.count.isMultiple(of: 4) else { return false }
    let padded = text.suffix(2).reversed().prefix { $0 == padding }.count
    let whole = padded == 0 ? text : text.dropLast(4)
    guard decodeWhole(whole, to: &bytes) else { return false }
    return padded == 0 || decodeLast(text.suffix(4).dropLast(padded), to: &bytes)
  }

  /// Groups of four digits.
  private static func decodeWhole(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
    var seen: UInt32 = 0
    bytes.append(room: text.count / 4 * 3) { room in
      text.withUnsafeBytes { text in
        parts.withUnsafeBufferPointer { parts in
          for number in 0..<(text.count / 4) {
            let digits = UInt32(
              littleEndian: text.loadUnaligned(fromByteOffset: 4 * number, as: UInt32.self))
            let group =
              parts[Int(digits & 0xFF)] | parts[256 + Int(digits >> 8 & 0xFF)]
              | parts[512 + Int(digits >> 16 & 0xFF)] | parts[768 + Int(digits >> 24)]
            seen |= group
            room[3 * number] = UInt8(truncatingIfNeeded: group >> 16)
            room[3 * number + 1] = UInt8(truncatingIfNeeded: group >> 8)
            room[3 * number + 2] = UInt8(truncatingIfNeeded: group)
          }
        }
      }
    }
    return seen <= 0xFF_FFFF
  }

  /// The two or three digits before the padding.
  private static func decodeLast(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
    let group = text.enumerated().reduce(UInt32(0)) { group, digit in
      group | parts[256 * digit.offset + Int(digit.element)]
    }
    // What the last digit has too much must be zero, or two texts would stand for the same bytes.
    guard group <= 0xFF_FFFF, group & (text.count == 3 ? 0xFF : 0xFFFF) == 0 else { return false }
    bytes.append(UInt8(group >> 16))
    if text.count == 3 { bytes.append(UInt8(group >> 8 & 0xFF)) }
    return true
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")
  /// For each 12 bits their two digits, the first one in the low byte.
  private static let pairs: [UInt16] = digits.flatMap { first in
    digits.map { UInt16($0) << 8 | UInt16(first) }
  }

  /// What a digit at each of the four places of a group stands for, 256 entries a place; a byte
  /// that is no digit stands for more than 24 bits.
  private static let parts: [UInt32] = {
    var parts = [UInt32](repeating: .max, count: 4 * 256)
    for (value, digit) in digits.enumerated() {
      for place in 0..<4 {
        parts[256 * place + Int(digit)] = UInt32(value) << UInt32(18 - 6 * place)
      }
    }
    return parts
  }()
}

extension [UInt8] {
  /// Appends that many bytes and has them filled.
  fileprivate mutating func append(
    room count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void
  ) {
    let start = self.count
    append(contentsOf: repeatElement(0, count: count))
    withUnsafeMutableBytes { fill(UnsafeMutableRawBufferPointer(rebasing: $0[start...])) }
  }
}
