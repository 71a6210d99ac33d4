import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct WhatIfQueryTests {
  private let today = ReplicaWorld.today

  private func world(_ rows: [Row] = company) throws -> ReplicaWorld { try ReplicaWorld(rows) }

  private func page(
    _ text: String, _ world: ReplicaWorld, moving: Set<Account.ID> = [], also: String? = nil
  ) throws -> WhatIfPage {
    try world.replica.whatIf(
      WhatIfQuestion(text, book: .own, moving: moving, also: also.map { Account.ID($0) }),
      today: today)
  }

  private func row(_ id: String, _ page: WhatIfPage) throws -> WhatIfRow {
    try #require(page.rows.first { $0.id.rawValue == id })
  }

  @Test func `without terms nothing changes`() throws {
    let page = try page("", try world())
    #expect(page.rows.count == 2)
    #expect(page.rows.allSatisfy { !$0.isChanged && $0.old == $0.new && $0.movers == [] })
    #expect(page.rows.allSatisfy { $0.oldRank == $0.newRank })
    #expect(page.old == page.new)
    #expect(page.problems == [])
  }

  @Test func `weights rank the book anew, by the scorecard's own sum, and nothing is saved`() throws
  {
    let world = try world()
    let before = try world.replica.row(Account.table, "acme")
    let page = try page("sentiment=5 engagement=90", world)
    #expect(page.rows.map(\.id.rawValue) == ["acme", "globex"])
    let acme = try row("acme", page)
    #expect(acme.oldRank == 2)
    #expect(acme.newRank == 1)
    let scores = Scorecard.scores(in: try world.replica.measures(of: Account.ID("acme")))
    #expect(acme.new == Scorecard(page.tried.scorecard).overall(of: scores))
    #expect(acme.old == Scorecard(page.present.scorecard).overall(of: scores))
    #expect(acme.movers.map(\.measure) == [.engagement, .tamSentiment])
    #expect(try world.replica.row(Account.table, "acme") == before)
    #expect(try world.replica.row(HealthSetting.table, HealthSetting.currentID) == nil)
  }

  @Test func `limits of calls judge the calls anew`() throws {
    let world = try world()
    #expect(try row("acme", page("calls1=5/70", world)).new?.score != nil)
    // Last called 40 days ago: yellow by 35/60, green by 45/60.
    let acme = try row("acme", page("calls1=45/60", world))
    #expect(acme.change > 0)
    #expect(acme.movers.map(\.measure) == [.engagement])
    #expect(try !row("acme", page("calls1=35/60", world)).isChanged)
  }

  @Test func `limits of tickets count the tickets anew`() throws {
    let tickets = (1...3).map { number -> Row in
      var row = Row(Ticket.table, id: "t\(number)")
      row[Ticket.account] = Account.ID("acme")
      row[Ticket.status] = .open
      row[Ticket.createdAt] = Instant(startOf: today.adding(days: -3))
      return row
    }
    let world = try world(Self.company + tickets)
    let acme = try row("acme", page("tickets=1/2", world))
    #expect(acme.movers.first?.measure == .supportIssues)
    #expect(acme.change < 0)
    #expect(try !row("acme", page("tickets=3/9", world)).isChanged)
  }

  @Test func `another owner gets the marked customers into the own book`() throws {
    let page = try page("owner=bob", try world(), moving: [Account.ID("acme")])
    #expect(page.owner?.name == "Bob")
    #expect(page.rows.filter(\.isMoving).map(\.id.rawValue) == ["acme"])
    #expect(Set(page.rows.map(\.id.rawValue)) == ["acme", "globex", "initech"])
    #expect(page.old.owned == 1)
    #expect(page.new.owned == 2)
  }

  @Test func `without a TAM only what needs none counts`() throws {
    let page = try page("owner=none", try world())
    #expect(page.rows.allSatisfy { $0.isMoving })
    #expect(try row("acme", page).new == nil)
    #expect(page.new.colors == [nil: 2])
  }

  @Test func `an owner that nobody is, or several are, is a problem, and the rest is tried`() throws
  {
    let world = try world()
    let page = try page("owner=zoe green=80", world)
    #expect(
      page.problems == ["nobody here is called \"zoe\": write a name or an e-mail address"])
    #expect(page.owner == nil)
    #expect(page.tried.bands.yellowEnds == 80)
    var other = Row.user("bob2")
    other[User.name] = "Bob Second"
    try world.deliver([other])
    #expect(try self.page("owner=bob", world).owner?.id == User.ID("bob"), "by the address's name")
    #expect(try self.page("owner=Second", world).owner?.id == User.ID("bob2"))
  }

  @Test func `a customer of another book is shown beside, and one without measures stays`() throws {
    let world = try world(Self.company + [.account("bare", score: 40)])
    let page = try page("sentiment=1", world, also: "initech")
    #expect(page.rows.contains { $0.id.rawValue == "initech" })
    #expect(try !row("bare", page).isChanged)
  }
}

extension WhatIfQueryTests {
  /// Acme is liked and seldom called, Globex is called and not liked; Initech is Bob's.
  private static var company: [Row] {
    var acme = Row.account("acme", score: 70)
    acme[Account.lastActivityDate] = ReplicaWorld.today.adding(days: -40)
    acme[Account.prioritization] = .first
    return [
      .user("bob"), acme, .account("globex", score: 40), .account("initech", tam: "bob"),
      measure("acme", .tamSentiment, 87.5), measure("acme", .engagement, 62.5),
      measure("globex", .tamSentiment, 55), measure("globex", .engagement, 87.5),
      measure("initech", .tamSentiment, 87.5),
    ]
  }

  private static func measure(_ account: String, _ measure: Measure, _ score: Double) -> Row {
    HealthMeasure.scored(
      measure, of: Account.ID(account), from: nil, score: score, at: ReplicaWorld.start, by: nil)
  }
}
