import CustomerSuccess
import Support
import SyncEngine
import Testing

/// What the machine does in each phase with each event.
@Suite struct ClientMachineTests {
  /// How to get there from the start.
  private enum Stage: String, CaseIterable {
    case offline, idle, waiting, throttled, pushing, pullingCore, pullingBulk, staging, applying
    case recovering, authNeeded, upgradeNeeded, locked, revoked, broken
  }

  private enum Happening: String, CaseIterable {
    case wentOnline, wentOffline, edited, nudged, timer, pushed, pushedSome, stopped, received
    case nothingNew, page, complete, recovered, unreachable, serverError, unavailable, throttled
    case unauthorized, forbidden, epoch, fork, gap, badPage, revoked, tooLarge, locked, tooOld
    case refused, busy, damaged, remedied
  }

  /// The phase after each event, by the phase before; what is not listed stays as it is.
  private static let table: [Stage: [Happening: String]] = {
    let failures: [Happening: String] = [
      .timer: "idle", .wentOffline: "offline", .unreachable: "idle", .serverError: "idle",
      .unavailable: "idle", .throttled: "idle", .unauthorized: "authNeeded",
      .forbidden: "authNeeded", .epoch: "recovering", .fork: "recovering", .gap: "recovering",
      .badPage: "recovering", .revoked: "revoked", .tooLarge: "broken", .locked: "locked",
      .tooOld: "upgradeNeeded", .refused: "broken", .busy: "idle", .damaged: "broken",
      // Answers of the wrong kind.
      .pushed: "idle", .pushedSome: "idle", .stopped: "idle", .received: "idle",
      .nothingNew: "idle", .page: "idle", .complete: "idle", .recovered: "idle",
    ]
    func busy(_ own: [Happening: String]) -> [Happening: String] {
      failures.merging(own) { _, own in own }
    }
    let resting: [Happening: String] = [
      .nudged: "pulling core", .timer: "pulling core", .wentOffline: "offline",
    ]
    let stopped: [Happening: String] = [.nudged: "pulling core", .remedied: "pulling core"]
    return [
      .offline: [.wentOnline: "pulling core"],
      .idle: resting.merging([.edited: "pushing"]) { $1 },
      .waiting: resting,
      .throttled: [.timer: "pulling core", .wentOffline: "offline"],
      .pushing: busy([
        .pushed: "pulling core", .pushedSome: "pushing", .tooLarge: "pushing",
        .badPage: "broken", .stopped: "pulling core", .serverError: "pulling core",
        .unavailable: "pulling core",
      ]),
      .pullingCore: busy([.received: "applying core 1", .nothingNew: "pulling bulk"]),
      .pullingBulk: busy([.received: "applying bulk 1", .nothingNew: "idle"]),
      .staging: busy([.received: "applying core 2", .nothingNew: "pulling bulk"]),
      .applying: busy([.page: "staging core 2", .complete: "pulling bulk"]),
      .recovering: busy([.recovered: "pulling core", .badPage: "broken"]),
      .authNeeded: stopped, .upgradeNeeded: stopped, .locked: stopped, .broken: stopped,
      .revoked: [.remedied: "pulling core"],
    ]
  }()

  @Test func `every event has its answer in every phase`() throws {
    for stage in Stage.allCases {
      let row = try #require(Self.table[stage])
      for happening in Happening.allCases {
        var driver = MachineDriver(seed: 1)
        bring(&driver, to: stage)
        let before = driver.phase
        happen(happening, &driver)
        #expect(
          driver.phase == row[happening] ?? before,
          "\(happening.rawValue) when \(stage.rawValue)")
        driver.expectTimer("\(happening.rawValue) when \(stage.rawValue)")
      }
    }
  }

  @Test func `an answer to a request that was given up changes nothing`() {
    let answers = Set(Happening.allCases).subtracting([
      .wentOnline, .wentOffline, .edited, .nudged, .timer, .remedied,
    ])
    for happening in answers {
      var driver = MachineDriver(seed: 1)
      bring(&driver, to: .pullingCore)
      driver.attempt -= 1
      let before = driver.machine
      guard let event = driver.event(for: happening.rawValue) else { continue }
      #expect(driver.step(event) == [], "\(happening.rawValue)")
      #expect(driver.machine == before, "\(happening.rawValue)")
    }
  }

  @Test func `while it is online a timer is armed, whatever happens`() {
    for seed in UInt64(0)..<300 {
      var driver = MachineDriver(seed: seed)
      for step in 0..<60 {
        let happening = Happening.allCases.randomElement(using: &driver.random) ?? .timer
        happen(happening, &driver)
        driver.expectTimer("seed \(seed), step \(step): \(happening.rawValue)")
      }
    }
  }

  private func bring(_ driver: inout MachineDriver, to stage: Stage) {
    guard stage != .offline else { return }
    happen(.wentOnline, &driver)
    let way: [Happening] =
      switch stage {
      case .offline, .pullingCore: []
      case .idle: [.nothingNew, .nothingNew]
      case .waiting: [.unreachable]
      case .throttled: [.throttled]
      case .pushing: [.nothingNew, .nothingNew, .edited]
      case .pullingBulk: [.nothingNew]
      case .staging: [.received, .page]
      case .applying: [.received]
      case .recovering: [.epoch]
      case .authNeeded: [.unauthorized]
      case .upgradeNeeded: [.tooOld]
      case .locked: [.locked]
      case .revoked: [.revoked]
      case .broken: [.damaged]
      }
    for happening in way { happen(happening, &driver) }
  }

  private func happen(_ happening: Happening, _ driver: inout MachineDriver) {
    guard let event = driver.event(for: happening.rawValue) else { return }
    driver.step(event)
  }
}

/// How long it waits and what it gives up.
@Suite struct RetryTests {
  @Test func `the wait grows with the failures, up to five minutes, and never below a second`() {
    for seed in UInt64(0)..<100 {
      var driver = MachineDriver(seed: seed)
      driver.step(.wentOnline(unsent: 0))
      for failure in 1...12 {
        driver.step(.failed(attempt: driver.attempt, .unreachable))
        let bound = min(300_000, 1_000 << failure)
        let wait = driver.wait ?? 0
        #expect((1_000...bound).contains(wait), "failure \(failure), \(driver.random)")
        driver.fire()
      }
    }
  }

  @Test func `the service's own wait wins, and no nudge cuts it short`() {
    var driver = MachineDriver(seed: 3)
    driver.step(.wentOnline(unsent: 1))
    driver.step(.failed(attempt: driver.attempt, .throttled(retryAfterSeconds: 17)))
    #expect(driver.wait == 17_000)
    #expect(driver.step(.nudged) == [])
    #expect(driver.step(.edited(unsent: 2)) == [])
    driver.fire()
    #expect(driver.phase == "pushing")
  }

  @Test func `a person's nudge does not wait for the back-off, an edit does`() {
    var driver = MachineDriver(seed: 4)
    driver.step(.wentOnline(unsent: 0))
    driver.step(.failed(attempt: driver.attempt, .unreachable))
    #expect(driver.step(.edited(unsent: 1)) == [])
    driver.step(.nudged)
    #expect(driver.phase == "pushing")
  }

  @Test func `a push that is too large is halved, and a single one is put aside`() {
    var driver = MachineDriver(seed: 5)
    driver.step(.wentOnline(unsent: 300))
    var limits: [Int] = []
    while driver.phase == "pushing" {
      if let limit = driver.pushLimit { limits.append(limit) }
      driver.step(.failed(attempt: driver.attempt, .tooLarge))
    }
    #expect(limits == [200, 100, 50, 25, 12, 6, 3, 1])
    #expect(driver.machine.phase == .recovering(.park))

    driver.step(.recovered(attempt: driver.attempt, unsent: 300))
    #expect(driver.phase == "pushing", "it is offered again, to be put aside")
    #expect(driver.pushLimit == 1)
    driver.step(.pushed(attempt: driver.attempt, unsent: 299, didStopEarly: false))
    #expect(driver.pushLimit == SyncLimits.mutationsPerPush, "and those behind it go on")
  }

  @Test(arguments: [
    ClientMachine.Trouble.serverError(retryAfterSeconds: 9), .unavailable(retryAfterSeconds: 9),
  ])
  func `what others did comes although the service takes no edits`(
    trouble: ClientMachine.Trouble
  ) {
    var driver = MachineDriver(seed: 11)
    driver.step(.wentOnline(unsent: 1))
    for round in 1...3 {
      #expect(driver.phase == "pushing", "round \(round)")
      driver.step(.failed(attempt: driver.attempt, trouble))
      #expect(driver.phase == "pulling core")
      #expect(driver.machine.isPushRefused)
      driver.step(.received(attempt: driver.attempt))
      driver.step(.applied(attempt: driver.attempt, isComplete: false, unsent: 1))
      #expect(driver.phase == "staging core 2", "no second push in the round")
      driver.step(.nothingNew(attempt: driver.attempt))
      #expect(driver.phase == "pulling bulk")
      driver.step(.nothingNew(attempt: driver.attempt))
      #expect(driver.phase == "idle")
      #expect(driver.wait == 9_000)
      #expect(driver.machine.failures == round, "a pull that works does not shorten the wait")
      driver.fire()
    }
    driver.step(.pushed(attempt: driver.attempt, unsent: 0, didStopEarly: false))
    #expect(driver.machine.failures == 0)
  }

  @Test func `a pull that fails after a refused push is one failure with it`() {
    var driver = MachineDriver(seed: 12)
    driver.step(.wentOnline(unsent: 1))
    driver.step(.failed(attempt: driver.attempt, .unavailable(retryAfterSeconds: 7)))
    driver.step(.failed(attempt: driver.attempt, .unreachable))
    #expect(driver.phase == "idle")
    #expect(driver.wait == 7_000)
    #expect(driver.machine.failures == 1)
    driver.fire()
    #expect(driver.phase == "pushing")
  }

  @Test func `a push that fails eight times over ten minutes is put aside`() {
    var driver = MachineDriver(seed: 6)
    driver.step(.wentOnline(unsent: 1))
    for failure in 1...8 {
      #expect(driver.phase == "pushing", "before failure \(failure)")
      driver.step(.failed(attempt: driver.attempt, .serverError(retryAfterSeconds: 90)))
      guard failure < 8 else { break }
      driver.pullNothing()
      driver.fire()
    }
    #expect(driver.machine.phase == .recovering(.park))
  }

  @Test func `an outage puts nothing aside, however long it is`() {
    var driver = MachineDriver(seed: 6)
    driver.step(.wentOnline(unsent: 1))
    for failure in 1...50 {
      #expect(driver.phase == "pushing", "before failure \(failure)")
      driver.step(.failed(attempt: driver.attempt, .unavailable(retryAfterSeconds: 90)))
      driver.pullNothing()
      driver.fire()
    }
  }

  @Test func `a service that stops early each time, further on, puts nothing aside`() {
    var driver = MachineDriver(seed: 6)
    driver.step(.wentOnline(unsent: 50))
    for unsent in (1..<50).reversed() {
      #expect(driver.phase == "pushing", "with \(unsent + 1) to go")
      driver.step(.pushed(attempt: driver.attempt, unsent: unsent, didStopEarly: true))
      driver.pullNothing()
      driver.fire()
    }
  }

  @Test func `repairs that bring nothing end in a wait, not in a loop`() {
    var driver = MachineDriver(seed: 7)
    driver.step(.wentOnline(unsent: 1))
    for _ in 1...RetryPolicy.recoveriesInARow {
      driver.step(.failed(attempt: driver.attempt, .fork))
      #expect(driver.phase == "recovering")
      driver.step(.recovered(attempt: driver.attempt, unsent: 1))
    }
    driver.step(.failed(attempt: driver.attempt, .fork))
    #expect(driver.phase == "idle")
  }

  @Test func `a request that is never answered is given up`() {
    var driver = MachineDriver(seed: 8)
    driver.step(.wentOnline(unsent: 0))
    #expect(driver.wait == RetryPolicy.deadlineMilliseconds)
    #expect(driver.fire().first == .cancelRequest)
    #expect(driver.phase == "idle")
  }

  @Test func `an edit made during a pull is pushed before the machine rests`() {
    var driver = MachineDriver(seed: 9)
    driver.step(.wentOnline(unsent: 0))
    driver.step(.edited(unsent: 1))
    driver.step(.nothingNew(attempt: driver.attempt))
    #expect(driver.phase == "pushing")
  }

  @Test func `a revoked device is wiped`() {
    var driver = MachineDriver(seed: 10)
    driver.step(.wentOnline(unsent: 0))
    #expect(driver.step(.failed(attempt: driver.attempt, .revoked)).contains(.wipe))
  }

  @Test func `every refusal of the service has its meaning`() {
    let meanings = SyncFailure.Code.allCases.map { code in
      ClientMachine.Trouble(SyncFailure(code, "", epoch: 2, lastSequence: 3, retryAfterSeconds: 4))
    }
    #expect(
      meanings == [
        .refused, .forbidden, .unauthorized, .forbidden, .epoch(2, lastSequence: 3), .fork,
        .gap(lastSequence: 3), .page, .revoked, .refused, .tooLarge, .locked, .tooOld,
        .throttled(retryAfterSeconds: 4), .serverError(retryAfterSeconds: 4),
        .unavailable(retryAfterSeconds: 4),
      ])
  }
}
