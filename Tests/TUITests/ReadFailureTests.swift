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
    var state = app.engine.state
    let key = try #require(KeyPress(screen))
    let loads = state.update(.input(.key(key))).compactMap { effect -> Load? in
      if case .load(let load) = effect { load } else { nil }
    }
    for load in loads {
      _ = state.update(.loaded(Loaded(load, failure: "The replica could not be read: no disk")))
    }
    state.message = nil
    let words = state.text().split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("could not be read: no disk. ctrl+l reads it again"), "\(words)")

    for load in loads { app.engine.carryOut([.load(load)]) }
    app.settle()
    try app.press(screen)
    #expect(!app.text.contains("ctrl+l reads it again"))
  }
}
