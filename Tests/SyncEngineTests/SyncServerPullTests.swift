import CustomerSuccess
import Support
import SyncEngine
import Testing

/// What the service sends, and what it does not.
@Suite struct SyncServerPullTests {
  private func failure(
    _ world: SyncWorld, by user: User.ID = SyncWorld.ada, _ change: (inout PullRequest) -> Void
  ) throws -> SyncFailure.Code? {
    var request = try Outbox(world.replica).nextPull(.core)
    change(&request)
    do {
      _ = try world.service.pull(request, by: user)
      return nil
    } catch {
      return (error as? SyncFailure)?.code
    }
  }

  @Test func `whoever asks wrongly is told why`() throws {
    let world = try SyncWorld()
    try world.pull()
    #expect(try failure(world) { $0.epoch = 9 } == .epoch)
    #expect(try failure(world) { $0.cursor = Position(999) } == .epoch)
    #expect(try failure(world) { $0.resume = "forged" } == .page)
    #expect(try failure(world) { $0.resume = "" } == .page)
    #expect(try failure(world) { $0.protocolVersion = 9 } == .tooOld)
    #expect(try failure(world) { $0.device = Device.ID("bobs") } == .forbidden)
    #expect(try failure(world, by: SyncWorld.bob) { _ in } == .forbidden)
  }

  @Test func `a token is good for its own pull only`() throws {
    let world = try SyncWorld(pageBytes: 200)
    let token = try #require(try world.answer()?.response.end.resume)
    #expect(try failure(world) { $0.resume = token } == nil)
    #expect(
      try failure(world) {
        $0.resume = token
        $0.lane = .bulk
      } == .page)
    #expect(
      try failure(world) {
        $0.resume = token
        $0.cursor = Position(1)
      } == .page)
  }

  @Test func `a customer given away is one line, and none of its rows are sent`() throws {
    let world = try SyncWorld()
    try world.pull()
    try world.service.write { work in
      work.save(SimulatedCompany.cta("secret", of: "a1"))
      work.forbid(SimulatedCompany.scopes(of: "a1"), to: SyncWorld.ada)
      work.removeFromBook(SimulatedCompany.scopes(of: "a1"), of: SyncWorld.ada)
    }
    let frames = try #require(try world.answer()).response.frames
    #expect(frames.contains(.drop(Scope(account: "a1"))))
    #expect(!frames.contains { if case .put = $0 { true } else { false } })
  }

  @Test func `rows are withheld as soon as the permission is gone, though the book is late`() throws
  {
    let world = try SyncWorld()
    try world.pull()
    try world.service.write { work in
      work.save(SimulatedCompany.cta("secret", of: "a1"))
      work.forbid(SimulatedCompany.scopes(of: "a1"), to: SyncWorld.ada)
    }
    try world.pull()
    #expect(!world.replica.content.rows.values.contains { $0.scope == Scope(account: "a1") })
    world.expectInStep()
  }

  @Test func `a customer given and taken in between is not worth a row`() throws {
    let world = try SyncWorld()
    try world.pull()
    let scopes = SimulatedCompany.scopes(of: "a4")
    try world.service.write { work in
      work.permit(scopes, to: SyncWorld.ada)
      work.addToBook(scopes, of: SyncWorld.ada)
    }
    try world.service.write { work in
      work.forbid(scopes, to: SyncWorld.ada)
      work.removeFromBook(scopes, of: SyncWorld.ada)
    }
    #expect(try world.pull().report?.rowsPut == 0)
    world.expectInStep()
  }

  @Test func `a delta costs its changes, not the book`() throws {
    let world = try SyncWorld()
    try world.pull()
    try world.service.write { $0.save(SimulatedCompany.cta("a2-cta", of: "a2", name: "New")) }
    let frames = try #require(try world.answer()).response.frames
    let rows = frames.filter { if case .sum = $0 { false } else { true } }
    #expect(rows.count == 1)
  }

  @Test func `a scope whose deletions are forgotten is sent whole, and no other`() throws {
    let world = try SyncWorld()
    try world.pull()
    try world.service.write { $0.delete(CTA.table, "a1-cta") }
    let gone = world.service.content.newest
    try world.service.write { $0.save(SimulatedCompany.cta("a2-cta", of: "a2", name: "New")) }
    try world.service.write { $0.forget(before: gone) }
    #expect(try world.pull().report?.repairs == [])
    world.expectInStep()
  }

  @Test func `an answer leaves in pieces`() throws {
    let world = try SyncWorld()
    try world.service.write { work in
      for number in 0..<900 { work.save(SimulatedCompany.contact("p\(number)", of: "a1")) }
    }
    var pieces: [Int] = []
    let request = try Outbox(world.replica).nextPull(.core)
    _ = try world.service.server.pull(
      request, by: SyncWorld.ada, from: world.service.content
    ) { pieces.append($0.count) }
    #expect(pieces.count > 1)
    #expect(pieces.allSatisfy { $0 < SyncLimits.pieceBytes * 2 })
  }
}
