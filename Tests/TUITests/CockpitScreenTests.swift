import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct CockpitScreenTests {
  private let rows: [CockpitRow] = [
    .sample("Renewal at risk", due: -3, priority: .high),
    .sample("Book the EBR", of: "Globex", type: .lifecycle, due: 0),
    .sample("Ask for a reference", due: 40),
    .sample("Waits", due: 1, snoozedFor: 5),
  ]

  @Test func `CTAs stand under their due dates, and what sleeps is hidden`() {
    var state = AppState.onCockpit(rows)
    let text = state.text()
    for heading in ["Overdue · 1", "Today · 1", "Later · 1", "3 of 4 CTAs", "1 snoozed (w)"] {
      #expect(text.contains(heading), "\(heading)")
    }
    #expect(!text.contains("Waits"))
    state.press("w")
    #expect(state.text().contains("Waits"))
  }

  @Test func `a filter by column says how many it hides`() {
    var state = AppState.onCockpit(rows)
    state.press("/")
    state.type("due:today")
    state.press("enter")
    #expect(state.text().contains("3 hidden by the filter"))
    #expect(state.text().contains("Book the EBR"))
    #expect(!state.text().contains("Renewal at risk"))
  }

  @Test func `a week of sleep is three keys`() {
    var state = AppState.onCockpit(rows)
    let effects = state.press("z", "2", "1")
    let until = Day.sampleToday.adding(days: 7)
    let snooze = SnoozeCTA(id: rows[0].id, until: until, reason: .waitingForCustomer)
    #expect(effects == [.perform([.snoozeCTA(snooze)], label: nil)])
  }

  @Test func `closing asks for a reason and takes an outcome`() {
    var state = AppState.onCockpit(rows)
    state.press("x", "1")
    state.type("They renewed")
    let close = CloseCTA(
      id: rows[0].id, status: .closedSuccess, outcome: "They renewed", seen: nil)
    #expect(state.press("enter") == [.perform([.closeCTA(close)], label: nil)])
  }

  @Test func `several are shown as they would change before anything is done`() {
    var state = AppState.onCockpit(rows)
    state.press("V", "A")
    state.type("bob")
    let effects = state.press("enter")
    let ids = ["Renewal at risk", "Book the EBR", "Ask for a reference"]
    let mutations = ids.map {
      Mutation.assignCTA(AssignCTA(id: CTA.ID($0), owner: User.ID("005bob")))
    }
    let preview = BulkPreview(
      title: "Give 3 CTAs to Bob?", label: "Gave 3 CTAs to Bob", mutations: mutations)
    #expect(effects == [.read(preview)])
    _ = state.update(.loaded(Loaded(preview, mutations.map(Rehearsal.sample))))
    #expect(state.text().contains("3 of 3 would change"))
    #expect(state.press("y") == [.perform(mutations, label: "Gave 3 CTAs to Bob")])
  }

  @Test(arguments: [(12, 40), (24, 80), (40, 120), (60, 200)])
  func `every size shows what is late`(rows height: Int, columns: Int) {
    var state = AppState.onCockpit(
      rows, surroundings: .sample(rows: height, columns: columns))
    #expect(state.text().contains("Renewal at"))
    #expect(state.text().contains("3d late"))
  }

  @Test func `nothing open says what to do`() {
    var state = AppState.onCockpit([])
    #expect(state.text().contains("You have no open CTA. a adds one"))
  }

  @Test func `a book of followed customers without a CTA says how to follow one`() {
    var state = AppState.sample([.sample()])
    state.screens.append(CockpitState(book: .followed, words: ""))
    let reading = CockpitReading(scope: .book(.followed), withClosed: false)
    _ = state.update(.loaded(Loaded(reading, [])))
    #expect(state.text().contains("No CTA is open at the customers you follow. F follows"))
  }

  @Test func `what passes the filter but sleeps is not said to fail it`() {
    var state = AppState.onCockpit(rows)
    state.press("/")
    state.type("waits")
    state.press("enter")
    #expect(state.text().contains("All 1 that pass the filter are snoozed. w shows them"))
    state.press("w")
    #expect(state.selectedCTA == "Waits")
  }

  @Test func `without a pane no CTA is read beside the list`() {
    var state = AppState.onCockpit(rows, surroundings: .sample(columns: 119))
    #expect(state.press("j", "k", "space") == [])
  }

  @Test func `the CTA under the cursor is read for the pane, and never waited for`() {
    var state = AppState.onCockpit(rows, surroundings: .sample(columns: 120))
    let reading = CTAPageReading(id: CTA.ID("Book the EBR"), isGlance: true)
    #expect(state.press("j") == [.read(reading)])
    #expect(reading.isGlance && !reading.isQuick)
  }

  @Test func `whatever moves the cursor to another CTA reads it for the pane`() {
    let all = [rows[3], rows[1]]
    var state = AppState.onCockpit(all, surroundings: .sample(columns: 120))
    state.press("w", "j")
    #expect(state.selectedCTA == "Waits")
    let reading = CTAPageReading(id: CTA.ID("Book the EBR"), isGlance: true)
    #expect(state.press("w") == [.read(reading)])
  }

  @Test func `a terminal made wider reads what its pane shows`() {
    var state = AppState.onCockpit(rows, surroundings: .sample(columns: 80))
    let reading = CTAPageReading(id: CTA.ID("Renewal at risk"), isGlance: true)
    #expect(state.update(.resized(Size(rows: 24, columns: 120))) == [.read(reading)])
    #expect(state.update(.resized(Size(rows: 24, columns: 80))) == [])
  }
}

extension AppState {
  static func onCockpit(
    _ rows: [CockpitRow], surroundings: Surroundings = .sample()
  ) -> AppState {
    var state = AppState.sample([.sample()], surroundings: surroundings)
    state.press("C")
    _ = state.update(.loaded(Loaded(CockpitReading(scope: .mine, withClosed: false), rows)))
    let people = [
      Colleague(id: User.ID("005ada"), name: "Ada", team: "Blue"),
      Colleague(id: User.ID("005bob"), name: "Bob", team: "Blue"),
    ]
    _ = state.update(.loaded(Loaded(ColleagueReading(), people)))
    return state
  }

  fileprivate var selectedCTA: String? { (top as? CockpitState)?.selectedRow?.cta.name }
}

extension Rehearsal {
  static func sample(_ mutation: Mutation) -> Rehearsal {
    Rehearsal(
      mutation: mutation, summary: "Gave it to Bob", account: nil,
      changes: [.init(label: "Owner", from: "Ada", to: "Bob")], wouldChange: true, refusal: nil)
  }
}

extension CockpitRow {
  /// - Parameter due: Days from today.
  static func sample(
    _ name: String, of account: String = "Acme", type: CTAType = .risk, due: Int? = nil,
    priority: Priority = .medium, snoozedFor: Int? = nil, comments: String = ""
  ) -> CockpitRow {
    CockpitRow(
      cta: CTARow(
        id: CTA.ID(name), account: Account.ID(account), accountName: account, name: name,
        type: type, reason: nil, status: .new, priority: priority, owner: User.ID("005ada"),
        ownerName: "Ada", dueDate: due.map { Day.sampleToday.adding(days: $0) },
        originalDueDate: nil, closedDate: nil, playbook: nil, comments: comments, plan: nil,
        isImportant: false, snoozedUntil: snoozedFor.map { Day.sampleToday.adding(days: $0) },
        snoozeReason: nil, createdAt: nil, taskCount: 0, openTaskCount: 0, isUnsent: false),
      nextTask: nil, hasMyTask: false, myDue: nil, health: .yellow, renewal: nil, planName: nil,
      outcome: nil, stage: nil, newestWork: nil, snoozeEvent: nil, isEventOver: false)
  }
}
