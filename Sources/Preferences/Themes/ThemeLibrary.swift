package import Terminal

/// The themes that a person has: those that ship, and the files in the `themes` folder.
///
/// A file of one's own goes before the shipped theme of the same name, and may inherit from it.
package struct ThemeLibrary: Sendable {
  /// One theme of the list.
  package struct Entry: Equatable, Sendable {
    package let name: String
    package let about: String
    package let reading: Reading
    package var appearance: Theme.Appearance { reading.theme.appearance }
    /// Whether it is a file of the person's own.
    package let isOwn: Bool
  }

  /// A theme as read, and what was wrong with it.
  package struct Reading: Equatable, Sendable {
    package let theme: Theme
    package var problems: [PreferenceProblem]
  }

  package let folder: PreferenceFolder

  package init(folder: PreferenceFolder) { self.folder = folder }

  /// The shipped names in their order, then the person's own.
  package var names: [String] {
    let own = PreferenceFolder.names(in: folder.themesPath)
    return ShippedThemes.names + own.filter { !ShippedThemes.names.contains($0) }
  }

  /// All themes; reads every file.
  package func entries() -> [Entry] {
    names.map { name in
      let (chain, problems) = chain(of: name)
      let own = chain.last
      return Entry(
        name: name, about: own?.about ?? "", reading: Self.reading(of: chain, problems),
        isOwn: own.map { $0.file != Self.shippedFile(name) } ?? true)
    }
  }

  /// Reads a theme; the default one stands in for a theme that is not there or cannot be read.
  package func theme(named name: String) -> Reading {
    if name == Theme.tamarack.name, !hasOwn(name) { return Reading(theme: .tamarack, problems: []) }
    let (chain, problems) = chain(of: name)
    return Self.reading(of: chain, problems)
  }

  private static func reading(
    of chain: [ThemeDefinition], _ problems: [PreferenceProblem]
  ) -> Reading {
    guard !chain.isEmpty else { return Reading(theme: .tamarack, problems: problems) }
    let (theme, more) = Theme.resolved(from: chain)
    return Reading(
      theme: theme,
      problems: problems
        + more.map { PreferenceProblem(file: $0.file, line: $0.line, .theme($0.fact)) })
  }

  /// The theme that the settings ask for.
  ///
  /// - Parameter terminal: What the terminal looks like; nil when it did not say.
  package func theme(for settings: Settings, on terminal: Theme.Appearance?) -> Reading {
    let wanted: Theme.Appearance? =
      switch settings.appearance {
      case .auto: terminal
      case .dark: .dark
      case .light: .light
      }
    switch settings.theme {
    case .pair(let dark, let light): return theme(named: wanted == .light ? light : dark)
    case .one(let name):
      let reading = theme(named: name)
      guard let wanted, reading.theme.appearance != wanted, let pair = reading.theme.pair
      else { return reading }
      return theme(named: pair)
    }
  }

  private func hasOwn(_ name: String) -> Bool {
    PreferenceFolder.exists(ownFile(name))
  }

  private func ownFile(_ name: String) -> String {
    "\(folder.themesPath)/\(name)\(PreferenceFolder.ending)"
  }

  private static func shippedFile(_ name: String) -> String { "the shipped theme \(name)" }

  /// The definitions from the first ancestor down to the theme itself; empty when it cannot be read.
  private func chain(of name: String) -> ([ThemeDefinition], [PreferenceProblem]) {
    var chain: [ThemeDefinition] = []
    var problems: [PreferenceProblem] = []
    var next: (name: String, isShipped: Bool)? = (name, false)
    var origin: (file: String, line: Int?) = (folder.configFile, nil)
    while let wanted = next {
      do throws(PreferenceProblem) {
        guard let found = try definition(named: wanted.name, shipped: wanted.isShipped) else {
          let nearest = ClosestName.to(wanted.name, among: names)
          throw PreferenceProblem(
            file: origin.file, line: origin.line, .noSuchTheme(wanted.name, nearest: nearest))
        }
        let own = found.definition
        if chain.contains(where: { $0.file == own.file }) {
          let circle = (chain + [own]).map(\.name)
          throw PreferenceProblem(
            file: origin.file, line: origin.line, .themeCircle(circle))
        }
        chain.append(own)
        problems += found.problems
        // A file may build on the shipped theme that it stands before.
        next = own.inherits.map { ($0.text, $0.text == own.name) }
        origin = (own.file, own.inherits?.line)
      } catch {
        problems.append(error)
        next = nil
      }
    }
    return (chain.reversed(), problems)
  }

  private func definition(
    named name: String, shipped: Bool
  ) throws(PreferenceProblem) -> (definition: ThemeDefinition, problems: [PreferenceProblem])? {
    guard PreferenceFolder.isFileName(name) else { return nil }
    if !shipped, let text = try PreferenceFolder.text(of: ownFile(name)) {
      return try ThemeDefinition.read(text, name: name, file: ownFile(name))
    }
    guard let text = ShippedThemes.text(of: name) else { return nil }
    return try ThemeDefinition.read(text, name: name, file: Self.shippedFile(name))
  }
}

extension Theme.Appearance {
  /// What `COLORFGBG` says about the background, as rxvt, Konsole and others set it.
  ///
  /// The last number is the background among the sixteen colors: 7 and those from 9 on are light.
  package init?(colorFGBG text: String) {
    let semicolon: Character = ";"
    guard let last = text.split(separator: semicolon).last, let number = Int(last),
      (0...15).contains(number)
    else { return nil }
    self = number == 7 || number > 8 ? .light : .dark
  }

  /// The same as terminals write it that set it.
  package var colorFGBG: String {
    switch self {
    case .dark: "15;0"
    case .light: "0;15"
    }
  }
}
