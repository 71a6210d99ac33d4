import Foundation
import Terminal

/// What a line typed at the prompt stands for.
enum LinearMeaning: Equatable {
  /// Reads the whole screen again.
  case show
  /// Lists the commands whose names or words hold this; all of them when it is empty.
  case commands(String)
  /// Calls the command with that long name so often, then types the rest into what it opens.
  case call(String, times: Int, rest: String)
  /// Keys and pastes, one after the other.
  case type([InputEvent])
  /// Nothing; says why, and what there is.
  case unclear([SafeText])
}

extension AppState {
  /// What a line means here: an answer to what lies on top, text for a field, or a command.
  ///
  /// A command is called by a key of it, by its name, or by the beginning of its name; words after
  /// the name go into what it opens, and a number before or after it says how often. `:` begins a
  /// command where words are text.
  func linearMeaning(of line: String) -> LinearMeaning {
    let typed = line.trimmingCharacters(in: .whitespaces)
    if let overlay { return answer(typed, to: overlay) }
    if typed.isEmpty { return .show }
    if typed.hasPrefix(":"), typed.count > 1 { return command(String(typed.dropFirst())) }
    if typed == "esc" { return command(typed) }
    guard type(of: top).takesLetters else { return command(typed) }
    if let text = top.openText {
      return .type([.paste(text.isEmpty ? typed : "\n" + typed, isCut: false)])
    }
    return .type(Self.replacing + [.paste(typed, isCut: false)])
  }

  /// Empties the line that the cursor is in.
  private static let replacing: [InputEvent] = [
    .key(KeyPress(.end)), .key(KeyPress(.character("u"), .control)),
  ]

  private func answer(_ typed: String, to overlay: Overlay) -> LinearMeaning {
    let enter = InputEvent.key(KeyPress(.enter))
    if let press = key(typed, for: overlay) { return .type([.key(press)]) }
    switch overlay {
    case .menu(let menu):
      return typed.isEmpty ? .show : choice(typed, of: menu)
    case .question(let question):
      guard let answer = question.answer(named: typed) else { return .show }
      return .type([.key(KeyPress(.character(answer.key)))])
    case .themes, .messages: return typed.isEmpty ? .type([enter]) : .show
    case .help, .palette, .filter, .prompt:
      // An empty line takes what stands there.
      return .type(typed.isEmpty ? [enter] : Self.replacing + [.paste(typed, isCut: false), enter])
    }
  }

  /// A number picks; words pick the first item that holds them.
  private func choice(_ typed: String, of menu: Menu) -> LinearMeaning {
    let enter = InputEvent.key(KeyPress(.enter))
    if menu.search != nil { return .type([.paste(typed, isCut: false), enter]) }
    let wanted = typed.lowercased()
    let byNumber = Int(typed).map { $0 - 1 }
    let byName = menu.items.firstIndex { $0.title.text.lowercased().contains(wanted) }
    guard let index = byNumber ?? byName, menu.items.indices.contains(index) else { return .show }
    let down = InputEvent.key(KeyPress(.down))
    return .type([.key(KeyPress(.home))] + Array(repeating: down, count: index) + [enter])
  }

  /// `esc` and, where words are text only behind a colon, any other key.
  private func key(_ typed: String, for overlay: Overlay) -> KeyPress? {
    if typed == "esc" { return KeyPress(.escape) }
    if typed.hasPrefix(":") { return KeyPress(String(typed.dropFirst())) }
    switch overlay {
    case .menu(let menu): return menu.search == nil ? namedKey(typed) : nil
    case .question, .themes, .messages: return namedKey(typed)
    case .help, .palette, .filter, .prompt: return nil
    }
  }

  /// A key that is written as a word, such as `pagedown` or `ctrl+s`; a letter is text.
  private func namedKey(_ typed: String) -> KeyPress? {
    typed.count > 1 ? KeyPress(typed) : nil
  }

  private func command(_ typed: String) -> LinearMeaning {
    if let spec = spec(forKeys: typed) { return call(spec) }
    if let press = namedKey(typed) { return .type([.key(press)]) }
    var words = typed.split(separator: " ").map(String.init)
    var times = 1
    if words.count > 1, let count = words.first.flatMap(Int.init), count > 0 {
      words.removeFirst()
      times = count
    } else if words.count > 1, let count = words.last.flatMap(Int.init), count > 0,
      spec(named: words.dropLast().joined(separator: " "))?.isCountable == true
    {
      words.removeLast()
      times = count
    }
    // More rows than any list has.
    times = min(times, 99_999)
    for count in stride(from: words.count, through: 1, by: -1) {
      let name = words.prefix(count).joined(separator: " ")
      guard let spec = spec(forKeys: name) ?? spec(named: name) else { continue }
      return call(spec, times: times, rest: words.dropFirst(count).joined(separator: " "))
    }
    let fitting = specs(beginning: words.joined(separator: " "))
    if fitting.count == 1 { return call(fitting[0], times: times) }
    return .unclear(reason(typed, fitting))
  }

  private func call(
    _ spec: CommandSpec<Command>, times: Int = 1, rest: String = ""
  ) -> LinearMeaning {
    if spec.action == .app(.help) { return .commands(rest) }
    return .call(spec.id, times: spec.isCountable ? times : 1, rest: rest)
  }

  private func spec(forKeys typed: String) -> CommandSpec<Command>? {
    guard let chord = KeyChord(typed), case .command(let spec) = table.match(chord.presses) else {
      return nil
    }
    return spec
  }

  private func spec(named name: String) -> CommandSpec<Command>? {
    let name = name.lowercased()
    return table.specs.first { $0.id.lowercased() == name || $0.title.text.lowercased() == name }
  }

  private func specs(beginning name: String) -> [CommandSpec<Command>] {
    let name = name.lowercased()
    return table.specs.filter {
      $0.id.lowercased().hasPrefix(name) || $0.title.text.lowercased().hasPrefix(name)
    }
  }

  private func reason(_ typed: String, _ fitting: [CommandSpec<Command>]) -> [SafeText] {
    let words = SafeText(sanitizing: typed, limit: 40)
    guard !fitting.isEmpty else {
      return ["No command is called \"\(words)\" here. \(key("help")) lists them."]
    }
    let names = fitting.prefix(8).map { $0.title }
    return ["\"\(words)\" may be: \(.joined(names, separator: ", "))."]
  }
}

extension Question {
  /// The answer with that key, or whose title begins so.
  fileprivate func answer(named typed: String) -> Answer? {
    let wanted = typed.lowercased()
    guard !wanted.isEmpty else { return nil }
    return answers.first { String($0.key) == typed }
      ?? answers.first { $0.title.text.lowercased().hasPrefix(wanted) }
  }
}
