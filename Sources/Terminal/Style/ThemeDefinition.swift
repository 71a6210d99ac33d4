/// What one theme file says, before any name in it is looked up.
package struct ThemeDefinition: Equatable, Sendable {
  /// One line of a section: a name and what stands behind it.
  package struct Entry: Equatable, Sendable {
    package let name: String
    package let text: String
    /// Counts from 1.
    package let line: Int

    package init(name: String, text: String, line: Int) {
      self.name = name
      self.text = text
      self.line = line
    }
  }

  /// The name of the file, without its ending.
  package let name: String
  /// Where it was read, in words for messages.
  package let file: String
  /// A line for the list of themes.
  package var about = ""
  /// Nil takes the parent's.
  package var appearance: Theme.Appearance?
  package var pair: String?
  /// The theme whose colors and roles stand where this one has none.
  package var inherits: Entry?
  /// Colors by name.
  package var palette: [Entry] = []
  /// Styles by role, or by the beginning of the names of several roles.
  package var roles: [Entry] = []
  /// The same for terminals of sixteen colors, over ``Theme/standardSixteen``.
  package var sixteen: [Entry] = []
  /// The same for terminals without color, over ``Theme/standardMono``.
  package var mono: [Entry] = []

  package init(name: String, file: String) {
    self.name = name
    self.file = file
  }
}

/// What is wrong with a theme; shown to the person, never a reason to stop.
package struct ThemeProblem: Equatable, Sendable {
  package enum Fact: Equatable, Sendable {
    case unknownRole(String, nearest: String?)
    case unknownWord(String, nearest: String?)
    case notAColor(name: String, text: String)
    /// A style names a third color, or says `on` without one.
    case notAStyle(role: String, text: String)
  }

  package let file: String
  package let line: Int
  package let fact: Fact
}

extension ThemeProblem.Fact: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownRole(let name, let nearest):
      "\"\(name)\" is no role\(Self.advice(nearest, "themes/README.md lists them"))"
    case .unknownWord(let word, let nearest):
      "\"\(word)\" is no color and no attribute"
        + Self.advice(nearest, "define it under palette, or write \"#rrggbb\" in quotes")
    case .notAColor(let name, let text):
      "\(name) is \"\(text)\", which is no color: write \"#rrggbb\" in quotes, "
        + "or one of the terminal's own such as green or bright-blue"
    case .notAStyle(let role, let text):
      "\(role) is \"\(text)\": write attributes, a color, then on and a color, "
        + "such as \"bold ink on moss\""
    }
  }

  private static func advice(_ nearest: String?, _ otherwise: String) -> String {
    nearest.map { ": did you mean \($0)?" } ?? ": \(otherwise)"
  }
}
