/// Which style each role has.
package struct Theme: Equatable, Sendable {
  package let name: String
  /// Styles by role; a role that is missing looks like its ``Role/fallback``.
  package var styles: [Role: Style]
  /// Styles that replace the ones above on a terminal of sixteen colors.
  package var sixteenStyles: [Role: Style]
  /// Styles that replace the ones above where there is no color, so that meaning survives.
  package var monoStyles: [Role: Style]

  package init(
    name: String, styles: [Role: Style], sixteenStyles: [Role: Style] = [:],
    monoStyles: [Role: Style] = [:]
  ) {
    self.name = name
    self.styles = styles
    self.sixteenStyles = sixteenStyles
    self.monoStyles = monoStyles
  }

  /// The style of a role on a terminal of this tier, before colors are reduced.
  package func style(of role: Role, tier: ColorTier = .direct) -> Style {
    let special: [Role: Style] =
      switch tier {
      case .mono: monoStyles
      case .sixteen: sixteenStyles
      case .indexed256, .direct: [:]
      }
    var candidate: Role? = role
    while let current = candidate {
      if let style = special[current] ?? styles[current] { return style }
      candidate = current.fallback
    }
    return Style()
  }

  /// How text of `role` looks on top of `ground`.
  ///
  /// The ground gives the background unless the role insists on its own; plain text takes the
  /// ground's foreground too. Attributes of both add up.
  package func style(of role: Role, on ground: Role, tier: ColorTier = .direct) -> Style {
    let over = style(of: role, tier: tier)
    return role == ground ? over : over.laid(on: style(of: ground, tier: tier), role: role)
  }
}

extension Style {
  /// This style, of text with `role`, on top of another.
  func laid(on under: Style, role: Role) -> Style {
    if role == .text { return under }
    var over = self
    over.background = over.background ?? under.background
    over.attributes.formUnion(under.attributes)
    return over
  }
}
