import CustomerSuccess
import ReplicaStore
import Terminal

/// Every attribute with its value and the system that owns it; what is ours is edited in place.
struct AttributesSection: @MainActor CustomerSection {
  static let name = "attributes"
  static let title: SafeText = "Attributes"
  static let letter: Character = "a"
  static let group = CustomerSectionGroup.overview

  static func count(in counts: CustomerCounts) -> Int? { columns.count }

  /// Rows of ``User``: whoever may be the TAM; nil until it was read.
  var possibleTAMs: [Row]?

  /// In the order they are shown.
  static let columns = AttributeGroup.allCases.flatMap(\.columns)

  func readings(of customer: Account.ID) -> [Load] { [Load(PossibleTAMReading())] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let users = loaded.answer(to: PossibleTAMReading()) { possibleTAMs = users }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    AttributeGroup.allCases.flatMap { group in
      [SectionLine.heading(group.title(frame.keys))] + group.columns.map { line($0, in: frame) }
    }
  }

  private func line(_ column: Column, in frame: SectionFrame) -> SectionLine {
    let account = frame.page.customer.account
    let value = AttributeText.shown(
      account[column: column.name], column: column, currency: frame.currency,
      userNames: frame.page.customer.userNames)
    let isUnsent = frame.page.customer.unsentColumns.contains(column.name)
    let shown = value.isEmpty ? frame.glyphs.separator : value
    return .item(
      column.name, .init(row: account, column: column), words: value.text
    ) { canvas in
      let labelWidth = min(24, canvas.columns / 3)
      let ownerWidth = canvas.columns >= 48 ? 11 : 0
      canvas.write(SafeText(sanitizing: column.label, limit: labelWidth), row: 0, role: .muted)
      let note: SafeText = isUnsent ? " unsent" : ""
      let room = max(canvas.columns - labelWidth - ownerWidth - 2 - note.width, 0)
      let end = canvas.write(
        shown.truncated(to: room), row: 0, column: labelWidth + 1,
        role: isUnsent ? .marked : .text)
      canvas.write(note, row: 0, column: end, role: .marked)
      guard ownerWidth > 0 else { return }
      // Not at the far end of a wide line, where the eye would lose the row.
      let start = max(min(canvas.columns - ownerWidth + 1, 80), end + note.width + 1)
      canvas.write(Self.badge(column), row: 0, column: start, role: .badge)
    }
  }

  /// Who owns the column, in a word.
  private static func badge(_ column: Column) -> SafeText {
    switch column.origin.owner {
    case .salesforce: "Salesforce"
    case .zendesk: "Zendesk"
    case .snowflake: "Snowflake"
    case .tamarack: "ours"
    case .shared: "both"
    case .computed: "calculated"
    }
  }
}

/// Attributes by who may change them; what a person edits most comes first.
private enum AttributeGroup: CaseIterable {
  case team
  case managers
  case upstream
  case calculated

  func title(_ keys: KeyNames) -> SafeText {
    switch self {
    case .team: "Ours: \(keys["customer360.edit"]) edits"
    case .managers: "For the TAM's manager to decide"
    case .upstream: "Change these where they are owned"
    case .calculated: "Follow from what is logged and synced"
    }
  }

  var columns: [Column] {
    Account.table.columns.filter { column in
      // Drawn in Adoption; as text it says nothing.
      column.name != Account.utilizationTrend.name && Self.of(column) == self
    }
  }

  private static func of(_ column: Column) -> AttributeGroup {
    switch (column.origin.editors, column.origin.owner) {
    case (.accountTeam, _): .team
    case (.ownTAM, _), (.managers, _): .managers
    case (.nobody, .salesforce), (.nobody, .zendesk), (.nobody, .snowflake): .upstream
    case (.nobody, _): .calculated
    }
  }
}

// MARK: Editing

extension AttributesSection {
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    guard request.verb == .open || request.verb == .edit else { return nil }
    guard let name = request.item, let column = Account.table.column(name) else { return [] }
    if let value = request.value { return set(column, to: value, in: frame) }
    if let reason = Self.refusal(column) { return [.say(reason)] }
    if column.name == Account.tam.name {
      guard let possibleTAMs else { return [.say("Who may be the TAM is still being read.")] }
      return [.show(.menu(Self.menu(of: possibleTAMs, frame)))]
    }
    var request = request
    request.items = [name]
    return FieldEditor(request: request).ask(
      column, current: frame.page.customer.account[column: name])
  }

  func take(
    _ text: String, for request: SectionRequest, in frame: SectionFrame
  ) -> PromptReply {
    guard let column = request.item.flatMap(Account.table.column) else { return .done([]) }
    let typed = AttributeText.value(of: text, column: column)
    guard let value = typed.value else {
      return .refused(typed.problem ?? "This is no value of the attribute.")
    }
    return .done(set(column, to: value, in: frame))
  }

  /// Everybody who may be the TAM; the edit itself is refused to whoever is no manager.
  private static func menu(of users: [Row], _ frame: SectionFrame) -> Menu {
    let items = users.map { user in
      Menu.Item(
        title: SafeText(sanitizing: user[User.name] ?? user.id, limit: 40),
        effects: [.assignTAM(frame.customer, User.ID(user.id))])
    }
    let nobody = Menu.Item(title: "(nobody)", effects: [.assignTAM(frame.customer, nil)])
    let current = frame.page.customer.account[Account.tam]
    let selected = users.firstIndex { User.ID($0.id) == current } ?? items.count
    return Menu(title: "TAM", items: items + [nobody], selected: selected)
  }

  /// Why nobody may edit the column here, and where it is changed; nil when it may be edited.
  static func refusal(_ column: Column) -> SafeText? {
    let label = SafeText(sanitizing: column.label)
    switch column.origin.owner {
    case .salesforce, .zendesk, .snowflake:
      let system = SafeText(sanitizing: column.origin.owner.label)
      return "\(label) belongs to \(system): change it there, the next sync brings it here."
    case .computed: return "\(label) is calculated; it follows from what is logged and synced."
    case .tamarack, .shared:
      return column.origin.editors == .nobody ? "\(label) cannot be changed by hand." : nil
    }
  }

  /// The edit that sets a column, based on the value that is on screen; none when it is the same.
  private func set(_ column: Column, to new: Value, in frame: SectionFrame) -> [AppEffect] {
    let old = frame.page.customer.account[column: column.name]
    guard new != old else { return [] }
    let mutation = AttributeText.mutation(frame.customer, column: column, from: old, to: new)
    return [.perform([mutation], label: nil)]
  }
}

/// Whoever may be the TAM of a customer, by name.
nonisolated struct PossibleTAMReading: Reading {
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> [Row] {
    try replica.users().filter { user in
      user[User.isActive] == true && (user[User.bundle]?.isTAM ?? false)
    }
  }
}
