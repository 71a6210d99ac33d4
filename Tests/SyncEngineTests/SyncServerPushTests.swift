import CustomerSuccess
import Support
import SyncEngine
import Testing

/// What the service makes of offered mutations.
@Suite struct SyncServerPushTests {
  private func offer(
    _ sequence: Int64, _ mutation: Mutation, id: String? = nil, base: Position = .zero,
    isParked: Bool = false
  ) -> PendingMutation {
    PendingMutation(
      sequence: sequence, id: PendingMutation.ID(id ?? "m\(sequence)"), mutation: mutation,
      basePosition: base, at: SimulatedCompany.noon, today: SimulatedCompany.today,
      isParked: isParked)
  }

  @discardableResult
  private func push(
    _ world: SyncWorld, _ mutations: PendingMutation..., epoch: Int64? = nil,
    device: String = "laptop", by user: User.ID = SyncWorld.ada
  ) throws -> PushResponse {
    try world.service.push(
      PushRequest(device: Device.ID(device), epoch: epoch, mutations: mutations), by: user)
  }

  private func failure(_ body: () throws -> Void) -> SyncFailure.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SyncFailure)?.code
    }
  }

  @Test func `a push that comes twice has its effects once and the same answer`() throws {
    let world = try SyncWorld()
    let first = try push(world, offer(1, .addCTA("c")), offer(2, .close("c")))
    let rows = world.service.content.rows
    let second = try push(world, offer(1, .addCTA("c")), offer(2, .close("c")))
    #expect(first.results.map(\.status) == [.applied, .applied])
    #expect(second.results == first.results)
    #expect(second.lastSequence == 2 && second.lastMutationID?.rawValue == "m2")
    #expect(world.service.content.rows == rows)
  }

  @Test func `another mutation with a number that is taken is a fork`() throws {
    let world = try SyncWorld()
    try push(world, offer(1, .addCTA("c")), offer(2, .close("c")))
    for sequence in Int64(1)...2 {
      #expect(
        failure { try push(world, offer(sequence, .addCTA("d"), id: "other")) } == .fork,
        "number \(sequence)")
    }
  }

  @Test func `a missing number is a gap, and says where to go on`() throws {
    let world = try SyncWorld()
    try push(world, offer(1, .addCTA("c")))
    let error = #expect(throws: SyncFailure.self) { try push(world, offer(3, .close("c"))) }
    #expect(error?.code == .gap)
    #expect(error?.lastSequence == 1)
  }

  @Test func `a mutation known from another device is not applied again`() throws {
    let world = try SyncWorld()
    try world.service.write { $0.enroll(Device.ID("twin"), of: SyncWorld.ada) }
    let reopen = ReopenCTA(id: CTA.ID("c"), from: .notRelevant)
    try push(world, offer(1, .addCTA("c")), offer(2, .close("c")), offer(3, .reopenCTA(reopen)))
    let answer = try push(world, offer(1, .close("c"), id: "m2"), device: "twin")
    #expect(answer.results == [MutationResult(sequence: 1, id: "m2".mutation, status: .applied)])
    let row = try #require(world.service.content.rows[RowKey(CTA.table, "c")]).row
    #expect(row[CTA.status]?.isOpen == true, "the old edit must not close it again")
    #expect(answer.lastSequence == 1)
  }

  @Test func `a refused mutation counts as processed, and those behind it go on`() throws {
    let world = try SyncWorld()
    let answer = try push(
      world, offer(1, .rename("a1-cta", from: "Stale", to: "Mine")), offer(2, .addCTA("c")))
    #expect(answer.results.map(\.status) == [.rejected, .applied])
    #expect(answer.results.first?.refusal?.code == .conflict)
    #expect(answer.lastSequence == 2)
  }

  @Test func `a commit without changed rows takes a position, so that a poll finds the refusal`()
    throws
  {
    let world = try SyncWorld()
    let before = world.service.content.newest
    try push(world, offer(1, .close("nowhere")))
    #expect(world.service.content.newest > before)
  }

  @Test func `what builds on a refused creation is refused with its cause`() throws {
    let world = try SyncWorld()
    var fields = Fields()
    fields[CTATask.name] = "Step"
    let answer = try push(
      world, offer(1, .addCTA("c", to: "a4")),
      offer(2, .addTask(AddTask(id: CTATask.ID("t"), cta: CTA.ID("c"), fields: fields))))
    #expect(answer.results.map { $0.refusal?.code } == [.notInScope, .parentRejected])
  }

  @Test func `a mutation of a newer app is refused alone`() throws {
    let world = try SyncWorld()
    var request = PushRequest(
      device: Device.ID("laptop"), epoch: nil, mutations: [offer(2, .addCTA("c"))])
    request.mutations.insert(
      .unreadable(sequence: 1, id: "m1".mutation, reason: "teleport is not known"), at: 0)
    let answer = try world.service.push(request, by: SyncWorld.ada)
    #expect(answer.results.map(\.status) == [.rejected, .applied])
    #expect(answer.results.first?.refusal?.reason.contains("teleport is not known") == true)
  }

  @Test func `a parked mutation is put aside without being tried`() throws {
    let world = try SyncWorld()
    let answer = try push(world, offer(1, .addCTA("c"), isParked: true))
    #expect(answer.results.map(\.status) == [.parked])
    #expect(world.service.content.rows[RowKey(CTA.table, "c")] == nil)
  }

  @Test func `rows outside the permissions can neither be changed nor found out`() throws {
    let world = try SyncWorld()
    let found = try push(
      world, offer(1, .rename("a4-cta", from: "Wrong guess", to: "Mine")),
      offer(2, .rename("no-such-cta", to: "Mine")), offer(3, .addCTA("a4-cta", to: "a1")),
      offer(4, .close("a4-cta")))
    #expect(
      found.results.map { $0.refusal?.code } == [
        .notInScope, .missing, .notInScope, .notInScope,
      ])
    #expect(found.results.allSatisfy { $0.refusal?.current == nil })
    let row = try #require(world.service.content.rows[RowKey(CTA.table, "a4-cta")])
    #expect(row.row == SimulatedCompany.cta("a4-cta", of: "a4"))
  }

  @Test func `a call logged on the plane counts for a customer lost meanwhile, other edits do not`()
    throws
  {
    let world = try SyncWorld()
    let base = world.service.content.newest
    let lost = SimulatedCompany.scopes(of: "a1")
    try world.service.write { work in
      work.forbid(lost, to: SyncWorld.ada)
      work.removeFromBook(lost, of: SyncWorld.ada)
    }
    let answer = try push(
      world, offer(1, .log("call", on: "a1"), base: base),
      offer(2, .addCTA("c", to: "a1"), base: base),
      offer(3, .log("late", on: "a1"), base: world.service.content.newest),
      offer(4, .log("foreign", on: "a4"), base: base))
    #expect(
      answer.results.map { $0.refusal?.code } == [nil, .notInScope, .notInScope, .notInScope])
    #expect(world.service.content.rows[RowKey(Activity.table, "call")] != nil)
  }

  @Test func `when the store fails, what stood before it counts and the answer says so`() throws {
    let world = try SyncWorld()
    let request = PushRequest(
      device: Device.ID("laptop"), epoch: nil,
      mutations: (1...5).map { offer($0, .addCTA("c\($0)")) })
    struct DiskFull: Error {}
    let answer = try world.service.server.push(request, by: SyncWorld.ada) {
      (body: (MemoryWork) throws -> Void) in
      try world.service.write { work in
        try body(work)
        if work.content.rows[RowKey(CTA.table, "c3")] != nil { throw DiskFull() }
      }
    }
    #expect(answer.lastSequence == 2)
    #expect(answer.didStopEarly)
    #expect(answer.results.count == 2)
    #expect(world.service.content.rows[RowKey(CTA.table, "c3")] == nil)
  }

  @Test func `when the store fails on the first, nothing counts and the failure is thrown`() throws
  {
    let world = try SyncWorld()
    let request = PushRequest(
      device: Device.ID("laptop"), epoch: nil, mutations: [offer(1, .addCTA("c"))])
    struct DiskFull: Error {}
    #expect(throws: DiskFull.self) {
      try world.service.server.push(request, by: SyncWorld.ada) {
        (_: (MemoryWork) throws -> Void) in throw DiskFull()
      }
    }
  }

  @Test func `whoever asks wrongly is told why`() throws {
    let world = try SyncWorld()
    #expect(failure { try push(world, epoch: 7) } == .epoch)
    #expect(failure { try push(world, by: SyncWorld.bob) } == .forbidden)
    #expect(failure { try push(world, device: "unknown") } == .forbidden)
    let many = (1...201).map { offer($0, .addCTA("c\($0)")) }
    let request = PushRequest(device: Device.ID("laptop"), epoch: nil, mutations: many)
    #expect(failure { _ = try world.service.push(request, by: SyncWorld.ada) } == .tooLarge)
    var old = PushRequest(device: Device.ID("laptop"), epoch: nil, mutations: [])
    old.protocolVersion = 0
    #expect(failure { _ = try world.service.push(old, by: SyncWorld.ada) } == .tooOld)
  }
}

extension String {
  var mutation: PendingMutation.ID { PendingMutation.ID(self) }
}
