import CustomerSuccess
import Support
import SyncEngine
import Testing

@testable import TamService

@Suite struct UserTests {
  private let world: World
  private let users: Users

  init() throws {
    world = try World()
    users = Users(world.store, randomness: world.randomness)
  }

  @Test func `a user made by hand may come in, see the team's customers and be found`() throws {
    try world.save(.user("mary"), .user("ada", team: "west"), .account("a", tam: "ada"))
    let made = try users.add(
      NewUser(email: "Bob@example.com", name: "Bob", team: "west", manager: "mary@example.com"))
    #expect(made.isActive)
    #expect(made.bundle == .tam)
    #expect(try users.find("bob@EXAMPLE.com") == made)
    #expect(try users.find(made.id.rawValue) == made)
    #expect(try world.book(of: made.id.rawValue) == ["a"])
    let row = try world.store.read { try $0.row(User.table, made.id.rawValue) }
    #expect(row?[User.manager] == .init("mary"))
  }

  @Test func `what cannot be is refused by name`() throws {
    try world.save(.user("ada"))
    #expect(throws: UserError.noAddress("ada")) {
      try users.add(NewUser(email: "ada", name: "Ada"))
    }
    #expect(throws: UserError.taken(email: "ADA@example.com")) {
      try users.add(NewUser(email: "ADA@example.com", name: "Ada"))
    }
    #expect(throws: UserError.unknown("eve@example.com")) { try users.find("eve@example.com") }
    var twin = Row.user("ada2")
    twin[User.email] = "ada@example.com"
    try world.save(twin)
    #expect(throws: UserError.ambiguous("ada@example.com", ids: ["ada", "ada2"])) {
      try users.setActive(false, "ada@example.com")
    }
  }

  @Test func `what was decided about the public sector outlives every import`() throws {
    let imports = try ImportWorld()
    let users = Users(imports.store, randomness: imports.world.randomness)
    let id = "005D0000001abCdIAI"
    func load(_ team: String) throws -> Bool {
      _ = try imports.salesforce([
        "User": "Id,Name,Email,Division,IsActive\n\(id),Robin,robin@example.com,\(team),1\n"
      ])
      return try users.find(id).seesPublicSector
    }
    #expect(try load("Public Sector"), "the team says so")
    #expect(try !load("West"), "and nobody has decided")

    _ = try users.setSeesPublicSector(false, id)
    #expect(try !load("Public Sector"))
    _ = try users.setSeesPublicSector(true, id)
    #expect(try load("West"))
    _ = try users.setActive(false, id)
    #expect(try load("East"), "another decision leaves this one alone")
  }

  @Test func `a bundle that sees the company opens it, another closes it`() throws {
    try world.save(.user("ada"), .account("a"), .account("p", isPublicSector: true))
    _ = try users.setBundle(.administrator, "ada")
    #expect(try world.book(of: "ada") == ["a"])
    _ = try users.setSeesPublicSector(true, "ada")
    #expect(try world.book(of: "ada") == ["a", "p"])
    _ = try users.setBundle(.tam, "ada")
    #expect(try world.book(of: "ada") == [])
  }

  @Test func `who is deactivated here has no book until activated again`() throws {
    try world.save(.user("ada"), .account("a", tam: "ada"))
    #expect(try users.setActive(false, "ada").isActive == false)
    #expect(try world.book(of: "ada") == [])

    try world.save(.user("ada"))
    #expect(try users.find("ada").isActive == false, "an import does not undo it")
    #expect(try world.book(of: "ada") == [])
    #expect(try world.store.read { try $0.check() } == [])

    #expect(try users.setActive(true, "ada").isActive)
    #expect(try world.book(of: "ada") == ["a"])
  }

  @Test func `guesses are forgotten after a minute`() throws {
    let limit = GuessLimit()
    for _ in 0..<GuessLimit.failuresPerMinute { limit.noteFailure(at: world.clock.now) }
    #expect(throws: SyncFailure.self) { try limit.refuseWhenExhausted(at: world.clock.now) }
    world.clock.advance(seconds: 60)
    #expect(throws: Never.self) { try limit.refuseWhenExhausted(at: world.clock.now) }
  }
}
