import Support

/// Random text that favors what goes wrong on terminals.
enum NastyText {
  /// Scalars of every troublesome kind, beside ordinary ones.
  private static let pools: [[ClosedRange<UInt32>]] = [
    [0x20...0x7E], [0x61...0x7A], [0x00...0x1F, 0x7F...0x9F], [0xA0...0x2FF],
    [0x300...0x36F, 0x591...0x5BD, 0x20D0...0x20F0], [0x600...0x6FF, 0x5D0...0x5EA],
    [0x900...0x97F, 0xE00...0xE5B], [0x1100...0x11FF, 0xAC00...0xAD00],
    [0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF...0xFEFF],
    [0x3000...0x30FF, 0x4E00...0x4F00, 0xFF00...0xFFEF], [0xFDD0...0xFDEF, 0xFFF0...0xFFFF],
    [0x1F1E6...0x1F1FF], [0x1F300...0x1F64F, 0x1F3FB...0x1F3FF, 0x1F900...0x1F9FF],
    [0x200D...0x200D, 0xFE00...0xFE0F, 0x2600...0x27BF], [0xE0000...0xE01EF],
    [0xE000...0xE0FF, 0x10FFF0...0x10FFFF],
  ]

  static func make(using random: inout SeededGenerator, count: Int) -> String {
    var scalars = String.UnicodeScalarView()
    while scalars.count < count {
      let pool = pools[Int.random(in: 0..<pools.count, using: &random)]
      let range = pool[Int.random(in: 0..<pool.count, using: &random)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// Why a scalar must never reach a terminal; nil for all others.
  ///
  /// Written down independently of
  /// the sanitizer's own tables.
  static func objection(to scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x00...0x1F: "C0 control"
    case 0x7F: "DEL"
    case 0x80...0x9F: "C1 control"
    case 0xAD: "soft hyphen"
    case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: "bidi control"
    case 0x200B...0x200D, 0x2060...0x2064, 0xFEFF: "zero width"
    case 0x2028, 0x2029: "line separator"
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: "variation selector"
    case 0xE0000...0xE007F: "tag"
    case 0xFDD0...0xFDEF: "noncharacter"
    case let value where value & 0xFFFE == 0xFFFE: "noncharacter"
    default: nil
    }
  }
}
