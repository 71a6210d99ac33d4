/// What must never reach a terminal, written down apart from the sanitizer's own tables.
package enum ForbiddenScalar {
  /// Why a scalar is none for a terminal; nil for all others.
  package static func objection(to scalar: Unicode.Scalar) -> String? {
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

/// Text that tries to steer a terminal, to spoof what is read, or to be too much of it.
package enum HostileText {
  /// One line with a clipboard write, colors, a cleared screen, an answer asked for, C1 controls, a
  /// turn of direction, invisible and tag characters, flags, families and a pile of marks.
  package static let line =
    "=Bad\u{1B}]52;c;ZWNobyBoaQ==\u{07}\u{1B}[31m\u{1B}[2J\u{1B}[6n\u{9B}5A\u{90}q\u{9C}\u{202E}kcab"
    + "\u{2066}\u{200B}\u{FEFF}\u{E0041}\u{AD}\u{2028}\r\n\t\u{7F}\u{1F1E9}\u{1F1EA}"
    + "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{2764}\u{FE0F}"
    + "z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}株"

  /// The same over and over, without a line break, about so many bytes of it.
  package static func long(bytes: Int) -> String {
    let piece = line.filter { !$0.isNewline }
    return String(repeating: piece, count: bytes / piece.utf8.count + 1)
  }
}
