import CustomerSuccess
import ReplicaStore
import Terminal

/// What the Outbox screen remembers: edits on their way to the service, and those it refused.
struct OutboxState: Equatable {
  /// Nil until it was read.
  private(set) var page: OutboxPage?
  var filter = ""
  var cursor = ListCursor<OutboxItem.ID>()

  var refused: [AttentionItem] { page?.refused.filter { passes($0.summary) } ?? [] }
  var waiting: [OutboxItem] { page?.waiting.filter { passes($0.summary) } ?? [] }
  /// Those that need a decision first, then the others in the order in which they are sent.
  var ids: [OutboxItem.ID] { refused.map(\.id) + waiting.map(\.id) }
  var selectedWaiting: OutboxItem? { waiting.first { $0.id == cursor.selected } }
  var selectedRefused: AttentionItem? { refused.first { $0.id == cursor.selected } }

  private func passes(_ summary: String) -> Bool {
    let needles = filter.lowercased().split(separator: " ")
    let words = summary.lowercased()
    return needles.allSatisfy { words.contains($0) }
  }
}

nonisolated struct OutboxPage: Equatable, Sendable {
  let waiting: [OutboxItem]
  let refused: [AttentionItem]
}

/// What the service has not confirmed.
nonisolated struct OutboxReading: Reading {
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> OutboxPage {
    OutboxPage(waiting: try replica.outbox(), refused: try replica.attention())
  }
}

extension OutboxState: @MainActor Screen {
  static let commands = Commands.table(OutboxCommand.table, Command.outbox)

  var title: SafeText { "Outbox" }
  var readings: [Load] { [Load(OutboxReading())] }
  var customer: CustomerName? { selectedRefused?.customer ?? selectedWaiting?.customer }
  var filterText: String? { filter }
  var filterAdvice: SafeText { "words of what was edited; Enter keeps, Esc clears" }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    guard let page = loaded.answer(to: OutboxReading()) else { return }
    self.page = page
    cursor.settle(in: ids)
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) {
    filter = text
    cursor.settle(in: ids)
  }

  mutating func goBack() -> Bool {
    if cursor.clearMarks() { return true }
    guard !filter.isEmpty else { return false }
    filter = ""
    cursor.settle(in: ids)
    return true
  }
}

extension OutboxItem {
  /// Nil when it is about none that is in the replica.
  var customer: CustomerName? {
    guard let account, let accountName else { return nil }
    return CustomerName(id: account, name: accountName)
  }
}
