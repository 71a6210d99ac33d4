import CustomerSuccess
import ReplicaStore
import Terminal

/// What the 360 of one customer, or of two side by side, remembers from one event to the next.
struct Customer360State: Equatable {
  /// The customer on the left and, when two are shown, the one on the right.
  var panes: [CustomerPane]
  /// Which of them takes the commands.
  var focus = 0
  /// The name of the section in sight.
  var section = SummarySection.name
  /// Whether all sections are shown as one page.
  var isScrolling = false
  /// What to highlight; empty for nothing.
  var search = ""
  var panelScroll = ScrollWindow()

  init(id: Account.ID) { panes = [CustomerPane(id: id)] }

  var pane: CustomerPane {
    get { panes[focus] }
    set { panes[focus] = newValue }
  }

  /// The section whose lines are shown; nil for all of them.
  var shown: String? { isScrolling ? nil : section }

  /// What the panes need for what they show now.
  var sectionReadings: [Load] {
    panes.flatMap { pane in
      pane.sections.filter { isScrolling || $0.name == section }
        .flatMap { $0.section.readings(of: pane.id) }
    }
  }
}

extension Customer360State: @MainActor Screen {
  static let commands = Commands.table(Customer360Command.table, Command.customer360)

  var title: SafeText {
    let names = panes.map(\.name).filter { !$0.isEmpty }
    guard !names.isEmpty else { return "Customer 360" }
    let limit = names.count == 1 ? 40 : 24
    return .joined(names.map { SafeText(sanitizing: $0, limit: limit) }, separator: " | ")
  }
  var readings: [Load] { panes.flatMap(\.readings) + sectionReadings }
  var customer: CustomerName? {
    pane.page.map { CustomerName(id: pane.id, name: $0.customer.name) }
  }
  var whyInquiry: WhyInquiry? {
    guard let line = pane.cursors[cursorKey]?.selected,
      let inquiry = pane.section(named: line.section)?.whyInquiry(of: line.item)
    else { return customer.map { .customer($0.id) } }
    return inquiry
  }
  var filterText: String? { search }
  var filterAdvice: SafeText { "words to look for; Enter keeps them, Esc clears" }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    for index in panes.indices { panes[index].take(loaded) }
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) {
    search = text
    _ = findMatch(.stay, surroundings)
  }

  /// Esc clears the search, then closes what lies open under the cursor, then the second customer.
  mutating func goBack() -> Bool {
    if !search.isEmpty {
      search = ""
      return true
    }
    if let line = pane.cursors[cursorKey]?.selected, pane.opened.remove(line.head) != nil {
      pane.cursors[cursorKey]?.selected = line.head
      return true
    }
    guard panes.count > 1 else { return false }
    closeOther()
    return true
  }

  /// Which cursor is in use.
  var cursorKey: String { isScrolling ? "" : section }
}
