/// Names a usage series or an instance by what identifies it, the same in every import.
///
/// 128 bits, so that two of a million never meet by chance; not meant against someone who tries.
struct SeriesKey: Hashable, Sendable {
  let high: UInt64
  let low: UInt64

  /// 32 hexadecimal digits: the row's id.
  var text: String { Self.hexadecimal(high) + Self.hexadecimal(low) }

  /// One number for this series and month.
  func mixed(with month: Int32) -> UInt64 {
    KeyHasher.finished(low ^ (UInt64(UInt32(bitPattern: month)) &* 0x9E37_79B9_7F4A_7C15)) ^ high
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Takes bytes and makes a ``SeriesKey`` of them: two FNV-1a sums, mixed at the end.
struct KeyHasher {
  private static let prime: UInt64 = 0x0000_0100_0000_01B3
  private static let separator: UInt8 = 0x1F

  private var high: UInt64 = 0xCBF2_9CE4_8422_2325
  private var low: UInt64 = 0x8422_2325_CBF2_9CE4

  mutating func combine(_ byte: UInt8) {
    high = (high ^ UInt64(byte)) &* Self.prime
    low = (low ^ UInt64(byte &+ 0x55)) &* Self.prime
  }

  /// Takes one part of a key; parts are kept apart, so that `ab`, `c` differs from `a`, `bc`.
  mutating func combine(part bytes: some Sequence<UInt8>) {
    for byte in bytes { combine(byte) }
    combine(Self.separator)
  }

  var key: SeriesKey { SeriesKey(high: Self.finished(high), low: Self.finished(low)) }

  /// Spreads every bit over all others (the end of MurmurHash3).
  static func finished(_ number: UInt64) -> UInt64 {
    var mixed = (number ^ (number >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return mixed ^ (mixed >> 33)
  }
}
