import CustomerSuccess
import Logging
import Support
import Testing

@testable import TamService

/// What time alone changes.
@Suite struct DailyRollupsTests {
  private func world() throws -> World {
    let world = try World()
    var account = Row.account("a", tam: "ada")
    account[Account.prioritization] = .first
    account[Account.tamFirstAssigned] = Day("2020-01-01")
    var call = Row(Activity.table, id: "call")
    call[Activity.account] = .init("a")
    call[Activity.type] = .call
    call[Activity.day] = world.clock.now.day(secondsFromGMT: 0).adding(days: -34)
    try world.save(.user("ada"), account, call, .account("b"))
    return world
  }

  private func daily(_ world: World) -> DailyRollups {
    DailyRollups(
      store: world.store, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  private func color(_ world: World) throws -> Sentiment? {
    try world.store.read { try $0.row(Account.table, "a")?[Account.healthColor] }
  }

  @Test func `engagement falls by silence alone, a day at a time`() throws {
    let world = try world()
    try daily(world).catchUp()
    #expect(try color(world) == .green)
    world.clock.advance(seconds: 86_400)
    try daily(world).catchUp()
    #expect(try color(world) == .green, "35 days")
    world.clock.advance(seconds: 86_400)
    try daily(world).catchUp()
    #expect(try color(world) == .yellow)
    let measure = try world.store.read { try $0.row(HealthMeasure.table, "a:Engagement") }
    #expect(measure?[HealthMeasure.previousScore] == 87.5)
  }

  @Test func `twice on one day changes nothing`() throws {
    let world = try world()
    try daily(world).catchUp()
    let head = try world.store.read { try $0.head() }
    world.clock.advance(seconds: 60)
    try daily(world).catchUp()
    #expect(try world.store.read { try $0.head() } == head)
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `an import lets the others age as well`() throws {
    let imports = try ImportWorld()
    try imports.world.save(.account("a", tam: "ada"))
    _ = try imports.salesforce(["Account": "Id,Name\n001R0000005hDFY,Other\n"])
    #expect(try imports.row(HealthMeasure.table, "a:Engagement")?[HealthMeasure.score] == 25)
  }
}
