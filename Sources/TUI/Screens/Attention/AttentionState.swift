import CustomerSuccess
import ReplicaStore
import Terminal

/// Edits that the service refused, and what the person may do about each.
struct AttentionState: Equatable {
  private(set) var items: [AttentionItem] = []
  private(set) var isLoaded = false
  var selected: AttentionItem.ID?
  var scroll = ScrollWindow()

  var selectedIndex: Int? { items.firstIndex { $0.id == selected } }

  private mutating func show(_ items: [AttentionItem]) {
    self.items = items
    isLoaded = true
    if selectedIndex == nil { selected = items.first?.id }
  }

  mutating func move(_ motion: Motion) {
    guard !items.isEmpty else { return }
    // Items are short; a page is a handful of them.
    selected = items[motion.target(from: selectedIndex ?? 0, count: items.count, page: 5)].id
  }
}

extension AttentionState: @MainActor Screen {
  static let commands = Commands.table(AttentionCommand.table, Command.attention)

  var title: SafeText { "Needs attention" }
  var readings: [Load] { [Load(AttentionReading())] }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    if let items = loaded.answer(to: AttentionReading()) { show(items) }
  }
}

/// The edits that the service refused.
nonisolated struct AttentionReading: Reading {
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [AttentionItem] {
    try replica.attention()
  }
}
