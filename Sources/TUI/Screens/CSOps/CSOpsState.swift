import CustomerSuccess
import ReplicaStore
import Terminal

/// What the CS Ops screen remembers: accounts that are gone from Salesforce, data that does not fit,
/// and how old every source is.
struct CSOpsState: Equatable {
  /// Nil until it was read.
  private(set) var page: CSOpsPage?
  private(set) var filter = ""
  private(set) var section = Section.sources
  /// Whether somebody chose the section; until then the first that holds something is shown.
  private(set) var isChosen = false
  /// Whether accounts are listed that somebody decided to leave alone.
  private(set) var showsDismissed = false
  private(set) var ids: [ItemID] = []
  var cursor = ListCursor<ItemID>()

  /// What the screen lists, one at a time.
  nonisolated enum Section: String, CaseIterable {
    case merge
    case delete
    case missing
    case organizations
    case gaps
    case licenses
    case sources
  }

  nonisolated enum ItemID: Hashable, Sendable {
    case account(Account.ID)
    case organization(SupportOrganization.ID)
    case gap(DataGap.ID)
    case license(Instance.ID)
    case source(String)
  }

  /// What the person's bundle lets them see; the ages of the sources are everybody's.
  var sections: [Section] { page?.isOperations == true ? Section.allCases : [.sources] }

  var selectedAccount: DepartureRow? {
    guard case .account(let id) = cursor.selected else { return nil }
    return page?.departures.first { $0.id == id }
  }

  var selectedOrganization: SupportOrganizationRow? {
    guard case .organization(let id) = cursor.selected else { return nil }
    return page?.organizations.first { $0.id == id }
  }

  var selectedGap: DataGapRow? {
    guard case .gap(let id) = cursor.selected else { return nil }
    return page?.gaps.first { $0.id == id }
  }

  var selectedLicense: UnexplainedLicense? {
    guard case .license(let id) = cursor.selected else { return nil }
    return page?.licenses.first { $0.id == id }
  }

  var selectedSource: SourceRow? {
    guard case .source(let id) = cursor.selected else { return nil }
    return page?.sources.first { $0.id == id }
  }

  /// How many a section holds, whatever the filter.
  func count(of section: Section) -> Int {
    guard let page else { return 0 }
    switch section {
    case .merge: return accounts(.merge).count
    case .delete: return accounts(.delete).count
    case .missing: return accounts(.missing).count
    case .organizations: return page.organizations.count { $0.account == nil }
    case .gaps: return page.gaps.count
    case .licenses: return page.licenses.count
    case .sources: return page.sources.count
    }
  }

  mutating func show(_ section: Section) {
    guard sections.contains(section) else { return }
    self.section = section
    isChosen = true
    _ = cursor.clearMarks()
    arrange()
  }

  mutating func toggleDismissed() {
    showsDismissed.toggle()
    arrange()
  }

  private func accounts(_ queue: DepartureQueue) -> [DepartureRow] {
    page?.departures.filter { $0.queue == queue && (showsDismissed || !$0.isDismissed) } ?? []
  }

  private mutating func arrange() {
    let needles = filter.lowercased().split(separator: " ")
    ids = items.filter { item in
      let words = item.words.lowercased()
      return needles.allSatisfy { words.contains($0) }
    }.map(\.id)
    cursor.settle(in: ids)
  }

  /// A line of the section with the words that the filter looks through.
  private struct Item {
    let id: ItemID
    let words: String

    init(_ id: ItemID, _ words: [String?]) {
      self.id = id
      self.words = words.compactMap(\.self).joined(separator: "\n")
    }
  }

  private var items: [Item] {
    guard let page else { return [] }
    switch section {
    case .merge: return accounts(.merge).map(Self.item)
    case .delete: return accounts(.delete).map(Self.item)
    case .missing: return accounts(.missing).map(Self.item)
    case .organizations:
      return page.organizations.filter { showsDismissed || $0.account == nil }.map { row in
        Item(
          .organization(row.id), [row.name, row.suggestionName, row.accountName] + row.domains)
      }
    case .gaps:
      return page.gaps.map { Item(.gap($0.id), [$0.accountName, $0.field, $0.upstreamValue]) }
    case .licenses: return page.licenses.map { Item(.license($0.id), [$0.name, $0.accountName]) }
    case .sources: return page.sources.map { Item(.source($0.id), [$0.id, $0.source, $0.summary]) }
    }
  }

  private static func item(_ row: DepartureRow) -> Item {
    Item(.account(row.id), [row.name, row.winnerName, row.tamName])
  }
}

/// What the CS Ops screen shows, read in one go.
nonisolated struct CSOpsPage: Equatable, Sendable {
  let departures: [DepartureRow]
  let organizations: [SupportOrganizationRow]
  let gaps: [DataGapRow]
  let licenses: [UnexplainedLicense]
  let sources: [SourceRow]
  /// Nil while the person has none.
  let bundle: Bundle?

  var isOperations: Bool { bundle?.isOperations == true }
}

nonisolated struct CSOpsReading: Reading {
  var isQuick: Bool { false }

  /// More are not gone through by hand; the query is for what is a mistake of somebody.
  private static let licenseLimit = 1_000

  func answer(from replica: Replica, today: Day) throws -> CSOpsPage {
    let bundle = try replica.myself()?[User.bundle]
    let isOperations = bundle?.isOperations == true
    return CSOpsPage(
      departures: isOperations ? try replica.departures() : [],
      organizations: try replica.supportOrganizations(), gaps: try replica.dataGaps(),
      licenses: isOperations ? try replica.unexplainedLicenses(limit: Self.licenseLimit) : [],
      sources: try replica.sources(), bundle: bundle)
  }
}

extension CSOpsState: @MainActor Screen {
  static let commands = Commands.table(CSOpsCommand.table, Command.csOps)

  var title: SafeText { "CS Ops" }
  var readings: [Load] { [Load(CSOpsReading())] }
  var customer: CustomerName? {
    if let row = selectedAccount { return CustomerName(id: row.id, name: row.name) }
    if let row = selectedOrganization, let id = row.account ?? row.suggestion,
      let name = row.accountName ?? row.suggestionName
    {
      return CustomerName(id: id, name: name)
    }
    if let row = selectedGap { return CustomerName(id: row.account, name: row.accountName) }
    return selectedLicense.map { CustomerName(id: $0.account, name: $0.accountName) }
  }
  var filterText: String? { filter }
  var filterAdvice: SafeText { "words of a name; Enter keeps, Esc clears" }

  func valueInquiry(_ surroundings: Surroundings) -> ValueInquiry? {
    let key: RowKey? =
      switch cursor.selected {
      case .account(let id): RowKey(Account.table, id.rawValue)
      case .organization(let id): RowKey(SupportOrganization.table, id.rawValue)
      case .gap(let id): RowKey(DataGap.table, id.rawValue)
      case .license(let id): RowKey(Instance.table, id.rawValue)
      case .source(let id): RowKey(SourceState.table, id)
      case nil: nil
      }
    return key.map { ValueInquiry($0, now: surroundings.now) }
  }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    guard let page = loaded.answer(to: CSOpsReading()) else { return }
    self.page = page
    if !isChosen || !sections.contains(section) {
      section = sections.first { count(of: $0) > 0 } ?? .sources
    }
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
