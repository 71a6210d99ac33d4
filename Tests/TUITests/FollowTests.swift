import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct FollowTests {
  private func followed(_ app: HeadlessApp) throws -> [String] {
    try app.replica.followed().map(\.rawValue).sorted()
  }

  private func line(of name: String, _ app: HeadlessApp) -> Substring {
    app.text.split(separator: "\n").first { $0.contains(name) } ?? ""
  }

  @Test func `the customer under the cursor is followed, shown as such, and let go again`() throws {
    let app = try HeadlessApp()
    try app.press("F")
    #expect(try followed(app) == ["globex"])
    #expect(line(of: "Globex", app).contains("Globex ★"))
    #expect(app.text.contains("Followed Globex. u undoes."))
    try app.press("F")
    #expect(try followed(app).isEmpty)
    #expect(!line(of: "Globex", app).contains("★"))
  }

  @Test func `marked customers are followed at once, as one step`() throws {
    let app = try HeadlessApp()
    try app.press("F", "V", "F")
    #expect(app.text.contains("Followed 2 customers. u undoes."))
    #expect(try followed(app).count == 3)
    try app.press("F")
    #expect(app.text.contains("Stopped following 3 customers."))
    try app.press("u")
    #expect(try followed(app).count == 3)
  }

  @Test func `the 360 follows and says so`() throws {
    let app = try HeadlessApp()
    try app.press("enter", "F")
    #expect(try followed(app) == ["globex"])
    #expect(app.text.contains("by you; F stops following"))
  }

  @Test func `a customer that was searched for is followed by a key that is no letter`() throws {
    let app = try HeadlessApp()
    try app.press("ctrl+f").type("italia")
    try app.press("ctrl+y")
    #expect(try followed(app) == ["acme-it"])
    #expect(app.text.contains("Search: italia"))
    // Letters are typed here, so that nothing undoes.
    #expect(app.text.contains("Followed Acme Italia."))
    #expect(!app.text.contains("undoes"))
  }

  @Test func `those that are followed are a book of their own, and words find them`() throws {
    let app = try HeadlessApp(
      .smallCompany + [.account("initech", name: "Initech", tam: "005bob", health: 50)])
    try app.replica.perform([.follow(FollowAccount(account: Account.ID("initech")))])
    app.settle()
    #expect(!app.text.contains("Initech"))
    try app.press("b")
    #expect(app.text.contains("those I follow"))
    try app.choose("those I follow")
    #expect(app.text.contains("Initech ★"))
    #expect(!app.text.contains("Globex"))
    try app.press("/").type("followed").press("enter")
    #expect(app.text.contains("Initech"))
  }

  @Test func `a book of followed customers that is empty says how to follow`() throws {
    let app = try HeadlessApp()
    try app.press("b")
    try app.choose("those I follow")
    #expect(app.text.contains("You follow no customer yet."))
  }

  @Test func `what changed tells of what is followed, too`() throws {
    let app = try HeadlessApp(
      .smallCompany + [
        .account("initech", name: "Initech", tam: "005bob"),
        .activity("a-9", of: "initech", "Escalated", daysAgo: 0, by: "005bob"),
      ])
    try app.press("W")
    #expect(!app.text.contains("Escalated"))
    try app.replica.perform([.follow(FollowAccount(account: Account.ID("initech")))])
    app.settle()
    #expect(app.text.contains("Escalated"))
  }

  @Test func `a customer outside of the book is followed by the address of its page`() throws {
    let app = try HeadlessApp()
    try app.press(":").type("customer.followByID").press("enter")
    try app.type("https://example.lightning.force.com/lightning/r/Account/nothing/view")
      .press("enter")
    #expect(app.text.contains("There is no account id in it"))
    try app.press("ctrl+u")
      .type("https://example.lightning.force.com/lightning/r/Account/0015e00000AbCdE/view")
      .press("enter")
    let id = try SalesforceID.normalized("0015e00000AbCdE", prefix: "001")
    #expect(try followed(app) == [id])
    #expect(app.text.contains("u undoes."))
  }
}

extension HeadlessApp {
  /// Chooses an item of the menu that is open, by its title.
  fileprivate func choose(_ title: String) throws {
    guard case .menu(let menu) = engine.state.overlay else { return }
    let index = try #require(menu.items.firstIndex { $0.title.text.hasPrefix(title) })
    for _ in 0..<index - menu.selected { try press("down") }
    try press("enter")
  }
}
