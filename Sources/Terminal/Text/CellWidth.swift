/// How many terminal cells a scalar takes: the one authority for layout.
///
/// The terminal's own idea is compared elsewhere, scalar by scalar, when a frame is encoded; where
/// they differ the screen shows a stand-in of *this* width, so columns never shift.
package enum CellWidth {
  /// Cells that `scalar` takes: 0 for a mark drawn over its neighbor, 2 for a wide one, else 1.
  ///
  /// Means something only for scalars that can be drawn; a control code answers 1.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    if contains(WidthRanges.zero, value) { return 0 }
    if value < 0x1100 { return 1 }
    return contains(WidthRanges.wide, value) ? 2 : 1
  }

  /// Whether a sorted list of first-and-last pairs covers `value`.
  static func contains(_ ranges: [UInt32], _ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count / 2
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle * 2 + 1] < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count / 2 && ranges[low * 2] <= value
  }
}
