import CustomerSuccess
import ReplicaStore
import Terminal

/// A section of the 360: what it reads of a customer, which lines it shows, and what can be done.
///
/// A section hands over lines. The cursor, marks, scrolling, search, what lies open, the page of all
/// sections and two customers side by side are looked after by the 360.
protocol CustomerSection: Equatable {
  /// Stable; the last part of its command's long name.
  static var name: String { get }
  static var title: SafeText { get }
  /// Goes there after `'`; no two sections have the same.
  static var letter: Character { get }
  static var group: CustomerSectionGroup { get }
  /// What the side panel shows behind the title; nil for nothing.
  static func count(in counts: CustomerCounts) -> Int?

  init()

  /// What it shows; read when the section is opened, and again when the replica changes.
  func readings(of customer: Account.ID) -> [Load]
  /// Takes in what was read; an answer to nothing it asked for changes nothing.
  mutating func take(_ loaded: Loaded, of customer: Account.ID)
  /// Everything it shows, from top to bottom; says why when that is nothing.
  func lines(in frame: SectionFrame) -> [SectionLine]
  /// Does what was asked for; nil when it means nothing here.
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]?
  /// Takes in the words that a request asked for, from a prompt or from `$EDITOR`.
  func take(_ text: String, for request: SectionRequest, in frame: SectionFrame) -> PromptReply
  /// What there is to ask why about an item; nil asks about the customer's health.
  func whyInquiry(of item: String) -> WhyInquiry?
}

extension CustomerSection {
  static func count(in counts: CustomerCounts) -> Int? { nil }

  func readings(of customer: Account.ID) -> [Load] { [] }
  mutating func take(_ loaded: Loaded, of customer: Account.ID) {}
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? { nil }
  func take(_ text: String, for request: SectionRequest, in frame: SectionFrame) -> PromptReply {
    .done([])
  }
  func whyInquiry(of item: String) -> WhyInquiry? { nil }

  /// A request to this section, for menus and prompts.
  static func request(
    _ verb: SectionVerb, _ items: [String], column: String? = nil, value: Value? = nil
  ) -> Command {
    .customer360(
      .request(
        SectionRequest(section: name, verb: verb, items: items, column: column, value: value)))
  }

  fileprivate func equals(_ other: any CustomerSection) -> Bool { (other as? Self) == self }
}

/// The headings of the side panel.
enum CustomerSectionGroup: CaseIterable {
  case overview
  case people
  case business
  case product

  var title: SafeText {
    switch self {
    case .overview: "Overview"
    case .people: "People"
    case .business: "Business"
    case .product: "Product"
    }
  }
}

/// The sections of the side panel, from top to bottom; those of a group stand together.
enum CustomerSections {
  static let all: [any CustomerSection.Type] = [
    // Overview
    SummarySection.self,
    AttributesSection.self,
    TimelineSection.self,
    CockpitSection.self,
    ScorecardSection.self,
    PlansSection.self,
    // People
    ContactsSection.self,
    SponsorsSection.self,
    // Business
    HierarchySection.self,
    TicketsSection.self,
    SubscriptionsSection.self,
    OpportunitiesSection.self,
    SalesforceSection.self,
    SurveysSection.self,
    // Product
    AdoptionSection.self,
    UserAdoptionSection.self,
    UsageTrendsSection.self,
    InstancesSection.self,
  ]

  static func type(named name: String) -> (any CustomerSection.Type)? {
    all.first { $0.name == name }
  }
}

/// A section of whichever kind, with what it remembers.
struct SectionBox: Equatable {
  var section: any CustomerSection

  init(_ section: any CustomerSection) { self.section = section }

  /// One of each, as they are before anything was read.
  static var all: [SectionBox] { CustomerSections.all.map { SectionBox($0.init()) } }

  var name: String { type(of: section).name }

  static func == (left: SectionBox, right: SectionBox) -> Bool {
    left.section.equals(right.section)
  }
}

/// What a person may want to do with the line under the cursor; each section says what that means.
enum SectionVerb: Equatable {
  case open
  case edit
  case add
  /// Closes it, marks it as inactive, or takes it away.
  case remove
  case status
  case date
  /// Shows the section in another way: another report, another chart.
  case view
  /// Writes it to a file that can be handed on.
  case write
}

/// Something asked of a section.
struct SectionRequest: Equatable {
  var section: String
  var verb: SectionVerb
  /// What it is about: the marked items, or the one under the cursor; empty when there is none.
  var items: [String]
  /// Which column, once that was chosen.
  var column: String?
  /// The value that was chosen for it.
  var value: Value?

  /// The one that it is about when it can be about one only.
  var item: String? { items.first }
}
