import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct AttributesSectionTests {
  @Test func `a choice, a switch, a day and a link of ours are edited in place and undone`() throws
  {
    let app = try HeadlessApp([.account("acme", name: "Acme GmbH")])
    try app.open360("Acme GmbH").press("'", "a")
    try app.go(to: Account.hosting.column).press("e", "1")
    #expect(try account(in: app)[Account.hosting] != nil)
    try app.go(to: Account.usesGeo.column).press("e")
    #expect(try account(in: app)[Account.usesGeo] == true)
    try app.go(to: Account.firstValueDate.column).press("e")
    app.type("2026-10-01")
    try app.press("enter")
    #expect(try account(in: app)[Account.firstValueDate] == Day(year: 2026, month: 10, day: 1))

    try app.press("u", "u", "u")
    let row = try account(in: app)
    #expect(row[Account.hosting] == nil)
    #expect(row[Account.usesGeo] != true)
    #expect(row[Account.firstValueDate] == nil)
  }

  @Test func `what is no day stays in the prompt with what a day looks like`() throws {
    let app = try HeadlessApp([.account("acme", name: "Acme GmbH")])
    try app.open360("Acme GmbH").press("'", "a").go(to: Account.firstValueDate.column).press("e")
    app.type("soon")
    try app.press("enter")
    #expect(app.text.contains("Write the date as YYYY-MM-DD."))
    #expect(app.text.contains("soon"))
  }

  @Test func `an edit that is not sent yet says so on its line`() throws {
    let app = try HeadlessApp([.account("acme", name: "Acme GmbH")])
    try app.open360("Acme GmbH").press("'", "a").go(to: Account.hosting.column).press("e", "1")
    #expect(app.text.contains("unsent"))
  }

  @Test(arguments: [
    (Account.arr.column, "belongs to Salesforce: change it there"),
    (Account.healthScore.column, "is calculated"),
    (Account.licenseUtilization.column, "is calculated"),
  ])
  func `what is not ours says why not and where`(column: Column, reason: String) throws {
    let app = try HeadlessApp([.account("acme", name: "Acme GmbH")])
    try app.open360("Acme GmbH").press("'", "a").go(to: column).press("e")
    #expect(app.text.contains(reason))
  }

  @Test func `every attribute either can be edited or has a reason why not`() {
    for column in AttributesSection.columns where column.origin.editors == .nobody {
      #expect(AttributesSection.refusal(column) != nil, "\(column.name)")
    }
  }

  @Test func `a TAM cannot give the customer away, and it is said who can`() throws {
    let app = try HeadlessApp(.smallCompany)
    try app.open360("Globex").press("'", "a").go(to: Account.tam.column).press("e", "1")
    #expect(app.text.contains("manager"))
    #expect(try app.replica.row(Account.table, "globex")?[Account.tam] == User.ID("005ada"))
  }

  @Test func `the TAM is not asked for before it is known who may be one`() throws {
    var state = AppState.sample([.sample("001acme")])
    state.press("enter")
    _ = state.update(
      .loaded(Loaded(CustomerReading(id: Account.ID("001acme")), CustomerPage.sample())))
    state.press("'", "a")
    let columns = AttributesSection.columns.map(\.name)
    for _ in 0..<(try #require(columns.firstIndex(of: Account.tam.name))) { state.press("j") }
    state.press("e")
    #expect(state.text().contains("Who may be the TAM is still being read."))
    _ = state.update(.loaded(Loaded(PossibleTAMReading(), [.user("005bob", name: "Bob")])))
    state.press("e")
    #expect(state.text().contains("1 Bob"))
  }

  private func account(in app: HeadlessApp) throws -> Row {
    try #require(try app.replica.row(Account.table, "acme"))
  }
}

extension HeadlessApp {
  /// Puts the cursor of the attributes on a column.
  @discardableResult
  fileprivate func go(to column: Column) throws -> HeadlessApp {
    try press("g")
    let place = AttributesSection.columns.firstIndex { $0.name == column.name }
    for _ in 0..<(try #require(place)) { try press("down") }
    return self
  }
}
