import CNcurses
import Glibc

let notATerminalNumber = ENOTTY

extension TerminalSession {
  /// Milliseconds until it is certain that nothing stopped us: the end of a stop shows at once.
  private static let continueWait: Int32 = 100

  private var wantedModes: UInt32 {
    let modes = [
      LEDGER_ALTERNATE_SCREEN, LEDGER_NO_WRAP, LEDGER_HIDDEN_CURSOR, LEDGER_BRACKETED_PASTE,
      LEDGER_FOCUS,
    ]
    let mouse = options.usesMouse ? LEDGER_MOUSE : 0
    let synchronized = canSynchronize ? LEDGER_SYNCHRONIZED : 0
    let appearance = asksAppearance ? LEDGER_APPEARANCE : 0
    return modes.reduce(UInt32(mouse | synchronized | appearance)) { $0 | UInt32($1) }
  }

  func enterModes() {
    tty_enter_raw(tty)
    // Whoever had the terminal before may have switched off what was on.
    ledger_forget()
    write(Self.ledgerBytes { ledger_change(wantedModes, $0) })
    encoder.forget()
  }

  /// Undoes every mode and restores the settings; the one way out, for whatever reason.
  func leaveModes(dropInput: Bool) {
    write(Self.ledgerBytes { ledger_undo($0) })
    tty_leave_raw(dropInput)
    outbox = Outbox()
  }

  private func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      let start = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      // A line that is gone shows at the next read.
      _ = tty_write_all(tty, start, raw.count)
    }
  }

  /// Notes whether the terminal can hold back drawing until a frame is complete.
  func learnSynchronization(_ isKnown: Bool) {
    canSynchronize = isKnown
    guard isKnown else { return }
    write(Self.ledgerBytes { ledger_change(ledger_modes() | UInt32(LEDGER_SYNCHRONIZED), $0) })
  }

  /// Asks whether frames can be held back and what color the background has, then who it is.
  ///
  /// Every terminal answers the last; nothing waits for it.
  func askModes() {
    guard options.mayAskModes else { return }
    awaitsAnswer = true
    let background = asksAppearance ? "\u{1B}]11;?\u{1B}\\" : ""
    write(Array("\u{1B}[?2026$p\(background)\u{1B}[c".utf8))
  }

  private var asksAppearance: Bool {
    options.mayAskModes && tier != .mono && !TerminalType.isOld(type)
  }

  /// Lets an answer that is under way arrive here, and owes what else comes meanwhile.
  func settleAnswers() {
    let patience = Self.milliseconds(options.answerWait)
    while awaitsAnswer {
      guard withUnsafePointer(to: tty, { tty_wait($0, 1, -1, patience) }) != 0 else {
        awaitsAnswer = false
        return
      }
      let events = readInput()
      owed += events
      if events.contains(.hungUp) { return }
    }
  }

  /// Stops the program as ^Z does; returns when it goes on, with the terminal taken over again.
  ///
  /// A request to end that comes meanwhile is among the next events.
  ///
  /// - Returns: False where no shell is left that could let it go on: it was not stopped then.
  package func suspend() -> Bool {
    guard isOpen, !isAway else { return true }
    let ends = Self.endings(in: signals_take())
    owed += ends
    guard ends.isEmpty else { return true }
    settleAnswers()
    leaveModes(dropInput: false)
    stderr_release()
    signals_stop_group()
    let bits = takeContinued()
    resume(after: bits)
    return bits & UInt32(SIGNALS_CONTINUE) != 0
  }

  /// The signals since the stop; the SIGCONT that ended it must not be taken for another.
  private func takeContinued() -> UInt32 {
    let bits = signals_take()
    if bits & UInt32(SIGNALS_CONTINUE) != 0 { return bits }
    // Its handler may still be running on another thread.
    _ = withUnsafePointer(to: signals) { tty_wait($0, 1, -1, Self.continueWait) }
    return bits | signals_take()
  }

  /// Takes the terminal over again after somebody else had it, and owes the ends asked for meanwhile.
  ///
  /// - Parameters:
  ///   - bits: The signals of that time.
  ///   - isChild: Whether a child had it, of which nothing may be left.
  func resume(after bits: UInt32, isChild: Bool = false) {
    let ends = Self.endings(in: bits)
    owed += ends
    // To reach for a terminal that the shell has would stop us again, with nothing saved.
    isAway = !ends.isEmpty && tty_is_background(tty)
    if isAway { return }
    if isChild {
      // What was typed at the child and not read by it was not meant for us.
      tty_drop_input(tty)
      tty_put_back(tty)
    }
    stderr_capture()
    enterModes()
    // Meanwhile the evening may have come.
    askModes()
    if remeasure() { owed.append(.resized(size)) }
  }
}
