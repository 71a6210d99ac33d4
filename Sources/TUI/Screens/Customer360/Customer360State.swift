import CustomerSuccess
import ReplicaStore
import Terminal

/// What the 360 of one customer remembers from one event to the next.
struct Customer360State: Equatable {
  /// The sections of the side panel, from top to bottom.
  enum Section: CaseIterable, Equatable {
    case summary
    case attributes
    case timeline
    case cockpit
    case contacts

    var title: SafeText {
      switch self {
      case .summary: "Summary"
      case .attributes: "Attributes"
      case .timeline: "Timeline"
      case .cockpit: "Cockpit"
      case .contacts: "Contacts"
      }
    }
  }

  let id: Account.ID
  /// Nil until it was read.
  var page: CustomerPage?
  /// Whether reading ended without the customer: it left the book, or never was in it.
  var isMissing = false
  var section: Section = .summary
  /// The line under the cursor of each section with a list.
  var attribute = 0
  var activity: Activity.ID?
  /// Whether the entry under the cursor shows all of its notes.
  var isExpanded = false
  var scroll = ScrollWindow()

  init(id: Account.ID) { self.id = id }

  var name: String { page?.customer.name ?? "" }
  var selectedActivityIndex: Int? { page?.timeline.firstIndex { $0.id == activity } }
  var selectedAttribute: Column? {
    Self.attributes.indices.contains(attribute) ? Self.attributes[attribute] : nil
  }

  /// What the Attributes section lists: what we own first, because that is what gets edited.
  static let attributes: [Column] = {
    let columns = Account.table.columns.filter { $0.name != Account.utilizationTrend.name }
    // The account team's own first, then what managers decide, then what others own.
    return columns.filter { $0.origin.editors == .accountTeam }
      + columns.filter { $0.origin.editors != .accountTeam && $0.origin.editors != .nobody }
      + columns.filter { $0.origin.editors == .nobody }
  }()

  /// Shows what was read; the cursor stays on its entry, or on the newest if it was there.
  private mutating func show(_ page: CustomerPage?) {
    let isOnNewest = selectedActivityIndex == 0 && !isExpanded
    self.page = page
    isMissing = page == nil
    if isOnNewest || selectedActivityIndex == nil { activity = page?.timeline.first?.id }
  }
}

extension Customer360State: @MainActor Screen {
  static let commands = Commands.table(Customer360Command.table, Command.customer360)

  var title: SafeText {
    name.isEmpty ? "Customer 360" : SafeText(sanitizing: name, limit: 40)
  }
  var readings: [Load] { [Load(CustomerReading(id: id))] }
  var customer: CustomerName? { page.map { CustomerName(id: id, name: $0.customer.name) } }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    if let page = loaded.answer(to: CustomerReading(id: id)) { show(page) }
  }

  mutating func goBack() -> Bool {
    defer { isExpanded = false }
    return isExpanded
  }
}

/// What the 360 shows of one customer, read in one go.
nonisolated struct CustomerPage: Equatable, Sendable {
  let customer: CustomerRow
  let line: PortfolioRow
  /// Rows of ``HealthMeasure``.
  let measures: [Row]
  /// Newest first, at most ``timelineLimit``.
  let timeline: [ActivityRow]
  let ctas: [CTARow]
  /// Rows of ``Contact``.
  let contacts: [Row]

  /// Rows of ``User``: whoever may be the TAM.
  let possibleTAMs: [Row]

  /// Entries read at once; older ones are reached by search.
  static let timelineLimit = 200
}
