/// 64 bits that stand for one version of one row: its table, id and position.
///
/// The contents need not be part of it: the service gives every change of a row a new position.
package enum RowChecksum {
  package static func of(table: String, id: String, position: Position) -> UInt64 {
    of(table: table.utf8, id: id.utf8, position: position)
  }

  /// The same of the bytes of both.
  static func of(
    table: some Sequence<UInt8>, id: some Sequence<UInt8>, position: Position
  ) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in table { hash = (hash ^ UInt64(byte)) &* prime }
    // A byte that no UTF-8 text contains keeps ("ab", "c") apart from ("a", "bc").
    hash = (hash ^ 0xFF) &* prime
    for byte in id { hash = (hash ^ UInt64(byte)) &* prime }
    return mixed(hash ^ mixed(UInt64(bitPattern: position.rawValue)))
  }

  /// The multiplier of the 64-bit FNV-1a hash.
  private static let prime: UInt64 = 0x100_0000_01B3

  /// The finalizer of SplitMix64: without it, neighboring positions would differ in few bits and
  /// their sums would collide.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
