import CustomerSuccess

/// A row's values in few bytes, exact to the bit, for pre-images: a tag, then the content; lengths
/// and numbers are little-endian and 8 bytes long.
enum ValueBytes {
  static func encode(_ values: [Value]) -> [UInt8] {
    var bytes: [UInt8] = []
    for value in values {
      switch value {
      case .null: bytes.append(0)
      case .integer(let number): append(1, UInt64(bitPattern: number), to: &bytes)
      case .real(let number): append(2, number.bitPattern, to: &bytes)
      case .text(let text):
        append(3, UInt64(text.utf8.count), to: &bytes)
        bytes += text.utf8
      case .data(let data):
        append(4, UInt64(data.count), to: &bytes)
        bytes += data
      }
    }
    return bytes
  }

  /// Nil when the bytes are not what ``encode(_:)`` made.
  static func decode(_ bytes: [UInt8]) -> [Value]? {
    var rest = bytes[...]
    var values: [Value] = []
    while let tag = rest.popFirst() {
      if tag == 0 {
        values.append(.null)
        continue
      }
      guard rest.count >= 8 else { return nil }
      let number = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      rest = rest.dropFirst(8)
      switch tag {
      case 1: values.append(.integer(Int64(bitPattern: number)))
      case 2: values.append(.real(Double(bitPattern: number)))
      case 3, 4:
        guard number <= UInt64(rest.count) else { return nil }
        let content = rest.prefix(Int(number))
        rest = rest.dropFirst(Int(number))
        values.append(
          tag == 3 ? .text(String(decoding: content, as: UTF8.self)) : .data(Array(content)))
      default: return nil
      }
    }
    return values
  }

  private static func append(_ tag: UInt8, _ number: UInt64, to bytes: inout [UInt8]) {
    bytes.append(tag)
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(shift)))) }
  }
}
