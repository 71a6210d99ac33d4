/// What the sanitizer does with a scalar.
enum ScalarClass {
  /// Drawn as it is, in one or two cells.
  case base
  /// Drawn over the base before it.
  case mark
  /// Becomes one plain space.
  case space
  /// Ends a line; in one-line text it becomes a space.
  case lineBreak
  /// Advances to the next tab stop; in one-line text it becomes a space.
  case tab
  /// Half of a flag; becomes the letter it stands for, so that a flag reads as its country code.
  case flagHalf
  /// A skin tone, or a selector of a picture's style: terminals disagree on its width.
  case pictureModifier
  /// Glues two pictures into one; terminals disagree on the width of the result.
  case joiner
  /// Invisible, or able to reorder what surrounds it: leaves no trace.
  case dropped
  /// A control code or a code that is no character: shown as a replacement, so that it is seen.
  case replaced
}

extension ScalarClass {
  /// Sorts `scalar` by what a terminal could be made to do with it.
  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20...0x7E: self = .base
    case 0x09: self = .tab
    case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: self = .lineBreak
    case 0x00...0x1F, 0x7F...0x9F: self = .replaced
    case 0xA1...0xAC, 0xAE...0x2FF: self = .base
    case 0xFFFD: self = .base
    default: self = ScalarClass.beyondLatin(scalar)
    }
  }

  private static func beyondLatin(_ scalar: Unicode.Scalar) -> ScalarClass {
    let value = scalar.value
    if isSpace(value) { return .space }
    if isInvisible(value) { return .dropped }
    switch value {
    case 0x200D: return .joiner
    case 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF: return .pictureModifier
    case 0x1F1E6...0x1F1FF: return .flagHalf
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF: return .replaced
    default: break
    }
    if value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value) { return .replaced }
    return CellWidth.of(scalar) == 0 ? .mark : .base
  }

  /// Spaces of every size and the blank letters, which pass for an empty name.
  private static func isSpace(_ value: UInt32) -> Bool {
    switch value {
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800: true
    default: false
    }
  }

  /// Zero-width characters, bidirectional controls, fillers, tags and selectors.
  private static func isInvisible(_ value: UInt32) -> Bool {
    switch value {
    case 0xAD, 0x34F, 0x61C, 0x180B...0x180F, 0x17B4, 0x17B5: true
    case 0x200B, 0x200C, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F: true
    case 0x600...0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2: true
    case 0xFEFF, 0xFFF0...0xFFFB, 0x110BD, 0x110CD, 0x13430...0x1343F: true
    case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
    default: false
    }
  }
}
