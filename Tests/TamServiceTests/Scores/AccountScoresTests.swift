import CustomerSuccess
import Support
import Testing

@testable import TamService

@Suite struct AccountScoresTests {
  /// A Tuesday.
  private let at = Instant(startOf: Day(daysSinceEpoch: 19_864)).adding(seconds: 43_200)
  private var today: Day { at.day(secondsFromGMT: 0) }

  private func world() throws -> World {
    let world = try World()
    var account = Row.account("a", tam: "ada")
    account[Account.prioritization] = .first
    account[Account.tamFirstAssigned] = Day("2020-01-01")
    account[Account.originalContractDate] = Day("2020-01-01")
    account[Account.lastActivityDate] = today.adding(days: -10)
    try world.save(.user("ada"), account)
    return world
  }

  private func row(
    _ table: Table, _ id: String, of account: String = "a", _ fill: (inout Row) -> Void
  ) -> Row {
    var row = Row(table, id: id)
    row[column: "account_id"] = .text(account)
    fill(&row)
    return row
  }

  private func stored(_ world: World, _ measure: Measure) throws -> Row? {
    try world.store.read { try $0.row(HealthMeasure.table, "a:\(measure.rawValue)") }
  }

  private func history(_ world: World) throws -> [Row] {
    try world.store.read {
      try $0.rows(HealthHistory.table, where: "account_id", equals: .text("a"))
    }
  }

  @Test func `a run scores, sums up and remembers`() throws {
    let world = try world()
    try world.save(
      row(SuccessPlan.table, "plan") { $0[SuccessPlan.status] = .draft },
      row(Ticket.table, "ticket") {
        $0[Ticket.status] = .open
        $0[Ticket.createdAt] = at
      })
    let report = try ScoreRun(store: world.store, at: at).scoreAll()

    #expect(report.accounts == 1)
    #expect(report.changedAccounts == 1)
    #expect(try stored(world, .engagement)?[HealthMeasure.score] == 87.5)
    #expect(try stored(world, .roi)?[HealthMeasure.score] == 62.5)
    #expect(try stored(world, .roi)?[HealthMeasure.comment] == nil, "that is a person's")
    #expect(try stored(world, .supportIssues)?[HealthMeasure.score] == 87.5)
    #expect(try stored(world, .licenseUsage) == nil, "NA that was NA is no news")
    let account = try #require(try world.store.read { try $0.row(Account.table, "a") })
    #expect(account[Account.healthScore] == (10 * 87.5 + 10 * 62.5 + 5 * 87.5) / 25)
    let day = try #require(try history(world).first)
    #expect(day.id == "a:\(today)")
    #expect(day[HealthHistory.overall] == 77.5)
    #expect(HealthHistory.scores(in: day) == [.engagement: 87.5, .roi: 62.5, .supportIssues: 87.5])
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `a second run changes nothing, and an uneventful day has no row`() throws {
    let world = try world()
    try ScoreRun(store: world.store, at: at).scoreAll()
    let head = try world.store.read { try $0.head() }
    let again = try ScoreRun(store: world.store, at: at).scoreAll()
    #expect(again == ScoreRun.Report(accounts: 1))
    let tomorrow = try ScoreRun(store: world.store, at: at.adding(seconds: 86_400)).scoreAll()
    #expect(tomorrow.changedRows == 0)
    #expect(try world.store.read { try $0.head() } == head)
    #expect(try history(world).count == 1)
  }

  @Test func `what only a TAM answers for stays without one, and counts for nothing`() throws {
    let world = try world()
    var orphan = Row.account("a")
    orphan[Account.originalContractDate] = Day("2020-01-01")
    try world.save(
      orphan,
      .scored(.roi, 87.5, at: at), .scored(.tamSentiment, 25, at: at))
    for days in 0...7 {
      try ScoreRun(store: world.store, at: at.adding(seconds: 86_400 * days)).scoreAll()
    }
    #expect(try stored(world, .roi)?[HealthMeasure.score] == 87.5)
    #expect(try stored(world, .tamSentiment)?[HealthMeasure.score] == 25)
    #expect(try world.store.read { try $0.row(Account.table, "a") }?[Account.healthScore] == nil)
  }

  @Test func `an opinion that ended is NA and keeps its words and day`() throws {
    let world = try world()
    let said = at.adding(seconds: -121 * 86_400)
    try world.save(.scored(.tamSentiment, 25, at: said, comment: "They are leaving.", by: "ada"))
    try ScoreRun(store: world.store, at: at).scoreAll()
    let row = try #require(try stored(world, .tamSentiment))
    #expect(row[HealthMeasure.score] == nil)
    #expect(row[HealthMeasure.comment] == "They are leaving.")
    #expect(row[HealthMeasure.setAt] == said)
    #expect(row[HealthMeasure.setBy] == .init("ada"))
  }

  @Test func `one measure is judged alone, from the rows it needs`() throws {
    let world = try world()
    try world.store.read { reader in
      let scores = AccountScores(reader, .standard, at: at)
      let found = try scores.findings(of: "a", for: [.roi])
      #expect(Array(found.keys) == [.roi])
      #expect(try scores.measureRows(of: "a", for: [.roi]).map(\.id) == ["a:ROI"])
      #expect(try scores.findings(of: "nobody").isEmpty)
    }
  }

  @Test func `another scorecard is everybody's, and scores anew at once`() throws {
    let world = try world()
    try ScoreRun(store: world.store, at: at).scoreAll()
    let setting = ScorecardSetting(world.store.directory)
    #expect(try setting.apply(to: world.store) == nil)
    #expect(try world.store.read { try $0.isEmpty(HealthSetting.table) })

    try world.write("era: A\n")
    let report = try #require(try setting.apply(to: world.store))
    #expect(report.accounts == 1)
    #expect(try world.store.read { try HealthConfiguration(in: $0) } == .era(.a))
    #expect(try setting.apply(to: world.store) == nil)

    // As if the service had ended while it scored anew.
    try world.write { try $0.setMeta("scorecard_unfinished", "yes") }
    #expect(try setting.apply(to: world.store)?.accounts == 1)
    #expect(try setting.apply(to: world.store) == nil)

    try world.write("era: Z\n")
    #expect(throws: (any Error).self) { try setting.apply(to: world.store) }
    #expect(try world.store.read { try HealthConfiguration(in: $0) } == .era(.a))
  }
}

extension World {
  fileprivate func write(_ scorecard: String) throws {
    try folder.write(scorecard, to: "data/\(ScorecardSetting.fileName)")
  }
}

extension Row {
  fileprivate static func scored(
    _ measure: Measure, _ score: Double, at: Instant, comment: String? = nil, by: String? = nil
  ) -> Row {
    HealthMeasure.scored(
      measure, of: .init("a"), from: nil, score: score, comment: comment, at: at,
      by: by.map { .init($0) })
  }
}
