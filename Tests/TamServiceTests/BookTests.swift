import CustomerSuccess
import Support
import SyncEngine
import Testing

@testable import TamService

@Suite struct BookTests {
  private static let people = [
    Person(id: "ada", team: "west", manager: "mary"),
    Person(id: "bob", team: "west", manager: "mary"),
    Person(id: "cleo", team: "east", manager: "nils"),
    Person(id: "mary", manager: "vera"),
    Person(id: "vera", seesPublicSector: true),
    Person(id: "nils"),
    Person(id: "root", seesWholeCompany: true),
    Person(id: "gone", isActive: false, team: "west", seesWholeCompany: true),
    Person(id: "pat", seesPublicSector: true),
  ]

  @Test(arguments: [
    ("own", Holding(id: "x", tam: "cleo"), [:], ["cleo", "nils", "root"]),
    ("team and line", Holding(id: "x", tam: "ada"), [:], ["ada", "bob", "mary", "vera", "root"]),
    ("no TAM", Holding(id: "x"), [:], ["root"]),
    ("owner", Holding(id: "x", accountOwner: "bob"), [:], ["bob", "root"]),
    ("architect", Holding(id: "x", solutionsArchitect: "cleo"), [:], ["cleo", "root"]),
    ("follower", Holding(id: "x"), ["pat": 1], ["pat", "root"]),
    ("inactive follower", Holding(id: "x"), ["gone": 1], ["root"]),
    ("unknown TAM", Holding(id: "x", tam: "nobody"), [:], ["root"]),
    (
      "public sector", Holding(id: "x", tam: "ada", isPublicSector: true), ["pat": 1],
      ["pat", "vera"]
    ),
  ])
  func `who has an account in the book`(
    why: String, account: Holding, followers: [String: Int], expected: [String]
  ) {
    let viewers = Directory(Self.people).viewers(of: account, followers: Array(followers.keys))
    #expect(viewers.keys.sorted() == expected.sorted(), "\(why)")
  }

  @Test func `each reason is told apart`() {
    let people = [
      Person(id: "ada", team: "west", manager: "mary"), Person(id: "bob", team: "west"),
      Person(id: "mary", team: "west", seesWholeCompany: true),
    ]
    let viewers = Directory(people).viewers(
      of: Holding(id: "x", tam: "ada", accountOwner: "bob"), followers: ["ada"])
    #expect(viewers["ada"] == [.own, .follow])
    #expect(viewers["bob"] == [.team, .accountTeam])
    #expect(viewers["mary"] == [.team, .manager, .company])
  }

  @Test func `managers in a circle end the line`() {
    let people = [
      Person(id: "a", manager: "b"), Person(id: "b", manager: "c"), Person(id: "c", manager: "b"),
    ]
    #expect(Directory(people).managers(of: people[0]) == ["b", "c"])
  }

  @Test func `a book follows ownership, team, follows and the user's right to be here`() throws {
    let world = try World()
    try world.save(
      .user("ada", team: "west"), .user("bob", team: "west"), .user("cleo"),
      .account("a", tam: "ada"), .account("b", tam: "cleo"))
    #expect(try world.book(of: "ada") == ["a"])
    #expect(try world.book(of: "bob") == ["a"])
    #expect(try world.book(of: "cleo") == ["b"])

    try world.save(.account("a", tam: "cleo"))
    #expect(try world.book(of: "ada") == [])
    #expect(try world.book(of: "cleo") == ["a", "b"])

    try world.save(.user("cleo", team: "west"))
    #expect(try world.book(of: "bob") == ["a", "b"])

    try world.save(.user("dora"), .follow("b", by: "dora"))
    #expect(try world.book(of: "dora") == ["b"])
    try world.write { try $0.delete(Follow.table, "dora:b") }
    #expect(try world.book(of: "dora") == [])

    try world.save(.user("bob", team: "west", isActive: false))
    #expect(try world.book(of: "bob") == [])
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `the end of a data permission takes accounts of the public sector away`() throws {
    let world = try World()
    try world.save(
      .user("ada", seesPublicSector: true), .account("a", tam: "ada"),
      .account("p", tam: "ada", isPublicSector: true))
    #expect(try world.book(of: "ada") == ["a", "p"])

    try world.save(.user("ada", seesPublicSector: false))
    #expect(try world.book(of: "ada") == ["a"])
    let removals = try world.store.read { reader in
      try StoreSnapshot(reader).removals(of: .init("ada"), lane: .core, after: Position(1))
    }
    #expect(removals == [Scope(account: "p")])

    try world.save(.user("ada", seesPublicSector: true))
    let entry = try world.store.read { reader in
      try StoreSnapshot(reader).book(of: .init("ada"), lane: .core, .all(after: nil), limit: 10)
        .first { $0.scope == Scope(account: "p") }
    }
    #expect(entry?.added == Position(3), "a scope that comes back is sent whole")
  }

  @Test func `a book lists a lane's scopes in order and page by page`() throws {
    let world = try World()
    try world.save(.user("ada"), .account("a", tam: "ada"), .account("b", tam: "ada"))
    let (core, bulk, rest) = try world.store.read { reader in
      let snapshot = StoreSnapshot(reader)
      let ada = User.ID("ada")
      return (
        try snapshot.book(of: ada, lane: .core, .all(after: nil), limit: 10).map(\.scope.rawValue),
        try snapshot.book(of: ada, lane: .bulk, .all(after: nil), limit: 10).map(\.scope.rawValue),
        try snapshot.book(of: ada, lane: .core, .all(after: Scope(account: "a")), limit: 2)
          .map(\.scope.rawValue)
      )
    }
    #expect(core == ["acct:a", "acct:b", "org", "user:ada"])
    #expect(bulk == ["bulk:a", "bulk:b"])
    #expect(rest == ["acct:b", "org"])
  }

  @Test func `the news of a book are what entered it, what changed in it, and what is asked for`()
    throws
  {
    let world = try World()
    try world.save(
      .user("ada"), .user("bob"), .account("a", tam: "ada"), .account("b", tam: "ada"),
      .account("c", tam: "bob"))
    let base = try world.store.read { try $0.head() }
    try world.save(.account("b", tam: "ada", name: "Other"), .account("c", tam: "bob", name: "New"))
    try world.save(.account("d", tam: "ada"))

    func news(_ named: Set<Scope> = [], after: Scope? = nil) throws -> [String] {
      try world.store.read { reader in
        try StoreSnapshot(reader)
          .book(
            of: .init("ada"), lane: .core, .news(since: base, named: named, after: after),
            limit: 10
          ).map(\.scope.rawValue)
      }
    }
    #expect(try news() == ["acct:b", "acct:d"])
    #expect(
      try news([Scope(account: "a"), Scope(account: "c")]) == ["acct:a", "acct:b", "acct:d"])
    #expect(try news(after: Scope(account: "b")) == ["acct:d"])
  }

  @Test func `the digest of a book is that of its scopes, also in a file of the first version`()
    throws
  {
    let world = try World()
    try world.save(
      .user("ada"), .account("a", tam: "ada"), .account("b", tam: "ada"), .account("c", tam: "ada"))
    try world.save(.account("b"))
    let ada = User.ID("ada")
    let scopes = ["acct:a", "acct:c", "org", "user:ada"].map(Scope.init(rawValue:))
    func digest(_ store: Store) throws -> ScopeDigest {
      try store.read { try StoreSnapshot($0).digest(of: ada, lane: .core) }
    }
    #expect(try digest(world.store) == ScopeDigest(of: scopes))

    try world.write { work in
      for index in ["scope_head_by_pos", "book_by_added", "book_by_removed"] {
        try work.execute("DROP INDEX \(index)")
      }
      try work.execute("ALTER TABLE book DROP COLUMN hash")
      try work.undoThirdVersion()
      try work.setMeta("store", "1")
    }
    try world.store.close()
    #expect(try digest(world.reopened()) == ScopeDigest(of: scopes))
  }

  @Test func `permission is asked of the rows, not of the book`() throws {
    let world = try World()
    try world.save(.user("ada"), .user("bob"), .account("a", tam: "ada"))
    try world.write { work in
      try work.execute("UPDATE book SET removed = NULL, user_id = 'bob' WHERE scope = 'acct:a'")
    }
    let asked: [(User.ID, Scope, Bool)] = [
      (.init("bob"), Scope(account: "a"), false), (.init("ada"), Scope(account: "a"), true),
      (.init("ada"), .organization, true), (.init("ada"), Scope(user: "bob"), false),
      (.init("nobody"), .organization, false),
    ]
    for (user, scope, expected) in asked {
      let isPermitted = try world.store.read { try StoreSnapshot($0).permits(user, scope) }
      #expect(isPermitted == expected, "\(user) and \(scope.rawValue)")
    }
  }

  @Test func `a full rebuild finds nothing to change`() throws {
    let world = try World()
    try world.save(.user("ada", team: "t"), .user("bob", team: "t"), .account("a", tam: "ada"))
    let before = try world.store.read { try $0.head() }
    try world.write { try BookKeeper(work: $0).rebuildAll() }
    #expect(try world.store.read { try $0.head() } == before)
  }
}
