/// A theme worked out for one terminal: every role on every ground, ready to encode.
struct StylePalette {
  /// A style in the encoder's terms; -1 is the terminal's own color.
  struct Encoded: Equatable {
    var foreground: Int16 = -1
    var background: Int16 = -1
    var attributes: UInt16 = 0
  }

  let theme: Theme
  private let encoded: [Encoded]

  init(theme: Theme, tier: ColorTier, colors: Int) {
    self.theme = theme
    var encoded: [Encoded] = []
    encoded.reserveCapacity(Role.allCases.count * Role.allCases.count)
    for role in Role.allCases {
      for ground in Role.allCases {
        let style = theme.style(of: role, on: ground, tier: tier)
        encoded.append(Self.encode(style, tier: tier, colors: colors))
      }
    }
    self.encoded = encoded
  }

  func style(role: Role, ground: Role) -> Encoded {
    encoded[Int(role.rawValue) * Role.allCases.count + Int(ground.rawValue)]
  }

  private static func encode(_ style: Style, tier: ColorTier, colors: Int) -> Encoded {
    var found = Encoded(attributes: style.attributes.rawValue)
    guard tier != .mono else { return found }
    found.foreground = style.foreground.map { index(of: $0, tier: tier, colors: colors) } ?? -1
    found.background = style.background.map { index(of: $0, tier: tier, colors: colors) } ?? -1
    // Eight colors have no bright ones; bold makes them bright on the terminals that old.
    if colors < 16, found.foreground >= 8 {
      found.foreground -= 8
      found.attributes |= Style.Attributes.bold.rawValue
    }
    if colors < 16, found.background >= 8 { found.background -= 8 }
    return found
  }

  private static func index(of color: Color, tier: ColorTier, colors: Int) -> Int16 {
    switch color {
    case .terminal(let number): return Int16(number & 15)
    case .rgb(let red, let green, let blue):
      let wanted = RGB(red: Int(red), green: Int(green), blue: Int(blue))
      return Int16(tier == .sixteen ? wanted.nearestOfSixteen : wanted.nearestOf256)
    }
  }
}
