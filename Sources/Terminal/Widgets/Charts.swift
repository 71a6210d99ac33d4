/// Small charts out of characters.
package enum Charts {
  /// One sign per value, from low to high; a value that is missing shows as a separator dot.
  ///
  /// - Parameter range: The values of the lowest and the highest sign; nil takes what is there.
  package static func sparkline(
    _ values: [Double?], range: ClosedRange<Double>? = nil, glyphs: GlyphSet = .unicode
  ) -> SafeText {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    let low = range?.lowerBound ?? known.min() ?? 0
    let high = range?.upperBound ?? known.max() ?? 0
    return .joined(values.map { level($0, low: low, high: high, glyphs: glyphs) })
  }

  /// The lowest sign is never the blank one: zero is something else than nothing.
  private static func level(
    _ value: Double?, low: Double, high: Double, glyphs: GlyphSet
  ) -> SafeText {
    guard let value, value.isFinite else { return glyphs.separator }
    let top = glyphs.levels.count - 1
    guard high > low else { return glyphs.levels[min(1, top)] }
    let share = min(max((value - low) / (high - low), 0), 1)
    return glyphs.levels[1 + Int((share * Double(top - 1)).rounded())]
  }

  /// A bar of exactly `width` cells, filled from the left by `share` (0 to 1).
  package static func bar(
    _ share: Double, width: Int, glyphs: GlyphSet = .unicode
  ) -> SafeText {
    let steps = glyphs.fills.count - 1
    let sane = share.isFinite ? min(max(share, 0), 1) : 0
    let filled = Int((sane * Double(max(width, 0) * steps)).rounded())
    let whole = glyphs.fills[steps].repeated(filled / steps)
    let part = filled % steps == 0 ? SafeText.empty : glyphs.fills[filled % steps]
    return (whole + part).fitted(to: max(width, 0))
  }
}
