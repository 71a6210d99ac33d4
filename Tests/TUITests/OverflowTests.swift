import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// Pasting more than a field takes.
@Suite struct OverflowTests {
  private static let words = "The end did not fit and is left out"

  private func paste(_ count: Int, isCut: Bool = false, into app: HeadlessApp) {
    let text = String(repeating: "x", count: count)
    app.engine.handle(.input(.paste(text, isCut: isCut)))
    app.settle()
  }

  @Test func `the line says that a paste did not fit, until the next key`() throws {
    let app = try HeadlessApp()
    try app.press("l")
    paste(500, into: app)
    #expect(!app.text.contains(Self.words))
    paste(1, into: app)
    #expect(app.text.contains("\(Self.words): 500 characters at most."))
    try app.press("backspace")
    #expect(!app.text.contains(Self.words))
  }

  @Test func `a line of the day's end says that a paste did not fit`() throws {
    let app = try HeadlessApp()
    try app.press("plus", "D")
    paste(501, into: app)
    #expect(app.text.contains(Self.words))
  }

  @Test func `the form says that a paste did not fit, in a field and in the notes`() throws {
    let app = try HeadlessApp()
    try app.press("L", "ctrl+n")
    paste(100, isCut: true, into: app)
    #expect(app.text.contains(Self.words))
    try app.press("left")
    #expect(!app.text.contains(Self.words))
    paste(100_000, into: app)
    #expect(app.text.contains("\(Self.words): 100000 characters at most."))
  }
}
