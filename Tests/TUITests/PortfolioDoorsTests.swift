import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// Where the Portfolio leads to: other books, other screens, and the customer under the cursor.
@Suite struct PortfolioDoorsTests {
  @Test func `late CTAs and unlabeled instances of the book open where they are worked on`() throws
  {
    var instance = Row(Instance.table, id: "i-1")
    instance[Instance.account] = Account.ID("acme")
    instance[Instance.hostname] = "gitlab.acme.example"
    let app = try HeadlessApp(
      .smallCompany + [
        instance, .cta("cta-2", of: "acme", name: "Send the plan", owner: "005bob", dueIn: -3),
      ])
    try app.press("t", "O")
    #expect(app.text.contains("Portfolio / Cockpit"))
    #expect(app.text.contains("Send the plan"), "a colleague's, at a customer of the book")
    #expect(!app.text.contains("Save the renewal"), "due today")
    try app.press("esc", "esc", "t", "U")
    #expect(app.text.contains("Portfolio / Instances"))
    #expect(app.text.contains("gitlab.acme.example"))
  }

  @Test func `each marked customer gets a CTA after a look, as one step to undo`() throws {
    let app = try HeadlessApp()
    try app.press("space", "space", "a")
    #expect(app.text.contains("CTA for 2 customers"))
    app.type("risk fri Check the upgrade !high")
    try app.press("enter")
    #expect(app.text.contains("2 of 2 would change"))
    try app.press("y")
    let made = { try app.replica.ctas().filter { $0.name == "Check the upgrade" } }
    #expect(try made().count == 2)
    #expect(try made().allSatisfy { $0.type == .risk && $0.priority == .high })
    try app.press("u")
    #expect(try made().isEmpty)
  }

  @Test func `a manager gives marked customers to a TAM`() throws {
    let app = try HeadlessApp()
    try app.deliver([.user("005ada", name: "Ada Lovelace", bundle: .manager)])
    try app.press("V", "A").type("bob").press("enter")
    #expect(app.text.contains("Give 3 customers to Bob Miller?"))
    try app.press("y")
    #expect(try app.replica.portfolio(.user(User.ID("005bob"))).count == 3)
  }

  @Test func `a manager steps from TAM to TAM and back`() throws {
    let app = try HeadlessApp(
      .smallCompany + [
        .account("hooli", name: "Hooli", tam: "005bob"),
        .account("initech", name: "Initech", tam: "005eve"),
      ])
    #expect(app.text.contains("3 customers · my book"))
    var seen: [Bool] = []
    for _ in 0..<4 {
      try app.press(">")
      seen.append(app.text.contains("book of Bob Miller") && app.text.contains("Hooli"))
    }
    #expect(seen.filter { $0 }.count == 1)
    #expect(app.text.contains("book of Eve Manager"))
    try app.press("<")
    #expect(app.text.contains("book of Bob Miller"))
    try app.press(">", ">")
    #expect(app.text.contains("my book"), "the last is followed by the first")
  }

  @Test func `while the cursor runs, the replica is asked about where it stops`() throws {
    let app = try HeadlessApp(
      (1...60).map { .account("c-\($0)", name: "Customer \($0 + 100)", health: Double($0)) })
    try app.press("p")
    for _ in 0..<50 { app.engine.handle(.input(.key(KeyPress(.down)))) }
    var read: [Account.ID] = []
    while true {
      app.engine.workshop.finish()
      let posted = app.engine.mailbox.take()
      if posted.isEmpty { break }
      for event in posted {
        if case .loaded(let loaded) = event,
          let found = loaded.answer(of: PortfolioPreviewReading.self)
        {
          read.append(found.reading.id)
        }
        app.engine.handle(event)
      }
    }
    #expect(read == [Account.ID("c-2"), Account.ID("c-51")])
    #expect(app.text.contains("── Customer 151"))
  }
}
