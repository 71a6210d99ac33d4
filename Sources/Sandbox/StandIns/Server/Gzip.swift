/// Packs bodies as gzip, and badly where a test wants it.
package enum Gzip {
  private static let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
  private static let storedLimit = 65_535

  /// Packed without making it smaller, which is good gzip (RFC 1951 3.2.4).
  package static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var packed = header
    var rest = bytes[...]
    repeat {
      let piece = rest.prefix(storedLimit)
      rest = rest.dropFirst(piece.count)
      packed.append(rest.isEmpty ? 1 : 0)
      packed += littleEndian(UInt32(piece.count), 2) + littleEndian(~UInt32(piece.count), 2)
      packed += piece
    } while !rest.isEmpty
    return packed + littleEndian(checksum(bytes), 4) + littleEndian(UInt32(bytes.count), 4)
  }

  /// A few bytes that unpack to very many spaces: copies of 258 bytes, one after the other.
  ///
  /// Its checksum is wrong; whoever gets that far has unpacked all of it.
  package static func bomb(unpackedBytes: Int) -> [UInt8] {
    var bits = BitWriter()
    bits.write(0b1, 1)
    bits.write(0b01, 2)
    // A space, in the fixed code of RFC 1951 3.2.6.
    bits.writeCode(0x30 + 0x20, 8)
    for _ in 0..<unpackedBytes / 258 {
      bits.writeCode(0b1100_0101, 8)
      bits.writeCode(0, 5)
    }
    bits.writeCode(0, 7)
    return header + bits.bytes + littleEndian(0, 4) + littleEndian(UInt32(unpackedBytes), 4)
  }

  private static func littleEndian(_ number: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
  }

  /// CRC-32 (RFC 1952 8), a byte at a time: partitions are long.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    let table = checksums
    var sum: UInt32 = ~0
    for byte in bytes {
      let place = UInt8(truncatingIfNeeded: sum) ^ byte
      sum = (sum >> 8) ^ table[Int(place)]
    }
    return ~sum
  }

  /// Of each byte alone.
  private static let checksums: [UInt32] = (0..<256).map { byte in
    var sum = UInt32(byte)
    for _ in 0..<8 {
      let isOdd = sum & 1 == 1
      sum >>= 1
      if isOdd { sum ^= 0xedb8_8320 }
    }
    return sum
  }
}

/// Bits in the order of deflate.
private struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var used = 8

  /// Lowest bit first.
  mutating func write(_ value: Int, _ count: Int) {
    for place in 0..<count { write(bit: value >> place & 1) }
  }

  /// Highest bit first, as codes are.
  mutating func writeCode(_ value: Int, _ count: Int) {
    for place in (0..<count).reversed() { write(bit: value >> place & 1) }
  }

  private mutating func write(bit: Int) {
    if used == 8 {
      bytes.append(0)
      used = 0
    }
    bytes[bytes.count - 1] |= UInt8(bit << used)
    used += 1
  }
}
