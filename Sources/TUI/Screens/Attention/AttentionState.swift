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

  mutating func show(_ items: [AttentionItem]) {
    self.items = items
    isLoaded = true
    if selectedIndex == nil { selected = items.first?.id }
  }

  mutating func move(by step: Int) {
    guard !items.isEmpty else { return }
    let index = min(max((selectedIndex ?? 0) + step, 0), items.count - 1)
    selected = items[index].id
  }
}
