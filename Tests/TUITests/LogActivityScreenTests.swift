import CustomerSuccess
import Foundation
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

          Customer      Acme
          Type          Call
          Date          2026-11-21
          Subject       what it was about
          Attendees     names or addresses
          Sentiment     none
          Meeting type  none
          Duration
          Milestone     none
          Product risk
          Exec sponsor  no
          Triage        no
          About         letters of a CTA or a plan
          To-dos        what is to be done (fri)
          Notes         One line that colleagues will find again.






         ctrl+s log it  tab next field  ctrl+e $EDITOR  esc keep as draft  ctrl+n notes
        """)
  }

  @Test func `on a small screen the field in use is in sight, and the notes get room`() throws {
    let app = try HeadlessApp(size: Size(rows: 12, columns: 40))
    try app.press("f").type("acme g").press("enter", "L").type("Kickoff")
    try app.press("up", "up", "up", "up", "up")
    expectScreen(
      app.screen,
      reads: """
         Log activity  connecting  never synced
          Customer      Acme GmbH
          Type          Call
          Date          2026-11-21
          Subject       Kickoff
          Attendees     names or addresses
          Sentiment     none
          Meeting type  none
          Notes         Type a few letters, E…


         ctrl+s log it  tab next field
        """)
    try app.press("ctrl+n").type("They like the runners and want more of them.")
    expectScreen(
      app.screen,
      reads: """
         Log activity  connecting  never synced
          Date          2026-11-21
          Subject       Kickoff
          Attendees     names or addresses
          Notes         ctrl+e opens $EDITOR.
          They like the runners and want more
          of them.




         ctrl+s log it  tab next field
        """)
  }

  @Test func `on a wide screen the notes stand beside the fields`() throws {
    let app = try HeadlessApp(size: Size(rows: 20, columns: 120))
    try app.press("f").type("acme g").press("enter", "L").type("Kickoff").press("tab").type("ja")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme GmbH / Log activity                                                          connecting  never synced

          Customer      Acme GmbH                                    Notes
          Type          Call
          Date          2026-11-21
          Subject       Kickoff
          Attendees     ja
          Sentiment      Jane Doe
          Meeting type   Jana Rossi (Acme Italia)
          Duration
          Milestone     none
          Product risk
          Exec sponsor  no
          Triage        no
          About         letters of a CTA or a plan
          To-dos        what is to be done (fri)

          Letters of a name, Enter takes it; +Ana Rossi <ana@x.com…

         ctrl+s log it  tab next field  ctrl+e $EDITOR  esc keep as draft  ctrl+n notes  ctrl+x discard
        """)
  }

  @Test
  func `attendees are found by letters across the hierarchy, and a new one becomes a contact`()
    throws
  {
    let app = try HeadlessApp()
    try app.press("f").type("acme g").press("enter", "L").type("Kickoff").press("tab")
    try app.type("jana").press("enter").type("Ana Rossi").press("down", "enter")
    try app.type("ana@acme.example>").press("ctrl+s")
    let entry = try #require(try app.replica.timeline(of: Account.ID("acme")).first)
    #expect(entry.externalAttendees == ["jana@acme.example", "ana@acme.example"])
    let contacts = try app.replica.contacts(of: Account.ID("acme"))
    #expect(contacts.contains { $0[Contact.lastName] == "Rossi" && $0[Contact.firstName] == "Ana" })

    try app.press("u")
    #expect(try app.replica.contacts(of: Account.ID("acme")).count == contacts.count - 1)
    #expect(try app.replica.timeline(of: Account.ID("acme")).first?.id != entry.id)
  }

  @Test func `somebody whom nobody fits is asked about`() throws {
    let app = try HeadlessApp()
    try app.press("f").type("acme g").press("enter", "L").type("Kickoff").press("tab")
    try app.type("zzyzx").press("ctrl+s")
    #expect(app.text.contains("Nobody fits @zzyzx"))
  }

  @Test func `an entry of one's own is edited, and undo takes the edit back`() throws {
    let app = try HeadlessApp()
    app.editor = { $0 + " And the price." }
    try app.press("T", "j", "e", "ctrl+e").type("!").press("ctrl+s")
    #expect(app.text.contains("u undoes"))
    var entry = try #require(try app.replica.activity(Activity.ID("a-1")))
    #expect(entry.subject == "Quarterly review!")
    #expect(entry.notes == "They like the runners. And the price.")
    #expect(entry.editedAt != nil)
    try app.press("u")
    entry = try #require(try app.replica.activity(Activity.ID("a-1")))
    #expect(entry.subject == "Quarterly review")
    #expect(entry.notes == "They like the runners.")
  }

  @Test func `an entry is about a CTA of the customer, and both say so`() throws {
    let app = try HeadlessApp()
    try app.press("f").type("globex").press("enter", "L").type("Price talk")
    for _ in 0..<9 { try app.press("tab") }
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Globex / Log activity                     connecting  never synced

          Customer      Globex
          Type          Call
          Date          2026-11-21
          Subject       Price talk
          Attendees     names or addresses
          Sentiment     none
          Meeting type  none
          Duration
          Milestone     none
          Product risk
          Exec sponsor  no
          Triage        no
          About         letters of a CTA or a plan
          To-dos         (nothing)
          Notes          CTA  Save the renewal






         ctrl+s log it  tab next field  ctrl+e $EDITOR  esc keep as draft  ctrl+n notes
        """)
    try app.type("renew").press("enter", "ctrl+s")
    var entry = try #require(try app.replica.timeline(of: Account.ID("globex")).first)
    #expect(entry.cta == CTA.ID("cta-1"))
    try app.press("'", "t", "enter")
    #expect(app.text.contains("CTA: Save the renewal"))
    try app.press("C", "enter")
    #expect(app.text.contains("Timeline · 1"))
    try app.press("G", "enter")
    #expect(app.text.contains("CTA: Save the renewal"))
    try app.press("e")
    for _ in 0..<9 { try app.press("tab") }
    for _ in 0..<16 { try app.press("backspace") }
    try app.press("ctrl+s")
    entry = try #require(try app.replica.activity(entry.id))
    #expect(entry.cta == nil)
    try app.press("u")
    #expect(try app.replica.activity(entry.id)?.cta == CTA.ID("cta-1"))
  }

  @Test func `what an entry is about must be one of the list, and a draft keeps it`() throws {
    var plan = Row(SuccessPlan.table, id: "plan")
    plan[SuccessPlan.account] = Account.ID("globex")
    plan[SuccessPlan.name] = "ROI plan"
    plan[SuccessPlan.status] = .active
    let app = try HeadlessApp(.smallCompany + [plan])
    try app.press("f").type("globex").press("enter", "L").type("Workshop")
    for _ in 0..<9 { try app.press("tab") }
    try app.type("nothing like it").press("enter", "ctrl+s")
    #expect(app.text.contains("Choose one of the list with Enter, or clear the field."))
    for _ in 0..<15 { try app.press("backspace") }
    try app.press("down", "down", "enter", "esc")
    let draft = try #require(try app.replica.localDrafts().first)
    let resumed = LogActivityState(resuming: draft, today: .sampleToday)
    #expect(resumed.link == .plan(SuccessPlan.ID("plan")))
    #expect(resumed.linkText.text == "ROI plan")
  }

  @Test func `who was there stays when somebody is added to an entry`() throws {
    let app = try HeadlessApp()
    try app.press("l").type("acme gmbh: Plan @jane @bob").press("enter", "T", "e", "tab")
    try app.type("joe").press("enter", "ctrl+s")
    let entry = try #require(try app.replica.timeline(of: Account.ID("acme")).first)
    #expect(entry.externalAttendees == ["jane@acme.example", "joe@acme.example"])
    #expect(entry.internalAttendees == [User.ID("005bob")])
    #expect(app.text.contains("u undoes"))
  }

  @Test func `an edit that changes nothing leaves the entry as it is`() throws {
    let app = try HeadlessApp()
    try app.press("T", "e", "ctrl+s")
    #expect(app.text.contains("Nothing was changed."))
    #expect(try app.replica.activity(Activity.ID("a-2"))?.editedAt == nil)
  }

  @Test func `an edit that a crash broke off is offered and goes on`() throws {
    let first = try HeadlessApp()
    try first.press("T", "j", "e").type(" 2")
    let draft = try #require(try first.replica.localDrafts().first)
    let app = try HeadlessApp(files: ["drafts/one.json": try draft.json])
    #expect(app.text.contains("A change of the activity “Quarterly review 2” for Acme GmbH"))
    try app.press("r", "ctrl+s")
    #expect(try app.replica.activity(Activity.ID("a-1"))?.subject == "Quarterly review 2")
    #expect(try app.replica.activity(Activity.ID("a-1"))?.notes == "They like the runners.")
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
    state.press("tab")
    state.type("jane@acme.example, bo@acme.example")
    state.press("tab", "g", "tab", "space", "tab")
    state.type("45m")
    state.press("tab", "space", "tab")
    state.type("No SSO")
    state.press("tab", "y", "tab", "space", "tab", "tab")
    state.type("send quote (2026-12-01); call Bob")
    state.press("tab")
    state.type("All well")
    let effects = state.press("ctrl+s", "ctrl+s")
    let submitted = effects.compactMap { effect -> [Mutation]? in
      if case .submit(let mutations, _) = effect { mutations } else { nil }
    }
    #expect(submitted.count == 1, "a second press while the first is under way logs nothing")
    let mutations = submitted.first ?? []
    guard mutations.count == 3, case .logActivity(let entry) = mutations[0],
      case .addCTA(let todo) = mutations[1]
    else {
      Issue.record("not an entry and two CTAs: \(mutations)")
      return
    }
    #expect(todo.fields[CTA.name] == "To-Do: send quote")
    #expect(todo.fields[CTA.dueDate] == Day(year: 2026, month: 12, day: 1))
    let fields: Fields? = entry.fields
    #expect(fields?[Activity.durationMinutes] == 45)
    #expect(fields?[Activity.milestoneType] == .onboarding)
    #expect(fields?[Activity.productRisk] == "No SSO")
    #expect(fields?[Activity.hasExecutiveSponsor] == true)
    #expect(fields?[Activity.requiresTriage] == true)
    #expect(fields?[Activity.subject] == "Kickoff")
    #expect(fields?[Activity.meetingType] == .cadence)
    #expect(fields?[Activity.sentiment] == .green)
    #expect(fields?[Activity.externalAttendees] == "jane@acme.example;bo@acme.example")
    #expect(fields?[Activity.notes] == "All well")
    #expect(fields?[Activity.day] == Day.sampleToday)
  }

  @Test func `an empty subject is asked for, and nothing is lost`() {
    var state = AppState.onForm()
    state.press("ctrl+n")
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

extension LocalDraft {
  /// As the file of a draft holds it.
  var json: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
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
