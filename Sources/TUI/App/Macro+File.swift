package import ReplicaStore
import Terminal

/// A macro as its file says it, so that it is there the next time.
///
///     start: portfolio        # or the name of a section, such as timeline
///     keys: [l, "type: Release notes sent", enter]
nonisolated extension Macro {
  /// How what was typed into a text is written, and what was pasted into one.
  private static let typedMark = "type: "
  private static let pastedMark = "paste: "
  private static let portfolioStart = "portfolio"

  /// What its file says by its keys, in the order of writing.
  package var values: [(key: String, value: PortfolioView.Value)] {
    let begin =
      switch start {
      case .portfolio: Self.portfolioStart
      case .customer360(let section): section
      }
    return [("start", .one(begin)), ("keys", .many(lines))]
  }

  /// The keys in words; letters of a text stand together.
  private var lines: [String] {
    var lines: [String] = []
    var isTyping = false
    for key in keys {
      switch key.input {
      case .key(let press):
        guard key.isText, let typed = press.typed else {
          lines.append(press.description)
          isTyping = false
          continue
        }
        if isTyping {
          lines[lines.count - 1].append(typed)
        } else {
          lines.append("\(Self.typedMark)\(typed)")
        }
        isTyping = true
      case .paste(let text, _):
        lines.append(Self.pastedMark + text)
        isTyping = false
      case .mouse, .focus, .reply: break
      }
    }
    return lines
  }

  /// Where a macro may begin beside the Portfolio.
  @MainActor package static var sections: [String] { CustomerSections.all.map { $0.name } }

  /// Reads what a file says; a key that is none is left out and named.
  ///
  /// - Parameter sections: See ``sections``. Of a macro that begins elsewhere no key is read.
  package static func read(
    name: String, _ values: [String: PortfolioView.Value], sections: [String]
  ) -> (Macro, [PortfolioView.Problem]) {
    var problems: [PortfolioView.Problem] = []
    let begin = values["start"]?.words.first ?? portfolioStart
    var macro = Macro(
      start: begin == portfolioStart ? .portfolio : .customer360(section: begin), origin: nil,
      name: name)
    guard begin == portfolioStart || sections.contains(begin) else {
      let known = [portfolioStart] + sections
      let words = "\"\(begin)\" is no place to start: \(known.joined(separator: ", "))"
      return (macro, [.init(key: "start", words: words)])
    }
    let lines = values["keys"]?.words ?? []
    if lines.isEmpty {
      let words = "keys is no list of words: write [l, \"type: Release notes\", enter]"
      problems.append(.init(key: "keys", words: words))
    }
    for line in lines {
      if line.hasPrefix(typedMark) {
        macro.keys += line.dropFirst(typedMark.count).map {
          Key(.key(KeyPress(.character($0))), isText: true)
        }
      } else if line.hasPrefix(pastedMark) {
        let text = String(line.dropFirst(pastedMark.count))
        macro.keys.append(Key(.paste(text, isCut: false), isText: true))
      } else if let press = KeyPress(line) {
        macro.keys.append(Key(.key(press), isText: false))
      } else {
        problems.append(
          .init(key: "keys", words: "\"\(line)\" is no key: write ctrl+k, or \"type: words\""))
      }
    }
    macro.keys = Array(macro.keys.prefix(limit))
    for key in values.keys.sorted() where key != "start" && key != "keys" {
      problems.append(.init(key: key, words: "\"\(key)\" means nothing here: start, keys"))
    }
    return (macro, problems)
  }
}

extension AppState {
  /// Takes up what is kept; the one recorded last is at hand, unless another one was recorded since.
  mutating func take(_ macros: [Macro]) {
    self.macros = macros.filter { !$0.keys.isEmpty }
    // What was recorded here is no older than its file.
    guard macro?.origin == nil else { return }
    let name = macro?.name ?? Macro.lastName
    macro = self.macros.first { $0.name == name } ?? macro
  }

  /// The kept ones, to have one at hand for replaying.
  var macroMenu: [AppEffect] {
    guard !macros.isEmpty else { return [.say("No recorded keys are kept yet.")] }
    let items = macros.map { macro in
      Menu.Item(
        title: "\(SafeText(sanitizing: macro.name, limit: 24)): \(macro.words.truncated(to: 40))",
        effects: [.call(.app(.takeMacro(macro.name)))])
    }
    return [.show(.menu(Menu(title: "Recorded keys", items: items)))]
  }

  mutating func takeMacro(named name: String) -> [AppEffect] {
    guard let found = macros.first(where: { $0.name == name }) else { return [] }
    macro = found
    let words = found.words.truncated(to: 30)
    return [.say("At hand: \(words); \(key("macro.replay")) presses it on marked customers.")]
  }

  /// Asks under which name to keep what was recorded last.
  var macroNamePrompt: [AppEffect] {
    guard macro != nil else {
      return [.warn("Nothing is recorded yet: \(key("macro.record")) begins, on a customer.")]
    }
    let purpose = Prompt.Purpose.words(
      for: .app(.keepMacro), label: "Keep the keys as", advice: "a name; Enter keeps, Esc leaves")
    return [.show(.prompt(Prompt(purpose)))]
  }

  func keepMacro(as text: String) -> PromptReply {
    let name = text.split(separator: " ").joined(separator: " ")
    if let problem = PortfolioView.problem(inName: name) {
      return .refused(SafeText(sanitizing: problem))
    }
    guard var macro else { return .done([]) }
    macro.name = name
    return .done([
      .saveMacro(macro),
      .say("Kept as \(SafeText(sanitizing: name)); \(key("macro.choose")) has it at hand again."),
    ])
  }
}
