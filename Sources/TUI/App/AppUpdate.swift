import CustomerSuccess
import ReplicaStore
import Terminal

extension AppState {
  /// Takes in one event; returns what is to be done outside the state.
  mutating func update(_ event: AppEvent) -> [AppEffect] {
    switch event {
    case .input(let input) where isStoring && replay == nil:
      heldInput.append(input)
      return []
    case .input(let input): return takeTyped(input)
    case .resized(let size): return resize(to: size)
    case .loaded(let loaded):
      return settle(show(loaded))
    case .replicaChanged: return reload()
    case .statusChanged:
      // How far an edit is on its way is a fact about the sync, and what this screen is for.
      return screens.filter { $0 is OutboxState }.flatMap(\.readings).map(AppEffect.load)
    case .syncStatus(let status):
      sync = status
      surroundings.sync = status
      return []
    case .edited(let outcome): return settle(report(outcome)) + takeHeldInput()
    case .logRefused(let reason):
      return settle(refuseLine(reason)) + takeHeldInput()
    case .formReady, .draftsKept, .resumed: return settle(takeDrafts(event))
    case .editorClosed(let text, let command):
      switch top.take(text, for: command, surroundings: surroundings) {
      case .done(let effects): return settle(effects)
      case .refused(let reason): return settle([.warn(reason)])
      }
    case .failed(let reason):
      message = Message(text: SafeText(sanitizing: reason), tone: .error)
      return []
    case .written(let path): return settle([.say("Written to \(SafeText(sanitizing: path)).")])
    case .views(let views): return note { $0.views = views }
    case .reports(let reports): return note { $0.reports = reports }
    case .macros(let macros):
      take(macros)
      return []
    case .look(let look): return settle(take(look))
    case .sensed(let look): return settle(take(look, isNews: false))
    case .themes(let offers): return settle(take(offers)) + takeHeldInput()
    case .replayOn: return continueReplay()
    case .replayEnded(let steps):
      sayEnd(steps: steps)
      return []
    case .clock(let now, let today): return turnClock(to: now, today)
    }
  }

  private mutating func resize(to size: Size) -> [AppEffect] {
    surroundings.size = size
    let known = top.readings
    for index in screens.indices { screens[index].take(size) }
    return top.readings.filter { !known.contains($0) }.map(AppEffect.load)
  }

  private mutating func turnClock(to now: Instant, _ today: Day) -> [AppEffect] {
    let isNewDay = today != surroundings.today
    surroundings.now = now
    surroundings.today = today
    // What is late, due or quiet is another thing on another day.
    return isNewDay ? reload() : []
  }

  private mutating func note(_ change: (inout Surroundings) -> Void) -> [AppEffect] {
    change(&surroundings)
    return []
  }

  /// What there is to resume is offered before a form opens empty.
  private func takeDrafts(_ event: AppEvent) -> [AppEffect] {
    switch event {
    case .formReady(let newDraft, let account, let name, let drafts):
      return offerForm(newDraft: .init(newDraft), account, name: name, drafts: drafts)
    case .draftsKept(let drafts):
      guard let kept = drafts.first else { return [] }
      return [.show(.question(draftQuestion(kept, count: drafts.count, fresh: nil)))]
    case .resumed(let draft): return effects(resuming: draft)
    default: return []
    }
  }

  /// Whether a form or a line is being stored, or themes are read; until it is known how that ends,
  /// keys have to wait.
  private var isStoring: Bool {
    if case .themes(let chooser) = overlay { return chooser.offers.isEmpty }
    if case .prompt(let prompt) = overlay { return prompt.isStoring }
    return overlay == nil && top.isStoring
  }

  private mutating func takeHeldInput() -> [AppEffect] {
    let held = heldInput
    heldInput = []
    return held.flatMap { update(.input($0)) }
  }

  /// Carries out what concerns only the state; returns the rest.
  mutating func settle(_ effects: [AppEffect]) -> [AppEffect] {
    effects.flatMap { effect -> [AppEffect] in
      switch effect {
      case .open(let destination): return open(destination.screen)
      case .call(let command): return settle(run(command))
      case .back:
        return closeTop()
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

  /// Puts a screen on top; the one that is there already is not opened twice.
  private mutating func open(_ screen: any Screen) -> [AppEffect] {
    overlay = nil
    if type(of: screen) == type(of: top), screen.title == top.title { return [] }
    screens.append(screen)
    return screen.readings.map(AppEffect.load)
  }

  /// A screen that lay below while something changed is read again; else only its glances, which gave
  /// way to others.
  private mutating func closeTop() -> [AppEffect] {
    guard screens.count > 1 else { return [] }
    if let whatIf = screens.removeLast() as? WhatIfState { trial = whatIf.text }
    guard screens.count > staleCount else {
      staleCount = screens.count - 1
      return top.readings.map(AppEffect.load)
    }
    return top.readings.filter { $0.reading.isGlance }.map(AppEffect.load)
  }

  /// What to read again for the screen on top; those below it have time until they are seen.
  mutating func reload() -> [AppEffect] {
    staleCount = screens.count - 1
    return top.readings.map(AppEffect.load)
  }

  /// Puts what was read where it belongs; what nobody waits for any more is dropped.
  private mutating func show(_ loaded: Loaded) -> [AppEffect] {
    readFailures[loaded.load] = loaded.failure.map { "\(SafeText(sanitizing: $0))." }
    if let failure = loaded.failure {
      let wanted = Set(screens.flatMap(\.readings))
      readFailures = readFailures.filter { wanted.contains($0.key) }
      message = Message(text: SafeText(sanitizing: failure), tone: .error)
      return []
    }
    let known = top.readings
    for index in screens.indices { screens[index].take(loaded, surroundings: surroundings) }
    if case .prompt(var prompt) = overlay, prompt.takeMeaning(loaded) {
      overlay = .prompt(prompt)
      return prompt.meaning == nil ? prompt.readings.map(AppEffect.load) : []
    }
    // What came may decide what else is to be shown, such as the item under the cursor.
    let wanted = top.readings.filter { !known.contains($0) }.map(AppEffect.load)
    if loaded.load.reading.inquiry != nil { return loaded.inquiryEffects }
    if !wanted.isEmpty { return wanted }
    guard let (reading, matches) = loaded.answer(of: CustomerMatchReading.self) else { return [] }
    return showMatches(matches, of: reading.text)
  }

  private mutating func showMatches(_ matches: [CustomerMatch], of text: String) -> [AppEffect] {
    if case .prompt(var prompt) = overlay, prompt.isFinding, prompt.field.text == text {
      prompt.matches = matches
      prompt.matchedText = text
      prompt.selected = 0
      overlay = .prompt(prompt)
      return prompt.isAwaitingMatches ? submit(prompt) : []
    }
    return []
  }

  /// Says how an edit ended; a refused form keeps everything typed.
  private mutating func report(_ outcome: EditOutcome) -> [AppEffect] {
    if let effects = top.take(outcome, surroundings: surroundings) { return effects }
    switch outcome {
    case .done(let summary):
      if case .prompt = overlay { overlay = nil }
      let done = SafeText(sanitizing: summary, limit: 200)
      let canUndo = table.spec(id: "edit.undo") != nil
      return [.say(canUndo ? "\(done). \(key("edit.undo")) undoes." : "\(done).")]
    case .undone(let summary): return [.say("Undone: \(SafeText(sanitizing: summary, limit: 200))")]
    case .settled(let summary): return [.say("\(SafeText(sanitizing: summary, limit: 200)).")]
    case .nothingToUndo: return [.say("There is nothing left to undo.")]
    case .refused(let reason), .failed(let reason):
      refusePrompt(reason)
      return []
    }
  }

  /// A line that was not taken stays where it was typed.
  private mutating func refuseLine(_ reason: String) -> [AppEffect] {
    if overlay == nil, let effects = top.take(.refused(reason), surroundings: surroundings) {
      return effects
    }
    refusePrompt(reason)
    return []
  }

  private mutating func refusePrompt(_ reason: String) {
    guard case .prompt(var prompt) = overlay else {
      let text = SafeText(sanitizing: reason)
      message = Message(text: text, tone: .error)
      // A reason that is cut off helps nobody.
      if text.width > surroundings.size.columns - 2, replay == nil {
        overlay = .question(.note("Not done", [text]))
      }
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
    let fresh = AppEffect.go(
      to: LogActivityState(
        draft: newDraft, account: account, name: name, today: surroundings.today))
    guard let kept = drafts.first(where: { $0.kind == LogActivityState.draftKind }) else {
      return [fresh]
    }
    return [.show(.question(draftQuestion(kept, count: drafts.count, fresh: fresh)))]
  }

  /// A form goes on in the form, a line of a day's end on that screen, another one in its prompt.
  private func effects(resuming draft: LocalDraft) -> [AppEffect] {
    guard draft.kind == Prompt.draftKind else {
      return [.go(to: LogActivityState(resuming: draft, today: surroundings.today))]
    }
    let prompt = Prompt(resuming: draft)
    guard let day = prompt.day else {
      return [.show(.prompt(prompt))] + prompt.readings.map(AppEffect.load)
    }
    return [.go(to: EndOfDayState(day: day, calendar: surroundings.calendar))]
  }

  /// The question that offers a draft, at the start or when the form is asked for.
  func draftQuestion(_ draft: LocalDraft, count: Int, fresh: AppEffect?) -> Question {
    let subject = SafeText(sanitizing: draft.fields["subject"] ?? "", limit: 60)
    let customer = SafeText(sanitizing: draft.fields["customer"] ?? "", limit: 40)
    let what: SafeText = subject.isEmpty ? "without a subject yet" : "“\(subject)”"
    let whom: SafeText = customer.isEmpty ? "" : " for \(customer)"
    let kind: SafeText =
      draft.fields["editing"] != nil
      ? "A change of the activity"
      : draft.kind == Prompt.draftKind ? "A line" : "An activity"
    let age = Words.age(draft.savedAt, now: surroundings.now)
    var lines: [SafeText] = ["\(kind) \(what)\(whom) was typed \(age) and not logged."]
    if count > 1 {
      lines.append("\(Words.count(count - 1, "more draft waits", "more drafts wait")) behind it.")
    }
    var answers: [Question.Answer] = [
      .init(
        key: "r", title: "resume it",
        effects: effects(resuming: draft))
    ]
    if let fresh { answers.append(.init(key: "n", title: "a new one", effects: [fresh])) }
    answers.append(
      .init(
        key: "x", title: "throw it away",
        effects: [.discardDraft(draft.id), .say("The draft is gone.")]))
    return Question(title: "A draft is waiting", lines: lines, answers: answers)
  }
}
