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
    case .menu(var menu):
      guard case .key(let press) = input else { return [] }
      let choice = menu.handle(press)
      overlay = choice == nil ? .menu(menu) : nil
      return choice.map { take($0) } ?? []
    case .filter(let field): return takeFilter(field, input)
    case .prompt(let prompt): return takePrompt(prompt, input)
    case .question(let question):
      guard case .key(let press) = input, let answer = question.answer(for: press) else {
        return []
      }
      overlay = nil
      return answer.effects
    }
    return []
  }

  /// Closing a filter clears it; everything else just goes away.
  private mutating func closeOverlay() -> [AppEffect] {
    if case .filter = overlay { setFilter("") }
    overlay = nil
    return []
  }

  private mutating func takeFilter(_ field: TextField, _ input: InputEvent) -> [AppEffect] {
    var field = field
    if input == .key(KeyPress(.enter)) {
      overlay = nil
      return []
    }
    // The arrows move in the list while the filter is being typed.
    if case .key(let press) = input, press.key == .down || press.key == .up {
      return moveUnderFilter(.move(press.key == .down ? .next : .previous))
    }
    guard field.handle(input) else { return [] }
    overlay = .filter(field)
    setFilter(field.text)
    return []
  }

  private mutating func moveUnderFilter(_ command: PortfolioCommand) -> [AppEffect] {
    guard case .portfolio(var state) = top else { return [] }
    let effects = state.update(command, surroundings: surroundings)
    top = .portfolio(state)
    return effects
  }

  private mutating func setFilter(_ text: String) {
    guard case .portfolio(var state) = top else { return }
    state.filter = text
    state.refilter()
    top = .portfolio(state)
  }

  private mutating func take(_ choice: Menu.Choice) -> [AppEffect] {
    switch choice {
    case .sort(let column):
      guard case .portfolio(var state) = top else { return [] }
      state.sort(by: column, today: surroundings.today)
      top = .portfolio(state)
      return []
    case .tam(let id, let tam): return [.assignTAM(id, tam)]
    case .attribute(let id, let column, let value):
      guard case .customer360(let state) = top, let page = state.page, state.id == id,
        let column = Account.table.column(column)
      else { return [] }
      return [state.set(column, from: page.customer.account[column: column.name], to: value)]
    }
  }

  private mutating func takePrompt(_ prompt: Prompt, _ input: InputEvent) -> [AppEffect] {
    var prompt = prompt
    if input == .key(KeyPress(.enter)) { return submit(prompt) }
    if case .key(let press) = input, press.key == .down || press.key == .up {
      let step = press.key == .down ? 1 : -1
      prompt.selected = min(max(prompt.selected + step, 0), max(prompt.matches.count - 1, 0))
      overlay = .prompt(prompt)
      return []
    }
    guard prompt.field.handle(input) else { return [] }
    prompt.problem = nil
    prompt.isAwaitingMatches = false
    overlay = .prompt(prompt)
    return prompt.purpose == .find ? [.load(.customers(matching: prompt.field.text))] : []
  }

  /// Does what the line stands for, or says why it cannot be done.
  mutating func submit(_ prompt: Prompt) -> [AppEffect] {
    switch prompt.purpose {
    case .log(let account, _):
      let line = LogLine(prompt.field.text, today: surroundings.today)
      guard !line.subject.isEmpty else {
        return refuse(prompt, "Say in a few words what it was about.")
      }
      guard account != nil || line.customer != nil else {
        return refuse(prompt, "Which customer? Begin with its name and a colon: acme: …")
      }
      var prompt = prompt
      prompt.isStoring = true
      overlay = .prompt(prompt)
      return [.log(line, account)]
    case .find where prompt.matchedText != prompt.field.text:
      var prompt = prompt
      prompt.isAwaitingMatches = true
      overlay = .prompt(prompt)
      return []
    case .find:
      guard prompt.matches.indices.contains(prompt.selected) else {
        return refuse(prompt, "No customer's name fits.")
      }
      return [.open(.customer360(prompt.matches[prompt.selected].id))]
    case .attribute(let id, let column):
      let typed = AttributeText.value(of: prompt.field.text, column: column)
      guard let value = typed.value else {
        return refuse(prompt, typed.problem ?? "This is no value of the attribute.")
      }
      overlay = nil
      guard case .customer360(let state) = top, let page = state.page, state.id == id else {
        return []
      }
      return [state.set(column, from: page.customer.account[column: column.name], to: value)]
    }
  }

  private mutating func refuse(_ prompt: Prompt, _ reason: SafeText) -> [AppEffect] {
    var prompt = prompt
    prompt.problem = reason
    overlay = .prompt(prompt)
    return []
  }
}
