import CustomerSuccess
import Rules
import Sandbox
import Support
import Testing

@testable import TamService

@Suite struct ShippedScoreRuleTests {
  typealias Co = SmallCompany

  private func score(_ measure: Measure, in world: World) throws -> Double? {
    try world.store.read {
      try $0.row(HealthMeasure.table, "acme:\(measure.rawValue)")?[HealthMeasure.score]
    }
  }

  private static let measures = [
    Co.measure(.roi, 50), Co.measure(.engagement, 87.5), Co.measure(.tamSentiment, 62.5),
    Co.measure(.supportIssues, 25),
  ]

  @Test func `without a TAM nobody answers for three of the measures`() throws {
    let world = try World(company: [Co.customer { $0[Account.tam] = nil }] + Self.measures)
    let outcome = try world.rules.run("set-score-null-without-tam")
    #expect(outcome.changes.count == 3)
    for measure in [Measure.roi, .engagement, .tamSentiment] {
      #expect(try score(measure, in: world) == nil)
    }
    #expect(try score(.supportIssues, in: world) == 25)
    #expect(outcome.follows.contains { $0.table == Account.table }, "the health follows")
    #expect(try world.rules.rehearse("set-score-null-without-tam").rowCount == 0)
  }

  @Test func `with a TAM they stay`() throws {
    let world = try World(company: [Co.customer()] + Self.measures)
    #expect(try world.rules.rehearse("set-score-null-without-tam").rowCount == 0)
  }

  /// Which rule judges which measure, and what it says of a customer that was called five days ago,
  /// has no plan, no tickets and no usage.
  private static let formulas: [(String, Measure, Double?)] = [
    ("set-score-engagement", .engagement, 87.5), ("set-score-roi", .roi, 25),
    ("set-score-support-issues", .supportIssues, nil),
    ("set-score-license-usage", .licenseUsage, nil),
    ("set-score-user-engagement", .userEngagement, nil), ("set-score-scm", .scm, nil),
    ("set-score-ci", .ci, nil), ("set-score-devsecops", .devSecOps, nil),
    ("set-score-cd", .cd, nil), ("set-score-persona-engagement", .personaEngagement, 25),
    ("set-score-emergency-tickets", .emergencyTickets, nil),
  ]

  @Test func `every measure that is calculated has a rule in each era that knows it`() {
    let judged = Set(Self.formulas.map(\.1))
    for era in MethodologyEra.allCases {
      let measures = HealthConfiguration.era(era).scorecard.groups.flatMap(\.entries)
        .map(\.measure)
      for measure in measures where measure != .tamSentiment {
        #expect(judged.contains(measure), "\(measure.rawValue) of era \(era)")
      }
    }
    #expect(
      Self.formulas.allSatisfy { name, _, _ in ShippedFile.rules.contains { $0.name == name } })
  }

  @Test(arguments: formulas)
  func `nobody judges who is no customer any more`(
    rule: String, measure: Measure, wanted: Double?
  ) throws {
    let world = try World(company: [
      Co.customer { $0[Account.status] = .inactive }, Co.measure(measure, 62.5),
    ])
    #expect(try world.rules.run(rule).changes == [])
  }

  @Test(arguments: formulas)
  func `a measure is judged by its formula, and the same a second time`(
    rule: String, measure: Measure, wanted: Double?
  ) throws {
    let before = wanted == 62.5 ? 25 : 62.5
    let call = Co.activity(.call, -5) { _ in }
    // Era C knows all measures.
    let setting = try HealthConfiguration.era(.c).row(changedAt: Instant(startOf: Co.today))
    let world = try World(company: [Co.customer(), Co.measure(measure, before), call, setting])
    let outcome = try world.rules.run(rule)
    #expect(outcome.changes.map(\.table) == [HealthMeasure.table], "\(outcome.changes)")
    #expect(try score(measure, in: world) == wanted)
    #expect(outcome.follows.contains { $0.table == HealthHistory.table }, "the history follows")
    #expect(try world.rules.rehearse(rule).changes == [])
  }

  @Test(arguments: [(120, 62.5), (121, nil)] as [(Int, Double?)])
  func `an opinion ends after 120 days`(_ days: Int, _ wanted: Double?) throws {
    let world = try World(company: [
      Co.customer(), Co.measure(.tamSentiment, 62.5, set: -days),
    ])
    _ = try world.rules.run("set-score-sentiment-age")
    #expect(try score(.tamSentiment, in: world) == wanted)
  }

  private static func felt(_ sentiment: Sentiment, _ days: Int) -> Row {
    Co.activity(.update, days) { row in
      row[Activity.sentiment] = sentiment
      row[Activity.notes] = "They wait."
    }
  }

  @Test(arguments: [
    ("newer than the measure", -2, -3, 25.0), ("older than the measure", -4, -3, 62.5),
    ("90 days ago", -90, -100, 25.0), ("91 days ago", -91, -100, 62.5),
  ])
  func `the newest sentiment of the timeline counts`(
    words: String, entry: Int, set: Int, score: Double
  ) throws {
    let world = try World(company: [
      Co.customer(), Co.measure(.tamSentiment, 62.5, set: set), Self.felt(.red, entry),
      Self.felt(.green, entry - 1),
    ])
    _ = try world.rules.run("set-score-sentiment-from-timeline")
    #expect(try self.score(.tamSentiment, in: world) == score)
    #expect(try world.rules.rehearse("set-score-sentiment-from-timeline").changes == [])
  }

  @Test func `its notes become the comment, and saying it again confirms it`() throws {
    let world = try World(company: [
      Co.customer(), Co.measure(.tamSentiment, 25, set: -3), Self.felt(.red, -2),
    ])
    _ = try world.rules.run("set-score-sentiment-from-timeline")
    let row = try #require(
      try world.store.read { try $0.row(HealthMeasure.table, "acme:TAM Sentiment") })
    #expect(row[HealthMeasure.comment] == "They wait.")
    #expect(row[HealthMeasure.setAt] == world.clock.now)
  }

  @Test func `at an imported company they find nothing to load, and run a second time in vain`()
    throws
  {
    let imports = try ImportWorld()
    let now = imports.world.clock.now
    let folder = try TemporaryDirectory()
    try Company(seed: 3, sizes: JobWorld.sizes, today: now.day(secondsFromGMT: 0))
      .write(to: folder.path)
    _ = try imports.importer(at: now).company(directory: folder.path)
    let desk = imports.world.rules
    for rule in desk.files.rules.rules where [.admin, .object].contains(rule.kind) {
      #expect(try desk.rehearse(rule.id).changes == [], "\(rule.id)")
    }
    // What was logged comes first: CTAs follow from it.
    for chain in [.timeline] + RuleChain.allCases {
      for rule in try desk.files.rules.ordered(chain) {
        #expect(try desk.run(rule.id, isConfirmed: true).state == .done, "\(rule.id)")
      }
    }
    let head = try imports.head()
    for rule in desk.files.rules.rules { _ = try desk.run(rule.id, isConfirmed: true) }
    #expect(try imports.head() == head)
    #expect(try imports.store.read { try $0.check() } == [])
  }
}
