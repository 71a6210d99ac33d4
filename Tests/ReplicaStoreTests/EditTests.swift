import CustomerSuccess
import SyncEngine
import Synchronization
import Testing

@testable import ReplicaStore

@Suite struct EditTests {
  private let today = ReplicaWorld.today

  @Test func `a logged call is on screen at once, waits to be sent, and is in the journal`() throws
  {
    let world = try ReplicaWorld([.account("acme", name: "Acme")])

    let receipt = try world.replica.perform([.log("call", of: "acme", subject: "QBR")])

    let entry = try #require(try world.replica.timeline(of: Account.ID("acme")).first)
    #expect(entry.subject == "QBR")
    #expect(entry.isUnsent)
    #expect(try world.replica.portfolio().first?.lastActivity == today)
    #expect(try world.replica.outbox().map(\.id) == receipt.ids)
    #expect(try world.replica.outbox().first?.accountName == "Acme")
    #expect(try world.replica.syncStatus().unsentCount == 1)
    #expect(try world.replica.syncStatus().oldestUnsent == ReplicaWorld.start)
    #expect(try world.journaled == receipt.ids)
  }

  @Test func `one refused mutation undoes the whole step`() throws {
    let world = try ReplicaWorld([.account("acme")])

    #expect(throws: MutationRefusal.self) {
      try world.replica.perform([.log("one", of: "acme"), .log("two", of: "nowhere")])
    }

    #expect(try world.replica.timeline().isEmpty)
    #expect(try world.replica.outbox().isEmpty)
    #expect(try world.journaled.isEmpty)
    #expect(try world.replica.undoList().isEmpty)
  }

  @Test func `without a login nothing is edited`() throws {
    let world = try ReplicaWorld(isLoggedIn: false)

    #expect(throws: ReplicaError.notLoggedIn) {
      try world.replica.perform([.log("one", of: "acme")])
    }
  }

  @Test func `what the service confirms leaves the outbox and the journal`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("call", of: "acme")])

    try world.answerPush()

    #expect(try world.replica.outbox().isEmpty)
    #expect(try world.journaled.isEmpty)
    let entry = try #require(try world.replica.timeline().first)
    #expect(entry.id.rawValue == "call")
    #expect(!entry.isUnsent)
    #expect(try world.replica.syncStatus().lastCheckpoint == ReplicaWorld.start)
  }

  @Test func `a pull keeps pending edits on top of what it brings`() throws {
    let world = try ReplicaWorld([.account("acme"), .instance("i", of: "acme")])
    try world.replica.perform([.label("i", .production)])
    var renamed = Row.instance("i", of: "acme")
    renamed[Instance.hostname] = "moved.example.com"

    try world.deliver([renamed])

    let instance = try #require(try world.replica.instance(Instance.ID("i")))
    #expect(instance.type == .production)
    #expect(instance.hostname == "moved.example.com")
    #expect(instance.isUnsent)
  }

  @Test func `everybody who watches hears of edits and pulls, until they stop`() throws {
    let world = try ReplicaWorld([.account("acme")])
    let heard = Mutex([ReplicaChange]())
    let observation = world.replica.changes { change in heard.withLock { $0.append(change) } }

    try world.replica.perform([.log("call", of: "acme")])
    try world.deliver([.account("beta")])
    observation.cancel()
    try world.replica.perform([.log("again", of: "acme")])

    let changes = heard.withLock { $0 }
    #expect(changes.map(\.cause) == [.edit, .sync])
    #expect(changes.first?.tables.contains("activity") == true)
    #expect(changes.last?.tables.contains("account") == true)
  }
}

@Suite struct UndoTests {
  @Test func `undo and redo walk the same steps, also after a restart`() throws {
    let world = try ReplicaWorld([
      .account("acme"), .instance("a", of: "acme"), .instance("b", of: "acme"),
    ])
    func types() throws -> [InstanceType] { try world.replica.instances().map(\.type) }
    try world.replica.perform([.label("a", .production)])
    try world.replica.perform(
      [.label("a", .obsolete), .label("b", .production)], label: "Label two")
    #expect(try types() == [.obsolete, .production])

    try world.reopen()
    #expect(try world.replica.undo()?.label == "Label two")
    #expect(try types() == [.production, .unknown])
    try world.reopen()
    #expect(try world.replica.undo() != nil)
    #expect(try types() == [.unknown, .unknown])
    #expect(try world.replica.undo() == nil)

    #expect(try world.replica.redo() != nil)
    #expect(try types() == [.production, .unknown])
    #expect(try world.replica.redo()?.label == "Label two")
    #expect(try types() == [.obsolete, .production])
    #expect(try world.replica.redo() == nil)
    #expect(try world.replica.undoList().map(\.label).first == "Label two")
  }

  @Test func `a new edit takes the place of what was undone`() throws {
    let world = try ReplicaWorld([.account("acme"), .instance("a", of: "acme")])
    try world.replica.perform([.label("a", .production)])
    _ = try world.replica.undo()

    try world.replica.perform([.label("a", .obsolete)])

    #expect(try world.replica.redo() == nil)
    #expect(try world.replica.undoList().count == 1)
  }

  @Test func `each undo is an edit of its own, so that the service sees it once`() throws {
    let world = try ReplicaWorld([.account("acme"), .instance("a", of: "acme")])
    try world.replica.perform([.label("a", .production)])
    try world.answerPush()

    _ = try world.replica.undo()

    #expect(try world.replica.outbox().map(\.sequence) == [2])
    #expect(try world.replica.instance(Instance.ID("a"))?.type == .unknown)
  }

  @Test func `a step that is impossible by now says so and makes room for the one before`() throws {
    let world = try ReplicaWorld([
      .account("acme"), .instance("a", of: "acme"), .cta("c", of: "acme"),
    ])
    try world.replica.perform([.label("a", .production)])
    try world.replica.perform([.closeCTA(CloseCTA(id: CTA.ID("c"), status: .closedSuccess))])
    try world.answerPush()
    try world.deliver([], deleting: [(CTA.table, "c")])

    #expect(throws: UndoRefusal.self) { try world.replica.undo() }
    #expect(try world.replica.undo() != nil)
    #expect(try world.replica.instance(Instance.ID("a"))?.type == .unknown)
  }
}

@Suite struct AttentionTests {
  private let refusal = MutationRefusal(
    .notInScope, table: "account", id: "acme", reason: "Acme is no longer in your book.")

  private func refused() throws -> ReplicaWorld {
    let world = try ReplicaWorld([.account("acme", name: "Acme")])
    try world.replica.perform([.log("call", of: "acme", subject: "QBR")])
    try world.answerPush(refusing: refusal)
    return world
  }

  @Test func `a refused edit waits for a decision, in full, and its rows are as they were`() throws
  {
    let world = try refused()

    let item = try #require(try world.replica.attention().first)
    #expect(item.refusal == refusal)
    #expect(item.reason == "Acme is no longer in your book.")
    #expect(item.accountName == "Acme")
    #expect(item.mutation.name == "logActivity")
    #expect(item.summary.contains("QBR"))
    #expect(try world.replica.timeline().isEmpty)
    #expect(try world.replica.outbox().isEmpty)
    #expect(try world.replica.syncStatus().needsAttentionCount == 1)
  }

  @Test func `retrying makes a new edit and clears the item`() throws {
    let world = try refused()
    let item = try #require(try world.replica.attention().first)

    try world.replica.retry(attention: item.id)

    #expect(try world.replica.attention().isEmpty)
    #expect(try world.replica.timeline().map(\.subject) == ["QBR"])
    #expect(try world.replica.outbox().first?.id != item.id)
    #expect(throws: ReplicaError.noSuchItem(id: item.id.rawValue)) {
      try world.replica.retry(attention: item.id)
    }
  }

  @Test func `retrying after a conflict writes ours over the value that is there now`() throws {
    let world = try ReplicaWorld([.account("acme")])
    func set(_ value: Hosting) -> Row {
      var account = Row.account("acme")
      account[Account.hosting] = value
      return account
    }
    try world.replica.perform([
      .setAttribute(
        SetAttribute(
          table: Account.table, id: "acme",
          change: FieldChange(Account.hosting, from: nil, to: .cloud)))
    ])
    try world.answerPush(refusing: MutationRefusal(.conflict, reason: "Somebody chose hybrid."))
    try world.deliver([set(.hybrid)])
    let item = try #require(try world.replica.attention().first)

    try world.replica.retry(attention: item.id)

    #expect(try world.replica.customer(Account.ID("acme"))?.account[Account.hosting] == .cloud)
    #expect(try world.replica.outbox().count == 1)
  }

  @Test func `discarding clears the item for good`() throws {
    let world = try refused()
    let item = try #require(try world.replica.attention().first)

    try world.replica.discard(attention: item.id)
    try world.reopen()

    #expect(try world.replica.attention().isEmpty)
    #expect(try world.replica.outbox().isEmpty)
  }

  @Test func `a refused edit survives the loss of the replica`() throws {
    let world = try refused()

    try world.loseReplica()

    #expect(try world.replica.attention().map(\.refusal) == [refusal])
    #expect(try world.replica.outbox().isEmpty)
  }
}
