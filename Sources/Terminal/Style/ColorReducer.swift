/// Brings a theme's colors down to what a terminal has, each color once.
struct ColorReducer {
  /// An index that stays the terminal's own color.
  static let ownColor = UInt32.max

  let tier: ColorTier
  /// Colors of the terminal type.
  let colors: Int
  /// In the direct tier: what each index was made to mean.
  ///
  /// The first 16 stay the terminal's own.
  private(set) var table = [UInt32](repeating: ownColor, count: 256)
  private var nextFree: Int16 = 16
  private var known: [Color: Int16] = [:]

  init(tier: ColorTier, colors: Int) {
    self.tier = tier
    self.colors = colors
  }

  mutating func encode(_ style: Style) -> StylePalette.Encoded {
    var found = StylePalette.Encoded(attributes: style.attributes.rawValue)
    guard tier != .mono else { return found }
    if let color = style.foreground { found.foreground = index(of: color) }
    if let color = style.background { found.background = index(of: color) }
    // Eight colors have no bright ones; bold makes them bright on the terminals that old.
    if colors < 16, found.foreground >= 8 {
      found.foreground -= 8
      found.attributes |= Style.Attributes.bold.rawValue
    }
    if colors < 16, found.background >= 8 { found.background -= 8 }
    return found
  }

  private mutating func index(of color: Color) -> Int16 {
    if let index = known[color] { return index }
    let index = newIndex(of: color)
    known[color] = index
    return index
  }

  private mutating func newIndex(of color: Color) -> Int16 {
    switch color {
    case .terminal(let number): return Int16(number & 15)
    case .rgb(let red, let green, let blue):
      let wanted = RGB(red: Int(red), green: Int(green), blue: Int(blue))
      if tier == .sixteen { return Int16(wanted.nearestOfSixteen) }
      // A theme of more than 240 colors has some of them rounded.
      guard tier == .direct, nextFree < 256 else { return Int16(wanted.nearestOf256) }
      table[Int(nextFree)] = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
      nextFree += 1
      return nextFree - 1
    }
  }
}
