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
}
