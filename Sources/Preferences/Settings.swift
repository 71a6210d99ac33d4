package import Terminal
import YAMLText

/// What a person set in `config.yaml`; the values here are the defaults.
package struct Settings: Equatable, Sendable {
  package enum Glyphs: String, CaseIterable, Sendable {
    /// What the terminal can show.
    case auto
    case unicode
    case ascii
  }

  package enum Colors: String, CaseIterable, Sendable {
    /// What the terminal and `NO_COLOR` say.
    case auto
    case direct
    case indexed = "256"
    case sixteen = "16"
    case none
  }

  package enum Appearance: String, CaseIterable, Sendable {
    /// What the terminal says.
    case auto
    case dark
    case light
  }

  /// Which theme to use.
  package enum Choice: Equatable, Sendable {
    /// This one; its own pair where the appearance asks for the other kind.
    case one(String)
    case pair(dark: String, light: String)
  }

  package var theme = Choice.one(Theme.tamarack.name)
  package var appearance = Appearance.auto
  package var mouse = true
  package var glyphs = Glyphs.auto
  package var colors = Colors.auto
  /// Whether to do without what a screen reader cannot tell, such as boxes and charts.
  package var accessible = false

  package init() {}
}

extension Settings {
  /// How to open the terminal.
  package func terminalOptions(environment: [String: String]) -> TerminalOptions {
    var options = TerminalOptions(environment: environment)
    options.usesMouse = mouse
    if glyphs == .unicode { options.isUTF8 = true }
    options.tier =
      switch colors {
      case .auto: nil
      case .direct: .direct
      case .indexed: .indexed256
      case .sixteen: .sixteen
      case .none: .mono
      }
    return options
  }

  /// The signs to draw with, where the terminal would do with `own`.
  package func glyphSet(insteadOf own: GlyphSet) -> GlyphSet {
    switch glyphs {
    case .auto: own
    case .unicode: .unicode
    case .ascii: .ascii
    }
  }
}

extension Settings {
  /// - Returns: The defaults where the file says nothing usable.
  static func read(_ value: YAMLValue, of file: String) -> (Settings, [PreferenceProblem]) {
    var reader = FieldReader(value, of: file)
    var settings = Settings()
    let theme = reader.value(
      "theme", expected: "the name of a theme, or {dark: name, light: name}", choice)
    settings.theme = theme ?? settings.theme
    settings.appearance = reader.choice("appearance", of: Appearance.self) ?? settings.appearance
    settings.mouse = reader.flag("mouse") ?? settings.mouse
    settings.glyphs = reader.choice("glyphs", of: Glyphs.self) ?? settings.glyphs
    settings.colors = reader.choice("colors", of: Colors.self) ?? settings.colors
    settings.accessible = reader.flag("accessible") ?? settings.accessible
    return (settings, reader.finish())
  }

  private static func choice(_ value: YAMLValue) -> Choice? {
    if let name = value.text { return name.isEmpty ? nil : .one(name) }
    guard value.fields?.count == 2, let dark = value["dark"]?.text, let light = value["light"]?.text
    else { return nil }
    return .pair(dark: dark, light: light)
  }
}
