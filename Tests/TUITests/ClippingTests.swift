import CustomerSuccess
import Terminal
import Testing

@testable import TUI

/// What is taken to other programs.
@Suite struct ClippingTests {
  @Test func `the customer under the cursor is copied by name or by id`() throws {
    let app = try HeadlessApp()
    try app.press("home", "y")
    #expect(app.text.contains("Salesforce id"))
    try app.press("1")
    #expect(app.outside == [.copy("Globex")])
    #expect(app.text.contains("Copied to the terminal's clipboard: Globex"))
    try app.press("y", "2")
    #expect(app.outside.last == .copy("globex"))
  }

  @Test func `a value of the 360 comes first, then what it belongs to`() throws {
    let app = try HeadlessApp()
    try app.press("home", "enter", "'", "n", "home", "y", "1")
    #expect(app.outside.last == .copy("hank@globex.example"))
    try app.press("'", "a").press("home", "y")
    #expect(app.text.contains("Salesforce id"))
  }

  @Test func `what is pasted elsewhere is one line that nothing obeys`() throws {
    let app = try HeadlessApp([
      .account("evil", name: "Bad\nrm -rf ~\u{1B}[2J\u{202E}", health: 1)
    ])
    try app.press("home", "y", "1")
    guard case .copy(let text) = app.outside.last else {
      Issue.record("nothing was copied")
      return
    }
    let obeyed: Set<Unicode.GeneralCategory> = [
      .control, .format, .lineSeparator, .paragraphSeparator,
    ]
    #expect(text.text.hasPrefix("Bad"))
    #expect(!text.text.unicodeScalars.contains { obeyed.contains($0.properties.generalCategory) })
  }

  @Test func `where nothing is under the cursor there is nothing to copy`() throws {
    let app = try HeadlessApp([])
    try app.press("y")
    #expect(app.text.contains("There is nothing to copy here."))
  }
}
