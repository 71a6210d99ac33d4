import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct TimelineFilterTests {
  @Test(arguments: [
    ("", ["b", "a"]), ("upgrade", ["a"]), ("upgr", ["a"]), ("globex", ["b"]),
    ("type:call", ["b", "a"]),
    ("type:email", []), ("-upgrade", ["b"]), ("by:me", ["b", "a"]), ("by:bob", []),
    ("customer:acme,glo", ["b", "a"]), ("since:1d", ["b"]), ("until:-1", ["a"]),
    ("has:notes", ["a"]),
    ("-has:notes", ["b"]), ("has:unsent", []), ("on:today", ["b"]), ("100%", []),
  ])
  func `what is typed says which entries are wanted`(typed: String, found: [String]) throws {
    let world = try ReplicaWorld([
      .account("acme"), .account("globex"),
      .activity(
        "a", of: "acme", subject: "Plan", notes: "They upgrade soon",
        on: ReplicaWorld.today.adding(days: -9)),
      .activity("b", of: "globex", subject: "Call", on: ReplicaWorld.today),
    ])
    var filter = TimelineFilter()
    let read = TimelineFilter.terms(typed: typed, today: ReplicaWorld.today)
    filter.terms = read.terms
    #expect(read.problems == [])
    #expect(try world.replica.timeline(filter: filter).map(\.id.rawValue) == found)
  }

  @Test(arguments: [
    ("sen", "sentiment:"), ("renewal -ty", "renewal -type:"), ("type:c", "type:call"),
    ("type:call,mee", "type:call,meeting"), ("meeting:cad", "meeting:\"cadence call\""),
    ("by:m", "by:me"), ("m", nil), ("type:call", nil), ("color:r", nil), ("customer:ac", nil),
    ("", nil), ("-", nil), ("type:", nil),
  ])
  func `tab completes what is certain`(typed: String, completed: String?) {
    #expect(TimelineFilter.completed(typed) == completed)
  }

  @Test func `what is not understood is named, and the rest holds`() {
    let read = TimelineFilter.terms(typed: "color:red type:lunch plan", today: ReplicaWorld.today)
    #expect(read.terms.map(\.test) == [.word("plan")])
    #expect(read.problems.count == 2)
    #expect(read.problems.first == .unknownColumn("color"))
  }
}
