import CustomerSuccess
import ReplicaStore
import Terminal

/// What the Outbox screen remembers: edits on their way to the service, and those it refused.
struct OutboxState: Equatable {
  /// Nil until it was read.
  private(set) var page: OutboxPage?
  private(set) var filter = ""
  /// Those of the page that pass the filter.
  private(set) var refused: [AttentionItem] = []
  private(set) var waiting: [OutboxItem] = []
  /// Those that need a decision first, then the others in the order in which they are sent.
  private(set) var ids: [OutboxItem.ID] = []
  /// Where each stands in ``ids``.
  private(set) var places: [OutboxItem.ID: Int] = [:]
  var cursor = ListCursor<OutboxItem.ID>()

  var selectedWaiting: OutboxItem? { cursor.selected.flatMap(waitingItem) }
  var selectedRefused: AttentionItem? { cursor.selected.flatMap(refusedItem) }

  func refusedItem(_ id: OutboxItem.ID) -> AttentionItem? {
    places[id].flatMap { $0 < refused.count ? refused[$0] : nil }
  }

  func waitingItem(_ id: OutboxItem.ID) -> OutboxItem? {
    places[id].flatMap { $0 < refused.count ? nil : waiting[$0 - refused.count] }
  }

  private mutating func arrange() {
    refused = page?.refused.filter { passes($0.summary) } ?? []
    waiting = page?.waiting.filter { passes($0.summary) } ?? []
    ids = refused.map(\.id) + waiting.map(\.id)
    places = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
    cursor.settle(in: ids)
  }

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
    arrange()
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) {
    filter = text
    arrange()
  }

  mutating func goBack() -> Bool {
    if cursor.clearMarks() { return true }
    guard !filter.isEmpty else { return false }
    filter = ""
    arrange()
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
