import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct SearchTests {
  private let today = ReplicaWorld.today

  private func world() throws -> ReplicaWorld {
    try ReplicaWorld([
      .account("acme", name: "Acme Motors"), .account("hitachi", name: "株式会社日立製作所"),
      .cta("migrate", of: "acme", name: "Migrate runners to Kubernetes"),
      .activity(
        "old", of: "acme", subject: "Kickoff", notes: "Runners are slow, Kubernetes planned",
        on: today.adding(days: -40)),
      .activity(
        "new", of: "acme", subject: "Cadence call", notes: "kubernetes runners migrated; Zürich",
        on: today),
      .activity("other", of: "acme", subject: "Runners only", on: today),
    ])
  }

  @Test func `all words are wanted, each kind comes newest first`() throws {
    let hits = try world().replica.search("kubernetes runners")

    #expect(hits.map(\.id) == ["migrate", "new", "old"])
    #expect(hits.map(\.kind) == [.cta, .activity, .activity])
    #expect(hits.first?.accountName == "Acme Motors")
    #expect(hits.first?.title == "Migrate runners to Kubernetes")
  }

  @Test(arguments: [
    ("kubern", ["migrate", "new", "old"]), ("zurich", ["new"]), ("ZÜRICH", ["new"]),
    ("acme motors", ["acme"]), ("nothing here", []), ("", []), ("   ", []), ("日立", ["hitachi"]),
    ("日立製作所", ["hitachi"]),
  ])
  func `beginnings, accents, case and Japanese are found`(text: String, ids: [String]) throws {
    #expect(try world().replica.search(text).map(\.id) == ids)
  }

  @Test(arguments: [
    "\"", "\"runners", "runners\"", "runners OR acme", "NEAR(runners, 2)", "text:runners", "-acme",
    "(runners", "runners)", "*", "run*ners", "^runners", "{text}: a", "a AND", "AND", "' OR 1=1",
    "%", "_", "\\", "日_立", "日%", "\u{0}", "\u{1B}[31mred", "a\nb", "🚀", "e\u{301}",
  ])
  func `nothing a person types is an operator or an error`(text: String) throws {
    let hits = try world().replica.search(text)

    #expect(hits.count <= 6)
  }

  @Test func `a snippet is the text around the match, in parts`() throws {
    let note = String(repeating: "before ", count: 40) + "the Kubernetes part\nand after"
    let world = try ReplicaWorld([
      .account("acme"), .activity("long", of: "acme", subject: "S", notes: note, on: today),
    ])

    let snippet = try #require(try world.replica.search("kubernetes").first).snippet

    #expect(snippet.filter(\.isMatch).map(\.text) == ["Kubernetes"])
    let line = snippet.map(\.text).joined()
    #expect(line.hasSuffix("the Kubernetes part and after"))
    #expect(line.count < 130)
  }

  @Test func `the index follows edits, pulls, deletions and undo`() throws {
    let world = try world()
    let replica = world.replica
    try replica.perform([
      .edit("new", notes: "all about turbines", was: "kubernetes runners migrated; Zürich")
    ])
    #expect(try replica.search("turbines").map(\.id) == ["new"])
    #expect(try replica.search("zurich").isEmpty)

    _ = try replica.undo()
    #expect(try replica.search("turbines").isEmpty)
    #expect(try replica.search("zurich").map(\.id) == ["new"])

    try world.deliver(
      [.activity("old", of: "acme", subject: "Kickoff", notes: "rewritten", on: today)],
      deleting: [(CTA.table, "migrate")])
    #expect(try replica.search("rewritten").map(\.id) == ["old"])
    #expect(try replica.search("kubernetes runners").map(\.id) == ["new"])
  }

  @Test func `one kind is searched alone when asked`() throws {
    let all = try world().replica.search("kubernetes")
    let activities = try world().replica.search("kubernetes", kind: .activity)

    #expect(Set(all.map(\.kind)).count > 1)
    #expect(activities == all.filter { $0.kind == .activity })
  }

  @Test func `the words searched for last are known after a restart`() throws {
    let world = try world()
    #expect(try world.replica.lastSearch() == nil)
    try world.replica.remember(search: "runner quota")
    try world.reopen()
    #expect(try world.replica.lastSearch() == "runner quota")
  }

  @Test func `every kind gets its share of the limit`() {
    #expect(Replica.shares(of: [100, 2, 100], limit: 10) == [4, 2, 4])
    #expect(Replica.shares(of: [1, 1], limit: 10) == [1, 1])
    #expect(Replica.shares(of: [], limit: 10) == [])
  }
}
