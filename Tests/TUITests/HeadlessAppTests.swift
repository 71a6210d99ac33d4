import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct HeadlessAppTests {
  @Test func `a call logged by a line moves the last call on the portfolio at once`() throws {
    let app = try HeadlessApp()
    #expect(app.line(of: "Acme GmbH").contains("40d"))
    try app.press("l").type("acme gmbh: Renewal plan").press("enter")
    #expect(app.text.contains("u undoes"))
    #expect(app.line(of: "Acme GmbH").contains("today"))
    #expect(try app.replica.timeline(of: Account.ID("acme")).first?.subject == "Renewal plan")

    try app.press("u")
    #expect(app.line(of: "Acme GmbH").contains("40d"))
  }

  @Test func `a line to log that a crash broke off is offered and goes on`() throws {
    let first = try HeadlessApp()
    try first.press("l").type("acme gmbh: Renewal")
    let draft = try #require(try first.replica.localDrafts().first)
    let app = try HeadlessApp(files: ["drafts/one.json": try draft.json])
    #expect(app.text.contains("A line “acme gmbh: Renewal” for"))
    try app.press("r").type(" plan").press("enter")
    #expect(try app.replica.timeline(of: Account.ID("acme")).first?.subject == "Renewal plan")
    #expect(try app.replica.localDrafts().isEmpty)

    try first.press("esc")
    #expect(try first.replica.localDrafts().isEmpty, "whoever leaves a line gives it up")
  }

  @Test func `what a colleague did arrives on the open screen`() throws {
    let app = try HeadlessApp()
    try app.deliver([.account("initech", name: "Initech", health: 10)])
    #expect(app.text.contains("Initech"))
  }
}

extension HeadlessApp {
  /// The line on screen that begins with a customer's name.
  fileprivate func line(of name: String) -> Substring {
    text.split(separator: "\n").first { $0.contains(name) } ?? ""
  }
}
