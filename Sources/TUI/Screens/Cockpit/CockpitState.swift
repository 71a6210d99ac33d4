import CustomerSuccess
import ReplicaStore
import Terminal

/// What the Cockpit remembers from one event to the next.
struct CockpitState: Equatable {
  private(set) var scope: CockpitScope
  /// The customer it is about; nil for all of a book.
  let account: CustomerName?
  private(set) var grouping: CockpitGrouping = .due
  private(set) var order: CockpitOrder = .due
  private(set) var isReversed = false
  /// Whether snoozed ones are on screen; for one customer they always are (methodology 2.2).
  private(set) var showsSnoozed: Bool
  private(set) var showsClosed = false
  private(set) var filterWords = ""
  /// What the list was opened with.
  private var firstWords = ""
  var filter = CockpitFilter("", today: Day(daysSinceEpoch: 0), me: User.ID(""))
  /// Everything of the scope.
  private(set) var rows: [CockpitRow] = []
  /// What is on screen, in its order.
  private(set) var visible: [CockpitRow] = []
  private(set) var lines: [ListLine<CTA.ID>] = []
  private(set) var ids: [CTA.ID] = []
  /// Where each CTA stands in ``visible``.
  private(set) var places: [CTA.ID: Int] = [:]
  /// How many a filter hides, and how many are hidden because they sleep.
  private(set) var filteredCount = 0
  private(set) var asleepCount = 0
  private(set) var isLoaded = false
  private(set) var people: [Colleague] = []
  /// Whether there is room for a pane about the CTA under the cursor.
  private(set) var hasPane = false
  /// Everything about the CTA under the cursor, for the pane.
  private(set) var page: CTAPage?
  var cursor = ListCursor<CTA.ID>()
  /// How often other rows came, for what was drawn of them.
  private(set) var generation = 0
  var drawn = DrawnLines<CTA.ID, CockpitLook>()

  /// All CTAs of the person.
  init() {
    scope = .mine
    account = nil
    showsSnoozed = false
  }

  /// Those of a book that pass a filter, which it goes back to; without a book all of the person.
  init(book: Book?, words: String) {
    scope = book.map(CockpitScope.book) ?? .mine
    account = nil
    showsSnoozed = false
    firstWords = words
    filterWords = words
    showsClosed = CockpitFilter(words, today: filter.today, me: filter.me).asksForClosed
  }

  /// Those of one customer, snoozed ones included.
  init(customer: CustomerName) {
    scope = .customer(customer.id, withObjectives: false)
    account = customer
    showsSnoozed = true
  }

  var selectedRow: CockpitRow? { cursor.selected.flatMap { places[$0] }.map { visible[$0] } }
  var targets: [CockpitRow] {
    let wanted = Set(cursor.targets(in: ids))
    return visible.filter { wanted.contains($0.id) }
  }
  var reading: CockpitReading { CockpitReading(scope: scope, withClosed: showsClosed) }
}

extension CockpitState: @MainActor Screen {
  static let commands = Commands.table(CockpitCommand.table, Command.cockpit)

  var title: SafeText {
    account.map { "Cockpit of \(SafeText(sanitizing: $0.name, limit: 40))" } ?? "Cockpit"
  }
  var readings: [Load] {
    [Load(reading), Load(ColleagueReading())] + (pageReading.map { [Load($0)] } ?? [])
  }
  func clippings(_ surroundings: Surroundings) -> [Clipping] {
    (selectedRow?.clippings ?? []) + (customer?.clippings ?? [])
  }
  var customer: CustomerName? {
    selectedRow.map { CustomerName(id: $0.cta.account, name: $0.cta.accountName) } ?? account
  }
  var filterText: String? { filterWords }
  var filterAdvice: SafeText {
    "words, due:today|overdue|<7d, type:risk, owner:me, status:wip, snoozed:yes"
  }

  func valueInquiry(_ surroundings: Surroundings) -> ValueInquiry? {
    selectedRow.map { ValueInquiry(RowKey(CTA.table, $0.id.rawValue), now: surroundings.now) }
  }

  var whyInquiry: WhyInquiry? { selectedRow.map { .cta($0.id) } }

  mutating func take(_ size: Size) { hasPane = size.columns >= Self.paneColumns }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    take(surroundings.size)
    if let rows = loaded.answer(to: reading) {
      self.rows = rows
      generation += 1
      isLoaded = true
      understand(surroundings)
    }
    if let people = loaded.answer(to: ColleagueReading()) { self.people = people }
    if let pageReading, let page = loaded.answer(to: pageReading) { self.page = page }
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) {
    filterWords = text
    understand(surroundings)
  }

  /// Marks go first, then what was typed, then the screen.
  mutating func goBack() -> Bool {
    if cursor.clearMarks() { return true }
    guard filterWords != firstWords else { return false }
    filterWords = firstWords
    filter = CockpitFilter(filterWords, today: filter.today, me: filter.me)
    arrange()
    return true
  }
}

extension CockpitState {
  /// Reads the filter anew, for the day it is.
  private mutating func understand(_ surroundings: Surroundings) {
    filter = CockpitFilter(filterWords, today: surroundings.today, me: surroundings.me)
    arrange()
  }

  /// Puts what passes the filter under its headings; the cursor stays on its CTA.
  private mutating func arrange() {
    let passing = rows.filter(filter.holds)
    filteredCount = rows.count - passing.count
    let hidesSnoozed = !showsSnoozed && !filter.asksForSnoozed
    let awake = hidesSnoozed ? passing.filter { !$0.isAsleep(on: filter.today) } : passing
    asleepCount = passing.count - awake.count
    let grouped = Dictionary(grouping: awake) {
      grouping.group(of: $0, today: filter.today, me: filter.me)
    }
    visible = []
    lines = []
    for group in grouped.keys.sorted() {
      let sorted = (grouped[group] ?? []).sorted { order.precedes($0, $1) }
      let members = isReversed ? sorted.reversed() : sorted
      lines.append(.heading("\(group.title) \u{b7} \(members.count)"))
      lines += members.map { .item($0.id) }
      visible += members
    }
    ids = visible.map(\.id)
    places = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
    cursor.settle(in: ids)
  }

  mutating func group(by grouping: CockpitGrouping) {
    self.grouping = grouping
    arrange()
  }

  mutating func sort(by order: CockpitOrder) {
    self.order = order
    isReversed = false
    arrange()
  }

  mutating func reverse() {
    isReversed.toggle()
    arrange()
  }

  mutating func toggleSnoozed() {
    showsSnoozed.toggle()
    arrange()
  }

  mutating func toggleClosed() {
    showsClosed.toggle()
    forget()
  }

  /// My CTAs, those of my customers, of my team, all; or a customer's with and without objectives.
  mutating func nextScope(team: String?) {
    switch scope {
    case .mine: scope = .book(.own)
    case .book(.own): scope = team.map { .book(.team($0)) } ?? .book(.everything)
    case .book(.team), .book(.user): scope = .book(.everything)
    case .book(.everything): scope = .book(.followed)
    case .book(.followed): scope = .mine
    case .customer(let id, let withObjectives):
      scope = .customer(id, withObjectives: !withObjectives)
    }
    forget()
  }

  private mutating func forget() {
    rows = []
    isLoaded = false
    arrange()
  }

  /// Columns from which on the CTA under the cursor stands beside the list.
  static let paneColumns = 120

  /// What the pane needs; nil without a pane.
  private var pageReading: CTAPageReading? {
    guard hasPane, let id = cursor.selected else { return nil }
    return CTAPageReading(id: id, isGlance: true)
  }

  /// The page of the CTA under the cursor; the one before stands until it was read, a frame later.
  var shownPage: CTAPage? { cursor.selected == nil ? nil : page }
}

/// The CTAs of a scope, and those closed in the last months when they are asked for.
nonisolated struct CockpitReading: Reading {
  let scope: CockpitScope
  let withClosed: Bool

  var isQuick: Bool { false }

  /// Closed longer ago, a CTA is found by search.
  private static let closedDays = 90

  func answer(from replica: Replica, today: Day) throws -> [CockpitRow] {
    try replica.cockpit(
      scope, closedSince: withClosed ? today.adding(days: -Self.closedDays) : nil)
  }
}
