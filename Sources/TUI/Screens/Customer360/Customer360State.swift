package import CustomerSuccess
package import ReplicaStore
import Terminal

/// What the 360 of one customer remembers from one event to the next.
struct Customer360State: Equatable {
  /// The sections of the side panel, from top to bottom.
  enum Section: CaseIterable {
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
  mutating func show(_ page: CustomerPage?) {
    let isOnNewest = selectedActivityIndex == 0 && !isExpanded
    self.page = page
    isMissing = page == nil
    if isOnNewest || selectedActivityIndex == nil { activity = page?.timeline.first?.id }
  }
}

/// What the 360 shows of one customer, read in one go.
package nonisolated struct CustomerPage: Equatable, Sendable {
  package let customer: CustomerRow
  package let line: PortfolioRow
  /// Rows of ``HealthMeasure``.
  package let measures: [Row]
  /// Newest first, at most ``timelineLimit``.
  package let timeline: [ActivityRow]
  package let ctas: [CTARow]
  /// Rows of ``Contact``.
  package let contacts: [Row]

  /// Rows of ``User``: whoever may be the TAM.
  package let possibleTAMs: [Row]

  /// Entries read at once; older ones are reached by search.
  package static let timelineLimit = 200
}
