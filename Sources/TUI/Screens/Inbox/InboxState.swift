import CustomerSuccess
import ReplicaStore
import Terminal

/// What the inbox of the day remembers: everything that needs the person, the most urgent first.
struct InboxState: Equatable {
  /// Nil until it was read.
  private(set) var items: [InboxItem]?
  /// Those that pass the filter.
  private(set) var visible: [InboxItem] = []
  private(set) var filter = ""
  private(set) var people: [Colleague] = []
  var cursor = ListCursor<InboxItem.ID>()

  var ids: [InboxItem.ID] { visible.map(\.id) }
  var selectedItem: InboxItem? { visible.first { $0.id == cursor.selected } }
  /// The CTAs that an action is about; what else is marked is no CTA.
  var targets: [CockpitRow] {
    let chosen = Set(cursor.targets(in: ids))
    return visible.filter { chosen.contains($0.id) }.compactMap { item in
      if case .cta(let row) = item.need { row } else { nil }
    }
  }
}

extension InboxState: @MainActor Screen {
  static let commands = Commands.table(InboxCommand.table, Command.inbox)

  var title: SafeText { "Inbox" }
  var readings: [Load] { [Load(InboxReading()), Load(ColleagueReading())] }
  var customer: CustomerName? {
    selectedItem.map { CustomerName(id: $0.customer.id, name: $0.customer.name) }
  }
  var customers: [CustomerName] {
    let chosen = Set(cursor.targets(in: ids))
    var seen: Set<Account.ID> = []
    return visible.filter { chosen.contains($0.id) && seen.insert($0.customer.id).inserted }
      .map { CustomerName(id: $0.customer.id, name: $0.customer.name) }
  }
  var whyInquiry: WhyInquiry? {
    guard let item = selectedItem else { return nil }
    if case .cta(let row) = item.need { return .cta(row.id) }
    return .customer(item.customer.id)
  }
  var filterText: String? { filter }
  var filterAdvice: SafeText { "words of customer, need, reason; Enter keeps, Esc clears" }

  func valueInquiry(_ surroundings: Surroundings) -> ValueInquiry? {
    guard let item = selectedItem else { return nil }
    let key: RowKey
    if case .cta(let row) = item.need {
      key = RowKey(CTA.table, row.id.rawValue)
    } else {
      key = RowKey(Account.table, item.customer.id.rawValue)
    }
    return ValueInquiry(key, now: surroundings.now)
  }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    if let people = loaded.answer(to: ColleagueReading()) { self.people = people }
    guard let items = loaded.answer(to: InboxReading()) else { return }
    self.items = items
    refilter()
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) {
    filter = text
    refilter()
  }

  mutating func goBack() -> Bool {
    if cursor.clearMarks() { return true }
    guard !filter.isEmpty else { return false }
    filter = ""
    refilter()
    return true
  }

  private mutating func refilter() {
    let needles = filter.lowercased().split(separator: " ")
    visible = (items ?? []).filter { item in
      guard !needles.isEmpty else { return true }
      let words = ([item.customer.name, item.what] + item.urgency.parts.map(\.reason))
        .joined(separator: "\n").lowercased()
      return needles.allSatisfy { words.contains($0) }
    }
    cursor.settle(in: ids)
  }
}

/// What needs the person today.
nonisolated struct InboxReading: Reading {
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> [InboxItem] {
    try replica.inbox(today: today)
  }
}

nonisolated extension InboxItem {
  /// The need in a few words.
  var what: String {
    switch need {
    case .cta(let row): row.nextTask.map { "\(row.cta.name): \($0.name)" } ?? row.cta.name
    case .call(.never): "First call"
    case .call: "Call"
    case .drop(let before): "Health fell from \(Int(before.rounded()))"
    case .renewal(let day): "Renewal on \(day)"
    case .instances(let count): count == 1 ? "1 unlabeled instance" : "\(count) unlabeled instances"
    case .refusedEdits(let count): count == 1 ? "1 refused edit" : "\(count) refused edits"
    }
  }
}
