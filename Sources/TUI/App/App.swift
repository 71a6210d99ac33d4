package import CustomerSuccess
package import ReplicaStore
import Terminal

/// The app: one loop on the main thread that sleeps until something happens.
///
/// Input first, then what other threads found; one update per event, at most one drawing per turn.
package final class App {
  /// What the app takes from the program around it.
  package struct World: Sendable {
    package let environment: [String: String]
    package let now: @Sendable () -> Instant
    package let today: @Sendable () -> Day
    /// Starts syncing in the background; called once, after the first drawing.
    package let startSync: @Sendable () -> Void
    /// Wakes the sync, because a person asked for it or edited something.
    package let syncNow: @Sendable () -> Void
    package let look: Look
    package let views: ViewShelf<PortfolioView>
    package let reports: ViewShelf<TicketReport>
    package let macros: ViewShelf<Macro>
    package let preferences: PreferenceShelf
    /// Where the person's calendar file would be; nil for nowhere.
    package let calendar: String?

    package init(
      environment: [String: String], now: @escaping @Sendable () -> Instant,
      today: @escaping @Sendable () -> Day, startSync: @escaping @Sendable () -> Void,
      syncNow: @escaping @Sendable () -> Void, look: Look = Look(),
      views: ViewShelf<PortfolioView> = .none, reports: ViewShelf<TicketReport> = .none,
      macros: ViewShelf<Macro> = .none, preferences: PreferenceShelf = .none,
      calendar: String? = nil
    ) {
      self.calendar = calendar
      self.look = look
      self.environment = environment
      self.now = now
      self.today = today
      self.startSync = startSync
      self.syncNow = syncNow
      self.views = views
      self.reports = reports
      self.macros = macros
      self.preferences = preferences
    }
  }

  let engine: AppEngine
  let session: TerminalSession
  private let startedAt: Instant
  private var drawing = Drawing.due
  /// What Escape leads to, while it is not certain yet that it was the key.
  private var foreseen: Foreseen?
  private var isCold = true

  /// What has to be drawn.
  private enum Drawing {
    case nothing
    case due
    /// The state as it stands was drawn ahead.
    case ready(CellBuffer)
  }

  private struct Foreseen {
    let state: AppState
    let effects: [AppEffect]
    let screen: CellBuffer
  }

  /// Takes over the terminal.
  ///
  /// - Throws: ``TerminalError`` when there is no terminal to draw on, or what the replica throws
  ///   when it cannot be read.
  package init(replica: Replica, world: World) throws {
    // What cannot be read is said before the terminal is taken over.
    _ = try replica.syncStatus()
    session = try TerminalSession(
      options: world.look.options ?? TerminalOptions(environment: world.environment),
      theme: world.look.theme)
    let doorbell = session.doorbell
    startedAt = world.now()
    engine = try AppEngine(
      replica: replica, world: world, size: session.size, glyphs: session.glyphs
    ) { doorbell.ring() }
    engine.carryOutside = { [unowned self] in carryOut($0) }
  }

  /// Runs until the person leaves; returns the exit status of the program.
  package func run() -> Int32 {
    defer { close() }
    showFirstScreen()
    while engine.state.ending == nil {
      for event in session.nextEvents() { handle(event) }
      // Within milliseconds it is known whether it comes true.
      guard foreseen == nil else { continue }
      if engine.takePosted() { drawing = .due }
      draw()
      warmUp()
    }
    return exitStatus
  }

  /// A screenful of customers at once; everything else after it is on screen.
  private func showFirstScreen() {
    engine.open()
    draw()
    engine.world.startSync()
    engine.complete()
    drawing = .due
  }

  /// Once, when all of the first screen is there.
  private func warmUp() {
    guard isCold, engine.isFilled else { return }
    isCold = false
    engine.warmUp()
  }

  private func handle(_ event: TerminalEvent) {
    if let foreseen, event == .input(Self.escape) { return fulfil(foreseen) }
    foreseen = nil
    engine.tick()
    if event == .mayBeEscape { return foresee() }
    drawing = .due
    switch event {
    case .input(let input): engine.handle(.input(input))
    case .resized(let size): engine.handle(.resized(size))
    case .mayBeEscape, .drained, .doorbell, .continued: break
    case .background(let appearance): engine.sense(appearance)
    case .suspendRequested: suspend()
    case .endRequested(let signal): engine.state.ending = .signal(signal.rawValue)
    case .hungUp: engine.state.ending = .hungUp
    }
  }

  private static let escape = InputEvent.key(KeyPress(.escape))

  /// Makes the frame that Escape leads to in the time that it takes to be certain of the key.
  private func foresee() {
    guard case .nothing = drawing, !session.isBusy else { return }
    var state = engine.state
    let effects = state.update(.input(Self.escape))
    let screen = state.draw()
    session.prepare(screen)
    foreseen = Foreseen(state: state, effects: effects, screen: screen)
  }

  private func fulfil(_ foreseen: Foreseen) {
    self.foreseen = nil
    engine.state = foreseen.state
    engine.carryOut(foreseen.effects)
    // What is carried out may have changed the state once more.
    drawing = foreseen.effects.isEmpty ? .ready(foreseen.screen) : .due
  }

  private func draw() {
    let written: Int?
    switch drawing {
    case .nothing: return
    case .due: written = session.present(engine.state.draw())
    case .ready(let screen): written = session.present(screen)
    }
    // A frame skipped because the line is busy is drawn when the terminal has taken the last one.
    drawing = written == nil ? .due : .nothing
  }

  /// Everything typed is on the disk before the terminal is given back.
  private func close() {
    engine.close()
    session.close()
    // Without it the next start only compares with an earlier visit.
    try? engine.replica.noteVisit(startedAt: startedAt)
  }

  private var exitStatus: Int32 {
    switch engine.state.ending {
    case .quit, .none: 0
    case .signal(let number): 128 + number
    case .hungUp: 128 + TerminalEvent.EndSignal.hangup.rawValue
    }
  }

  /// Does what needs the terminal.
  private func carryOut(_ effect: AppEffect) {
    switch effect {
    case .edit(let text, let command): edit(text, for: command)
    case .redraw: session.redraw()
    case .suspend: suspend()
    case .useTheme(let theme): session.setTheme(theme)
    case .copy(let text): if !session.copy(text) { engine.handle(.failed(Self.noClipboard)) }
    case .useColors(let tier): session.setColors(tier)
    case .useMouse(let isOn): session.setMouse(isOn)
    default: break  // The engine did it.
    }
  }

  static let noClipboard = "This terminal has no clipboard that can be written to."

  private func suspend() {
    guard !session.suspend() else { return }
    engine.handle(.failed("There is no shell here to go back to."))
  }

  private func edit(_ text: String, for command: Command) {
    engine.edit(text, for: command) { try session.runChild($0) }
    drawing = .due
  }
}
