/// A theme worked out for one terminal: every role on every ground, ready to encode.
struct StylePalette {
  /// A style in the encoder's terms; -1 is the terminal's own color.
  struct Encoded: Equatable {
    var foreground: Int16 = -1
    var background: Int16 = -1
    var attributes: UInt16 = 0
  }

  let theme: Theme
  /// What the palette indexes mean, as 0xRRGGBB, where colors are said outright; else nil.
  let directColors: [UInt32]?
  private let encoded: [Encoded]
  /// How many there are; asked for with every cell, so the list of them is not made each time.
  private static let roles = Role.allCases.count

  init(theme: Theme, tier: ColorTier, colors: Int) {
    self.theme = theme
    var reducer = ColorReducer(tier: tier, colors: colors)
    let own = Role.allCases.map { theme.style(of: $0, tier: tier) }
    // The commonest first: should a terminal run out of colors, it is not these that are rounded.
    for style in own { _ = reducer.encode(style) }
    var encoded: [Encoded] = []
    encoded.reserveCapacity(own.count * own.count)
    for role in Role.allCases {
      for ground in Role.allCases {
        let under = ground.over(own[Int(ground.rawValue)], on: own[0])
        let style = role == ground ? under : role.over(own[Int(role.rawValue)], on: under)
        encoded.append(reducer.encode(style))
      }
    }
    self.encoded = encoded
    directColors = tier == .direct ? reducer.table : nil
  }

  func style(role: Role, ground: Role) -> Encoded {
    encoded[Int(role.rawValue) * Self.roles + Int(ground.rawValue)]
  }
}
