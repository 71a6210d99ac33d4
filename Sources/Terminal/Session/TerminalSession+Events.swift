import CNcurses

extension TerminalSession {
  /// Sleeps until something happens or `timeout` is over, and returns what happened.
  ///
  /// All input that is there comes first, then signals, then the doorbell. Empty after a timeout,
  /// and never otherwise. Without a timeout the process does not wake until there is a reason.
  package func nextEvents(timeout: Duration? = nil) -> [TerminalEvent] {
    guard isOpen else { return [.hungUp] }
    if outbox.isBroken { return [.hungUp] }
    if !owed.isEmpty {
      defer { owed = [] }
      return owed
    }
    var remaining = timeout.map(Self.milliseconds) ?? -1
    while true {
      if isEscapeNews {
        isEscapeNews = false
        return [.mayBeEscape]
      }
      let patience = decoderPatience
      let isDecoder = patience >= 0 && (remaining < 0 || patience <= remaining)
      let ready = wait(isDecoder ? patience : remaining)
      let events = collect(ready)
      if !events.isEmpty { return events }
      if ready != 0 { continue }
      if isDecoder {
        let settled = settleDecoder()
        if !settled.isEmpty { return settled }
        if remaining > 0 { remaining -= patience }
      } else if remaining >= 0 {
        return []
      }
    }
  }

  /// Rounded up, so that a loop with a timer does not wake just before it.
  static func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    let fraction = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: max(seconds * 1_000 + fraction, 0))
  }

  /// How long to wait for the rest of a sequence; -1 when none is open.
  private var decoderPatience: Int32 {
    switch decoder.pending {
    case .nothing: -1
    case .escape: escapeWait - Int32(min(tty_milliseconds() - lastRead, Int64(escapeWait)))
    case .block: Self.blockWait
    }
  }

  private var escapeWait: Int32 {
    isLoneEscape && !options.isRemote ? Self.loneEscapeWait : Self.escapeWait
  }

  private func wait(_ timeout: Int32) -> UInt32 {
    // What an Escape leads to may be in the making, and news from elsewhere would undo it.
    let sources = [tty, signals] + (decoder.pending == .escape ? [] : [doorbell.descriptor])
    return sources.withUnsafeBufferPointer { buffer in
      tty_wait(buffer.baseAddress, Int32(buffer.count), isBusy ? tty : -1, timeout)
    }
  }

  private func settleDecoder() -> [TerminalEvent] {
    let settled = decoder.pending == .block ? decoder.abandon() : decoder.flushEscape()
    return settled.compactMap(accept)
  }

  private func collect(_ ready: UInt32) -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    if ready & (1 << 8) != 0 {
      outbox.send(to: tty)
      if outbox.isEmpty { events.append(.drained) }
    }
    if ready & 1 != 0 { events += readInput() }
    if ready & 2 != 0 { events += readSignals() }
    if ready & 4 != 0 {
      doorbell.answer()
      events.append(.doorbell)
    }
    return events
  }

  func readInput() -> [TerminalEvent] {
    let count = tty_read(tty, &room, Self.readSize)
    if count < 0 { return [.hungUp] }
    isLoneEscape = count == 1 && room[0] == 0x1B
    lastRead = tty_milliseconds()
    defer { isEscapeNews = isLoneEscape && decoder.pending == .escape }
    return decoder.feed(room.prefix(Int(count))).compactMap(accept)
  }

  /// Keeps the answers to our own questions; the rest is the program's.
  private func accept(_ event: InputEvent) -> TerminalEvent? {
    switch event {
    case .reply(.mode(2026, let state)):
      // 1 set, 2 reset: it knows the mode and lets us change it.
      learnSynchronization(state == 1 || state == 2)
      return nil
    case .reply(.primaryAttributes):
      awaitsAnswer = false
      return nil
    case .reply(.background(let appearance)): return .background(appearance)
    case .reply: return nil
    case .key, .paste, .mouse, .focus: return .input(event)
    }
  }

  private func readSignals() -> [TerminalEvent] {
    let bits = signals_take()
    func has(_ bit: Int) -> Bool { bits & UInt32(bit) != 0 }
    var events: [TerminalEvent] = []
    if has(SIGNALS_CONTINUE) {
      resume(after: bits)
      events.append(.continued)
      events += owed
      owed = []
    }
    if has(SIGNALS_RESIZE) && remeasure() { events.append(.resized(size)) }
    if has(SIGNALS_SUSPEND) { events.append(.suspendRequested) }
    if !has(SIGNALS_CONTINUE) { events += Self.endings(in: bits) }
    return events
  }

  /// The requests to end among some signals.
  static func endings(in bits: UInt32) -> [TerminalEvent] {
    let all = [
      (SIGNALS_HANGUP, TerminalEvent.EndSignal.hangup), (SIGNALS_TERMINATE, .terminate),
      (SIGNALS_INTERRUPT, .interrupt),
    ]
    return all.filter { bits & UInt32($0.0) != 0 }.map { .endRequested($0.1) }
  }
}
