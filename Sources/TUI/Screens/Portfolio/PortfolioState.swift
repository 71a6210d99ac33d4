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
  /// What the list counts, where a figure opened it.
  private var figure: SafeText?
  /// The filter that the list was opened with, by a figure that counts it; empty at home.
  private var firstFilter = ""
  /// What was typed after `/`; empty shows everything.
  private(set) var filter = ""
  /// The same, understood.
  private(set) var query = PortfolioFilter("")
  /// The view that was chosen last, until something about it is changed.
  var viewName: String?
  /// Every customer of the book; places below are places in it.
  private(set) var sheet = PortfolioSheet()
  /// Where each customer is.
  private(set) var places: [Account.ID: Int] = [:]
  /// The places of all customers, in the order last asked for.
  private var standing: [Int] = []
  /// The places of those that pass the filter, as they stand on screen.
  private(set) var visible: [Int] = []
  /// What the terms of the filter hide.
  private(set) var hidden: [PortfolioSheet.Hidden] = []
  /// The same with a negative number for each heading; see ``PortfolioLines``.
  private var entries: [Int] = []
  private var headings: [SafeText] = []
  var list = ListCursor<Account.ID>()
  /// How often other rows came, for what was drawn of them.
  private(set) var generation = 0
  var drawn = DrawnLines<Account.ID, PortfolioLook>()
  /// The figures above the table, of the whole book.
  private(set) var tiles: [PortfolioTile] = []
  var showsTiles = true
  var showsPreview = false
  /// What the preview read last, perhaps of another customer.
  var preview: PortfolioPreview?
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

  /// As they were read; ``visible`` says which are on screen, and in which order.
  var rows: [PortfolioRow] { sheet.rows }
  /// The customers on screen.
  var ids: PlacedIDs { PlacedIDs(places: visible, known: sheet.ids) }
  /// The customers and headings on screen.
  var lines: PortfolioLines {
    PortfolioLines(entries: entries, headings: headings, known: sheet.ids)
  }
  var selectedRow: PortfolioRow? { list.selected.flatMap(row) }
  var shownColumns: [PortfolioColumn] { columns ?? PortfolioColumn.usual(for: book) }

  func row(_ id: Account.ID) -> PortfolioRow? { places[id].map { rows[$0] } }

  /// What has to be read besides the lines, for columns, order, groups and filter.
  var neededDetails: Set<PortfolioDetail> {
    Set((shownColumns + [order.column] + query.columns).compactMap(\.detail))
  }
}

extension PortfolioState {
  /// The list behind a figure: the customers of a book that pass a filter, with the columns that it
  /// looks at.
  init(book: Book, filter: String, figure: SafeText) {
    self.book = book
    self.figure = figure
    firstFilter = filter
    setFilter(filter)
    showsTiles = false
    let usual = PortfolioColumn.usual(for: book)
    let asked = PortfolioColumn.allCases.filter {
      query.columns.contains($0) && ![.status, .owner].contains($0)
        && !usual.prefix(2).contains($0)
    }
    columns = usual.prefix(2) + asked + usual.dropFirst(2).filter { !asked.contains($0) }
  }
}

extension PortfolioState: @MainActor Screen {
  var title: SafeText { figure ?? "Portfolio" }
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
      places[id].map { CustomerName(id: id, name: rows[$0].name) }
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
    guard let (reading, sheet) = loaded.answer(of: PortfolioReading.self), reading.book == book
    else { return }
    // An answer that was under way when a column was added knows less than what came since.
    let isEnough = reading.details.isSuperset(of: neededDetails)
    guard isEnough || !knownDetails.isSuperset(of: neededDetails) || !isComplete else { return }
    knownDetails = reading.details
    show(sheet, isComplete: reading.limit.map { sheet.rows.count < $0 } ?? true)
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
    guard filter != firstFilter else { return false }
    viewName = nil
    setFilter(firstFilter)
    refilter()
    return true
  }
}

extension PortfolioState {
  /// Shows new rows: in order the first time, afterwards where they stood.
  ///
  /// A first screenful comes before all rows do; the rows that follow it are no news to point out.
  mutating func show(_ fresh: PortfolioSheet, isComplete: Bool) {
    // Most changes of the replica change nothing here.
    let isSame =
      isLoaded && isComplete == self.isComplete && fresh.today == sheet.today
      && fresh.rows == rows
    guard !isSame else { return }
    let wasComplete = self.isComplete
    self.isComplete = isComplete
    isLoaded = true
    var fresh = fresh
    let today = fresh.today
    let sorted = fresh.places(by: order)
    let places = Dictionary(
      zip(fresh.ids, fresh.ids.indices), uniquingKeysWith: { first, _ in first })
    let isFirst = !wasComplete || rows.isEmpty
    // Rows that were here keep their order; new ones follow.
    let kept =
      isFirst
      ? sorted
      : standing.compactMap { places[sheet.ids[$0]] }
        + sorted.filter { self.places[fresh.ids[$0]] == nil }
    isOrderStale = !isFirst && kept != sorted
    sheet = fresh
    self.places = places
    standing = kept
    generation += 1
    tiles = isComplete ? PortfolioTile.tiles(of: &sheet, today: today) : []
    refilter()
  }

  /// Sorts anew, with the order as it stands.
  mutating func resort() {
    isOrderStale = false
    standing = sheet.places(by: order)
    refilter()
  }

  /// Forgets the rows, because another book is coming.
  mutating func empty() {
    sheet = PortfolioSheet()
    places = [:]
    standing = []
    isLoaded = false
    isComplete = false
    isOrderStale = false
    knownDetails = []
    tiles = []
    list = ListCursor()
    refilter()
  }

  /// Applies filter and groups; the cursor stays on its customer, or goes to its place.
  mutating func refilter() {
    let (passes, hidden) = sheet.passes(query)
    self.hidden = hidden
    visible = passes.map { passes in standing.filter { passes[$0] } } ?? standing
    let groups = group.map { $0.groups(of: visible.map { rows[$0] }) } ?? []
    headings = groups.map(\.heading)
    entries =
      group == nil
      ? visible
      : groups.enumerated().flatMap { index, group in
        [-1 - index] + group.rows.compactMap { places[$0.id] }
      }
    if group != nil { visible = entries.filter { $0 >= 0 } }
    let selected = list.selected.flatMap { places[$0] }
    list.settle(in: ids, at: selected.flatMap(visible.firstIndex(of:)))
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
