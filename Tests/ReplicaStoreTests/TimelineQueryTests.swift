import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct TimelineQueryTests {
  private let today = ReplicaWorld.today

  @Test func `newest first, and page after page without gap or repeat`() throws {
    let days = (0..<10).map { today.adding(days: -$0 / 2) }
    let world = try ReplicaWorld(
      [.account("acme"), .account("other")]
        + days.enumerated().map { .activity("a\($0)", of: "acme", on: $1) }
        + [.activity("else", of: "other", on: today)])

    var seen: [ActivityRow] = []
    while true {
      let page = try world.replica.timeline(
        of: Account.ID("acme"), limit: 3, before: seen.last?.position)
      guard !page.isEmpty else { break }
      seen += page
      try #require(seen.count <= 10)
    }

    #expect(Set(seen.map(\.id.rawValue)) == Set((0..<10).map { "a\($0)" }))
    #expect(seen.map(\.day) == seen.map(\.day).sorted { ($0 ?? today) > ($1 ?? today) })
  }

  @Test func `filters by type, day and author`() throws {
    var email = Row.activity("email", of: "acme", on: today)
    email[Activity.type] = .email
    var foreign = Row.activity("foreign", of: "acme", on: today)
    foreign[Activity.author] = User.ID("bob")
    let world = try ReplicaWorld([
      .account("acme"), .user("bob"), email, foreign,
      .activity("old", of: "acme", on: today.adding(days: -30)),
      .activity("new", of: "acme", on: today),
    ])
    var filter = TimelineFilter()
    filter.types = [.call]
    filter.since = today.adding(days: -7)
    filter.author = ReplicaWorld.me

    let ids = try world.replica.timeline(filter: filter).map(\.id.rawValue)

    #expect(ids == ["new"])
  }

  @Test func `an entry carries its names and lists`() throws {
    var row = Row.activity("call", of: "acme", subject: "QBR", notes: "Went well", on: today)
    row[Activity.externalAttendees] = "x@acme.com; y@acme.com"
    row[Activity.internalAttendees] = "ada;bob"
    row[Activity.sentiment] = .green
    let world = try ReplicaWorld([.account("acme", name: "Acme"), row])

    let entry = try #require(try world.replica.activity(Activity.ID("call")))

    #expect(entry.accountName == "Acme")
    #expect(entry.authorName == "Ada")
    #expect(entry.externalAttendees == ["x@acme.com", "y@acme.com"])
    #expect(entry.internalAttendees == [User.ID("ada"), User.ID("bob")])
    #expect(entry.sentiment == .green)
    #expect(!entry.isUnsent)
  }

  @Test func `an entry knows the name of what it is about, and a CTA its entries`() throws {
    var plan = Row(SuccessPlan.table, id: "plan")
    plan[SuccessPlan.account] = Account.ID("acme")
    plan[SuccessPlan.name] = "ROI"
    var entries = ["old", "new", "other"].enumerated().map { place, id in
      Row.activity(id, of: "acme", on: ReplicaWorld.today.adding(days: place - 5))
    }
    entries[0][Activity.cta] = CTA.ID("cta")
    entries[1][Activity.cta] = CTA.ID("cta")
    entries[1][Activity.plan] = SuccessPlan.ID("plan")
    entries[2][Activity.cta] = CTA.ID("gone")
    let world = try ReplicaWorld(
      [.account("acme"), .cta("cta", of: "acme", name: "Save it"), plan] + entries)

    let about = try world.replica.activities(about: CTA.ID("cta"), of: Account.ID("acme"))

    #expect(about.map(\.id.rawValue) == ["new", "old"])
    #expect(about.first?.ctaName == "Save it")
    #expect(about.first?.planName == "ROI")
    let other = try #require(try world.replica.activity(Activity.ID("other")))
    #expect(other.cta == CTA.ID("gone") && other.ctaName == nil)
  }
}
