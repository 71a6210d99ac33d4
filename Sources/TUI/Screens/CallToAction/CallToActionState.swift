import CustomerSuccess
import ReplicaStore
import Terminal

/// One call to action: its fields and tasks, each changed where it stands.
struct CallToActionState: Equatable {
  let id: CTA.ID
  /// Nil until it was read.
  private(set) var page: CTAPage?
  /// Whether reading ended without it: it was deleted, or left the book.
  private(set) var isMissing = false
  private(set) var people: [Colleague] = []
  var cursor = ListCursor<CTAPageLine>()

  /// - Parameter task: What the cursor is to stand on; nil for the task that comes next.
  init(id: CTA.ID, task: CTATask.ID? = nil) {
    self.id = id
    cursor.selected = task.map(CTAPageLine.task)
  }

  /// The task under the cursor.
  var task: Row? {
    guard case .task(let id) = cursor.selected else { return nil }
    return page?.task(id)
  }
}

extension CallToActionState: @MainActor Screen {
  static let commands = Commands.table(CallToActionCommand.table, Command.callToAction)

  var title: SafeText { page.map { SafeText(sanitizing: $0.row.cta.name, limit: 40) } ?? "CTA" }
  var readings: [Load] { [Load(CTAPageReading(id: id)), Load(ColleagueReading())] }
  func clippings(_ surroundings: Surroundings) -> [Clipping] {
    (page?.row.clippings ?? []) + (customer?.clippings ?? [])
  }
  var customer: CustomerName? {
    page.map { CustomerName(id: $0.row.cta.account, name: $0.row.cta.accountName) }
  }

  func valueInquiry(_ surroundings: Surroundings) -> ValueInquiry? {
    ValueInquiry(RowKey(CTA.table, id.rawValue), now: surroundings.now)
  }

  var whyInquiry: WhyInquiry? { .cta(id) }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    if let people = loaded.answer(to: ColleagueReading()) { self.people = people }
    guard let page = loaded.answer(to: CTAPageReading(id: id)) else { return }
    let isFirst = self.page == nil
    self.page = page
    isMissing = page == nil
    if isFirst, cursor.selected == nil, let next = page?.row.nextTask {
      cursor.selected = .task(next.id)
    }
    cursor.settle(in: lines(surroundings))
  }

  /// The lines that the cursor can stand on.
  func lines(_ surroundings: Surroundings) -> [CTAPageLine] {
    let columns = surroundings.size.columns
    return page?.lines(columns: columns, keys: surroundings.keys).compactMap(\.id) ?? []
  }
}
