import CustomerSuccess
import Support
import SyncEngine
import Synchronization
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// The real app on a real replica, with keys instead of a terminal, for tests of whole errands.
///
///     let app = try HeadlessApp()
///     try app.press("l").type("acme: Kickoff").press("enter")
///     #expect(app.screen.contains("u undoes"))
///
/// When a call returns, everything that it set off has come to its end: edits are stored, and what
/// is on screen was read again. No test waits for time.
final class HeadlessApp {
  let replica: Replica
  let engine: AppEngine
  let clock = SampleClock()
  /// Presses so far, letters that were typed as text left out; what keystroke budgets count.
  private(set) var keyCount = 0
  /// What the person makes of a text in `$EDITOR`.
  var editor: (String) -> String = { $0 }
  /// What the app asked of the terminal and the program around it, other than `$EDITOR`.
  private(set) var outside: [AppEffect] = []
  /// How often the app asked for a sync.
  var syncRequests: Int { syncs.count }
  private let directory: TemporaryDirectory
  private let syncs = SyncCount()
  private var position: Int64 = 0
  private var lastSequence: Int64 = 0
  private var lastMutationID: PendingMutation.ID?

  /// - Parameters:
  ///   - rows: What the first sync brings, beside the person `Ada`, a TAM of the team Blue.
  ///   - files: Put into the home before the app starts, by name.
  init(
    _ rows: [Row] = .smallCompany, files: [String: String] = [:],
    size: Size = Size(rows: 24, columns: 80), glyphs: GlyphSet = .unicode,
    calendar: String? = nil, preferences: PreferenceShelf = .none
  ) throws {
    directory = try TemporaryDirectory()
    let home = try Home.open(at: directory.path(of: "home"))
    for (name, content) in files { try directory.write(content, to: "home/\(name)") }
    try home.save(
      ServiceAccess(
        service: "https://tam.example", device: "device-1", token: "secret",
        user: User.ID("005ada"), userName: "Ada Lovelace", company: "Example"))
    let clock = clock
    replica = try Replica.open(
      at: home,
      environment: ReplicaEnvironment(
        now: { clock.now }, secondsFromGMT: { _ in 0 }, newID: { clock.newID() }))
    let replica = replica
    let syncs = syncs
    engine = try AppEngine(
      replica: replica,
      world: App.World(
        environment: ["EDITOR": "editor"], now: { clock.now }, today: { replica.environment.today },
        startSync: {}, syncNow: { syncs.add() }, look: preferences.look(), preferences: preferences,
        calendar: calendar ?? "\(home.path)/calendar.ics"),
      size: size, glyphs: glyphs
    ) {}
    engine.carryOutside = { [unowned self] in carryOut($0) }
    try deliver([.user("005ada", name: "Ada Lovelace")] + rows)
    engine.open()
    engine.complete()
    settle()
  }

  /// What is on screen now.
  var screen: CellBuffer { engine.state.draw() }
  var text: String { screen.text }

  /// Presses keys one after the other, written as in a keymap; each has done its work before the next.
  @discardableResult
  func press(_ keys: String...) throws -> HeadlessApp {
    for key in keys {
      let press = try #require(KeyPress(key), "\(key) is no key")
      keyCount += 1
      engine.handle(.input(.key(press)))
      settle()
    }
    return self
  }

  /// Types text letter by letter.
  @discardableResult
  func type(_ text: String) -> HeadlessApp {
    for letter in text {
      engine.handle(.input(.key(KeyPress(.character(letter)))))
      settle()
    }
    return self
  }

  /// Returns when nothing is under way any more.
  func settle() { engine.settle() }

  /// Commits rows on the pretended service and brings them here, as a sync does.
  func deliver(_ rows: [Row]) throws {
    let isFirst = position == 0
    position += 1
    let placed = try rows.map {
      PlacedRow($0, scope: try #require($0.scope), position: Position(position))
    }
    for lane in [Lane.core, .bulk] {
      let own = placed.filter { $0.scope.lane == lane }
      let scopes = isFirst ? Set(own.map(\.scope)).sorted() : []
      let frames = scopes.flatMap { scope in
        let held = own.filter { $0.scope == scope }
        return [Frame.replace(scope, count: held.count)] + held.map(Frame.put)
      }
      try pull(lane, isFirst ? frames : own.map(Frame.put))
    }
    settle()
  }

  /// Lets the pretended service refuse everything that waits.
  func refuseEverything(_ reason: String) throws {
    let request = try #require(try replica.nextPush())
    let results = request.mutations.map { offer in
      MutationResult(
        sequence: offer.sequence, id: offer.id, status: .rejected,
        refusal: MutationRefusal(.notInScope, reason: reason))
    }
    position += 1
    lastSequence = results.last?.sequence ?? lastSequence
    lastMutationID = results.last?.id ?? lastMutationID
    try pull(.core, results.map(Frame.result))
    try pull(.bulk, [])
    settle()
  }

  /// Lets the pretended service receive everything that waits; its effects come with no pull yet.
  func confirmEverything() throws {
    let request = try #require(try replica.nextPush())
    let last = try #require(request.mutations.last)
    try replica.acknowledge(
      PushResponse(
        lastSequence: last.sequence, lastMutationID: last.id, position: Position(position),
        results: []))
    settle()
  }

  private func pull(_ lane: Lane, _ frames: [Frame]) throws {
    let request = try replica.nextPull(lane)
    var encoder = FrameEncoder()
    try encoder.write(
      .begin(
        Frame.Begin(
          epoch: 1, lane: lane, from: Position(position - 1), to: Position(position),
          lastSequence: lastSequence, lastMutationID: lastMutationID)))
    for frame in frames { try encoder.write(frame) }
    try encoder.write(.end(Frame.End(to: Position(position), resume: nil)))
    let outcome = try replica.receive(PullResponse(decoding: encoder.take()), to: request)
    try replica.finishLoad()
    guard case .complete = outcome else {
      Issue.record("the pretended service's answer was not taken: \(outcome)")
      return
    }
  }

  private func carryOut(_ effect: AppEffect) {
    guard case .edit(let text, let command) = effect else {
      outside.append(effect)
      return
    }
    engine.handle(.editorClosed(editor(text), for: command))
  }
}

/// How often a sync was asked for, from any thread.
private nonisolated final class SyncCount: Sendable {
  private let state = Mutex(0)

  var count: Int { state.withLock { $0 } }

  func add() { state.withLock { $0 += 1 } }
}

/// Time that moves when told, and ids in order.
nonisolated final class SampleClock: Sendable {
  private let state = Mutex(
    (now: Instant(startOf: .sampleToday).adding(seconds: 36_000), ids: 0))

  var now: Instant { state.withLock { $0.now } }

  func advance(seconds: Int) { state.withLock { $0.now = $0.now.adding(seconds: seconds) } }

  func newID() -> String {
    state.withLock { state in
      state.ids += 1
      return "id-\(state.ids)"
    }
  }
}
