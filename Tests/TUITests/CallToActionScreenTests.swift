import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct CallToActionScreenTests {
  @Test func `a task is completed where the cursor stands`() {
    var state = AppState.onCTA()
    #expect(state.text().contains("[ ] Kickoff call"))
    let done = SetTaskStatus(id: CTATask.ID("t1"), from: .open, status: .closed)
    #expect(state.press("enter") == [.perform([.setTaskStatus(done)], label: nil)])
  }

  @Test func `a new task needs a name and takes a day`() {
    var state = AppState.onCTA()
    state.press("n")
    #expect(state.press("enter").isEmpty)
    state.type("2026-12-01 Send the agenda")
    var fields = Fields()
    fields[CTATask.dueDate] = Day("2026-12-01")
    fields[CTATask.name] = "Send the agenda"
    let add = AddTask(id: CTATask.ID(""), cta: CTA.ID("Onboard"), fields: fields)
    #expect(state.press("enter") == [.perform([.addTask(add)], label: nil)])
  }

  @Test func `comments are counted in the lines in which they are drawn`() {
    let words = String(repeating: "x", count: 80 - ListMargin.width)
    var state = AppState.onCTA(comments: words)
    state.press("end")
    #expect(state.selectedLine == .comment(0))
    _ = state.update(.resized(Size(rows: 24, columns: 60)))
    state.press("end")
    #expect(state.selectedLine == .comment(1))
  }

  @Test func `one that is gone says so`() {
    var state = AppState.sample([.sample()])
    state.screens.append(CallToActionState(id: CTA.ID("x")))
    _ = state.update(.loaded(Loaded(CTAPageReading(id: CTA.ID("x")), nil)))
    #expect(state.text().contains("was deleted, or its customer left your book"))
  }
}

extension AppState {
  /// On a CTA with one open task.
  static func onCTA(comments: String = "") -> AppState {
    var task = Row(CTATask.table, id: "t1")
    task[CTATask.name] = "Kickoff call"
    task[CTATask.status] = .open
    let row = CockpitRow.sample("Onboard", type: .lifecycle, due: 5, comments: comments)
    let page = CTAPage.sample(row, tasks: [task])
    var state = AppState.sample([.sample()])
    state.screens.append(CallToActionState(id: row.id))
    _ = state.update(.loaded(Loaded(CTAPageReading(id: row.id), page)))
    for _ in 0..<20 where !state.isOnTask { state.press("down") }
    return state
  }

  fileprivate var selectedLine: CTAPageLine? { (top as? CallToActionState)?.cursor.selected }
  private var isOnTask: Bool { (top as? CallToActionState)?.task != nil }
}

extension CTAPage {
  static func sample(_ row: CockpitRow, tasks: [Row] = []) -> CTAPage {
    CTAPage(
      row: row,
      detail: CTADetail(
        summary: row.cta, row: Row(CTA.table, id: row.id.rawValue), tasks: tasks),
      account: nil, userNames: [:])
  }
}
