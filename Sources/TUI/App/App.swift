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

    package init(
      environment: [String: String], now: @escaping @Sendable () -> Instant,
      today: @escaping @Sendable () -> Day, startSync: @escaping @Sendable () -> Void,
      syncNow: @escaping @Sendable () -> Void
    ) {
      self.environment = environment
      self.now = now
      self.today = today
      self.startSync = startSync
      self.syncNow = syncNow
    }
  }

  let replica: Replica
  let world: World
  let session: TerminalSession
  let mailbox: Mailbox
  let drafts: DraftKeeper
  let workshop: Workshop
  var state: AppState
  private let startedAt: Instant
  private var isDirty = true

  /// Takes over the terminal.
  ///
  /// - Throws: ``TerminalError`` when there is no terminal to draw on, or what the replica throws
  ///   when it cannot be read.
  package init(replica: Replica, world: World) throws {
    let status = try replica.syncStatus()
    let team = try replica.myself()?[User.team]
    session = try TerminalSession(
      options: TerminalOptions(environment: world.environment), theme: .tamarack)
    let doorbell = session.doorbell
    let mailbox = Mailbox { doorbell.ring() }
    self.replica = replica
    self.world = world
    startedAt = world.now()
    self.mailbox = mailbox
    drafts = DraftKeeper(replica: replica) { mailbox.post(.failed($0)) }
    workshop = Workshop(replica: replica, mailbox: mailbox)
    state = AppState(
      sync: status,
      surroundings: Surroundings(
        today: world.today(), now: world.now(), me: replica.me ?? User.ID(""), team: team,
        size: session.size, glyphs: session.isUnicode ? .unicode : .ascii))
  }

  /// Runs until the person leaves; returns the exit status of the program.
  package func run() -> Int32 {
    defer { close() }
    let observation = replica.changes { [mailbox] change in
      mailbox.post(change.cause == .status ? .statusChanged : .replicaChanged)
    }
    defer { observation.cancel() }
    showFirstScreen()
    while state.ending == nil {
      for event in session.nextEvents() { handle(event) }
      let posted = mailbox.take()
      if !posted.isEmpty { tick() }
      for event in posted { handle(event) }
      draw()
    }
    return exitStatus
  }

  /// A screenful of customers at once; everything else after it is on screen.
  private func showFirstScreen() {
    carryOut([.read(PortfolioReading(book: .own, limit: state.surroundings.size.rows))])
    draw()
    world.startSync()
    let facts = replica.openingFacts.map(\.description)
    if !facts.isEmpty { handle(.failed(facts.joined(separator: " "))) }
    carryOut([.read(PortfolioReading(book: .own)), .offerKeptDraft])
  }

  private func handle(_ event: TerminalEvent) {
    tick()
    switch event {
    case .input(let input): handle(AppEvent.input(input))
    case .resized(let size): handle(AppEvent.resized(size))
    case .drained, .doorbell, .continued: isDirty = true
    case .suspendRequested: carryOut([.suspend])
    case .endRequested(let signal): state.ending = .signal(signal.rawValue)
    case .hungUp: state.ending = .hungUp
    }
  }

  private func handle(_ event: AppEvent) {
    isDirty = true
    switch event {
    case .statusChanged: readStatus()
    case .replicaChanged:
      readStatus()
      carryOut(state.update(event))
    default: carryOut(state.update(event))
    }
  }

  private func readStatus() {
    do {
      _ = state.update(.syncStatus(try replica.syncStatus()))
    } catch {
      _ = state.update(.failed("The sync status could not be read: \(error)"))
    }
  }

  /// Lets the state know what time it is; nothing in it reads a clock.
  private func tick() {
    _ = state.update(.clock(now: world.now(), today: world.today()))
  }

  private func draw() {
    guard isDirty else { return }
    // A frame skipped because the line is busy is drawn when the terminal has taken the last one.
    isDirty = session.present(state.draw()) == nil
  }

  /// Everything typed is on the disk before the terminal is given back.
  private func close() {
    workshop.flush()
    drafts.flush()
    session.close()
    // Without it the next start only compares with an earlier visit.
    try? replica.noteVisit(startedAt: startedAt)
  }

  private var exitStatus: Int32 {
    switch state.ending {
    case .quit, .none: 0
    case .signal(let number): 128 + number
    case .hungUp: 128 + TerminalEvent.EndSignal.hangup.rawValue
    }
  }

  /// Does what an update asked for.
  func carryOut(_ effects: [AppEffect]) {
    for effect in effects { carryOut(effect) }
  }

  private func carryOut(_ effect: AppEffect) {
    switch effect {
    case .load(let load):
      if load.reading.isQuick {
        handle(.loaded(workshop.read(load, today: state.surroundings.today)))
      } else {
        workshop.readBeside(load, today: state.surroundings.today)
      }
    case .perform(let mutations, let label): workshop.perform(mutations, label: label)
    case .submit(let activity, let draft): workshop.submit(activity, draft: draft)
    case .log(let line, let account): workshop.log(line, account: account)
    case .assignTAM(let account, let tam): workshop.assign(account, to: tam)
    case .undo: workshop.undo()
    case .redo: workshop.redo()
    case .settle(let choice): workshop.settle(choice)
    case .rememberSearch(let text): workshop.remember(search: text)
    case .prepareForm(let account, let name):
      handle(workshop.preparedForm(account: account, name: name))
    case .offerKeptDraft: offerKeptDraft()
    case .keepDraft(let draft): drafts.keep(draft)
    case .discardDraft(let id): drafts.discard(id)
    case .edit(let text, let command): edit(text, for: command)
    case .syncNow: world.syncNow()
    case .redraw: session.redraw()
    case .suspend: session.suspend()
    case .open, .back, .show, .call, .say, .warn, .quit:
      // The state carried these out itself.
      break
    }
  }

  private func offerKeptDraft() {
    guard case .formReady(_, _, _, let kept) = workshop.preparedForm(account: nil, name: nil),
      let draft = kept.first(where: { $0.kind == LogActivityState.draftKind })
    else { return }
    state.overlay = .question(state.draftQuestion(draft, count: kept.count, fresh: nil))
    isDirty = true
  }

  private func edit(_ text: String, for command: Command) {
    let editor = ExternalEditor(environment: world.environment, home: replica.home)
    do {
      let saved = try editor.edit(text) { try session.runChild($0) }
      carryOut(state.update(.editorClosed(saved, for: command)))
    } catch {
      handle(.failed("\(error)"))
    }
    isDirty = true
  }
}
