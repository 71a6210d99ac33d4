import CustomerSuccess
import ReplicaStore
import Terminal

extension AppState {
  /// Takes in one event; returns what is to be done outside the state.
  mutating func update(_ event: AppEvent) -> [AppEffect] {
    switch event {
    case .input(let input) where isStoring:
      heldInput.append(input)
      return []
    case .input(let input): return settle(take(input))
    case .resized(let size):
      surroundings.size = size
      return []
    case .loaded(let loaded):
      return settle(show(loaded))
    case .replicaChanged: return reload()
    case .statusChanged: return []
    case .syncStatus(let status):
      sync = status
      return []
    case .edited(let outcome): return settle(report(outcome)) + takeHeldInput()
    case .logRefused(let reason):
      refusePrompt(reason)
      return takeHeldInput()
    case .formReady(let newDraft, let account, let name, let drafts):
      return settle(
        offerForm(newDraft: .init(newDraft), account, name: name, drafts: drafts))
    case .editorClosed(let text):
      guard case .logActivity(var form) = top else { return [] }
      form.notes = TextArea(text)
      top = .logActivity(form)
      return [.keepDraft(form.localDraft(now: surroundings.now))]
    case .failed(let reason):
      message = Message(text: SafeText(sanitizing: reason), tone: .error)
      return []
    case .clock(let now, let today):
      surroundings.now = now
      surroundings.today = today
      return []
    }
  }

  /// Whether a form or a line is being stored; until it is known how that ends, keys have to wait.
  private var isStoring: Bool {
    if case .prompt(let prompt) = overlay { return prompt.isStoring }
    if case .logActivity(let form) = top, overlay == nil { return form.isLogging }
    return false
  }

  private mutating func takeHeldInput() -> [AppEffect] {
    let held = heldInput
    heldInput = []
    return held.flatMap { update(.input($0)) }
  }

  /// Carries out what concerns only the state; returns the rest.
  private mutating func settle(_ effects: [AppEffect]) -> [AppEffect] {
    effects.flatMap { effect -> [AppEffect] in
      switch effect {
      case .open(let destination): return open(destination)
      case .back:
        if screens.count > 1 { screens.removeLast() }
        return reload()
      case .show(let overlay):
        self.overlay = overlay
        return []
      case .say(let text):
        message = Message(text: text, tone: .info)
        return []
      case .warn(let text):
        message = Message(text: text, tone: .warning)
        return []
      case .quit:
        ending = .quit
        return []
      default: return [effect]
      }
    }
  }

  private mutating func open(_ destination: Destination) -> [AppEffect] {
    overlay = nil
    switch destination {
    case .customer360(let id):
      screens.append(.customer360(Customer360State(id: id)))
      return [.load(.customer(id))]
    case .logActivity(let form):
      screens.append(.logActivity(form))
      return []
    case .attention:
      if case .attention = top { return [] }
      screens.append(.attention(AttentionState()))
      return [.load(.attention)]
    }
  }

  /// What to read again for the screens that are open.
  private func reload() -> [AppEffect] {
    screens.compactMap { screen -> AppEffect? in
      switch screen {
      case .portfolio(let state): .load(.portfolio(state.book, limit: nil))
      case .customer360(let state): .load(.customer(state.id))
      case .attention: .load(.attention)
      case .logActivity: nil
      }
    }
  }

  /// Puts what was read where it belongs; what nobody waits for any more is dropped.
  private mutating func show(_ loaded: Loaded) -> [AppEffect] {
    switch loaded {
    case .portfolio(let book, let rows, let isComplete):
      let today = surroundings.today
      forEachScreen { screen in
        guard case .portfolio(var state) = screen, state.book == book else { return }
        state.show(rows, isComplete: isComplete, today: today)
        screen = .portfolio(state)
      }
    case .customer(let id, let page):
      forEachScreen { screen in
        guard case .customer360(var state) = screen, state.id == id else { return }
        state.show(page)
        screen = .customer360(state)
      }
    case .attention(let items):
      forEachScreen { screen in
        guard case .attention(var state) = screen else { return }
        state.show(items)
        screen = .attention(state)
      }
    case .customers(let text, let matches): return showMatches(matches, of: text)
    case .failed(_, let reason):
      message = Message(text: SafeText(sanitizing: reason), tone: .error)
    }
    return []
  }

  private mutating func forEachScreen(_ change: (inout Screen) -> Void) {
    for index in screens.indices { change(&screens[index]) }
  }

  private mutating func showMatches(_ matches: [CustomerMatch], of text: String) -> [AppEffect] {
    if case .prompt(var prompt) = overlay, prompt.purpose == .find, prompt.field.text == text {
      prompt.matches = matches
      prompt.matchedText = text
      prompt.selected = 0
      overlay = .prompt(prompt)
      return prompt.isAwaitingMatches ? submit(prompt) : []
    }
    if case .logActivity(var form) = top, form.customer.text == text, form.account == nil {
      form.show(matches, of: text)
      top = .logActivity(form)
    }
    return []
  }

  /// Says how an edit ended; a refused form keeps everything typed.
  private mutating func report(_ outcome: EditOutcome) -> [AppEffect] {
    switch outcome {
    case .done(let summary):
      if case .prompt = overlay { overlay = nil }
      let wasForm = if case .logActivity = top { true } else { false }
      let words: SafeText = "\(SafeText(sanitizing: summary, limit: 200)). u undoes."
      return (wasForm ? [.back] : []) + [.say(words)]
    case .undone(let summary): return [.say("Undone: \(SafeText(sanitizing: summary, limit: 200))")]
    case .nothingToUndo: return [.say("There is nothing left to undo.")]
    case .refused(let reason), .failed(let reason):
      if case .logActivity(var form) = top {
        form.isLogging = false
        form.problem = SafeText(sanitizing: reason)
        top = .logActivity(form)
        return []
      }
      if case .prompt = overlay {
        refusePrompt(reason)
        return []
      }
      message = Message(text: SafeText(sanitizing: reason), tone: .error)
      return []
    }
  }

  private mutating func refusePrompt(_ reason: String) {
    guard case .prompt(var prompt) = overlay else {
      message = Message(text: SafeText(sanitizing: reason), tone: .error)
      return
    }
    prompt.problem = SafeText(sanitizing: reason)
    prompt.isStoring = false
    overlay = .prompt(prompt)
  }

  /// Offers the newest draft that was kept; without one the form opens at once.
  private func offerForm(
    newDraft: LocalDraft.ID, _ account: Account.ID?, name: String?, drafts: [LocalDraft]
  ) -> [AppEffect] {
    let fresh = AppEffect.open(
      .logActivity(
        LogActivityState(draft: newDraft, account: account, name: name, today: surroundings.today)))
    guard let kept = drafts.first(where: { $0.kind == LogActivityState.draftKind }) else {
      return [fresh]
    }
    return [.show(.question(draftQuestion(kept, count: drafts.count, fresh: fresh)))]
  }

  /// The question that offers a draft, at the start or when the form is asked for.
  func draftQuestion(_ draft: LocalDraft, count: Int, fresh: AppEffect?) -> Question {
    let subject = SafeText(sanitizing: draft.fields["subject"] ?? "", limit: 60)
    let customer = SafeText(sanitizing: draft.fields["customer"] ?? "", limit: 40)
    let what: SafeText = subject.isEmpty ? "without a subject yet" : "“\(subject)”"
    let whom: SafeText = customer.isEmpty ? "" : " for \(customer)"
    var lines: [SafeText] = [
      "An activity \(what)\(whom) was typed \(Words.age(draft.savedAt, now: surroundings.now)) and not logged."
    ]
    if count > 1 { lines.append("\(count - 1) more drafts wait behind it.") }
    var answers: [Question.Answer] = [
      .init(
        key: "r", title: "resume it",
        effects: [
          .open(.logActivity(LogActivityState(resuming: draft, today: surroundings.today)))
        ])
    ]
    if let fresh { answers.append(.init(key: "n", title: "a new one", effects: [fresh])) }
    answers.append(
      .init(
        key: "x", title: "throw it away",
        effects: [.discardDraft(draft.id), .say("The draft is gone.")]))
    return Question(title: "A draft is waiting", lines: lines, answers: answers)
  }
}
