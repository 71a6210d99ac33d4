import CustomerSuccess
import ReplicaStore
import Terminal

extension AppState {
  /// Keys and pastes for what lies over the screen; Escape closes it.
  mutating func takeOverlay(_ input: InputEvent) -> [AppEffect] {
    let isClosing =
      input == .key(KeyPress(.escape)) || input == .key(KeyPress(.character("c"), .control))
    if isClosing { return closeOverlay() }
    switch overlay {
    case .none: return []
    case .help(var help):
      _ = help.handle(input)
      overlay = .help(help)
      return []
    case .palette(var palette):
      let chosen = palette.handle(input)
      overlay = chosen == nil ? .palette(palette) : nil
      return chosen.map { run($0) } ?? []
    case .menu(var menu):
      guard case .key(let press) = input else { return [] }
      let chosen = menu.handle(press)
      overlay = chosen == nil ? .menu(menu) : nil
      if let chosen { remember(chosen: chosen) }
      return chosen ?? []
    case .filter(let field): return takeFilter(field, input)
    case .prompt(let prompt): return takePrompt(prompt, input)
    case .question(var question):
      guard case .key(let press) = input else { return [] }
      let answer = question.handle(press)
      overlay = answer == nil ? .question(question) : nil
      return answer?.effects ?? []
    case .themes(let chooser): return takeChooser(chooser, input)
    case .messages(var list):
      overlay = list.handle(input) ? .messages(list) : nil
      return []
    }
  }

  /// Closing a filter clears it, closing the themes goes back to the one before; everything else
  /// just goes away.
  private mutating func closeOverlay() -> [AppEffect] {
    defer { overlay = nil }
    switch overlay {
    case .filter: return readAnew { $0.setFilter("", surroundings: $1) }
    case .themes: return [.useTheme(look.theme)]
    case .prompt(var prompt): return prompt.forget()
    case .help, .palette, .menu, .question, .messages, .none: return []
    }
  }

  private mutating func takeFilter(_ field: TextField, _ input: InputEvent) -> [AppEffect] {
    var field = field
    if input == .key(KeyPress(.enter)) {
      overlay = nil
      return []
    }
    // The arrows move in the list while the filter is being typed.
    if input == .key(KeyPress(.down)) { return call("list.next") }
    if input == .key(KeyPress(.up)) { return call("list.previous") }
    if input == .key(KeyPress(.tab)) {
      guard let completed = top.completedFilter(field.text) else { return [] }
      field = TextField(completed)
    } else {
      guard field.handle(input) else { return [] }
    }
    overlay = .filter(field)
    return readAnew { $0.setFilter(field.text, surroundings: $1) }
  }

  /// Changes the screen on top; returns what it wants to read now that it did not want before.
  mutating func readAnew(
    _ change: (inout any Screen, Surroundings) -> Void
  ) -> [AppEffect] {
    let before = top.readings
    change(&top, surroundings)
    return top.readings.filter { !before.contains($0) }.map(AppEffect.load)
  }

  private mutating func takePrompt(_ prompt: Prompt, _ input: InputEvent) -> [AppEffect] {
    var prompt = prompt
    if input == .key(KeyPress(.enter)) { return submit(prompt) }
    if case .key(let press) = input, press.key == .down || press.key == .up {
      let step = press.key == .down ? 1 : -1
      prompt.selected = min(max(prompt.selected + step, 0), max(prompt.choiceCount - 1, 0))
      overlay = .prompt(prompt)
      return []
    }
    guard prompt.takeForLog(input) || prompt.field.handle(input) else { return [] }
    prompt.problem = prompt.field.overflow
    let kept = prompt.keep(now: surroundings.now)
    overlay = .prompt(prompt)
    return kept + prompt.readings.map(AppEffect.load)
  }

  /// Does what the line stands for, or says why it cannot be done.
  mutating func submit(_ prompt: Prompt) -> [AppEffect] {
    switch prompt.purpose {
    case .log: return submitLog(prompt)
    case .find, .findBeside, .pick: return submitFind(prompt)
    case .words(let command, _, _):
      let text = prompt.field.text
      switch reply(to: text, for: command) {
      case .refused(let reason): return refuse(prompt, reason)
      case .done(let effects):
        overlay = nil
        remember(.words(text, command))
        return effects
      }
    }
  }

  /// What words lead to that were typed for a command.
  mutating func reply(to text: String, for command: Command) -> PromptReply {
    switch command {
    case .app(.followByID): FollowPrompt.reply(to: text)
    case .app(.keepMacro): keepMacro(as: text)
    default: top.take(text, for: command, surroundings: surroundings)
    }
  }

  private mutating func submitLog(_ prompt: Prompt) -> [AppEffect] {
    do {
      let effect = try prompt.logging(today: surroundings.today)
      var prompt = prompt
      prompt.isStoring = true
      overlay = .prompt(prompt)
      if case .log(let line, _, _) = effect { remember(.log(line)) }
      return [effect]
    } catch {
      return refuse(prompt, SafeText(sanitizing: error.description))
    }
  }

  private mutating func submitFind(_ prompt: Prompt) -> [AppEffect] {
    guard prompt.matchedText == prompt.field.text else {
      var prompt = prompt
      prompt.isAwaitingMatches = true
      overlay = .prompt(prompt)
      return []
    }
    guard prompt.matches.indices.contains(prompt.selected) else {
      return refuse(prompt, "No customer's name fits.")
    }
    let id = prompt.matches[prompt.selected].id
    if prompt.purpose == .find { return [.go(to: Customer360State(id: id))] }
    overlay = nil
    return [.call(prompt.purpose == .pick ? .endOfDay(.picked(id)) : .customer360(.beside(id)))]
  }

  private mutating func refuse(_ prompt: Prompt, _ reason: SafeText) -> [AppEffect] {
    var prompt = prompt
    prompt.problem = reason
    overlay = .prompt(prompt)
    return []
  }
}
