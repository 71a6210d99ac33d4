/// How many columns common terminals give a character; a table of its own, so that the
/// program's table is checked against something else.
package enum VTWidth {
  /// 0 for marks that combine, 2 for East Asian wide and emoji, otherwise 1.
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    guard scalar.value >= 0x300 else { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isEmojiPresentation && !isRegionalIndicator(scalar)
      || wideRanges.contains { $0.contains(scalar.value) }
  }

  /// The halves of a flag take one column each wherever flags are not drawn.
  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  /// Blocks of Unicode 15 whose characters are East Asian wide or fullwidth.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18AFF, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]

  /// Why a character must not reach a terminal; nil for all others.
  static func objection(to scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x80...0x9F: "a C1 control"
    case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: "changes text direction"
    case 0x200B, 0x2060, 0xFEFF: "an invisible space"
    case 0x2028, 0x2029: "a line separator"
    case 0xE0000...0xE007F: "an invisible tag"
    case 0xFDD0...0xFDEF: "not a character"
    case let value where value & 0xFFFE == 0xFFFE: "not a character"
    default: nil
    }
  }
}
