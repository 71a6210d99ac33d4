/// Which style each role has.
package struct Theme: Equatable, Sendable {
  /// What a dark room or a bright one asks for.
  package enum Appearance: String, CaseIterable, Sendable {
    case dark
    case light
  }

  package let name: String
  package var appearance: Appearance
  /// The theme to change to when the terminal turns light or dark; nil when there is none.
  package var pair: String?
  /// Styles by role; a role that is missing looks like its ``Role/fallback``.
  package var styles: [Role: Style]
  /// Styles on a terminal of sixteen colors, where none of the ones above count.
  package var sixteenStyles: [Role: Style]
  /// Styles where there is no color and none of the ones above count, so that meaning survives.
  package var monoStyles: [Role: Style]

  package init(
    name: String, appearance: Appearance = .dark, pair: String? = nil, styles: [Role: Style],
    sixteenStyles: [Role: Style] = Theme.standardSixteen,
    monoStyles: [Role: Style] = Theme.standardMono
  ) {
    self.name = name
    self.appearance = appearance
    self.pair = pair
    self.styles = styles
    self.sixteenStyles = sixteenStyles
    self.monoStyles = monoStyles
  }

  /// The style of a role on a terminal of this tier, before colors are reduced.
  package func style(of role: Role, tier: ColorTier = .direct) -> Style {
    let table: [Role: Style] =
      switch tier {
      case .mono: monoStyles
      case .sixteen: sixteenStyles
      case .indexed256, .direct: styles
      }
    var candidate: Role? = role
    while let current = candidate {
      if let style = table[current] { return style }
      candidate = current.fallback
    }
    return Style()
  }

  /// How text of `role` looks on top of `ground`.
  ///
  /// What the role says nothing about comes from the ground, and what that says nothing about from
  /// plain text. Attributes add up.
  package func style(of role: Role, on ground: Role, tier: ColorTier = .direct) -> Style {
    let under = ground.over(style(of: ground, tier: tier), on: style(of: .text, tier: tier))
    return role == ground ? under : role.over(style(of: role, tier: tier), on: under)
  }
}

extension Role {
  /// This role's `style` on top of another; plain text takes all of what it lies on.
  func over(_ style: Style, on under: Style) -> Style {
    if self == .text { return under }
    return Style(
      foreground: style.foreground ?? under.foreground,
      background: style.background ?? under.background,
      attributes: style.attributes.union(under.attributes))
  }
}
