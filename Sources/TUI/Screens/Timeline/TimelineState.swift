import CustomerSuccess
import ReplicaStore
import Terminal

/// What the Timeline remembers: whose entries, what narrows them, how far one has scrolled.
struct TimelineState: Equatable {
  /// Nil for all customers of the book.
  let account: CustomerName?
  var book: Book = .own
  var filter = ""
  /// What of the filter could not be understood.
  private(set) var problems: [TimelineFilter.Problem] = []
  private var terms: [TimelineFilter.Term] = []
  /// Nil until it was read; newest first.
  private(set) var rows: [ActivityRow]?
  private(set) var ids: [Activity.ID] = []
  /// Where each entry stands in ``rows``.
  private(set) var places: [Activity.ID: Int] = [:]
  /// The entries under their days.
  private(set) var lines: [ListLine<Activity.ID>] = []
  /// How many entries were asked for; more are read before the cursor comes to the last one.
  private var limit = Self.firstLimit
  var cursor = ListCursor<Activity.ID>()
  /// Whether the entry under the cursor shows everything it holds.
  var isOpen = false
  var details = ScrollWindow()

  private static let firstLimit = 200

  init(account: CustomerName? = nil) { self.account = account }

  var selectedRow: ActivityRow? { cursor.selected.flatMap(row) }
  /// Whether older entries may be there that were not read.
  var hasMore: Bool { (rows?.count ?? 0) >= limit }

  var reading: TimelineReading {
    var filter = TimelineFilter()
    filter.book = book
    filter.terms = terms
    return TimelineReading(account: account?.id, filter: filter, limit: limit)
  }

  func row(_ id: Activity.ID) -> ActivityRow? {
    places[id].flatMap { place in rows.map { $0[place] } }
  }

  /// Older entries, when the cursor is less than a screen away from them.
  mutating func readAhead(page: Int) -> [AppEffect] {
    guard hasMore, let index = cursor.selected.flatMap({ places[$0] }),
      index + max(page, 20) >= ids.count
    else { return [] }
    limit *= 2
    return [.read(reading)]
  }

  /// Forgets what was read, because something else is wanted; returns what to read.
  mutating func ask() -> [AppEffect] {
    lay(nil, today: Day(daysSinceEpoch: 0))
    limit = Self.firstLimit
    return [.read(reading)]
  }

  private mutating func lay(_ rows: [ActivityRow]?, today: Day) {
    self.rows = rows
    ids = (rows ?? []).map(\.id)
    places = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
    lines = Self.lines(rows ?? [], today: today)
  }

  private static func lines(_ rows: [ActivityRow], today: Day) -> [ListLine<Activity.ID>] {
    var lines: [ListLine<Activity.ID>] = []
    var last: Day??
    for row in rows {
      if last != .some(row.day) {
        let heading: SafeText =
          row.day.map { "\(Words.plain($0)), \(Words.distance($0, today: today))" } ?? "no date"
        lines.append(.heading(heading))
        last = .some(row.day)
      }
      lines.append(.item(row.id))
    }
    return lines
  }
}

/// Entries of one customer or of a book.
nonisolated struct TimelineReading: Reading {
  let account: Account.ID?
  let filter: TimelineFilter
  let limit: Int
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> [ActivityRow] {
    try replica.timeline(of: account, filter: filter, limit: limit)
  }
}

extension TimelineState: @MainActor Screen {
  static let commands = Commands.table(TimelineCommand.table, Command.timeline)

  var title: SafeText { "Timeline" }
  var readings: [Load] { [Load(reading)] }
  func clippings(_ surroundings: Surroundings) -> [Clipping] {
    guard let row = selectedRow else { return [] }
    return [
      Clipping("Subject", row.subject), Clipping("Notes", row.notes),
      Clipping("Entry id", row.id.rawValue),
    ] + (customer?.clippings ?? [])
  }
  var customer: CustomerName? {
    account ?? selectedRow.map { CustomerName(id: $0.account, name: $0.accountName) }
  }
  var filterText: String? { filter }
  var filterAdvice: SafeText {
    "words type:call by:me customer:acme since:7d sentiment:red has:cta"
  }

  var filterNote: SafeText? {
    problems.first.map { SafeText(sanitizing: $0.description) }
      ?? (filter.isEmpty ? nil : "Tab completes; \(filterAdvice)")
  }
  func completedFilter(_ text: String) -> String? { TimelineFilter.completed(text) }

  func valueInquiry(_ surroundings: Surroundings) -> ValueInquiry? {
    selectedRow.map { ValueInquiry(RowKey(Activity.table, $0.id.rawValue), now: surroundings.now) }
  }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    guard let rows = loaded.answer(to: reading) else { return }
    lay(rows, today: surroundings.today)
    cursor.settle(in: ids)
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) {
    filter = text
    (terms, problems) = TimelineFilter.terms(typed: text, today: surroundings.today)
    limit = Self.firstLimit
  }

  mutating func goBack() -> Bool {
    if isOpen {
      isOpen = false
      return true
    }
    guard !filter.isEmpty else { return false }
    filter = ""
    (terms, problems) = ([], [])
    limit = Self.firstLimit
    return true
  }
}
