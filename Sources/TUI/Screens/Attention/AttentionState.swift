import CustomerSuccess
import ReplicaStore
import Terminal

/// Edits that the service refused, and what the person may do about each.
struct AttentionState: Equatable {
  /// Oldest first; nil until it was read.
  private(set) var items: [AttentionItem]?
  var cursor = ListCursor<AttentionItem.ID>()

  /// - Parameter item: The one that the cursor begins on.
  init(at item: AttentionItem.ID? = nil) { cursor.selected = item }

  var ids: [AttentionItem.ID] { items?.map(\.id) ?? [] }
  var selectedItem: AttentionItem? { items?.first { $0.id == cursor.selected } }
  /// The marked ones, or the one under the cursor.
  var targets: [AttentionItem] {
    let ids = cursor.targets(in: ids)
    return items?.filter { ids.contains($0.id) } ?? []
  }
}

extension AttentionState: @MainActor Screen {
  static let commands = Commands.table(AttentionCommand.table, Command.attention)

  var title: SafeText { "Needs attention" }
  var readings: [Load] { [Load(AttentionReading())] }
  var customer: CustomerName? { selectedItem?.customer }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    guard let items = loaded.answer(to: AttentionReading()) else { return }
    self.items = items
    cursor.settle(in: ids)
  }

  mutating func goBack() -> Bool { cursor.clearMarks() }
}

/// The edits that the service refused.
nonisolated struct AttentionReading: Reading {
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [AttentionItem] {
    try replica.attention()
  }
}

extension AttentionItem {
  /// Nil when it is about none, or none that the person still has.
  var customer: CustomerName? {
    guard let account, let accountName else { return nil }
    return CustomerName(id: account, name: accountName)
  }

  /// Whether there is a form to type it into again.
  var isLogged: Bool { if case .logActivity = mutation { true } else { false } }
}
