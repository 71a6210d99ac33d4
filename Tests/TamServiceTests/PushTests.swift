import CustomerSuccess
import Support
import SyncEngine
import Testing

@testable import TamService

@Suite struct PushTests {
  private func world() throws -> World {
    let world = try World()
    try world.save(
      .user("ada"), .user("bob"), .account("a", tam: "ada"), .account("b", tam: "bob"))
    return world
  }

  private func activities(_ world: World) throws -> [String] {
    try world.store.read { try $0.query("SELECT id FROM activity ORDER BY id") }
      .compactMap { String(stored: $0[0]) }
  }

  @Test func `an edit pushed by one shows in the pull of another`() async throws {
    let world = try world()
    try await withService(world) { client in
      try world.save(.follow("a", by: "bob"))
      var ada = try await TestDevice("ada", world, client)
      let bob = try await TestDevice("bob", world, client)
      let before = try world.store.read { try $0.head() }

      let pushed = try await ada.push([ada.numbered(.call("call-1", with: "a"), id: "m1")])
        .decoded(PushResponse.self)
      #expect(pushed.results.map(\.status) == [.applied], "\(pushed.results)")
      #expect(pushed.lastSequence == 1)

      let answer = try await bob.client.post(.pull, bob.pullRequest(cursor: before))
      let frames = try PullResponse(decoding: answer.body).frames
      #expect(frames.compactMap(\.idOfPut).contains("call-1"))
      #expect(try world.store.read { try $0.check() } == [])
    }
  }

  @Test func `a push sent again after a torn one is applied once`() async throws {
    let world = try world()
    try await withService(world) { client in
      var ada = try await TestDevice("ada", world, client)
      var offers: [PendingMutation] = []
      for number in 1...6 {
        offers.append(ada.numbered(.call("call-\(number)", with: "a"), id: "m\(number)"))
      }
      // The service was killed after the third edit; the device never heard of any.
      _ = try await ada.push(Array(offers.prefix(3)))
      for attempt in 1...2 {
        let answer = try await ada.push(offers).decoded(PushResponse.self)
        #expect(answer.lastSequence == 6, "attempt \(attempt)")
        #expect(answer.results.map(\.status) == Array(repeating: .applied, count: 6))
      }
      #expect(try activities(world) == (1...6).map { "call-\($0)" })
    }
  }

  @Test func `a mutation known under another number is not applied again`() async throws {
    let world = try world()
    try await withService(world) { client in
      var first = try await TestDevice("ada", world, client)
      var second = try await TestDevice("ada", world, client)
      _ = try await first.push([first.numbered(.call("call-1", with: "a"), id: "m1")])
      try world.write { try $0.delete(Activity.table, "call-1") }

      let answer = try await second.push([second.numbered(.call("call-1", with: "a"), id: "m1")])
        .decoded(PushResponse.self)
      #expect(answer.results.map(\.status) == [.applied])
      #expect(try activities(world) == [])
    }
  }

  @Test func `an edit of somebody else's customer is refused and the next one still counts`()
    async throws
  {
    let world = try world()
    try await withService(world) { client in
      var ada = try await TestDevice("ada", world, client)
      let answer = try await ada.push([
        ada.numbered(.call("call-1", with: "b"), id: "m1"),
        ada.numbered(.call("call-2", with: "a"), id: "m2"),
      ]).decoded(PushResponse.self)
      #expect(answer.results.map(\.status) == [.rejected, .applied])
      #expect(answer.results.first?.refusal?.code == .notInScope)
      #expect(answer.lastSequence == 2)
      #expect(try activities(world) == ["call-2"])

      let again = try await ada.push([]).decoded(PushResponse.self)
      #expect(again.lastMutationID == .init("m2"))
    }
  }

  @Test func `a call noted before the customer was lost still counts, for a month`() async throws {
    let world = try world()
    try await withService(world) { client in
      var ada = try await TestDevice("ada", world, client)
      func offer(_ number: Int) -> PendingMutation {
        let base = ada.numbered(.call("call-\(number)", with: "a"), id: "m\(number)")
        return PendingMutation(
          sequence: base.sequence, id: base.id, mutation: base.mutation,
          basePosition: Position(1), at: base.at, today: base.today)
      }
      try world.save(.account("a", tam: "bob"))

      let soon = try await ada.push([offer(1)]).decoded(PushResponse.self)
      #expect(soon.results.map(\.status) == [.applied], "\(soon.results)")

      world.clock.advance(seconds: (SyncLimits.graceDays + 1) * 86_400)
      let late = try await ada.push([offer(2)]).decoded(PushResponse.self)
      #expect(late.results.first?.refusal?.code == .notInScope)
    }
  }

  @Test func `of a lost customer the call counts, and what its former TAM thinks of it does not`()
    async throws
  {
    let world = try world()
    try await withService(world) { client in
      var ada = try await TestDevice("ada", world, client)
      try world.save(.account("a", tam: "bob"))
      let answer = try await ada.push([
        ada.numbered(.call("call-1", with: "a", sentiment: .red), id: "m1", base: Position(1))
      ]).decoded(PushResponse.self)
      #expect(answer.results.map(\.status) == [.applied], "\(answer.results)")
      let row = try world.store.read { try $0.row(Activity.table, "call-1") }
      #expect(row?[Activity.sentiment] == .red)
      let measure = try world.store.read { try $0.row(HealthMeasure.table, "a:TAM Sentiment") }
      #expect(measure == nil)
    }
  }

  @Test func `there is no grace for whom data permissions keep out`() async throws {
    let world = try world()
    try await withService(world) { client in
      var ada = try await TestDevice("ada", world, client)
      try world.save(.account("a", tam: "ada", isPublicSector: true))
      let answer = try await ada.push([
        ada.numbered(.call("call-1", with: "a"), id: "m1", base: Position(1))
      ]).decoded(PushResponse.self)
      #expect(answer.results.first?.refusal?.code == .notInScope)
      #expect(try activities(world) == [])
    }
  }

  @Test func `a late edit is judged by the service's day, and none comes from the future`()
    async throws
  {
    let world = try world()
    var account = Row.account("a", tam: "ada")
    account[Account.prioritization] = .first
    account[Account.tamFirstAssigned] = Day("2020-01-01")
    try world.save(account)
    try await withService(world) { client in
      var ada = try await TestDevice("ada", world, client)
      world.clock.advance(seconds: 40 * 86_400)
      _ = try await ada.push([ada.numbered(.call("call-1", with: "a"), id: "m1")])
      let measure = try world.store.read { try $0.row(HealthMeasure.table, "a:Engagement") }
      #expect(measure?[HealthMeasure.score] == 62.5, "40 days ago")

      var fields = Fields()
      fields[Activity.type] = .call
      fields[Activity.subject] = "Next year"
      fields[Activity.day] = Day("2025-01-01")
      let log = Mutation.logActivity(
        LogActivity(id: .init("call-2"), account: .init("a"), fields: fields))
      let answer = try await ada.push([
        ada.numbered(log, id: "m2", today: Day(daysSinceEpoch: 20_089))
      ]).decoded(PushResponse.self)
      #expect(answer.results.first?.refusal?.code == .invalid, "\(answer.results)")
    }
  }

  @Test func `a label and a decision on health change the licenses in use at once`() async throws {
    let imports = try ImportWorld()
    let acme = "001D000000IqhSLIAZ"
    _ = try imports.salesforce(["Account": "Id,Name,Type\n\(acme),Acme,Customer\n"])
    _ = try imports.usage(
      """
      snapshot_month,dim_crm_account_id,dim_subscription_id,delivery_type,uuid,hostname,\
      dim_namespace_id,ping_created_at,billable_user_count,instance_type
      2024-05-01,\(acme),,Self-Managed,u,big,,2024-05-10 06:00:00,90,Production
      2024-05-01,\(acme),,Self-Managed,v,small,,2024-05-10 06:00:00,10,Production
      """)
    let world = imports.world
    var account = try #require(try imports.row(Account.table, acme))
    account[Account.tam] = .init("ada")
    try world.save(.user("ada"), account)
    func users() throws -> Int? {
      try imports.row(Account.table, acme)?[Account.billableUsers]
    }
    #expect(try users() == 90, "the largest")
    let instances = try imports.rows(Instance.table)
    let big = try #require(instances.first { $0[Instance.hostname] == "big" })
    let small = try #require(instances.first { $0[Instance.hostname] == "small" })
    try await withService(world) { client in
      var ada = try await TestDevice("ada", world, client)
      func push(_ mutation: Mutation, _ id: String) async throws {
        let answer = try await ada.push([ada.numbered(mutation, id: id)])
          .decoded(PushResponse.self)
        #expect(answer.results.map(\.status) == [.applied], "\(answer.results)")
      }
      try await push(
        .setInstanceHealthInclusion(
          SetInstanceHealthInclusion(id: .init(small.id), inclusion: .included)), "m1")
      #expect(try users() == 10, "a TAM chose it")
      try await push(
        .setInstanceHealthInclusion(
          SetInstanceHealthInclusion(id: .init(small.id), inclusion: .optOut)), "m2")
      #expect(try users() == 90)
      try await push(.labelInstance(LabelInstance(id: .init(big.id), type: .obsolete)), "m3")
      #expect(try users() == nil, "none is left")
      #expect(try world.store.read { try $0.check() } == [])
    }
  }

  @Test func `more edits than a push may hold are refused whole`() async throws {
    let world = try world()
    try await withService(world) { client in
      var ada = try await TestDevice("ada", world, client)
      var offers: [PendingMutation] = []
      for number in 0...SyncLimits.mutationsPerPush {
        offers.append(ada.numbered(.call("c\(number)", with: "a"), id: "m\(number)"))
      }
      let answer = try await ada.push(offers)
      #expect(answer.status == 413)
      #expect(try activities(world) == [])
    }
  }

  @Test func `what was decided on an edit comes back as it was written`() throws {
    let world = try world()
    let refusal = MutationRefusal(
      .conflict, table: "account", id: "a", column: "summary", current: .text("theirs"),
      yours: .text("mine"), reason: "changed meanwhile")
    let record = MutationRecord(
      device: .init("d"),
      result: MutationResult(sequence: 4, id: .init("m4"), status: .rejected, refusal: refusal),
      name: "addContact", version: 1, created: RowKey(Contact.table, "c9"))
    try world.write { try PushTransaction($0).record(record) }
    let (outcome, result, creator, unknown) = try world.write { work in
      let transaction = PushTransaction(work)
      return (
        try transaction.outcome(of: .init("m4")),
        try transaction.result(of: .init("d"), sequence: 4),
        try transaction.rejectedCreation(of: RowKey(Contact.table, "c9"), device: .init("d")),
        try transaction.outcome(of: .init("m5"))
      )
    }
    #expect(outcome == record)
    #expect(result == record.result)
    #expect(creator == .init("m4"))
    #expect(unknown == nil)
  }
}
