import CustomerSuccess
import ReplicaStore
import Terminal

extension AppState {
  /// Routes what was typed: to what lies on top first, then to the screen, then to the app.
  mutating func take(_ input: InputEvent) -> [AppEffect] {
    if case .key = input { message = nil }
    if overlay != nil { return takeOverlay(input) }
    switch input {
    case .key(let press): return take(press)
    case .paste:
      return top.type(input, surroundings: surroundings)
        ?? [
          .say(
            """
            Pasted text goes into a field: press \(key("log.line")), \(key("log.form")) or \
            \(key("list.filter")) first.
            """
          )
        ]
    case .mouse(let mouse): return take(mouse)
    case .focus, .reply: return []
    }
  }

  private mutating func take(_ press: KeyPress) -> [AppEffect] {
    switch chord.press(press, in: table) {
    case .command(let spec):
      let times = count
      count = nil
      return callByKey(spec, times: times)
    case .prefix: return []
    case .none:
      if let effects = top.type(.key(press), surroundings: surroundings) { return effects }
      if takeDigit(press) { return [] }
      count = nil
      guard press.typed != nil else { return [] }
      return [.say("\(KeyChord(press).label) does nothing here; \(key("help")) lists the keys.")]
    }
  }

  /// Digits before a key say how often; a screen whose own commands are digits keeps them.
  private mutating func takeDigit(_ press: KeyPress) -> Bool {
    guard press.modifiers.isEmpty, let digit = press.typed?.wholeNumberValue,
      digit > 0 || count != nil
    else { return false }
    // More rows than any list has; the rest of the digits would overflow.
    count = min((count ?? 0) * 10 + digit, 99_999)
    return true
  }

  /// Calls a command as its key does; a motion so often, or to that line.
  ///
  /// - Parameter times: Nil when no number was typed before it.
  mutating func callByKey(_ spec: CommandSpec<Command>, times: Int?) -> [AppEffect] {
    guard spec.isCountable else {
      if spec.action != .app(.repeatLast) { remember(.command(spec.action)) }
      return run(spec.action)
    }
    guard let times else { return run(spec.action) }
    if let counted = spec.action.counted(times) { return run(counted) }
    return (0..<times).flatMap { _ in run(spec.action) }
  }

  /// The wheel moves the cursor, as the arrows do; a click does what it hits.
  private mutating func take(_ mouse: MouseEvent) -> [AppEffect] {
    switch mouse.action {
    case .wheelUp: return call("list.previous")
    case .wheelDown: return call("list.next")
    case .press:
      let place = mouse.position
      guard let target = targets.last(where: { $0.area.contains(place) }) else { return [] }
      return run(target.command)
    case .release, .drag: return []
    }
  }

  /// Calls a command of the screen on top by its long name.
  mutating func call(_ id: String) -> [AppEffect] {
    table.spec(id: id).map { run($0.action) } ?? []
  }

  mutating func run(_ command: Command) -> [AppEffect] {
    guard case .app(let command) = command else {
      return top.take(command, surroundings: surroundings)
    }
    return run(command)
  }

  private mutating func run(_ command: AppCommand) -> [AppEffect] {
    switch command {
    case .help: return [.show(.help(HelpState(title: top.title, table: table)))]
    case .palette: return [.show(.palette(Palette(table: table, today: surroundings.today)))]
    case .log:
      let customer = top.customer
      let prompt = Prompt(.log(customer?.id, name: customer?.name))
      return [.show(.prompt(prompt))] + prompt.readings.map(AppEffect.load)
    case .logForm: return [.prepareForm(top.customer?.id, name: top.customer?.name)]
    case .find: return [.show(.prompt(Prompt(.find)))]
    case .follow: return follow()
    case .followByID: return [.show(.prompt(FollowPrompt.prompt))]
    case .explainValue, .why: return explain(command)
    case .filter:
      guard let filter = top.filterText else { return [.say("Nothing can be filtered here.")] }
      return [.show(.filter(TextField(filter)))]
    case .undo: return [.undo]
    case .redo: return [.redo]
    case .repeatLast: return repeatLast()
    case .record, .replay, .press, .keepMacro, .chooseMacro, .takeMacro: return runMacro(command)
    case .sync: return [.syncNow, .say("Syncing…")]
    case .attention, .outbox, .undoList, .cockpit, .instances, .inbox, .dashboards, .csOps,
      .search, .timeline, .endOfDay, .whatChanged:
      return screen(of: command).map { [.go(to: $0)] } ?? []
    case .whatIf: return openWhatIf()
    case .pickForToday: return pickForToday()
    case .themes: return [.show(.themes(ThemeChooser(current: look.theme))), .listThemes]
    case .mouse: return toggleMouse()
    case .fileProblems:
      return fileProblems.isEmpty
        ? [.say("Nothing is wrong in your files.")] : [.show(.question(problemsQuestion))]
    case .messages: return [.show(.messages(MessageList(messages)))]
    case .copy: return copy()
    case .ask(let text): return ask(text)
    case .back: return goBack()
    case .redraw: return [.redraw] + reload()
    case .suspend: return [.suspend]
    case .quit: return [.quit]
    }
  }

  /// The screen that a command opens; nil for those that open none.
  private func screen(of command: AppCommand) -> (any Screen)? {
    switch command {
    case .attention: AttentionState()
    case .outbox: OutboxState()
    case .undoList: UndoListState()
    case .cockpit: CockpitState()
    case .instances: InstancesState()
    case .inbox: InboxState()
    case .dashboards: DashboardsState()
    case .csOps: CSOpsState()
    case .search: SearchState()
    case .timeline: TimelineState(account: (top as? Customer360State)?.customer)
    case .whatChanged: WhatChangedState(account: (top as? Customer360State)?.customer)
    case .endOfDay: EndOfDayState(day: surroundings.today, calendar: surroundings.calendar)
    default: nil
    }
  }

  /// With what was tried last; without it, one begins to type at once.
  private func openWhatIf() -> [AppEffect] {
    let open = screens.lazy.compactMap { $0 as? WhatIfState }.last
    let screen = WhatIfState(
      book: (top as? PortfolioState)?.book ?? open?.book ?? .own,
      focus: (top as? Customer360State)?.customer, text: open?.text ?? trial)
    guard screen.text.isEmpty, !(top is WhatIfState) else { return [.go(to: screen)] }
    return [.go(to: screen), .call(.app(.filter))]
  }

  private mutating func toggleMouse() -> [AppEffect] {
    usesMouse.toggle()
    let key = key("mouse.toggle")
    let news: SafeText =
      usesMouse ? "Clicks are for tam; \(key) leaves them." : "Mouse off; \(key) takes it back."
    return [.useMouse(usesMouse), .say(news)]
  }

  private func follow() -> [AppEffect] {
    let customers = top.customers
    guard !customers.isEmpty else { return [.say("There is no customer to follow here.")] }
    return [.follow(customers.map(\.id))]
  }

  private mutating func explain(_ command: AppCommand) -> [AppEffect] {
    guard command != .why else {
      return top.whyInquiry.map { [.read($0)] } ?? [.say("There is no customer under the cursor.")]
    }
    guard let inquiry = top.valueInquiry(surroundings) else {
      return [.say("This is not a value of one row; go to a line that is.")]
    }
    return [.read(inquiry)]
  }

  private func pickForToday() -> [AppEffect] {
    guard let customer = top.customer else {
      return [.say("There is no customer under the cursor.")]
    }
    let name = SafeText(sanitizing: customer.name, limit: 40)
    return [
      .planDay(.pick(customer.id), surroundings.today),
      .say("\(name) is on today's list; \(key("endOfDay.open")) opens it."),
    ]
  }

  /// Clears what narrows the view first, then leaves the screen; the first screen stays.
  private mutating func goBack() -> [AppEffect] {
    var isDone = false
    let effects = readAnew { screen, _ in isDone = screen.goBack() }
    if isDone { return effects }
    return screens.count > 1 ? [.back] : [.say("\(key("quit")) leaves tam.")]
  }
}

extension CommandSpec<Command> {
  /// Whether digits typed before its key call it so often: only moving is meant more than once.
  var isCountable: Bool { Motion.ids.contains(id) }
}
