/// A color as a theme names it.
package enum Color: Equatable, Hashable, Sendable {
  /// One of the terminal's own sixteen (0 to 15), so it follows the person's color scheme.
  case terminal(UInt8)
  case rgb(UInt8, UInt8, UInt8)
}

/// How text looks: colors and attributes.
package struct Style: Equatable, Hashable, Sendable {
  /// Nil is the terminal's own foreground.
  package var foreground: Color?
  /// Nil is whatever lies underneath, in the end the terminal's own background.
  package var background: Color?
  package var attributes: Attributes

  package init(
    foreground: Color? = nil, background: Color? = nil, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// What is switched on besides color.
  ///
  /// The bits are shared with the C encoder.
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let underline = Attributes(rawValue: 4)
    package static let reverse = Attributes(rawValue: 8)
    package static let italic = Attributes(rawValue: 16)
  }
}
