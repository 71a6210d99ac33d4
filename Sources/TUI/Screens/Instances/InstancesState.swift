import CustomerSuccess
import ReplicaStore
import Terminal

/// What the Instances screen remembers: a queue of what is still Unknown, and what it was labeled.
///
/// What is labeled here stays in its place until the queue is made anew, so that nothing moves
/// under the hand and a slip is one key away from being mended.
struct InstancesState: Equatable {
  var book: Book = .own
  var filter = ""
  /// That of the figure whose list it is; empty for the queue.
  private var words = ""
  /// Whether those that had a label before are listed too.
  var showsLabeled = false
  /// All of the book, in the order of the query.
  private(set) var rows: [InstanceRow] = []
  /// What is listed: the queue, or everything, as far as it passes the filter.
  private(set) var visible: [InstanceRow] = []
  /// Those that were Unknown when the queue was made, and those that came since.
  private(set) var queue: Set<Instance.ID> = []
  /// Given here and not read back yet.
  var labels: [Instance.ID: InstanceType] = [:]
  var rights = LabelRights(me: nil, bundle: nil)
  var cursor = ListCursor<Instance.ID>()
  /// False until the first rows came.
  private(set) var isLoaded = false
  private var newest: ProductRelease?

  init(book: Book = .own) { self.book = book }

  /// The list behind a figure: the instances of a book that pass a filter, labeled ones too.
  init(book: Book, words: String) {
    self.book = book
    self.words = words
    filter = words
    showsLabeled = true
  }

  var selectedRow: InstanceRow? { rows.first { $0.id == cursor.selected } }
  /// Still Unknown, wherever the filter leaves them.
  var leftCount: Int { rows.count { isUnknown($0) } }

  /// The label as the person sees it: what was just given counts at once.
  func type(of row: InstanceRow) -> InstanceType { labels[row.id] ?? row.type }

  func isUnknown(_ row: InstanceRow) -> Bool { type(of: row) == .unknown }

  /// The other instances of the same customer, the largest first.
  func siblings(of row: InstanceRow) -> [InstanceRow] {
    rows.filter { $0.account == row.account && $0.id != row.id }
  }

  /// Applies the filter; the cursor stays on its row as long as it is listed.
  mutating func refilter() {
    let wanted = InstancesFilter(filter)
    visible = rows.filter { row in
      guard showsLabeled || queue.contains(row.id) else { return false }
      return wanted.holds(row, labeled: type(of: row), newest: newest)
    }
    cursor.settle(in: visible.map(\.id))
  }
}

extension InstancesState: @MainActor Screen {
  static let commands = Commands.table(InstancesCommand.table, Command.instances)

  var title: SafeText { "Instances" }
  var readings: [Load] { [Load(InstancesReading(book: book))] }
  func clippings(_ surroundings: Surroundings) -> [Clipping] {
    guard let row = selectedRow else { return [] }
    return [Clipping("Host", row.hostname ?? ""), Clipping("Instance id", row.id.rawValue)]
      + (customer?.clippings ?? [])
  }
  var customer: CustomerName? {
    selectedRow.map { CustomerName(id: $0.account, name: $0.accountName) }
  }
  var filterText: String? { filter }
  var filterAdvice: SafeText { "words, version:17.5, behind:>5, label:production; Esc clears" }
  var filterNote: SafeText? { InstancesFilter(filter).problem.map { SafeText(sanitizing: $0) } }

  func valueInquiry(_ surroundings: Surroundings) -> ValueInquiry? {
    selectedRow.map { ValueInquiry(RowKey(Instance.table, $0.id.rawValue), now: surroundings.now) }
  }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    if let page = loaded.answer(to: InstancesReading(book: book)) { show(page) }
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) {
    filter = text
    refilter()
  }

  /// A label that did not last is taken away again.
  mutating func take(_ outcome: EditOutcome, surroundings: Surroundings) -> [AppEffect]? {
    switch outcome {
    case .done: break
    case .undone, .settled, .nothingToUndo, .refused, .failed: labels = [:]
    }
    return nil
  }

  mutating func goBack() -> Bool {
    if cursor.clearMarks() { return true }
    guard filter != words else { return false }
    filter = words
    refilter()
    return true
  }
}

extension InstancesState {
  /// Shows new rows; one whose label was taken back comes under the cursor again.
  private mutating func show(_ page: InstancesPage) {
    let known = Set(rows.filter { !isUnknown($0) }.map(\.id))
    rows = page.rows
    rights = page.rights
    newest = page.newest
    isLoaded = true
    for row in rows where labels[row.id] == row.type { labels[row.id] = nil }
    queue.formUnion(rows.filter { $0.type == .unknown }.map(\.id))
    queue.formIntersection(rows.map(\.id))
    if let back = rows.first(where: { isUnknown($0) && known.contains($0.id) }) {
      cursor.selected = back.id
    }
    refilter()
  }

  /// Makes the queue anew from what is Unknown now.
  mutating func renew() {
    queue = Set(rows.filter(isUnknown).map(\.id))
    refilter()
  }

  /// Forgets the rows, because another book is coming.
  mutating func empty() {
    rows = []
    visible = []
    queue = []
    labels = [:]
    isLoaded = false
    _ = cursor.clearMarks()
  }
}
