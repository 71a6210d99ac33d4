import CustomerSuccess
import Support
import SyncEngine
import Testing

@testable import TamService

@Suite struct StoreTests {
  @Test func `a commit that changes rows takes the next position, any other takes none`() throws {
    let world = try World()
    #expect(try world.store.read { try $0.head() } == .zero)

    try world.save(.account("a"), .account("b"))
    #expect(try world.store.read { try $0.head() } == Position(1))

    try world.save(.account("a"))
    #expect(try world.store.read { try $0.head() } == Position(1), "an identical row is no change")

    try world.write { try $0.delete(Account.table, "a") }
    #expect(try world.store.read { try $0.head() } == Position(2))
  }

  @Test func `a row is stored, merged and told apart from itself`() throws {
    let world = try World()
    let outcomes = try world.write { work in
      [
        try work.put(.account("a", name: "Acme")),
        try work.put(.account("a", name: "Acme")),
        try work.merge(Account.table, "a") { row, isNew in
          #expect(!isNew)
          row[Account.arr] = 100
        },
      ]
    }
    #expect(outcomes == [.inserted, .unchanged, .updated])
    let row = try world.store.read { try $0.row(Account.table, "a") }
    #expect(row?[Account.name] == "Acme")
    #expect(row?[Account.arr] == 100)
  }

  @Test func `columns kept aside are no change for anyone`() throws {
    let world = try World()
    try world.write { try $0.put(.account("a"), aside: "{\"Legacy__c\":\"x\"}") }
    try world.write { try $0.put(.account("a"), aside: "{\"Legacy__c\":\"y\"}") }
    try world.save(.account("a", name: "Acme"))

    let stored = try world.store.read { try $0.stored(Account.table, "a") }
    #expect(stored?.aside == "{\"Legacy__c\":\"y\"}")
    #expect(stored?.position == Position(2))
  }

  @Test func `every kind of value comes back as it went in`() throws {
    let world = try World()
    let texts = ["", "naïve", "日本語", "\u{1B}[31m", "nul\u{0}byte", "'; DROP TABLE account; --"]
    for text in texts {
      var row = Row.contact("c", of: "a", name: text)
      row[Contact.isOptedOut] = true
      try world.save(row)
      #expect(try world.store.read { try $0.row(Contact.table, "c") } == row)
    }
    var series = Row(UsageSeries.table, id: "u")
    series[UsageSeries.account] = .init("a")
    series[UsageSeries.months] = [0, 255, 7]
    var measure = Row(HealthMeasure.table, id: "m")
    measure[HealthMeasure.account] = .init("a")
    measure[HealthMeasure.score] = 66.625
    try world.save(series, measure)
    #expect(try world.store.read { try $0.row(UsageSeries.table, "u") } == series)
    #expect(try world.store.read { try $0.row(HealthMeasure.table, "m") } == measure)
  }

  @Test func `a moved row leaves a deletion in the old scope and a put in the new one`() throws {
    let world = try World()
    try world.save(.account("a"), .account("b"), .contact("c", of: "a"))
    try world.save(.contact("c", of: "b"))

    let (old, new) = try world.store.read { reader in
      let snapshot = StoreSnapshot(reader)
      return (
        try snapshot.changes(in: Scope(account: "a"), after: Position(1), limit: 10),
        try snapshot.changes(in: Scope(account: "b"), after: Position(1), limit: 10)
      )
    }
    let key = RowKey(Contact.table, "c")
    #expect(old == [RowChange(key, position: Position(2), isDeletion: true)])
    #expect(new == [RowChange(key, position: Position(2), isDeletion: false)])
  }

  @Test func `a row that belongs to nobody is refused by name`() throws {
    let world = try World()
    #expect(throws: StoreError.noScope(table: "contact", id: "c")) {
      try world.save(Row(Contact.table, id: "c"))
    }
  }

  @Test func `a failed savepoint takes back its own writes and sums only`() throws {
    let world = try World()
    struct Stop: Error {}
    try world.write { work in
      try work.put(.account("a"))
      #expect(throws: Stop.self) {
        try work.savepoint {
          try work.put(.account("b"))
          throw Stop()
        }
      }
    }
    #expect(try world.store.read { try $0.count(of: Account.table) } == 1)
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `after random writes everything derived equals its recomputation`() throws {
    for seed in UInt64(1)...12 {
      let world = try World()
      var history = RandomHistory(seed: seed)
      for _ in 0..<40 { try world.write { try history.step($0) } }
      let findings = try world.store.read { try $0.check() }
      #expect(findings == [], "seed \(seed)")
    }
  }

  @Test func `reading a scope page by page gives each of its rows once, in order`() throws {
    let world = try World()
    try world.save(.account("a"), .account("b"))
    for number in 10..<35 { try world.save(.contact("c\(number)", of: "a")) }
    try world.save(.contact("other", of: "b"))

    let scope = Scope(account: "a")
    let (all, paged) = try world.store.read { reader in
      let snapshot = StoreSnapshot(reader)
      var paged: [PlacedRow] = []
      while true {
        let page = try snapshot.rows(in: scope, after: paged.last?.key, limit: 4)
        paged += page.map(\.placed)
        if page.count < 4 { break }
      }
      return (try snapshot.rows(in: scope, after: nil, limit: 1_000).map(\.placed), paged)
    }
    #expect(all.count == 26)
    #expect(paged == all)
    #expect(all.map(\.key.id) == ["a"] + (10..<35).map { "c\($0)" })
  }
}

/// Writes at random: users, accounts, contacts, follows, moves, deletions and failures.
private struct RandomHistory {
  private struct Failure: Error {}
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func step(_ work: UnitOfWork) throws {
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      switch Int.random(in: 0..<9, using: &generator) {
      case 0, 1: try work.put(account())
      case 2, 3: try work.put(.contact(id("c", 9), of: id("a", 4), name: id("n", 3)))
      case 4: try work.put(user())
      case 5: try work.put(.follow(id("a", 4), by: id("u", 5)))
      case 6: try work.delete(Contact.table, id("c", 9))
      case 7: try work.delete(Follow.table, "\(id("u", 5)):\(id("a", 4))")
      default: try failing(work)
      }
    }
  }

  private mutating func failing(_ work: UnitOfWork) throws {
    let rows = [account(), user()]
    do {
      try work.savepoint {
        for row in rows { try work.put(row) }
        throw Failure()
      }
    } catch is Failure {}
  }

  private mutating func id(_ prefix: String, _ count: Int) -> String {
    "\(prefix)\(Int.random(in: 0..<count, using: &generator))"
  }

  private mutating func account() -> Row {
    .account(
      id("a", 4), tam: id("u", 5), owner: id("u", 5),
      isPublicSector: Bool.random(using: &generator), name: id("n", 3))
  }

  private mutating func user() -> Row {
    .user(
      id("u", 5), team: id("t", 2), manager: id("u", 6),
      bundle: Int.random(in: 0..<6, using: &generator) == 0 ? .administrator : .tam,
      isActive: Int.random(in: 0..<4, using: &generator) != 0,
      seesPublicSector: Bool.random(using: &generator))
  }
}
