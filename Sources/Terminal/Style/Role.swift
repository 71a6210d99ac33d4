/// What a piece of text means; a ``Theme`` decides what that looks like.
///
/// Views name roles and never colors. A theme that says nothing about a role styles it like the
/// part of its name before the last dot, and in the end like `text`.
package enum Role: UInt8, CaseIterable, Hashable, Sendable {
  case text
  case muted
  case accent
  case border
  case title
  case header
  case headerSorted
  case selection
  case selectionInactive
  case marked
  /// A value that changed while somebody was looking.
  case changed
  /// The line at the top that says where one is and how the sync goes.
  case status
  case statusAlert
  case hint
  case key
  case tab
  case tabActive
  case good
  case watch
  case risk
  case unknown
  case error
  case warning
  case info
  case input
  case inputPlaceholder
  case inputInvalid
  /// What a search or a filter found in a text.
  case match
  case link
  case badge
  case badgeGood
  case badgeWatch
  case badgeRisk
  case badgeInfo
  case chart
  case chartFaint
  case chart1
  case chart2
  case chart3
  case chart4
  case chart5
  case chart6
  case tile
  case tileTitle
  case dialog
  case dialogTitle
  /// A page that lies under a dialog.
  case shade

  /// The name in theme files, such as `input.placeholder`.
  package var name: String {
    switch self {
    case .text, .border, .hint, .tab, .input, .match, .badge, .chart, .tile: "\(self)"
    case .muted, .accent, .title, .link: "text.\(self)"
    case .good, .watch, .risk, .unknown: "status.\(self)"
    case .error, .warning, .info: "message.\(self)"
    case .header: "table.header"
    case .headerSorted: "table.header.sorted"
    case .selection: "list.selection"
    case .selectionInactive: "list.selection.inactive"
    case .marked: "list.mark"
    case .changed: "list.changed"
    case .status: "bar"
    case .statusAlert: "bar.alert"
    case .key: "hint.key"
    case .tabActive: "tab.active"
    case .inputPlaceholder: "input.placeholder"
    case .inputInvalid: "input.invalid"
    case .badgeGood: "badge.good"
    case .badgeWatch: "badge.watch"
    case .badgeRisk: "badge.risk"
    case .badgeInfo: "badge.info"
    case .chartFaint: "chart.faint"
    case .chart1: "chart.1"
    case .chart2: "chart.2"
    case .chart3: "chart.3"
    case .chart4: "chart.4"
    case .chart5: "chart.5"
    case .chart6: "chart.6"
    case .tileTitle: "tile.title"
    case .dialog: "overlay"
    case .dialogTitle: "overlay.title"
    case .shade: "overlay.shade"
    }
  }

  /// The series of a chart, in the order in which they take their colors.
  package static let series: [Role] = [.chart1, .chart2, .chart3, .chart4, .chart5, .chart6]

  /// Whose style stands in when a theme has none for this role; nil for text.
  package var fallback: Role? {
    switch self {
    case .text: nil
    case .headerSorted: .header
    case .selectionInactive: .selection
    case .statusAlert: .status
    case .key: .hint
    case .tabActive: .tab
    case .inputPlaceholder, .inputInvalid: .input
    case .badgeGood, .badgeWatch, .badgeRisk, .badgeInfo: .badge
    case .chartFaint, .chart1, .chart2, .chart3, .chart4, .chart5, .chart6: .chart
    case .tileTitle: .tile
    case .dialogTitle, .shade: .dialog
    default: .text
    }
  }

  /// The role that a theme file calls `name`; nil when there is none.
  package init?(name: String) {
    guard let role = Self.byName[name] else { return nil }
    self = role
  }

  private static let byName = Dictionary(
    uniqueKeysWithValues: Role.allCases.map { ($0.name, $0) })

  /// The sign for this role in ``CellBuffer/roleMap``: a dot for plain text, else a letter.
  package var letter: Character { Self.letters[Int(rawValue)] }

  private static let letters = Array(".maBtHhSsMVTAnkyYgwruEWiIpPxLbGQRNcC123456zZdDf")
}
