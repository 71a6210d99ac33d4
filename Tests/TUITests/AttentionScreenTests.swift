import CustomerSuccess
import Support
import SyncEngine
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct AttentionScreenTests {
  @Test func `an item shows the reason and everything that was to be written`() {
    var state = AppState.onAttention([.sample()])
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Needs attention                            ● online  synced 2m ago
         now       Logged call Renewal talk of Acme
        ── Why, and what was to be written ─────────────────────────────────────────────
         Acme is not in your book any more: ask its TAM to log it
         account: 001acme
         activity_date: 2026-11-21
         notes: They want a discount.
         Ask finance.
         subject: Renewal talk
         type: Call













         ? keys  a apply mine again  l log  x keep theirs  L form  f find  u undo
        """)
  }

  @Test func `giving up an edit is asked twice`() {
    var state = AppState.onAttention([.sample()])
    #expect(state.press("x").isEmpty)
    #expect(state.text().contains("Keep theirs?"))
    #expect(state.press("y") == [.settle(.discard([AttentionItem.sample().id]))])
  }

  @Test func `applying it again needs no question`() {
    var state = AppState.onAttention([.sample()])
    #expect(state.press("a") == [.settle(.retry([AttentionItem.sample().id]))])
  }

  @Test func `nothing to decide says so`() {
    var state = AppState.onAttention([])
    #expect(state.text().contains("Nothing needs attention."))
  }
}

extension AppState {
  static func onAttention(_ items: [AttentionItem]) -> AppState {
    var state = AppState.sample([.sample()])
    state.press("!")
    _ = state.update(.loaded(Loaded(AttentionReading(), items)))
    return state
  }
}

extension AttentionItem {
  /// A note on an account that is not in the book any more.
  static func sample() -> AttentionItem {
    var fields = Fields()
    fields[Activity.type] = .call
    fields[Activity.subject] = "Renewal talk"
    fields[Activity.day] = .sampleToday
    fields[Activity.notes] = "They want a discount.\nAsk finance."
    let activity = LogActivity(
      id: Activity.ID("a1"), account: Account.ID("001acme"), fields: fields)
    return AttentionItem(
      id: PendingMutation.ID("m1"), mutation: .logActivity(activity),
      summary: "Logged call Renewal talk of Acme", account: Account.ID("001acme"),
      accountName: "Acme", madeAt: Surroundings.sample().now,
      settledAt: Surroundings.sample().now, status: .rejected,
      refusal: MutationRefusal(
        .notInScope, reason: "Acme is not in your book any more: ask its TAM to log it"))
  }
}
