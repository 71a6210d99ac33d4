import CustomerSuccess
import Foundation
import Testing

@testable import ReplicaStore

@Suite struct ChangesQueryTests {
  private let today = ReplicaWorld.today
  private let start = ReplicaWorld.start

  @Test(arguments: [-8, 0, 9])
  func `a period begins with a day where the person is, which is the one it tells`(
    hoursFromGMT: Int
  ) throws {
    let world = try ReplicaWorld(hoursFromGMT: hoursFromGMT)
    let today = ReplicaWorld.today
    let page = try world.replica.changes(since: .day(today), today: today)
    #expect(page.since == Instant(startOf: today).adding(seconds: -hoursFromGMT * 3_600))
    #expect(page.sinceDay == today)
  }

  @Test func `who leaves the app leaves no log that the next start has to read`() throws {
    let world = try ReplicaWorld((0..<500).map { .account("a\($0)") })

    try world.replica.noteVisit(startedAt: world.environment.now())

    let log = try FileManager.default.attributesOfItem(atPath: world.home.replicaPath + "-wal")
    #expect(log[.size] as? Int == 0)
  }

  @Test func `the last visits are known, newest first, and one a day for a week`() throws {
    let world = try ReplicaWorld([.account("acme")])
    #expect(try world.replica.visits().isEmpty)
    for _ in 0..<12 {
      for _ in 0..<5 {
        world.advance(seconds: 3_600)
        try world.replica.noteVisit(startedAt: start)
      }
      world.advance(seconds: 86_400 - 5 * 3_600)
    }

    let visits = try world.replica.visits()

    #expect(visits.map(\.leftAt) == visits.map(\.leftAt).sorted().reversed())
    #expect(Set(visits.map { $0.leftAt.day(secondsFromGMT: 0) }).count == 9)
    #expect(visits.count == 11)
  }

  @Test func `attributes are compared with how they stood at the visit`() throws {
    var moved = Row.account("acme", renewal: today.adding(days: 30))
    let world = try ReplicaWorld([moved, .account("same"), .account("his", tam: "bob")])
    try world.replica.noteVisit(startedAt: start)
    world.advance(seconds: 60)
    moved[Account.renewalDate] = today.adding(days: 90)
    moved[Account.lifecycleStage] = .willChurn
    var his = Row.account("his", tam: "bob")
    his[Account.arr] = 1
    try world.deliver([moved, his])

    let own = try changes(world, .visit(0))
    #expect(
      own == [
        .attribute(
          "renewal_date", from: today.adding(days: 30).stored,
          to: today.adding(days: 90).stored),
        .attribute("lifecycle_stage", from: .null, to: .text("Will Churn")),
      ])
    let all = try world.replica.changes(since: .visit(0), book: .everything, today: today)
    #expect(all.rows.count == 3)
    #expect(all.rows.contains { if case .arr = $0.change { true } else { false } })
    let one = try world.replica.changes(since: .visit(0), account: Account.ID("his"), today: today)
    #expect(one.rows.map(\.accountName) == ["his"])
  }

  @Test func `the visit before the last one sees what the last one saw already`() throws {
    var row = Row.account("acme", renewal: today)
    let world = try ReplicaWorld([row])
    for days in 1...2 {
      try world.replica.noteVisit(startedAt: start)
      world.advance(seconds: 60)
      row[Account.renewalDate] = today.adding(days: days)
      try world.deliver([row])
    }

    #expect(
      try changes(world, .visit(0)) == [
        .attribute(
          "renewal_date", from: today.adding(days: 1).stored, to: today.adding(days: 2).stored)
      ])
    #expect(
      try changes(world, .visit(1)) == [
        .attribute("renewal_date", from: today.stored, to: today.adding(days: 2).stored)
      ])
  }

  @Test func `without a visit the period begins yesterday and says that nothing was noted`() throws
  {
    let world = try ReplicaWorld([.account("acme", renewal: today)])

    let page = try world.replica.changes(since: .visit(0), today: today)

    #expect(page.since == Instant(startOf: today.adding(days: -1)))
    #expect(page.comparedWith == nil)
    #expect(page.rows.isEmpty)
  }

  @Test func `scores, tickets, work and entries of others that are newer than the day`() throws {
    let recent = Instant(startOf: today).adding(seconds: 3_600)
    let old = Instant(startOf: today.adding(days: -30))
    var measure = Row(HealthMeasure.table, id: "acme:CI")
    measure[HealthMeasure.account] = Account.ID("acme")
    measure[HealthMeasure.measure] = .ci
    (measure[HealthMeasure.previousScore], measure[HealthMeasure.score]) = (87.5, 25)
    measure[HealthMeasure.setAt] = recent
    var same = measure.copy(id: "acme:SCM")
    same[HealthMeasure.previousScore] = 25
    var opened = Row(Ticket.table, id: "t1")
    opened[Ticket.account] = Account.ID("acme")
    opened[Ticket.subject] = "Runners are down"
    opened[Ticket.status] = .open
    opened[Ticket.createdAt] = recent
    var closed = opened.copy(id: "t2")
    (closed[Ticket.createdAt], closed[Ticket.closedAt]) = (old, recent)
    closed[Ticket.status] = .closed
    var theirs = Row.activity("theirs", of: "acme", on: today)
    theirs[Activity.author] = User.ID("bob")
    theirs[Activity.createdAt] = recent
    var mine = theirs.copy(id: "mine")
    mine[Activity.author] = ReplicaWorld.me
    var cta = Row.cta("new", of: "acme", due: today)
    cta[CTA.createdAt] = recent
    let world = try ReplicaWorld([
      .user("bob"), .account("acme"), measure, same, opened, closed, theirs, mine, cta,
      .cta("done", of: "acme", closed: today),
      .cta("done before", of: "acme", closed: today.adding(days: -9)),
    ])

    let found = try changes(world, .day(today))

    #expect(
      found == [
        .health(.ci, from: 87.5, to: 25), .ticketOpened("Runners are down"),
        .ticketClosed("Runners are down", .closed), .ctaClosed("done", .closedSuccess),
        .ctaOpened("new", due: today), .logged("theirs", .call),
      ])
  }

  @Test func `an overall score is compared with the visit, or else with the history`() throws {
    var history = Row(HealthHistory.table, id: "acme:h")
    history[HealthHistory.account] = Account.ID("acme")
    history[HealthHistory.day] = today.adding(days: -3)
    history[HealthHistory.overall] = 62.5
    let world = try ReplicaWorld([.account("acme", score: 80), history])
    #expect(try changes(world, .day(today)) == [.health(nil, from: 62.5, to: 80)])

    try world.replica.noteVisit(startedAt: start)
    world.advance(seconds: 60)
    try world.deliver([.account("acme", score: 31)])
    #expect(try changes(world, .visit(0)) == [.health(nil, from: 80, to: 31)])
  }

  @Test func `an instance is news once, when it was not there at the visit`() throws {
    var before = Row.instance("before", of: "acme")
    before[Instance.firstSeenMonth] = today.firstOfMonth
    var later = Row.instance("later", of: "acme")
    later[Instance.firstSeenMonth] = today.firstOfMonth
    let world = try ReplicaWorld([.account("acme"), before])
    try world.replica.noteVisit(startedAt: start)
    world.advance(seconds: 60)
    try world.deliver([later])

    #expect(
      try changes(world, .visit(0)) == [.instanceSeen("later.example.com", .unknown)])
  }

  @Test func `how a customer stood leaves the disk with the customer`() throws {
    let world = try ReplicaWorld([.account("acme"), .account("other")])
    try world.replica.noteVisit(startedAt: start)
    try world.deliver([], deleting: [(Account.table, "acme")])

    let left = try world.replica.file.read {
      try $0.all("SELECT account_id FROM visit_account") { $0.requiredText() }
    }
    #expect(left == ["other"])
  }

  private func changes(
    _ world: ReplicaWorld, _ period: ChangePeriod
  ) throws -> [ChangeRow.Change] {
    try world.replica.changes(since: period, today: today).rows.map(\.change)
  }
}

extension Row {
  /// The same values under another id.
  fileprivate func copy(id: String) -> Row { Row(table, id: id, values: values) }
}
