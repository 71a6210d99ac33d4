import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct ReadFailureTests {
  @Test(arguments: ["C", "T", "I", "W", "D", "O", "Z"])
  func `a screen that could not be read says why and what to do, until it can be`(
    screen: String
  ) throws {
    let app = try HeadlessApp()
    try fail(app, pressing: screen) { _ in true }
    let words = words(app)
    #expect(words.contains("could not be read: no disk. ctrl+l reads it again"), "\(words)")

    try app.press("ctrl+l")
    #expect(!app.text.contains("ctrl+l reads it again"))
    #expect(!app.text.contains("Reading the replica"))
  }

  @Test func `what could be read beside it does not make a failure a wait`() throws {
    let app = try HeadlessApp()
    try app.press("enter")
    try fail(app, pressing: "3") { !$0.isGlance }
    // Something else on the same screen comes after.
    app.engine.handle(.loaded(Loaded(CustomerMatchReading(text: "acme"), [])))
    #expect(words(app).contains("could not be read: no disk. ctrl+l"), "\(words(app))")
    // What another screen waits for was read.
    try app.press("T")
    #expect(!words(app).contains("no disk"), "\(words(app))")
  }

  /// Presses a key, and lets what is read for it fail.
  private func fail(
    _ app: HeadlessApp, pressing key: String, where fails: (any Reading) -> Bool
  ) throws {
    let press = try #require(KeyPress(key))
    for case .load(let load) in app.engine.state.update(.input(.key(press))) {
      let failure = "The replica could not be read: no disk"
      guard fails(load.reading) else { continue }
      app.engine.handle(.loaded(Loaded(load, failure: failure)))
    }
    app.engine.state.message = nil
  }

  private func words(_ app: HeadlessApp) -> String {
    app.text.split { $0.isWhitespace }.joined(separator: " ")
  }
}
