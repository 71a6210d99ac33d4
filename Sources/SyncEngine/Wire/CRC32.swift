/// The cyclic redundancy check of zip and PNG (IEEE 802.3, reflected), sixteen bytes at a time.
package struct CRC32: Hashable, Sendable {
  private var state: UInt32 = 0xFFFF_FFFF

  package init() {}

  package var value: UInt32 { ~state }

  package mutating func update(_ bytes: [UInt8], in range: Range<Int>) {
    state = Self.table.withUnsafeBufferPointer { table in
      bytes.withUnsafeBufferPointer { Self.advance(state, over: $0[range], table) }
    }
  }

  private static func advance(
    _ start: UInt32, over bytes: Slice<UnsafeBufferPointer<UInt8>>,
    _ table: UnsafeBufferPointer<UInt32>
  ) -> UInt32 {
    let raw = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes))
    var crc = start
    var index = 0
    while index + 16 <= raw.count {
      let first = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let second = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self))
      crc = mixed(first ^ UInt64(crc), table, 15) ^ mixed(second, table, 7)
      index += 16
    }
    while index < raw.count {
      crc = (crc >> 8) ^ table[Int((crc ^ UInt32(raw[index])) & 0xFF)]
      index += 1
    }
    return crc
  }

  /// What eight bytes do to the check when `following` more bytes follow the first of them.
  @inline(__always)
  private static func mixed(
    _ word: UInt64, _ table: UnsafeBufferPointer<UInt32>, _ following: Int
  ) -> UInt32 {
    var crc: UInt32 = 0
    for lane in 0..<8 {
      let byte = Int(truncatingIfNeeded: word >> UInt64(8 * lane)) & 0xFF
      crc ^= table[(following - lane) * 256 + byte]
    }
    return crc
  }

  /// Sixteen tables of 256: what a byte does to the check when that many zero bytes follow it.
  private static let table: [UInt32] = {
    var table = (UInt32(0)..<256).map { byte in
      (0..<8).reduce(byte) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
    }
    for index in 256..<(16 * 256) {
      let previous = table[index - 256]
      table.append((previous >> 8) ^ table[Int(previous & 0xFF)])
    }
    return table
  }()
}
