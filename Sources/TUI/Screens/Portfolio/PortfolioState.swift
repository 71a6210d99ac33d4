import CustomerSuccess
import ReplicaStore
import Terminal

/// What the Portfolio screen remembers from one event to the next.
struct PortfolioState: Equatable {
  var book: Book = .own
  /// The columns somebody chose, in their order; nil shows the usual ones of the book.
  var columns: [PortfolioColumn]?
  var order = PortfolioOrder()
  /// What customers stand under headings by; nil is one list.
  var group: PortfolioColumn?
  /// What was typed after `/`; empty shows everything.
  private(set) var filter = ""
  /// The same, understood.
  private(set) var query = PortfolioFilter("")
  /// The view that was chosen last, until something about it is changed.
  var viewName: String?
  /// Every customer of the book, in the order last asked for.
  private(set) var sheet = PortfolioSheet()
  /// The rows that pass the filter, as they stand on screen.
  private(set) var visible: [PortfolioRow] = []
  /// What the terms of the filter hide.
  private(set) var hidden: [PortfolioSheet.Hidden] = []
  /// The rows and headings on screen.
  private(set) var lines: [ListLine<Account.ID>] = []
  private(set) var ids: [Account.ID] = []
  /// Where each customer stands in ``visible``.
  private(set) var places: [Account.ID: Int] = [:]
  var list = ListCursor<Account.ID>()
  /// The figures above the table, of the whole book.
  private(set) var tiles: [PortfolioTile] = []
  var showsTiles = true
  var showsPreview = false
  /// What the preview read last, perhaps of another customer.
  private(set) var preview: PortfolioPreview?
  /// Open while columns are being chosen.
  var chooser: ColumnChooser?
  /// How many customers each TAM has; nil until it was read.
  private(set) var books: [BookCount]?
  /// False until the first rows came, so that a screen still loading does not say "no customers".
  private(set) var isLoaded = false
  /// Whether ``rows`` is the whole book, and not only the first screenful.
  private(set) var isComplete = false
  /// Whether rows changed so that another order would be right; rows never jump by themselves.
  private(set) var isOrderStale = false
  /// The details that the rows hold.
  private var knownDetails: Set<PortfolioDetail> = []

  var rows: [PortfolioRow] { sheet.rows }
  var selectedRow: PortfolioRow? { list.selected.flatMap { places[$0] }.map { visible[$0] } }
  var shownColumns: [PortfolioColumn] { columns ?? PortfolioColumn.usual(for: book) }

  /// What has to be read besides the lines, for columns, order, groups and filter.
  var neededDetails: Set<PortfolioDetail> {
    Set((shownColumns + [order.column] + query.columns).compactMap(\.detail))
  }
}

extension PortfolioState: @MainActor Screen {
  var title: SafeText { "Portfolio" }
  var readings: [Load] {
    var loads = [
      Load(PortfolioReading(book: book, details: neededDetails)), Load(BookCountReading()),
    ]
    if showsPreview, let id = list.selected { loads.append(Load(PortfolioPreviewReading(id: id))) }
    return loads
  }
  var customer: CustomerName? { selectedRow.map { CustomerName(id: $0.id, name: $0.name) } }
  var customers: [CustomerName] {
    list.targets(in: ids).compactMap { id in
      places[id].map { CustomerName(id: id, name: visible[$0].name) }
    }
  }
  var filterText: String? { filter }
  var filterAdvice: SafeText {
    "words, health:red renew:<90 arr:>100k tam:ada -word; Tab completes, Esc clears"
  }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    if let counts = loaded.answer(to: BookCountReading()) { books = counts }
    if let (_, found) = loaded.answer(of: PortfolioPreviewReading.self),
      found.id == list.selected
    {
      preview = found
    }
    guard let (reading, rows) = loaded.answer(of: PortfolioReading.self), reading.book == book
    else { return }
    // An answer that was under way when a column was added knows less than what came since.
    let isEnough = reading.details.isSuperset(of: neededDetails)
    guard isEnough || !knownDetails.isSuperset(of: neededDetails) || !isComplete else { return }
    knownDetails = reading.details
    let isComplete = reading.limit.map { rows.count < $0 } ?? true
    show(rows, isComplete: isComplete, today: surroundings.today)
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) {
    setFilter(text)
    refilter()
  }

  /// Without applying it.
  mutating func setFilter(_ text: String) {
    filter = text
    query = PortfolioFilter(text)
  }

  mutating func goBack() -> Bool {
    if chooser != nil {
      chooser = nil
      return true
    }
    if list.clearMarks() { return true }
    guard !filter.isEmpty else { return false }
    viewName = nil
    setFilter("")
    refilter()
    return true
  }
}

extension PortfolioState {
  /// Shows new rows: in order the first time, afterwards where they stood.
  ///
  /// A first screenful comes before all rows do; the rows that follow it are no news to point out.
  mutating func show(_ fresh: [PortfolioRow], isComplete: Bool, today: Day) {
    let sorted = order.sorted(fresh, today: today)
    let wasComplete = self.isComplete
    self.isComplete = isComplete
    isLoaded = true
    guard wasComplete && !rows.isEmpty else { return lay(sorted, today: today) }
    let kept = keepingPlaces(of: sorted)
    isOrderStale = !kept.elementsEqual(sorted) { $0.id == $1.id }
    lay(kept, today: today)
  }

  /// Sorts anew, with the order as it stands.
  mutating func resort(today: Day) {
    isOrderStale = false
    lay(order.sorted(rows, today: today), today: today)
  }

  /// Forgets the rows, because another book is coming.
  mutating func empty() {
    sheet = PortfolioSheet()
    isLoaded = false
    isComplete = false
    isOrderStale = false
    knownDetails = []
    tiles = []
    list = ListCursor()
    refilter()
  }

  private mutating func lay(_ rows: [PortfolioRow], today: Day) {
    sheet = PortfolioSheet(rows, today: today)
    tiles = isComplete ? PortfolioTile.tiles(of: &sheet, today: today) : []
    refilter()
  }

  /// Rows that were here keep their order; new ones follow.
  private func keepingPlaces(of sorted: [PortfolioRow]) -> [PortfolioRow] {
    let fresh = Dictionary(sorted.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(rows.map(\.id))
    return rows.compactMap { fresh[$0.id] } + sorted.filter { !known.contains($0.id) }
  }

  /// Applies filter and groups; the cursor stays on its customer, or goes to its place.
  mutating func refilter() {
    let shown = sheet.shown(by: query)
    hidden = shown.hidden
    if let group {
      let groups = group.groups(of: shown.rows)
      visible = groups.flatMap(\.rows)
      lines = groups.flatMap { group in
        [.heading(group.heading)] + group.rows.map { .item($0.id) }
      }
    } else {
      visible = shown.rows
      lines = visible.map { .item($0.id) }
    }
    ids = visible.map(\.id)
    places = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
    list.settle(in: ids)
  }
}

extension PortfolioGroup {
  /// The name, and what its customers add up to.
  var heading: SafeText {
    var parts: [SafeText] = [
      name.map { SafeText(sanitizing: $0, limit: 40) } ?? "none",
      Words.count(sums.customers, "customer", "customers"),
    ]
    if !sums.arr.isEmpty { parts.append(Words.sums(sums.arr, width: 40)) }
    if sums.atRisk > 0 { parts.append("\(sums.atRisk) at risk") }
    return .joined(parts, separator: "  ")
  }
}
