package import Terminal

extension App {
  /// How a person wants the app to look and which keys call what, as far as they said so.
  package nonisolated struct Look: Equatable, Sendable {
    package var theme = Theme.tamarack
    /// Nil lets the environment decide.
    package var options: TerminalOptions?
    /// Nil takes what the terminal can show.
    package var glyphs: GlyphSet?
    package var keymap = Keymap()
    /// Whether the app is to be lines, read one after the other.
    package var isLinear = false
    /// What is wrong with the person's files, with what to do.
    package var problems: [String] = []

    package init() {}

    var usesMouse: Bool { options?.usesMouse ?? true }
  }
}

extension AppState {
  /// What is wrong with the person's files, that of the keys on the screens too.
  var fileProblems: [String] { look.problems + keys.problems.map(\.description) }

  /// Takes up how a person wants things at the start.
  mutating func begin(with look: App.Look) {
    self.look = look
    takeKeys()
    usesMouse = look.usesMouse
    surroundings.glyphs = look.glyphs ?? terminalGlyphs
  }

  /// Takes up files that were changed while the app runs, and says what came of it.
  ///
  /// - Parameter isNews: Whether somebody changed a file and waits to hear that it counts.
  mutating func take(_ look: App.Look, isNews: Bool = true) -> [AppEffect] {
    let (old, oldProblems) = (self.look, fileProblems)
    self.look = look
    if look.keymap != old.keymap { takeKeys() }
    surroundings.glyphs = look.glyphs ?? terminalGlyphs
    var effects: [AppEffect] = []
    if look.usesMouse != old.usesMouse {
      usesMouse = look.usesMouse
      effects.append(.useMouse(usesMouse))
    }
    if look.options?.tier != old.options?.tier {
      effects.append(.useColors(look.options?.tier))
    }
    if case .themes = overlay {
      effects.append(.listThemes)
    } else if look.theme != old.theme {
      effects.append(.useTheme(look.theme))
    }
    if fileProblems != oldProblems, !fileProblems.isEmpty {
      sayProblems(besides: oldProblems)
    } else if isNews, let news = news(since: old, hadProblems: !oldProblems.isEmpty) {
      message = Message(text: news, tone: .info)
    }
    return effects
  }

  private mutating func takeKeys() {
    keys = KeyTables(look.keymap)
    surroundings.keys = keys.names
  }

  /// Says the first problem with the files that is not known yet, and where the others are.
  mutating func sayProblems(besides known: [String] = []) {
    guard let first = fileProblems.first(where: { !known.contains($0) }) ?? fileProblems.first
    else { return }
    let more = fileProblems.count - 1
    let rest = more > 0 ? "; \(more) more: settings.problems" : ""
    message = Message(text: SafeText(sanitizing: first + rest), tone: .error)
  }

  /// The problems in full, for when the last line is too short for them.
  var problemsQuestion: Question {
    Question(
      title: "In your files", lines: fileProblems.map { SafeText(sanitizing: $0) },
      answers: [.init(key: "q", title: "closes", effects: [])])
  }

  private func news(since old: App.Look, hadProblems: Bool) -> SafeText? {
    var parts: [SafeText] = []
    if look.theme != old.theme {
      parts.append("the theme \(SafeText(sanitizing: look.theme.name, limit: 30))")
    }
    if look.keymap != old.keymap { parts.append("the keys") }
    if look.usesMouse != old.usesMouse { parts.append("the mouse") }
    if look.glyphs != old.glyphs { parts.append("the signs") }
    if look.options?.tier != old.options?.tier { parts.append("the colors") }
    if !parts.isEmpty { return "Taken up: \(SafeText.joined(parts, separator: ", "))." }
    return hadProblems && fileProblems.isEmpty ? "Nothing is wrong in your files any more." : nil
  }
}
