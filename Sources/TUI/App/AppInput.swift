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
      if case .logActivity(var form) = top {
        let effects = form.type(input, surroundings: surroundings)
        top = .logActivity(form)
        return effects
      }
      return [.say("Pasted text goes into a field: press l, L or / first.")]
    case .mouse(let mouse): return take(mouse)
    case .focus, .reply: return []
    }
  }

  private mutating func take(_ press: KeyPress) -> [AppEffect] {
    switch chord.press(press, in: table) {
    case .command(let spec): return run(spec.action)
    case .prefix: return []
    case .none:
      guard case .logActivity(var form) = top else {
        guard press.typed != nil else { return [] }
        return [.say("\(KeyChord(press).label) does nothing here; ? lists the keys.")]
      }
      let effects = form.type(.key(press), surroundings: surroundings)
      top = .logActivity(form)
      return effects
    }
  }

  /// The wheel moves the cursor, as the arrows do.
  private mutating func take(_ mouse: MouseEvent) -> [AppEffect] {
    switch mouse.action {
    case .wheelUp: take(KeyPress(.up))
    case .wheelDown: take(KeyPress(.down))
    case .press, .release, .drag: []
    }
  }

  private mutating func run(_ command: Command) -> [AppEffect] {
    switch (command, top) {
    case (.app(let command), _): return run(command)
    case (.portfolio(let command), .portfolio(var state)):
      let effects = state.update(command, surroundings: surroundings)
      top = .portfolio(state)
      return effects
    case (.customer360(let command), .customer360(var state)):
      let effects = state.update(command, surroundings: surroundings)
      top = .customer360(state)
      return effects
    case (.logActivity(let command), .logActivity(var state)):
      let effects = state.update(command, surroundings: surroundings)
      top = .logActivity(state)
      return effects
    case (.attention(let command), .attention(var state)):
      let effects = state.update(command)
      top = .attention(state)
      return effects
    case (.portfolio, _), (.customer360, _), (.logActivity, _), (.attention, _): return []
    }
  }

  private mutating func run(_ command: AppCommand) -> [AppEffect] {
    switch command {
    case .help: return [.show(.help(HelpState(title: "this screen", table: table)))]
    case .log:
      let customer = customerInView
      return [.show(.prompt(Prompt(.log(customer?.id, name: customer?.name))))]
    case .logForm:
      let customer = customerInView
      return [.prepareForm(customer?.id, name: customer?.name)]
    case .find: return [.show(.prompt(Prompt(.find)))]
    case .undo: return [.undo]
    case .redo: return [.redo]
    case .sync: return [.syncNow, .say("Syncing…")]
    case .attention: return [.open(.attention)]
    case .back: return goBack()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return [.quit]
    }
  }

  /// Clears what narrows the view first, then leaves the screen; the first screen stays.
  private mutating func goBack() -> [AppEffect] {
    if case .portfolio(var state) = top {
      guard !state.filter.isEmpty else { return [.say("q leaves tam.")] }
      state.filter = ""
      state.refilter()
      top = .portfolio(state)
      return []
    }
    if case .customer360(var state) = top, state.isExpanded {
      state.isExpanded = false
      top = .customer360(state)
      return []
    }
    return [.back]
  }

  /// The customer that a log without a name is for.
  private var customerInView: (id: Account.ID, name: String)? {
    switch top {
    case .portfolio(let state): state.selectedRow.map { ($0.id, $0.name) }
    case .customer360(let state): state.page.map { ($0.customer.id, $0.customer.name) }
    case .logActivity, .attention: nil
    }
  }
}
