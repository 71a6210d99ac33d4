import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct InboxScreenTests {
  private static let company: [Row] = [
    .user("005bob", name: "Bob Miller"),
    .account("acme", name: "Acme GmbH", health: 82, silentFor: 40),
    .account("globex", name: "Globex", health: 35, silentFor: 2, renewsIn: 20),
    .cta("late", of: "acme", name: "Send the offer", dueIn: -12),
    .cta("today", of: "globex", name: "Save the renewal", dueIn: 0),
    .cta("later", of: "acme", name: "Plan the workshop", dueIn: 3),
  ]

  private func app(
    _ rows: [Row] = company, height: Int = 24, columns: Int = 80
  ) throws -> HeadlessApp {
    try HeadlessApp(rows, size: Size(rows: height, columns: columns)).press("0")
  }

  private func items(_ app: HeadlessApp) throws -> [InboxItem] {
    let inbox = try #require(app.engine.state.top as? InboxState)
    return try #require(inbox.items)
  }

  @Test func `what is due, silent or in danger stands in the order of its points`() throws {
    let app = try app()
    let items = try items(app)
    #expect(items.map(\.urgency.points) == items.map(\.urgency.points).sorted(by: >))
    let words = items.map(\.what)
    for need in ["Send the offer", "Save the renewal", "Call"] {
      #expect(words.contains { $0.hasPrefix(need) }, "\(words)")
    }
    #expect(!words.contains("Plan the workshop"))
  }

  @Test func `the sum of the line under the cursor is on screen`() throws {
    let app = try app([
      .account("acme", name: "Acme GmbH", health: 35, silentFor: 2, renewsIn: 200),
      .cta("late", of: "acme", name: "Send the offer", dueIn: -12),
    ])
    let item = try #require(try items(app).first)
    let sum = item.urgency.parts.map { "\($0.points) \($0.reason)" }.joined(separator: " + ")
    #expect(sum.hasPrefix("22 12 days late"))
    #expect(sum.hasSuffix("15 red"))
    #expect(app.text.contains("\(item.urgency.points) = 22 (12 days late) +"), "\(app.text)")
  }

  @Test(arguments: [(12, 40), (24, 80), (40, 120)])
  func `it has room at any size`(_ rows: Int, _ columns: Int) throws {
    let text = try app(height: rows, columns: columns).text
    for words in ["Inbox", "Globex", "Save the"] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
  }

  @Test func `a CTA is closed where it stands, and what is settled leaves the list`() throws {
    let app = try app([
      .account("acme", name: "Acme GmbH", health: 82, silentFor: 2),
      .cta("late", of: "acme", name: "Send the offer", dueIn: -1),
    ])
    #expect(try items(app).count == 1)
    try app.press("x", "enter", "enter")
    #expect(try items(app) == [])
    #expect(app.text.contains("Nothing needs you today"), "\(app.text)")
  }

  @Test func `a call opens the line it is logged with`() throws {
    let app = try app([.account("acme", name: "Acme GmbH", health: 82, silentFor: 70)])
    try app.press("enter")
    #expect(app.text.contains("Log"), "\(app.text)")
    app.type("call Renewal plan")
    try app.press("enter")
    #expect(try items(app) == [])
  }

  private static func step(_ id: String, of owner: String, position: Int, dueIn: Int) -> Row {
    var task = Row(CTATask.table, id: id)
    task[CTATask.account] = Account.ID("acme")
    task[CTATask.cta] = CTA.ID("theirs")
    task[CTATask.name] = id
    task[CTATask.owner] = User.ID(owner)
    task[CTATask.status] = .open
    task[CTATask.position] = position
    task[CTATask.dueDate] = Day.sampleToday.adding(days: dueIn)
    return task
  }

  @Test(arguments: [(-7, 1), (7, 0)])
  func `of a colleague's CTA only the own step counts, whichever comes first`(
    _ days: Int, _ count: Int
  ) throws {
    let app = try app([
      .user("005bob", name: "Bob Miller"),
      .account("acme", name: "Acme GmbH", health: 82, silentFor: 2),
      .cta("theirs", of: "acme", name: "Move to the cloud", owner: "005bob", dueIn: -1),
      Self.step("his", of: "005bob", position: 1, dueIn: 30),
      Self.step("mine", of: "005ada", position: 2, dueIn: days),
    ])
    #expect(try items(app).count == count)
  }

  @Test func `a snoozed CTA needs nobody`() throws {
    var asleep = Row.cta("late", of: "acme", name: "Send the offer", dueIn: -12)
    asleep[CTA.snoozedUntil] = Day.sampleToday.adding(days: 1)
    let app = try app([.account("acme", name: "Acme GmbH", health: 82, silentFor: 2), asleep])
    #expect(try items(app) == [])
  }
}
