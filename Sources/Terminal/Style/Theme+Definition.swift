extension Theme {
  /// Works out what a theme file and those it inherits from say together.
  ///
  /// What cannot be understood is left out and reported; the theme is usable all the same.
  ///
  /// - Parameter chain: The theme's own definition last, before it its parent, and so on.
  package static func resolved(
    from chain: [ThemeDefinition]
  ) -> (theme: Theme, problems: [ThemeProblem]) {
    var resolution = Resolution()
    for definition in chain { resolution.addColors(of: definition) }
    for definition in chain { resolution.addStyles(of: definition) }
    let theme = Theme(
      name: chain.last?.name ?? "",
      appearance: chain.last { $0.appearance != nil }?.appearance ?? .dark,
      pair: chain.last?.pair, styles: resolution.table(resolution.roles, over: [:]),
      sixteenStyles: resolution.table(resolution.sixteen, over: standardSixteen),
      monoStyles: resolution.table(resolution.mono, over: standardMono))
    return (theme, resolution.problems)
  }
}

private struct Resolution {
  var palette: [String: Color] = [:]
  var roles: [String: Style] = [:]
  var sixteen: [String: Style] = [:]
  var mono: [String: Style] = [:]
  var problems: [ThemeProblem] = []

  /// All colors before any style, so that a theme changes its parent's look by colors alone.
  mutating func addColors(of definition: ThemeDefinition) {
    for entry in definition.palette {
      if let color = StyleWords.color(entry.text) ?? palette[entry.text] {
        palette[entry.name] = color
      } else {
        report(.notAColor(name: entry.name, text: entry.text), at: entry, of: definition)
      }
    }
  }

  mutating func addStyles(of definition: ThemeDefinition) {
    let words = StyleWords(palette: palette)
    for entry in definition.roles { roles[entry.name] = style(entry, words, of: definition) }
    for entry in definition.sixteen { sixteen[entry.name] = style(entry, words, of: definition) }
    for entry in definition.mono { mono[entry.name] = style(entry, words, of: definition) }
  }

  private mutating func style(
    _ entry: ThemeDefinition.Entry, _ words: StyleWords, of definition: ThemeDefinition
  ) -> Style? {
    guard Self.names.contains(entry.name) else {
      let nearest = ClosestName.to(entry.name, among: Self.names.sorted())
      report(.unknownRole(entry.name, nearest: nearest), at: entry, of: definition)
      return nil
    }
    do throws(StyleWords.Problem) {
      return try words.style(entry.text, of: entry.name)
    } catch {
      report(error.fact, at: entry, of: definition)
      return nil
    }
  }

  private mutating func report(
    _ fact: ThemeProblem.Fact, at entry: ThemeDefinition.Entry, of definition: ThemeDefinition
  ) {
    problems.append(ThemeProblem(file: definition.file, line: entry.line, fact: fact))
  }

  /// Gives every role the style of its own name, or of the longest beginning that has one.
  func table(_ named: [String: Style], over standard: [Role: Style]) -> [Role: Style] {
    var table = standard
    for role in Role.allCases {
      let found = Self.beginnings(of: role.name).lazy.compactMap { named[$0] }.first
      if let found { table[role] = found }
    }
    return table
  }

  /// `a.b.c`, `a.b`, `a`.
  private static func beginnings(of name: String) -> [String] {
    let dot: Character = "."
    let parts = name.split(separator: dot)
    return (1...max(parts.count, 1)).reversed().map { parts.prefix($0).joined(separator: ".") }
  }

  /// Every role, and every beginning that several of them share.
  private static let names = Set(Role.allCases.flatMap { beginnings(of: $0.name) })
}
