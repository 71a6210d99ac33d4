import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct LogActivityScreenTests {
  @Test func `the form opens on the subject of the customer in view`() {
    var state = AppState.onForm()
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Log activity                               ● online  synced 2m ago

          Customer       Acme
          Type           Call
          Date           2026-11-21
          Subject        what it was about
          Meeting type   none
          Sentiment      none
          Attendees      e-mail addresses
          Notes          One line that colleagues will find again.













         ctrl+s log it  tab next field  ctrl+e $EDITOR  esc keep as draft
        """)
  }

  @Test func `every letter is kept as a draft`() {
    var state = AppState.onForm()
    let effects = state.type("Ki")
    #expect(effects.count == 2)
    guard case .keepDraft(let draft)? = effects.last else {
      Issue.record("no draft kept: \(effects)")
      return
    }
    #expect(draft.fields["subject"] == "Ki")
    #expect(draft.account == Account.ID("Acme"))
  }

  @Test func `logging hands over every field once`() {
    var state = AppState.onForm()
    state.type("Kickoff")
    state.press("tab", "space", "tab", "g", "tab")
    state.type("jane@acme.example, bo@acme.example")
    state.press("tab")
    state.type("All well")
    let effects = state.press("ctrl+s", "ctrl+s")
    let submitted = effects.compactMap { effect -> LogActivity? in
      if case .submit(let activity, _) = effect { activity } else { nil }
    }
    #expect(submitted.count == 1, "a second press while the first is under way logs nothing")
    let fields = submitted.first?.fields
    #expect(fields?[Activity.subject] == "Kickoff")
    #expect(fields?[Activity.meetingType] == .cadence)
    #expect(fields?[Activity.sentiment] == .green)
    #expect(fields?[Activity.externalAttendees] == "jane@acme.example;bo@acme.example")
    #expect(fields?[Activity.notes] == "All well")
    #expect(fields?[Activity.day] == Day.sampleToday)
  }

  @Test func `an empty subject is asked for, and nothing is lost`() {
    var state = AppState.onForm()
    state.press("tab", "tab", "tab", "tab")
    state.type("long notes")
    let effects = state.press("ctrl+s")
    #expect(effects.isEmpty)
    let text = state.text()
    #expect(text.contains("Say in a few words what it was about."))
    #expect(text.contains("long notes"))
  }

  @Test func `a refusal keeps the form and says why`() {
    var state = AppState.onForm()
    state.type("Kickoff")
    state.press("ctrl+s")
    _ = state.update(.edited(.failed("the disk is full: make room, then press ctrl+s again")))
    let text = state.text()
    #expect(text.contains("the disk is full"))
    #expect(text.contains("Kickoff"))
    #expect(!state.press("ctrl+s").isEmpty, "the second try is allowed")
  }

  @Test func `Enter before the matches have come takes the best one when they do`() {
    var state = AppState.sample([])
    _ = state.update(.formReady(newDraft: "d1", nil, name: nil, drafts: []))
    state.type("gl")
    state.press("enter")
    let match = CustomerMatch(id: Account.ID("001g"), name: "Globex", quality: .prefix)
    _ = state.update(.loaded(Loaded(CustomerMatchReading(text: "gl"), [match])))
    #expect(state.text().contains("Globex"))
    state.press("m")
    #expect(state.text().contains("Meeting"), "the cursor went on to the type")
  }

  @Test func `a draft that was left behind is offered before a new form`() {
    var state = AppState.sample([.sample()])
    var form = LogActivityState(
      draft: LocalDraft.ID("d1"), account: Account.ID("Acme"), name: "Acme", today: .sampleToday)
    form.subject = TextField("Half a thought")
    let draft = form.localDraft(now: state.surroundings.now)
    _ = state.update(.formReady(newDraft: "d2", nil, name: nil, drafts: [draft]))
    #expect(state.text().contains("“Half a thought” for Acme"))
    state.press("r")
    #expect(state.text().contains("Half a thought"))
    #expect(state.text().contains("Log activity"))
  }

  @Test func `text comes back from the editor into the notes`() {
    var state = AppState.onForm()
    #expect(state.press("ctrl+e") == [.edit("", for: .logActivity(.editor))])
    let effects = state.update(.editorClosed("first\nsecond", for: .logActivity(.editor)))
    #expect(state.text().contains("second"))
    guard case .keepDraft? = effects.first else {
      Issue.record("the text is not kept")
      return
    }
  }
}

extension AppState {
  /// The app with an empty form for Acme on top.
  static func onForm(surroundings: Surroundings = .sample()) -> AppState {
    var state = AppState.sample([.sample()], surroundings: surroundings)
    _ = state.update(
      .formReady(newDraft: "d1", Account.ID("Acme"), name: "Acme", drafts: []))
    return state
  }
}
