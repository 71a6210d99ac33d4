/// One cell of the grid: what it shows and which roles style it.
///
/// A wide character takes two cells: the first holds it, the second is a ``continuation``.
package struct Cell: Equatable, Sendable {
  // In this order a cell takes sixteen bytes; a page has thousands, and every drawing copies them.

  /// Up to three marks drawn over the base, 21 bits each, the first in the lowest bits.
  private var packedMarks: UInt64 = 0
  /// The scalar drawn; a space in an empty cell.
  package private(set) var base: Unicode.Scalar
  /// 1 or 2; 0 for the second half of a wide character.
  package let width: UInt8
  /// What the text means; gives the foreground and, if its style has one, the background.
  package var role: Role
  /// What lies under the text, such as the selected row; gives the background.
  package var ground: Role

  init(base: Unicode.Scalar, width: Int, role: Role, ground: Role) {
    self.base = base
    self.width = UInt8(width)
    self.role = role
    self.ground = ground
  }

  /// Nothing drawn.
  package static let blank = Cell(base: " ", width: 1, role: .text, ground: .text)

  static func continuation(role: Role, ground: Role) -> Cell {
    Cell(base: " ", width: 0, role: role, ground: ground)
  }

  /// The marks over the base, in order.
  package var marks: [Unicode.Scalar] {
    var found: [Unicode.Scalar] = []
    var rest = packedMarks
    while rest != 0, let mark = Unicode.Scalar(UInt32(rest & 0x1F_FFFF)) {
      found.append(mark)
      rest >>= 21
    }
    return found
  }

  /// The marks as they are kept: 21 bits each, zero when there is none.
  var marksBits: UInt64 { packedMarks }

  /// Lays one more mark over the base; a fourth is ignored.
  mutating func add(mark: Unicode.Scalar) {
    var shift = 0
    while shift < 63, packedMarks >> UInt64(shift) != 0 { shift += 21 }
    guard shift < 63 else { return }
    packedMarks |= UInt64(mark.value) << UInt64(shift)
  }
}
