import CustomerSuccess
import SyncEngine
import Testing

@testable import ReplicaStore

@Suite struct FirstLoadTests {
  private let today = ReplicaWorld.today

  @Test func `pages are on screen as they come, and a restart goes on with the next`() throws {
    let world = try ReplicaWorld(isLoggedIn: true, isServed: false)
    try world.page([.user("ada"), .account("a"), .cta("c1", of: "a", due: today)], resume: "2")
    #expect(try world.replica.portfolio().map(\.openCTAs) == [1])
    #expect(try world.replica.syncStatus().lastCheckpoint == nil)

    try world.reopen()
    #expect(try world.replica.nextPull(.core).resume == "2")
    try world.page([.account("b"), .cta("c2", of: "b", due: today)], resume: nil)

    #expect(try world.replica.portfolio().map(\.id.rawValue) == ["a", "b"])
    #expect(try world.replica.search("c2").map(\.id) == ["c2"])
    #expect(try world.replica.nextPull(.core).resume == nil)
  }

  @Test func `a row that moved while pages were read is there once, where it went`() throws {
    let world = try ReplicaWorld(isLoggedIn: true, isServed: false)
    try world.page([.account("a"), .cta("moved", of: "a", name: "Before")], resume: "2")
    try world.page(
      [.account("b"), .cta("moved", of: "b", name: "After")], resume: "3", position: 2)

    try world.page([], resume: nil, position: 3, deleting: [(CTA.table, "moved", "a")])

    #expect(try world.replica.ctas().map(\.name) == ["After"])
    #expect(try world.replica.search("after").map(\.id) == ["moved"])
    #expect(try world.replica.search("before").isEmpty)
  }

  @Test func `an edit in the middle of a first load stays on top of the pages behind it`() throws {
    let world = try ReplicaWorld(isLoggedIn: true, isServed: false)
    try world.page([.user("ada"), .account("a"), .instance("i", of: "a")], resume: "2")

    try world.replica.perform([.label("i", .production)])
    try world.page([.account("b")], resume: "3")
    try world.page([.account("c")], resume: nil)

    #expect(try world.replica.instance(Instance.ID("i"))?.type == .production)
    #expect(try world.replica.outbox().count == 1)
    #expect(try world.replica.portfolioCount(.everything) == 3)
  }

  @Test func `edits between the pieces of a first load's end are in the search, once`() throws {
    var pieces = 0
    var wasInterrupted = true
    while wasInterrupted {
      let world = try ReplicaWorld(isLoggedIn: true, isServed: false)
      world.finishesLoad = false
      try world.page(
        [
          .user("ada", bundle: .tam), .account("a"),
          .activity("kept", of: "a", notes: "turbines", on: today),
          .activity("edited", of: "a", notes: "before", on: today),
          .cta("c", of: "a", name: "before"),
        ], resume: nil)
      for _ in 0..<pieces { try world.replica.finishNextPiece() }

      try world.replica.perform([.edit("edited", notes: "after turbines", was: "before")])
      try world.reopen()
      wasInterrupted = try world.replica.finishNextPiece()
      world.finishesLoad = true
      try world.deliver([])

      let comment: Comment = "interrupted after \(pieces) pieces"
      #expect(Set(try world.replica.search("turbines").map(\.id)) == ["kept", "edited"], comment)
      #expect(try world.replica.search("before").map(\.id) == ["c"], comment)
      pieces += 1
    }
    #expect(pieces > SearchTable.all.count)
  }

  @Test func `what leaves the book leaves the replica and its search`() throws {
    let world = try ReplicaWorld([
      .account("kept", name: "Kept Corp"), .account("lost", name: "Lost Corp"),
      .cta("theirs", of: "lost", name: "Corp secret"),
    ])

    try world.drop(Scope(account: "lost"))

    #expect(try world.replica.portfolio().map(\.id.rawValue) == ["kept"])
    #expect(try world.replica.search("corp").map(\.id) == ["kept"])
    #expect(try world.replica.row(CTA.table, "theirs") == nil)
  }

  @Test func `a sum that does not fit has the scope sent whole by the next pull`() throws {
    let world = try ReplicaWorld([.account("acme")])

    try world.announceWrongSum(of: Scope(account: "acme"))

    #expect(try world.replica.nextPull(.core).repair == ["acct:acme"])
  }

  @Test func `values come back from a pre-image to the bit`() {
    let values: [Value] = [
      .null, .integer(.min), .integer(-1), .real(-0.0), .real(.infinity), .real(0.1), .text(""),
      .text("日本\u{0}🚀"), .data([]), .data([0, 255]),
    ]

    let back = ValueBytes.decode(ValueBytes.encode(values))

    #expect(back == values)
    #expect(ValueBytes.decode([9]) == nil)
    #expect(ValueBytes.decode([3, 255, 0, 0, 0, 0, 0, 0, 0]) == nil)
  }
}
