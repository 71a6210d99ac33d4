import CustomerSuccess
import FoundationEssentials
import Support
import SyncEngine
import Testing

/// The life of a device's own mutations.
@Suite struct OutboxTests {
  @Test func `edits are numbered without gaps, a refused one takes no number`() throws {
    let world = try SyncWorld()
    try world.pull()
    try world.edit(.addCTA("c"))
    #expect(throws: MutationRefusal.self) { try world.edit(.close("nowhere")) }
    try world.edit(.close("c"))
    #expect(world.replica.content.outbox.map(\.sequence) == [1, 2])
    #expect(world.replica.content.preimages.count == 1)
  }

  @Test func `a pre-image is what the service sent, however often the row is edited`() throws {
    let world = try SyncWorld()
    try world.pull()
    let base = world.replica.content.rows
    try world.edit(.rename("a1-cta", to: "One"))
    try world.edit(.rename("a1-cta", from: "One", to: "Two"))
    try world.edit(.addCTA("c"))
    #expect(world.replica.content.rows != base)
    #expect(world.replica.content.base == base)
  }

  @Test func `at the bound new edits are refused loudly, and long before it the person is told`()
    throws
  {
    let world = try SyncWorld()
    try world.pull()
    let pending = try world.edit(.addCTA("c"))
    world.replica.damage { content in
      content.outbox = Array(repeating: pending, count: SyncLimits.outboxWarning - 1)
    }
    #expect(try crowded(world, "d"))
    world.replica.damage { content in
      content.outbox = Array(repeating: pending, count: SyncLimits.outboxMaximum)
    }
    #expect(throws: OutboxError.full(count: 50_000)) { try world.edit(.addCTA("e")) }
    #expect(
      OutboxError.full(count: 50_000).description
        == "50000 edits wait to be sent, no more are taken: connect to the service and sync")
  }

  private func crowded(_ world: SyncWorld, _ id: String) throws -> Bool {
    try world.replica.transact { transaction in
      try Outbox(transaction).perform(
        .addCTA(id), id: id.mutation, at: SimulatedCompany.noon, today: SimulatedCompany.today
      ).isCrowded
    }
  }

  @Test func `what is acknowledged is not offered again`() throws {
    let world = try SyncWorld()
    try world.pull()
    try world.edit(.addCTA("c"))
    try world.push()
    #expect(try Outbox(world.replica).nextPush() == nil)
    try world.edit(.close("c"))
    #expect(try Outbox(world.replica).nextPush()?.mutations.map(\.sequence) == [2])
    #expect(try Outbox(world.replica).unsentCount() == 1)
  }

  @Test func `a forked replica goes on as a new device with its pending edits from one`() throws {
    let world = try SyncWorld()
    try world.pull()
    try world.edit(.addCTA("c"))
    try world.push()
    try world.pull()
    try world.edit(.addCTA("d"))
    try world.edit(.close("d"))
    try world.replica.transact { try Outbox($0).renew(as: Device.ID("second")) }
    let request = try #require(try Outbox(world.replica).nextPush())
    #expect(request.device.rawValue == "second")
    #expect(request.mutations.map(\.sequence) == [1, 2])
    #expect(request.mutations.map(\.id.rawValue) == ["m2", "m3"])
  }

  @Test func `a restored service is offered everything that is kept, after its newest`() throws {
    let world = try SyncWorld()
    try world.pull()
    let backup = world.service.content
    try world.edit(.addCTA("c"))
    try world.push()
    try world.pull()
    try world.edit(.close("c"))
    world.service.restore(backup)
    try world.replica.transact { try Outbox($0).adopt(epoch: 2, lastSequence: 0) }
    #expect(world.replica.content.outbox.map(\.id.rawValue) == ["m1", "m2"])
    #expect(world.replica.content.sent.isEmpty)
    #expect(world.replica.placed(CTA.table, "c") != nil, "what is on screen stays")
    try world.push()
    try world.pull()
    #expect(world.replica.content.sent.count == 2)
    world.expectInStep()
  }

  @Test func `after a gap the offer starts where the service is`() throws {
    let world = try SyncWorld()
    try world.pull()
    for id in ["c", "d", "e"] { try world.edit(.addCTA(id)) }
    try world.push()
    try world.replica.transact { try Outbox($0).rewind(to: 1) }
    #expect(try Outbox(world.replica).nextPush()?.mutations.map(\.sequence) == [2, 3])
  }

  @Test func `numbers that were lost with a damaged journal are given again`() throws {
    let world = try SyncWorld()
    try world.pull()
    for id in ["c", "d", "e"] { try world.edit(.addCTA(id)) }
    world.replica.damage { $0.outbox.remove(at: 1) }
    for last in [Int64(1), 0] {
      let gap = #expect(throws: SyncFailure.self) { try world.push() }
      #expect(gap?.lastSequence == last, "what came before the gap in the push is not kept")
      try world.replica.transact { try Outbox($0).rewind(to: last) }
    }
    try world.edit(.addCTA("f"))
    try world.push()
    try world.pull()
    #expect(world.replica.content.sent.map(\.sequence) == [1, 2, 3])
    #expect(world.replica.content.attention.isEmpty)
  }

  @Test func `only the first edit not acknowledged is put aside`() throws {
    let world = try SyncWorld()
    try world.pull()
    for id in ["c", "d", "e"] { try world.edit(.addCTA(id)) }
    try world.replica.transact { try Outbox($0).park() }
    #expect(world.replica.content.outbox.map(\.isParked) == [true, false, false])
    try world.push()
    try world.pull()
    #expect(world.replica.content.attention.map(\.mutation.id.rawValue) == ["m1"])
  }

  @Test func `an edit that is too large to be sent is refused when it is made`() throws {
    let world = try SyncWorld()
    try world.pull()
    let notes = String(repeating: "\u{1}", count: 250_000)
    let error = #expect(throws: OutboxError.self) {
      try world.edit(.log("call", on: "a1", notes: notes))
    }
    #expect(
      error?.description
        == """
        this edit takes 1500264 bytes on its way to the service, at most 1000000 are taken: \
        shorten its text, or make it in several steps
        """)
    #expect(world.replica.content.outbox.isEmpty)
    #expect(world.replica.placed(Activity.table, "call") == nil)
  }

  @Test func `an edit put aside is offered without its content, and takes what needs it along`()
    throws
  {
    let world = try SyncWorld()
    try world.pull()
    try world.edit(.addCTA("c", name: String(repeating: "x", count: 60_000)))
    try world.edit(.close("c"))
    try world.replica.transact { try Outbox($0).park() }

    let request = try #require(try Outbox(world.replica).nextPush())
    let bytes = try JSONEncoder().encode(request)
    #expect(bytes.count < 1_000)
    let read = try JSONDecoder().decode(PushRequest.self, from: bytes)
    #expect(read == request)
    let answer = try world.service.push(read, by: SyncWorld.ada)
    #expect(answer.results.map(\.status) == [.parked, .rejected])
    #expect(answer.results.last?.refusal?.code == .parentRejected)

    try world.pull()
    let names = world.replica.content.attention.map(\.mutation.mutation.name)
    #expect(names == ["addCTA", "closeCTA"])
    #expect(world.replica.content.outbox.isEmpty)
    world.expectInStep()
  }

  @Test func `an older app sends what is to be put aside with its content`() throws {
    let world = try SyncWorld()
    try world.pull()
    let pending = try world.edit(.addCTA("c"))
    var old = String(decoding: try JSONEncoder().encode(pending), as: UTF8.self)
    old.replace(#""park":false"#, with: #""park":true"#)
    let offer = try JSONDecoder().decode(PushOffer.self, from: Data(old.utf8))
    guard case .readable(let read) = offer, read.isParked else {
      Issue.record("read as \(offer)")
      return
    }
    var request = try #require(try Outbox(world.replica).nextPush())
    request.mutations = [offer]
    #expect(try world.service.push(request, by: SyncWorld.ada).results.map(\.status) == [.parked])
  }

  @Test func `a push survives the wire`() throws {
    let world = try SyncWorld()
    try world.pull()
    try world.edit(
      .log("call", on: "a1", notes: FrameSamples.hostile.dropFirst(7).joined(separator: "|")))
    let request = try #require(try Outbox(world.replica).nextPush())
    let bytes = try JSONEncoder().encode(request)
    #expect(try JSONDecoder().decode(PushRequest.self, from: bytes) == request)
  }

  @Test func `a mutation that this version does not know is read as such, not as damage`() throws {
    let body = """
      {"device":"d","protocol":1,"schema":1,"mutations":[{"seq":4,"mid":"m4","mutation":\
      {"name":"teleport","version":1,"args":{}},"base_position":1,"at":"2026-01-01T00:00:00Z",\
      "today":"2026-01-01"}]}
      """
    let request = try JSONDecoder().decode(PushRequest.self, from: Data(body.utf8))
    guard case .unreadable(4, let id, let reason)? = request.mutations.first else {
      Issue.record("read as \(request.mutations)")
      return
    }
    #expect(id.rawValue == "m4")
    #expect(reason.contains("teleport"))
  }
}
