import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct PortfolioQueryTests {
  private let today = ReplicaWorld.today

  @Test func `worst health first, without a score last, then the sooner renewal`() throws {
    let world = try ReplicaWorld([
      .account("fine", score: 90), .account("unknown", score: nil),
      .account("later", score: 40, renewal: today.adding(days: 90)),
      .account("sooner", score: 40, renewal: today.adding(days: 9)),
      .account("rolling", score: 40), .account("worst", score: 5),
    ])

    let names = try world.replica.portfolio().map(\.id.rawValue)

    #expect(names == ["worst", "sooner", "later", "rolling", "fine", "unknown"])
  }

  @Test func `a limit keeps the order and takes the first`() throws {
    let world = try ReplicaWorld((1...9).map { .account("a\($0)", score: Double(100 - $0)) })

    let names = try world.replica.portfolio(.everything, limit: 3).map(\.id.rawValue)

    #expect(names == ["a9", "a8", "a7"])
    #expect(try world.replica.portfolioCount(.everything) == 9)
  }

  @Test(arguments: [
    (Book.own, ["mine"]), (.everything, ["hers", "his", "mine", "nobodys"]),
    (.user(User.ID("bob")), ["his"]), (.team("East"), ["hers", "his"]),
  ])
  func `a book decides whose customers are listed`(book: Book, expected: [String]) throws {
    let world = try ReplicaWorld([
      .user("bob", team: "East"), .user("eve", team: "East"), .account("mine"),
      .account("his", tam: "bob"), .account("hers", tam: "eve"), .account("nobodys", tam: nil),
    ])

    let names = try world.replica.portfolio(book).map(\.id.rawValue).sorted()

    #expect(names == expected)
  }

  @Test func `counts what is open, overdue and unlabelled`() throws {
    let world = try ReplicaWorld([
      .account("acme"), .account("other"),
      .cta("late", of: "acme", due: today.adding(days: -1)),
      .cta("due today", of: "acme", due: today), .cta("undated", of: "acme"),
      .cta("done", of: "acme", due: today.adding(days: -9), closed: today),
      .cta("elsewhere", of: "other", due: today.adding(days: -1)),
      .instance("new", of: "acme"), .instance("unsure", of: "acme", type: .unknown),
      .instance("live", of: "acme", type: .production),
    ])

    let acme = try #require(try world.replica.portfolioRow(Account.ID("acme")))

    #expect(acme.openCTAs == 3)
    #expect(acme.overdueCTAs == 1)
    #expect(acme.unknownInstances == 2)
  }

  @Test func `the line of a customer says what its row says`() throws {
    var account = Row.account("acme", name: "Acme GmbH", score: 71.5, renewal: today)
    account[Account.healthColor] = .yellow
    account[Account.utilizationTrend] = "12;;45"
    account[Account.openTickets] = 4
    account[Account.prioritization] = .first
    account[Account.isPublicSector] = true
    account[Account.status] = .inactive
    let world = try ReplicaWorld([account])

    let row = try #require(try world.replica.portfolio().first)

    #expect(row.name == "Acme GmbH")
    #expect(row.ownerName == "Ada")
    #expect(row.health == .yellow)
    #expect(row.healthScore == 71.5)
    #expect(row.arr?.decimal == "120000.00")
    #expect(row.arr?.currency.code == "EUR")
    #expect(row.renewalDate == today)
    #expect(row.utilizationTrend == [12, nil, 45])
    #expect(row.openTickets == 4)
    #expect(row.prioritization == .first)
    #expect(row.isPublicSector)
    #expect(!row.isActive)
  }

  @Test func `details are read only when they are asked for`() throws {
    var child = Row.account("child")
    child[Account.parent] = Account.ID("mother")
    let world = try ReplicaWorld([
      child, .account("mother", name: "Mother AG"), .measure(.roi, of: "child", score: 25),
      .measure(.scm, of: "child", score: nil),
      .cta("later", of: "child", due: today.adding(days: 9)),
      .cta("sooner", of: "child", due: today.adding(days: 2)),
      .cta("done", of: "child", due: today, closed: today),
    ])

    let plain = try world.replica.portfolio(.everything)
    #expect(plain.allSatisfy { $0.details == PortfolioDetails() })

    let full = try world.replica.portfolio(
      .everything, details: Set(PortfolioDetail.allCases))
    let details = try #require(full.first { $0.id.rawValue == "child" }).details
    #expect(details.known == Set(PortfolioDetail.allCases))
    #expect(details.measures == [.roi: 25])
    #expect(details.nextDue == today.adding(days: 2))
    #expect(details.parentName == "Mother AG")
    #expect(details.plan == nil)
  }

  @Test func `progress counts closed objectives whole and open ones by their tasks`() throws {
    let world = try ReplicaWorld([
      .account("acme"), .account("drafty"), .account("fresh"),
      .plan("p1", of: "acme", status: .active), .plan("p2", of: "drafty", status: .draft),
      .plan("p3", of: "fresh", status: .active),
      .objective("closed", of: "acme", plan: "p1", closed: today),
      .objective("half", of: "acme", plan: "p1"), .objective("idle", of: "acme", plan: "p1"),
      .objective("elsewhere", of: "drafty", plan: "p2", closed: today),
      .task("t1", of: "half", account: "acme", closed: today),
      .task("t2", of: "half", account: "acme", closed: nil),
    ])

    let rows = try world.replica.portfolio(.everything, details: [.plans])
    let shares = Dictionary(
      uniqueKeysWithValues: rows.map { ($0.id.rawValue, $0.details.plan?.share) })

    #expect(shares == ["acme": 0.5, "drafty": nil, "fresh": 0])
  }

  @Test func `edits under way are counted where they are about`() throws {
    let world = try ReplicaWorld([.account("acme"), .account("other")])
    _ = try world.replica.perform([.log("a", of: "acme")])
    _ = try world.replica.perform([.log("b", of: "acme")])
    let rows = try world.replica.portfolio()
    #expect(rows.first { $0.name == "acme" }?.unsentEdits == 2)
    #expect(rows.first { $0.name == "other" }?.unsentEdits == 0)
    #expect(rows.allSatisfy { $0.refusedEdits == 0 })
  }

  @Test func `each book says how many customers it has`() throws {
    let world = try ReplicaWorld([
      .user("bob", team: "East"), .account("a"), .account("b", tam: "bob"),
      .account("c", tam: "bob"), .account("d", tam: nil), .account("e", tam: "gone"),
    ])

    let counts = try world.replica.bookCounts()

    #expect(counts.map(\.tam?.rawValue) == ["ada", "bob", "gone", nil])
    #expect(counts.map(\.customers) == [1, 2, 1, 1])
    #expect(counts.map(\.team) == ["West", "East", nil, nil])
  }
}

extension Row {
  fileprivate static func measure(_ measure: Measure, of account: String, score: Double?) -> Row {
    let account = Account.ID(account)
    var row = Row(
      HealthMeasure.table, id: HealthMeasure.id(account: account, measure: measure))
    row[HealthMeasure.account] = account
    row[HealthMeasure.measure] = measure
    row[HealthMeasure.score] = score
    return row
  }

  fileprivate static func plan(
    _ id: String, of account: String, status: SuccessPlanStatus
  ) -> Row {
    var row = Row(SuccessPlan.table, id: id)
    row[SuccessPlan.account] = Account.ID(account)
    row[SuccessPlan.name] = id
    row[SuccessPlan.type] = .roi
    row[SuccessPlan.status] = status
    return row
  }

  fileprivate static func objective(
    _ id: String, of account: String, plan: String, closed: Day? = nil
  ) -> Row {
    var row = Row.cta(id, of: account, closed: closed)
    row[CTA.type] = .objective
    row[CTA.plan] = SuccessPlan.ID(plan)
    return row
  }

  fileprivate static func task(
    _ id: String, of cta: String, account: String, closed: Day?
  ) -> Row {
    var row = Row(CTATask.table, id: id)
    row[CTATask.account] = Account.ID(account)
    row[CTATask.cta] = CTA.ID(cta)
    row[CTATask.name] = id
    row[CTATask.status] = closed == nil ? .open : .closed
    row[CTATask.closedDate] = closed
    return row
  }
}
