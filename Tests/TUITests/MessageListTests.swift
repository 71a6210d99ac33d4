import CustomerSuccess
import Support
import Terminal
import Testing

@testable import TUI

/// The list of what was said.
@Suite struct MessageListTests {
  @Test func `what went is still there, the newest first, in full`() {
    var state = AppState.sample([.sample("Acme")], surroundings: .sample(rows: 12, columns: 50))
    _ = state.update(
      .failed("The sync did not begin: the certificate of https://tam.example is out of date"))
    _ = state.update(.clock(now: state.surroundings.now.adding(seconds: 300), today: .sampleToday))
    state.press("g")
    state.press("E", "ctrl+g")
    expectScreen(
      state.draw(),
      reads: """
         Messages

         now      · E does nothing here; ? lists the
                    keys.
         5m ago   ▲ The sync did not begin: the
                    certificate of https://tam.example is
                    out of date




         j k scroll  esc leaves
        """)
  }

  @Test func `a message that does not fit says where the rest of it is`() {
    var state = AppState.sample([.sample("Acme")], surroundings: .sample(rows: 12, columns: 50))
    _ = state.update(
      .failed("The sync did not begin: the certificate of https://tam.example is out of date"))
    #expect(state.draw().line(11).contains("… ctrl+g"))
    state.press("ctrl+g")
    #expect(state.text().contains("out of date"))
    state.press("esc")
    #expect(state.overlay == nil)
  }

  @Test func `it scrolls to its end and leaves with q`() {
    var state = AppState.sample([.sample("Acme")], surroundings: .sample(rows: 12, columns: 50))
    for number in 1...600 { _ = state.update(.failed("Message \(number)")) }
    state.press("ctrl+g")
    #expect(state.text().contains("Message 600"))
    state.press("G")
    #expect(state.text().contains("Message 101"))
    state.press("up", "pageup", "home", "down")
    #expect(!state.text().contains("Message 600"))
    state.press("q")
    #expect(state.overlay == nil)
    #expect(state.ending == nil)
  }

  @Test func `with nothing said it says so`() {
    var state = AppState.sample([.sample("Acme")])
    state.press("ctrl+g")
    #expect(state.text().contains("Nothing was said yet"))
  }
}
