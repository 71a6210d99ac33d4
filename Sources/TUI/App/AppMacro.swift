import CustomerSuccess
import Terminal

// Recording keys on one customer and pressing them again on others, one key at a time: the next
// comes when everything that the last one set off has come to its end.
extension AppState {
  /// Takes in what a person types, and keeps it while a macro is recorded.
  mutating func takeTyped(_ input: InputEvent) -> [AppEffect] {
    if replay != nil { return interrupt(input) }
    guard recording != nil else { return settle(take(input)) }
    let key = Macro.Key(input, isText: takesText)
    let effects = settle(take(input))
    return effects + keep(key, effects)
  }

  /// Whether a letter that is typed now becomes text.
  private var takesText: Bool {
    switch overlay {
    case .prompt, .filter, .palette, .help: true
    case .menu(let menu): menu.search != nil
    case .question, .themes, .messages: false
    case nil: type(of: top).takesLetters || top is EndOfDayState
    }
  }

  /// In the title line while keys are recorded or pressed.
  var macroNote: SafeText? {
    if let recording {
      let count = Words.count(recording.keys.count, "key", "keys")
      let name = SafeText(sanitizing: recording.origin?.name ?? "", limit: 20)
      return "recording on \(name): \(count), \(key("macro.record")) ends"
    }
    guard let replay, let customer = replay.customers.first else { return nil }
    let name = SafeText(sanitizing: customer.name, limit: 20)
    return "\(replay.doneCount + 1) of \(replay.count): \(name), Esc stops"
  }
}

extension AppState {
  /// The commands about recorded keys.
  mutating func runMacro(_ command: AppCommand) -> [AppEffect] {
    switch command {
    case .record: toggleRecording()
    case .replay: offerReplay()
    case .press(let customers): startReplay(on: customers)
    case .keepMacro: macroNamePrompt
    case .chooseMacro: macroMenu
    case .takeMacro(let name): takeMacro(named: name)
    default: []
    }
  }
}

// MARK: Recording

extension AppState {
  mutating func toggleRecording() -> [AppEffect] {
    if let done = recording {
      recording = nil
      guard !done.keys.isEmpty else { return [.say("Nothing was recorded.")] }
      macro = done
      return [
        .saveMacro(done),
        .say(
          """
          Recorded \(done.words.truncated(to: 30)); \(key("macro.replay")) presses it on marked \
          customers.
          """
        ),
      ]
    }
    guard let start = macroStart, let customer = top.customer else {
      return [.warn("A macro begins on a customer: on the Portfolio or on a Customer 360.")]
    }
    recording = Macro(start: start, origin: customer)
    return [.say("Recording; \(key("macro.record")) ends it.")]
  }

  private var macroStart: Macro.Start? {
    if top is PortfolioState { return .portfolio }
    return (top as? Customer360State).map { .customer360(section: $0.section) }
  }

  /// Keeps a key, unless it does what cannot be done again without the person.
  private mutating func keep(_ key: Macro.Key, _ effects: [AppEffect]) -> [AppEffect] {
    guard let before = recording else { return [] }
    let leavesTheApp = effects.contains { effect in
      switch effect {
      case .edit, .suspend: true
      default: false
      }
    }
    if leavesTheApp || ending != nil {
      warn("What leaves the app is not part of a macro: this key is not recorded.")
      return []
    }
    switch key.input {
    case .key, .paste:
      // A key that was refused would stop the macro there.
      guard message?.tone != .warning else { return [] }
    case .mouse, .focus, .reply: return []
    }
    var now = before
    now.keys.append(key)
    guard now.pastedBytes <= Macro.pasteLimit else {
      warn("A paste this long is not part of a macro: it is not recorded.")
      return []
    }
    recording = now
    guard now.keys.count >= Macro.limit else { return [] }
    macro = now
    recording = nil
    warn("The macro ends here: it has \(Macro.limit) keys.")
    return [.saveMacro(now)]
  }

  /// A line that is being typed has it above, because it hides the last line.
  private mutating func warn(_ text: SafeText) {
    guard case .prompt(var prompt) = overlay else {
      message = Message(text: text, tone: .warning)
      return
    }
    prompt.problem = text
    overlay = .prompt(prompt)
  }
}

// MARK: Replaying

extension AppState {
  /// More than one customer is agreed to first.
  mutating func offerReplay() -> [AppEffect] {
    guard recording == nil else {
      return [.warn("End the recording first, with \(key("macro.record")).")]
    }
    guard let macro else {
      if !macros.isEmpty { return macroMenu }
      return [.warn("Nothing is recorded yet: \(key("macro.record")) begins, on a customer.")]
    }
    let all = top.customers
    guard !all.isEmpty, macroStart != nil else {
      return [.warn("Go to the Portfolio and mark the customers to press the keys on.")]
    }
    // It has been done there already; alone it is pressed there again.
    let customers = all.count > 1 ? all.filter { $0.id != macro.origin?.id } : all
    guard customers.count > 1 else { return startReplay(on: customers) }
    var lines: [SafeText] = ["\(macro.words)"]
    lines += customers.map { "\u{2022} \(SafeText(sanitizing: $0.name, limit: 60))" }
    if customers.count < all.count, let origin = macro.origin {
      lines.append("Not \(SafeText(sanitizing: origin.name)), where it was recorded.")
    }
    return [
      .show(
        .question(
          Question(
            title: "Press these keys on \(customers.count) customers?", lines: lines,
            answers: [
              .init(
                key: "y", title: "press them", effects: [.call(.app(.press(customers)))]),
              .init(key: "n", title: "no", effects: []),
            ])))
    ]
  }

  mutating func startReplay(on customers: [CustomerName]) -> [AppEffect] {
    guard let macro, !customers.isEmpty else { return [] }
    replay = Replay(macro: macro, customers: customers, count: customers.count)
    message = nil
    // A command for marked customers would be meant for all of them, each time.
    markOnPortfolio([])
    return [.beginReplay, .continueReplay]
  }

  /// Goes to the next customer, presses the next key, or ends.
  mutating func continueReplay() -> [AppEffect] {
    guard var replay, !replay.isEnding else { return [] }
    if let problem = replayProblem { return endReplay(because: problem) }
    guard let customer = replay.customers.first else { return endReplay(because: nil) }
    guard let next = replay.next else {
      replay.next = 0
      self.replay = replay
      return go(to: customer, replay.macro.start) + [.continueReplay]
    }
    guard next < replay.macro.keys.count else {
      replay.customers.removeFirst()
      replay.next = nil
      self.replay = replay
      return continueReplay()
    }
    if next == 0, top.customer?.id != customer.id {
      return endReplay(because: "it is not in the list any more")
    }
    replay.next = next + 1
    self.replay = replay
    return settle(take(replay.macro.keys[next].input)) + [.continueReplay]
  }

  /// Puts the cursor on the customer, on a screen as it was when the recording began.
  private mutating func go(to customer: CustomerName, _ start: Macro.Start) -> [AppEffect] {
    overlay = nil
    chord = ChordReader()
    count = nil
    heldInput = []
    screens.removeLast(screens.count - 1)
    switch start {
    case .portfolio:
      guard var portfolio = top as? PortfolioState else { return [] }
      portfolio.list.selected = customer.id
      top = portfolio
      return top.readings.map(AppEffect.load)
    case .customer360(let section):
      var page = Customer360State(id: customer.id)
      page.section = section
      return settle([.go(to: page)])
    }
  }

  /// What went wrong with the last key; nil when it did what it should.
  private var replayProblem: SafeText? {
    if let message, message.tone != .info { return message.text }
    if case .prompt(let prompt) = overlay, let problem = prompt.problem { return problem }
    return (top as? LogActivityState)?.problem
  }

  private mutating func endReplay(because problem: SafeText?) -> [AppEffect] {
    replay?.problem = problem
    replay?.isEnding = true
    return [.endReplay]
  }

  /// Says how it ended; the customers that are left stay marked, so that `@` goes on with them.
  mutating func sayEnd(steps: Int) {
    guard let ended = replay else { return }
    replay = nil
    markOnPortfolio(ended.customers.map(\.id))
    let undo: SafeText =
      steps == 0 ? "nothing was edited" : "\(key("edit.undo")) takes all of it back"
    guard let problem = ended.problem else {
      overlay = nil
      screens.removeLast(screens.count - 1)
      let count = Words.count(ended.count, "customer", "customers")
      message = Message(text: "Pressed the keys on \(count); \(undo).", tone: .info)
      return
    }
    let left = ended.customers.map { SafeText(sanitizing: $0.name, limit: 40) }
    // It may be long, and a prompt that stays open would hide the message.
    overlay = .question(
      .note(
        "Stopped at \(left.first ?? "")",
        [
          problem, "\(ended.doneCount) of \(ended.count) customers are done; \(undo).",
          "The others stay marked on the Portfolio; \(key("macro.replay")) goes on with them.",
        ]))
    message = nil
  }

  private mutating func markOnPortfolio(_ ids: [Account.ID]) {
    guard var portfolio = screens[0] as? PortfolioState else { return }
    portfolio.list.mark(ids)
    // One that has left the list has no mark there.
    portfolio.list.settle(in: portfolio.ids)
    screens[0] = portfolio
  }

  /// Escape stops; other keys are not for what happens to be on screen.
  private mutating func interrupt(_ input: InputEvent) -> [AppEffect] {
    let isStop =
      input == .key(KeyPress(.escape)) || input == .key(KeyPress(.character("c"), .control))
    guard isStop, replay?.isEnding == false else { return [] }
    return endReplay(because: "you stopped it")
  }
}
