import CustomerSuccess
import SyncEngine
import Testing

@testable import ReplicaStore

@Suite struct UndoListTests {
  /// Three steps: two labels of one instance, and between them a call.
  private func world() throws -> ReplicaWorld {
    let world = try ReplicaWorld([
      .account("acme", name: "Acme"), .account("beta", name: "Beta"),
      .instance("a", of: "acme"), .instance("b", of: "beta"),
    ])
    try world.replica.perform([.label("a", .production)], label: "first")
    try world.replica.perform([.log("call", of: "beta")], label: "second")
    try world.replica.perform([.label("a", .obsolete), .label("b", .obsolete)], label: "third")
    return world
  }

  private func labels(_ world: ReplicaWorld) throws -> [String] {
    try world.replica.undoList().map { $0.isUndone ? "(\($0.label))" : $0.label }
  }

  private func type(_ id: String, _ world: ReplicaWorld) throws -> InstanceType? {
    try world.replica.instance(Instance.ID(id))?.type
  }

  @Test func `a step tells its customers and how many of its edits are not sent`() throws {
    let world = try world()
    let third = try #require(try world.replica.undoList().first)
    #expect(third.count == 2)
    #expect(third.unsentCount == 2)
    #expect(third.customers.map(\.name) == ["Acme", "Beta"])

    try world.answerPush()
    #expect(try world.replica.undoList().map(\.unsentCount) == [0, 0, 0])
    _ = try world.replica.undo()
    let undone = try #require(try world.replica.undoList().first)
    #expect(undone.isUndone)
    #expect(undone.unsentCount == 2, "the undoing is an edit that has to be sent")
  }

  @Test func `a step whose edit the service refused says so`() throws {
    let world = try world()
    try world.answerPush(refusing: MutationRefusal(.notPermitted, reason: "no"))
    #expect(try world.replica.undoList().map(\.refusedCount) == [2, 1, 1])
  }

  @Test func `everything down to a step is taken back, and done again up to it`() throws {
    let world = try world()
    let second = try #require(try world.replica.undoList().dropFirst().first)

    #expect(try world.replica.undo(through: second.id).map(\.label) == ["third", "second"])
    #expect(try labels(world) == ["(third)", "(second)", "first"])
    #expect(try type("a", world) == .production)
    #expect(try world.replica.timeline().isEmpty)

    #expect(try world.replica.redo(through: second.id).map(\.label) == ["second"])
    #expect(try labels(world) == ["(third)", "second", "first"])
    #expect(try world.replica.timeline().count == 1)
  }

  @Test func `one step alone is taken back, and that is a step of its own`() throws {
    let world = try world()
    let second = try #require(try world.replica.undoList().dropFirst().first)

    #expect(try world.replica.takeBack(second.id).label == "second")
    #expect(try world.replica.timeline().isEmpty)
    #expect(try type("a", world) == .obsolete)
    #expect(try labels(world) == ["Took back: second", "third", "second", "first"])

    #expect(try world.replica.undo()?.label == "Took back: second")
    #expect(try world.replica.timeline().count == 1)
  }

  @Test func `the newest step alone is an undo that can be done again`() throws {
    let world = try world()
    let third = try #require(try world.replica.undoList().first)
    try world.replica.takeBack(third.id)
    #expect(try labels(world) == ["(third)", "second", "first"])
    #expect(try world.replica.redo()?.label == "third")
  }

  @Test func `a step that a later one set over is not taken back alone`() throws {
    let world = try world()
    let first = try #require(try world.replica.undoList().last)

    #expect(throws: TakeBackRefusal.overwritten(label: "first", by: "third")) {
      try world.replica.takeBack(first.id)
    }
    #expect(try type("a", world) == .obsolete)
    #expect(try labels(world) == ["third", "second", "first"])
  }

  @Test func `a snooze that was prolonged is not taken back alone`() throws {
    let world = try ReplicaWorld([.account("acme"), .cta("c", of: "acme")])
    for (days, label) in [(3, "until Monday"), (7, "until Friday")] {
      let until = ReplicaWorld.today.adding(days: days)
      try world.replica.perform(
        [.snoozeCTA(SnoozeCTA(id: CTA.ID("c"), until: until, reason: nil))], label: label)
    }
    let first = try #require(try world.replica.undoList().last)

    #expect(throws: TakeBackRefusal.overwritten(label: "until Monday", by: "until Friday")) {
      try world.replica.takeBack(first.id)
    }
    _ = try world.replica.undo(through: first.id)
    #expect(try world.replica.undoList().map(\.isUndone) == [true, true])
  }

  @Test func `undo leaves what a colleague set since, and says so`() throws {
    let world = try ReplicaWorld([.account("acme"), .instance("a", of: "acme")])
    try world.replica.perform([.label("a", .production)], label: "label")
    try world.answerPush()
    try world.deliver([.instance("a", of: "acme", type: .obsolete)])

    let refusal = #expect(throws: UndoRefusal.self) { try world.replica.undo() }

    #expect(try type("a", world) == .obsolete)
    #expect(
      refusal?.description
        == """
        "label" cannot be taken back any more: "Instance type" of instance a.example.com of acme \
        was changed meanwhile: it is "Obsolete" now, you wanted empty; keep theirs, or apply yours \
        again
        """)
  }

  @Test func `an undo that the service refused is had again over the colleague's value`() throws {
    let world = try ReplicaWorld([.account("acme"), .instance("a", of: "acme")])
    try world.replica.perform([.label("a", .production)])
    try world.answerPush()
    _ = try world.replica.undo()
    try world.answerPush(refusing: MutationRefusal(.conflict, reason: "relabeled"))
    try world.deliver([.instance("a", of: "acme", type: .obsolete)])
    let item = try #require(try world.replica.attention().first)

    try world.replica.retry(attention: item.id)

    #expect(try type("a", world) == .unknown)
  }

  @Test func `steps that are joined are undone as one`() throws {
    let world = try world()
    let first = try #require(try world.replica.undoList().last)

    #expect(try world.replica.joinUndo(after: first.id) == 2)
    #expect(try labels(world) == ["second, and 1 more by a macro", "first"])
    let joined = try #require(try world.replica.undoList().first)
    #expect(joined.count == 3)
    #expect(joined.unsentCount == 3)

    #expect(try world.replica.undo() != nil)
    #expect(try type("a", world) == .production)
    #expect(try type("b", world) == .unknown)
    #expect(try world.replica.timeline().isEmpty)
    #expect(try world.replica.redo() != nil)
    #expect(try type("b", world) == .obsolete)
  }

  @Test func `an edit that waits names the step it is part of`() throws {
    let world = try world()
    let steps = try world.replica.undoList().map(\.id)
    let waiting = try world.replica.outbox()
    #expect(waiting.map(\.step) == [steps[2], steps[1], steps[0], steps[0]])
    #expect(waiting.map(\.stepSize) == [1, 1, 2, 2])

    _ = try world.replica.undo()
    let undoing = try world.replica.outbox().filter(\.isUndoing)
    #expect(undoing.map(\.sequence) == [5, 6])
    #expect(undoing.map(\.step) == [nil, nil])
  }

  @Test func `a refused edit that was made again can be undone`() throws {
    let world = try ReplicaWorld([.account("acme")])
    try world.replica.perform([.log("call", of: "acme")])
    try world.answerPush(refusing: MutationRefusal(.notPermitted, reason: "no"))
    let item = try #require(try world.replica.attention().first)

    try world.replica.retry(attention: item.id)
    #expect(try world.replica.timeline().count == 1)
    #expect(try world.replica.undo() != nil)
    #expect(try world.replica.timeline().isEmpty)
  }
}
