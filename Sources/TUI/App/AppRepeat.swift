import CustomerSuccess
import Terminal

/// What was done last, so that `.` does it again on what is under the cursor then.
struct LastAction: Equatable {
  enum Action: Equatable {
    case command(Command)
    /// What was typed for a command that asks for words.
    case words(String, Command)
    case log(LogLine)
  }

  let action: Action
  /// The kind of screen it was done on; a command of one means nothing on another.
  let screen: ObjectIdentifier
}

extension AppState {
  mutating func remember(_ action: LastAction.Action) {
    last = LastAction(action: action, screen: ObjectIdentifier(type(of: top)))
  }

  /// Keeps what a menu led to: done again, it need not be chosen again.
  mutating func remember(chosen effects: [AppEffect]) {
    for effect in effects {
      if case .call(let command) = effect { remember(.command(command)) }
    }
  }

  mutating func repeatLast() -> [AppEffect] {
    guard let last else { return [.say("There is nothing to repeat yet.")] }
    if case .command(.app(let command)) = last.action { return run(.app(command)) }
    if case .log(let line) = last.action {
      guard let customer = top.customer else { return [.warn("There is no customer here.")] }
      return [.log(line, customer.id, draft: nil)]
    }
    if case .words(let text, let command) = last.action, case .app = command {
      return reply(to: text, for: command).effects
    }
    guard last.screen == ObjectIdentifier(type(of: top)) else {
      return [.warn("What was done last is done on another screen; go back to repeat it.")]
    }
    switch last.action {
    case .command(let command): return run(command)
    case .words(let text, let command): return reply(to: text, for: command).effects
    case .log: return []
    }
  }
}

extension PromptReply {
  /// What it leads to where nobody typed, and so nothing can be corrected.
  fileprivate var effects: [AppEffect] {
    switch self {
    case .done(let effects): effects
    case .refused(let reason): [.warn(reason)]
    }
  }
}

extension Command {
  /// The same motion behind a number; nil for what is no motion.
  func counted(_ times: Int) -> Command? {
    switch self {
    case .portfolio(.move(let motion)): .portfolio(.move(motion.counted(times)))
    case .customer360(.move(let motion)): .customer360(.move(motion.counted(times)))
    case .attention(.move(let motion)): .attention(.move(motion.counted(times)))
    case .outbox(.move(let motion)): .outbox(.move(motion.counted(times)))
    case .undoList(.move(let motion)): .undoList(.move(motion.counted(times)))
    case .cockpit(.move(let motion)): .cockpit(.move(motion.counted(times)))
    case .callToAction(.move(let motion)): .callToAction(.move(motion.counted(times)))
    case .instances(.move(let motion)): .instances(.move(motion.counted(times)))
    case .whatChanged(.move(let motion)): .whatChanged(.move(motion.counted(times)))
    case .whatIf(.move(let motion)): .whatIf(.move(motion.counted(times)))
    case .inbox(.move(let motion)): .inbox(.move(motion.counted(times)))
    case .dashboards(.move(let motion)): .dashboards(.move(motion.counted(times)))
    case .csOps(.move(let motion)): .csOps(.move(motion.counted(times)))
    case .timeline(.move(let motion)): .timeline(.move(motion.counted(times)))
    default: nil
    }
  }
}
