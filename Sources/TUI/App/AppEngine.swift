import CustomerSuccess
import Dispatch
import ReplicaStore
import Terminal

/// The app without its terminal: the state, what changes it, and what carries its effects out.
///
/// Tests of whole screens run it with keys of their own, on a real replica.
final class AppEngine {
  let replica: Replica
  let world: App.World
  let mailbox: Mailbox
  let drafts: DraftKeeper
  let workshop: Workshop
  var state: AppState
  /// Does what only the program around the engine can, such as opening `$EDITOR`.
  var carryOutside: (AppEffect) -> Void = { _ in }
  private var observation: ChangeObservation?
  /// The glance that is being read, and the newest one that waits for it.
  private var glance: Load?
  private var nextGlance: Load?
  /// Whether something was begun since the last key of a macro was waited for.
  private var hasBegun = false

  /// - Parameters:
  ///   - glyphs: What the terminal can show.
  ///   - ring: Called from any thread when an event waits in the mailbox.
  /// - Throws: What the replica throws when it cannot be read.
  init(
    replica: Replica, world: App.World, size: Size, glyphs: GlyphSet,
    ring: @escaping @Sendable () -> Void
  ) throws {
    let mailbox = Mailbox(ring: ring)
    self.replica = replica
    self.world = world
    self.mailbox = mailbox
    drafts = DraftKeeper(replica: replica) { mailbox.post(.failed($0)) }
    workshop = Workshop(replica: replica, mailbox: mailbox)
    state = AppState(
      sync: try replica.syncStatus(),
      surroundings: Surroundings(
        today: world.today(), now: world.now(), me: replica.me ?? User.ID(""),
        team: try replica.myself()?[User.team], size: size, glyphs: glyphs,
        calendar: world.calendar))
    state.begin(with: world.look)
  }

  /// Listens to the replica from now on, and reads a screenful of customers at once.
  func open() {
    observation = replica.changes { [mailbox] change in
      mailbox.post(change.cause == .status ? .statusChanged : .replicaChanged)
    }
    carryOut([.read(PortfolioReading(book: .own, limit: state.surroundings.size.rows))])
  }

  /// Reads all the rest of the first screen, and offers what a crash left behind.
  func complete() {
    replica.readBeside()
    let facts = replica.openingFacts.map(\.description)
    if !facts.isEmpty { handle(.failed(facts.joined(separator: " "))) }
    carryOut(state.top.readings.map(AppEffect.load) + [.offerKeptDrafts])
    arrangeViews(.list)
    arrangeReports(.list)
    arrangeMacros(.list)
    state.sayProblems()
    world.preferences.follow(views: world.views, reports: world.reports, macros: world.macros) {
      [mailbox] in
      mailbox.post($0)
    }
  }

  /// Whether nothing of the first screen is waited for.
  var isFilled: Bool { (state.top as? PortfolioState)?.isComplete ?? true }

  /// Opens the customer under the cursor where nobody sees it: the first time takes several times as
  /// long, and now nobody waits.
  func warmUp() {
    var rehearsal = state
    var effects = rehearsal.update(.input(.key(KeyPress(.enter))))
    while let effect = effects.popLast() {
      guard case .load(let load) = effect, load.reading.isQuick else { continue }
      effects += rehearsal.update(.loaded(workshop.read(load, today: state.surroundings.today)))
    }
    _ = rehearsal.draw()
  }

  /// Takes in what other threads found; false when there was nothing.
  func takePosted() -> Bool {
    let posted = mailbox.take()
    if !posted.isEmpty { tick() }
    for event in posted { handle(event) }
    return !posted.isEmpty
  }

  /// Returns when nothing is under way any more, or after so many turns of what came in meanwhile.
  func settle(turns: Int = .max) {
    for _ in 0..<turns {
      workshop.finish()
      drafts.flush()
      world.views.flush()
      guard takePosted() else { return }
    }
  }

  /// Everything typed is on the disk when this returns.
  func close() {
    observation?.cancel()
    workshop.flush()
    drafts.flush()
    world.views.flush()
  }

  func handle(_ event: AppEvent) {
    switch event {
    case .statusChanged:
      readStatus()
      carryOut(state.update(event))
    case .replicaChanged:
      readStatus()
      carryOut(state.update(event))
    case .loaded(let loaded) where loaded.load == glance:
      carryOut(state.update(event))
      glance = nil
      if let next = nextGlance { carryOut([.load(next)]) }
    case .replayOn where hasBegun:
      // What the key set off has set off more.
      awaitIdle()
    default: carryOut(state.update(event))
    }
  }

  /// Takes in whether the terminal is dark or light.
  func sense(_ appearance: Theme.Appearance) {
    world.preferences.take(appearance) { [mailbox] in mailbox.post($0) }
  }

  /// Lets the state know what time it is; nothing in it reads a clock.
  func tick() { carryOut(state.update(.clock(now: world.now(), today: world.today()))) }

  private func readStatus() {
    do {
      _ = state.update(.syncStatus(try replica.syncStatus()))
    } catch {
      _ = state.update(.failed("The sync status could not be read: \(error)"))
    }
  }
}

extension AppEngine {
  /// Does what an update asked for.
  func carryOut(_ effects: [AppEffect]) {
    for effect in effects { carryOut(effect) }
  }

  private func awaitIdle() {
    hasBegun = false
    workshop.announceIdle()
  }

  private func carryOut(_ effect: AppEffect) {
    if case .continueReplay = effect { return awaitIdle() }
    hasBegun = true
    switch effect {
    case .load(let load):
      if load.reading.isQuick {
        handle(.loaded(workshop.read(load, today: state.surroundings.today)))
      } else if load.reading.isGlance {
        take(glance: load)
      } else {
        workshop.readBeside(load, today: state.surroundings.today)
      }
    case .perform(let mutations, let label): workshop.perform(mutations, label: label)
    case .submit(let mutations, let draft): workshop.submit(mutations, draft: draft)
    case .log(let line, let account, let draft):
      workshop.log(line, account: account, draft: draft)
    case .planDay(let change, let day): workshop.plan(change, on: day)
    case .assignTAM(let account, let tam): workshop.assign(account, to: tam)
    case .follow(let accounts): workshop.follow(accounts)
    case .undo: workshop.undo()
    case .beginReplay: workshop.beginReplay()
    case .endReplay: workshop.endReplay()
    case .redo: workshop.redo()
    case .history(let choice): workshop.walk(choice)
    case .settle(let choice): workshop.settle(choice)
    case .rememberSearch(let text): workshop.remember(search: text)
    case .prepareForm(let account, let name):
      handle(workshop.preparedForm(account: account, name: name))
    case .offerKeptDrafts: handle(workshop.keptDrafts())
    case .keepDraft(let draft): drafts.keep(draft)
    case .discardDraft(let id): drafts.discard(id)
    case .saveView(let view): arrangeViews(.save(view))
    case .deleteView(let name): arrangeViews(.delete(name))
    case .saveReport(let report): arrangeReports(.save(report))
    case .deleteReport(let name): arrangeReports(.delete(name))
    case .write(let text, let path): write(text, to: path)
    case .saveMacro(let macro): arrangeMacros(.save(macro))
    case .syncNow: world.syncNow()
    case .listThemes: world.preferences.list { [mailbox] in mailbox.post($0) }
    case .keepTheme(let name):
      world.preferences.keep(theme: name) { [mailbox] in mailbox.post($0) }
    case .edit, .copy, .redraw, .suspend, .useTheme, .useColors, .useMouse: carryOutside(effect)
    case .open, .back, .show, .call, .say, .warn, .quit, .continueReplay:
      // The state carried these out itself.
      break
    }
  }

  /// Beside the event loop, as a disk may be slow.
  private func write(_ text: String, to path: String) {
    let home = world.environment["HOME"]
    personalFileQueue.async { [mailbox] in
      do {
        mailbox.post(.written(try NewFile.write(text, to: path, home: home)))
      } catch {
        mailbox.post(.failed("\(error)"))
      }
    }
  }

  /// Reads one glance after the other; however fast the cursor moves, the replica is not flooded.
  private func take(glance load: Load) {
    nextGlance = glance == nil ? nil : load
    guard glance == nil else { return }
    glance = load
    workshop.readBeside(load, today: state.surroundings.today)
  }

  private func arrangeViews(_ order: ViewOrder<PortfolioView>) {
    world.views.carryOut(order, as: AppEvent.views) { [mailbox] in mailbox.post($0) }
  }

  private func arrangeMacros(_ order: ViewOrder<Macro>) {
    world.macros.carryOut(order, as: AppEvent.macros) { [mailbox] in mailbox.post($0) }
  }

  private func arrangeReports(_ order: ViewOrder<TicketReport>) {
    world.reports.carryOut(order, as: AppEvent.reports) { [mailbox] in mailbox.post($0) }
  }
}
