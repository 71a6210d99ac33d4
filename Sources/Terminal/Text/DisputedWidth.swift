extension CellWidth {
  /// Whether terminals disagree on how many cells `scalar` takes, alone or beside its neighbors.
  ///
  /// After such a one the cursor is placed anew, so that a terminal of another opinion spoils that
  /// character and not the rest of the line. Judged by what changed between versions of Unicode
  /// and by the scripts that some terminals shape into clusters and others do not.
  ///
  /// - Parameter isWideLocale: Whether characters of ambiguous width (UAX #11, class A) may be
  ///   wide, as East Asian terminals can be told; letters of that class are left out.
  static func isDisputed(_ scalar: Unicode.Scalar, isWideLocale: Bool) -> Bool {
    let value = scalar.value
    if value < 0x900 { return false }
    if contains(disputed, value) { return true }
    return isWideLocale && contains(ambiguousSigns, value)
  }

  private static let disputed: [UInt32] = [
    // Scripts of India, Tibet and Southeast Asia, with conjuncts and spacing marks.
    0x900, 0xDFF, 0xE33, 0xE33, 0xEB3, 0xEB3, 0xF00, 0x109F,
    // Hangul in pieces.
    0x1100, 0x11FF, 0x1780, 0x17FF, 0x1A20, 0x1AAF, 0x1B00, 0x1C4F,
    // Pictures, old and new.
    0x203C, 0x203C, 0x2049, 0x2049, 0x2122, 0x2122, 0x2139, 0x2139, 0x2194, 0x2199,
    0x21A9, 0x21AA, 0x231A, 0x231B, 0x2328, 0x2328, 0x23CF, 0x23CF, 0x23E9, 0x23FA,
    0x24C2, 0x24C2, 0x25AA, 0x25AB, 0x25B6, 0x25B6, 0x25C0, 0x25C0, 0x25FB, 0x25FE,
    0x2600, 0x27BF, 0x2934, 0x2935, 0x2B00, 0x2BFF, 0x3030, 0x3030, 0x303D, 0x303D,
    0x3297, 0x3299,
    // Scripts of India again, and of Java and its neighbors.
    0xA800, 0xA8FF, 0xA930, 0xAADF, 0xABC0, 0xABFF, 0xD7B0, 0xD7FF,
    // Whatever came late: most of the planes above, but for the ideographs.
    0x10000, 0x16FFF, 0x1AFF0, 0x1FFFF,
  ]

  /// Arrows, mathematics, enclosed letters, shapes and shades; no lines of boxes.
  private static let ambiguousSigns: [UInt32] = [0x2010, 0x24FF, 0x2580, 0x25FF]
}
