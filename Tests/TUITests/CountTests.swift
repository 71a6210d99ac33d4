import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// Numbers before a motion and `.` after an edit, in the lists; where digits label, choose a period
/// or go to a section, they do that.
@Suite struct CountTests {
  /// Twelve customers, each with a CTA, an instance and a call by a colleague, in this order.
  private func app() throws -> HeadlessApp {
    let numbers = (1...12).map { $0 < 10 ? "0\($0)" : "\($0)" }
    let rows = numbers.flatMap { number -> [Row] in
      let account = "a-\(number)"
      return [
        .account(account, name: "Customer \(number)", health: Double(number)),
        .cta("cta-\(number)", of: account, name: "Task \(number)", dueIn: Int(number)),
        .instance("host-\(number)", of: account),
        .activity(
          "act-\(number)", of: account, "Call \(number)", daysAgo: 0, by: "005bob"),
      ]
    }
    let app = try HeadlessApp([.user("005bob", name: "Bob")] + rows)
    for number in numbers {
      try app.replica.perform(
        [
          .closeCTA(CloseCTA(id: CTA.ID("cta-\(number)"), status: .closedSuccess)),
          .reopenCTA(ReopenCTA(id: CTA.ID("cta-\(number)"), from: .closedSuccess)),
        ], label: "Step \(number)")
    }
    app.settle()
    return app
  }

  /// How many lines the cursor stands below the first, in a list opened by that key.
  @Test(arguments: ["", "C", "O", "Z"])
  func `a number moves so many lines, and goes to a line`(key: String) throws {
    let app = try app()
    if !key.isEmpty { try app.press(key) }
    let first = app.selection
    try app.press("5", "j")
    let sixth = app.selection
    #expect(sixth != first)
    try app.press("5", "k")
    #expect(app.selection == first)
    try app.press("6", "G")
    #expect(app.selection == sixth)
    try app.press("1", "2", "g")
    let twelfth = app.selection
    try app.press("g", "1", "1", "j")
    #expect(app.selection == twelfth)
  }

  @Test func `the line that was logged is logged again for the next customer`() throws {
    let app = try app()
    try app.press("l").type("Sent the notes").press("enter", "j", ".")
    let entries = try app.replica.timeline(of: Account.ID("a-02"))
    #expect(entries.map(\.subject).contains("Sent the notes"))
  }

  @Test func `a label is given again without choosing it again`() throws {
    let app = try app()
    try app.press("I", "o", ".", ".")
    #expect(try app.replica.instances().count { $0.type == .obsolete } == 3)
  }

  @Test func `a CTA is closed as the one before, without the menu`() throws {
    let app = try app()
    try app.press("C", "x", "1").type("agreed").press("enter")
    let before = try app.replica.ctas().count
    try app.press(".")
    #expect(app.engine.state.overlay == nil)
    #expect(try app.replica.ctas().count == before - 1)
  }

  @Test func `what was done on another screen is not done on this one`() throws {
    let app = try app()
    try app.press("s", "2", "C", ".")
    #expect(!app.text.contains("Sort by"))
  }
}

extension HeadlessApp {
  /// What the cursor is on, whichever list is open.
  fileprivate var selection: String {
    let top = engine.state.top
    let id: Any? =
      (top as? PortfolioState)?.list.selected ?? (top as? CockpitState)?.cursor.selected
      ?? (top as? OutboxState)?.cursor.selected ?? (top as? UndoListState)?.cursor.selected
    return id.map { "\($0)" } ?? ""
  }
}
