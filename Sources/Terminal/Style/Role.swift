/// What a piece of text means; a ``Theme`` decides what that looks like.
///
/// Views name roles and never colors. Where a role's name has a dot, a theme that says nothing
/// about it styles it like the part before the dot.
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
  case status
  case statusAlert
  case hint
  case key
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
  case match
  case link
  case badge
  case chart
  case chartFaint
  case dialog
  case dialogTitle

  /// The name in theme files, such as `input.placeholder`.
  package var name: String {
    switch self {
    case .headerSorted: "header.sorted"
    case .selectionInactive: "selection.inactive"
    case .statusAlert: "status.alert"
    case .inputPlaceholder: "input.placeholder"
    case .inputInvalid: "input.invalid"
    case .chartFaint: "chart.faint"
    case .dialogTitle: "dialog.title"
    default: "\(self)"
    }
  }

  /// Whose style stands in when a theme has none for this role; nil for the roots.
  package var fallback: Role? {
    switch self {
    case .text: nil
    case .headerSorted: .header
    case .selectionInactive: .selection
    case .statusAlert: .status
    case .inputPlaceholder, .inputInvalid: .input
    case .chartFaint: .chart
    case .dialogTitle: .dialog
    default: .text
    }
  }

  /// The role that a theme file calls `name`; nil when there is none.
  package init?(name: String) {
    guard let role = Role.allCases.first(where: { $0.name == name }) else { return nil }
    self = role
  }

  /// The sign for this role in ``CellBuffer/roleMap``: a dot for plain text, else a letter.
  package var letter: Character {
    let letters = Array(".maBtHhSsMTAnkgwruEWiIpPxLbcCdD")
    return letters[Int(rawValue)]
  }
}
