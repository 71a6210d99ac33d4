import CustomerSuccess
import ReplicaStore
import Terminal

/// The deals that sales works on; what we say of their risk is edited here.
struct OpportunitiesSection: @MainActor CustomerSection {
  static let name = "opportunities"
  static let title: SafeText = "Opportunities"
  static let letter: Character = "o"
  static let group = CustomerSectionGroup.business

  static func count(in counts: CustomerCounts) -> Int? { counts.openOpportunities }

  /// Rows of ``Opportunity``, open ones first; nil until it was read.
  var opportunities: [Row]?

  /// What is ours of an opportunity.
  static let columns = [
    Opportunity.health.column, Opportunity.riskType.column, Opportunity.riskReason.column,
    Opportunity.tamNotes.column,
  ]

  func readings(of customer: Account.ID) -> [Load] { [Load(OpportunityReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let rows = loaded.answer(to: OpportunityReading(id: customer)) { opportunities = rows }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let opportunities else { return SectionLine.loading(frame) }
    guard !opportunities.isEmpty else {
      return SectionLine.note(
        "Salesforce has no opportunity for this customer; sales opens them there.", in: frame)
    }
    let open = opportunities.filter { $0[Opportunity.isClosed] != true }
    let closed = opportunities.filter { $0[Opportunity.isClosed] == true }
    let none = open.isEmpty ? SectionLine.note("No opportunity is open.", in: frame) : []
    return none + open.flatMap { lines(of: $0, in: frame) }
      + (closed.isEmpty ? [] : [.heading("Closed")])
      + closed.flatMap { lines(of: $0, in: frame) }
  }

  private func lines(of row: Row, in frame: SectionFrame) -> [SectionLine] {
    let line = SectionLine.item(
      row.id, .init(row: row), words: row[Opportunity.name] ?? ""
    ) { $0.opportunity(row, frame) }
    guard frame.isOpen(row.id) else { return [line] }
    let shown =
      [
        Opportunity.name.column, Opportunity.type.column, Opportunity.stage.column,
        Opportunity.amount.column,
      ] + Self.columns
    let currency = row[Opportunity.currency].flatMap { Currency(code: $0) } ?? frame.currency
    let details = shown.map { column -> SafeText in
      let value = AttributeText.shown(
        row[column: column.name], column: column, currency: currency, userNames: [:])
      return "\(SafeText(sanitizing: column.label)): \(value.isEmpty ? "not set" : value)"
    }
    return [line] + SectionLine.details(of: row.id, details, in: frame)
  }

  /// What is missing of the risk of a deal that is not green; nil when nothing is.
  fileprivate static func gap(in row: Row) -> SafeText? {
    guard row[Opportunity.isClosed] != true, let health = row[Opportunity.health],
      health != .green
    else { return nil }
    switch (row[Opportunity.riskType], row[Opportunity.riskReason]) {
    case (nil, nil): return "no risk given"
    case (nil, _): return "no risk type"
    case (_, nil): return "no risk reason"
    default: return nil
    }
  }
}

// MARK: Editing

extension OpportunitiesSection {
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    guard request.verb == .edit || request.verb == .status else { return nil }
    guard let row = opportunity(request.item) else { return [.say("No opportunity is chosen.")] }
    var request = request
    if request.verb == .status { request.column = Opportunity.health.name }
    let editor = FieldEditor(request: request)
    guard let column = request.column.flatMap(Opportunity.table.column) else {
      let title = SafeText(sanitizing: row[Opportunity.name] ?? row.id, limit: 40)
      return editor.choose(title, of: Self.columns, in: row)
    }
    guard let value = request.value else {
      return editor.ask(column, current: row[column: column.name])
    }
    return set(column, to: value, of: request.items)
  }

  func take(
    _ text: String, for request: SectionRequest, in frame: SectionFrame
  ) -> PromptReply {
    guard let column = request.column.flatMap(Opportunity.table.column) else { return .done([]) }
    let typed = FieldEditor.value(of: text, for: column)
    guard let value = typed.value else { return .refused(typed.problem ?? "This is no value.") }
    return .done(set(column, to: value, of: request.items))
  }

  private func set(_ column: Column, to value: Value, of ids: [String]) -> [AppEffect] {
    let edits = ids.compactMap { opportunity($0) }.filter { $0[column: column.name] != value }
      .map { row in
        Mutation.setAttribute(
          SetAttribute(
            table: Opportunity.table, id: row.id,
            change: FieldChange(column: column.name, from: row[column: column.name], to: value)))
      }
    return edits.isEmpty ? [.say("It says so already.")] : [.perform(edits, label: nil)]
  }

  private func opportunity(_ id: String?) -> Row? { opportunities?.first { $0.id == id } }
}

/// The opportunities of one customer.
nonisolated struct OpportunityReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [Row] {
    try replica.opportunities(of: id)
  }
}

extension Canvas {
  /// Health, close date, amount, name; with room also the risk and the stage.
  fileprivate mutating func opportunity(_ row: Row, _ frame: SectionFrame) {
    let health = row[Opportunity.health]
    let isClosed = row[Opportunity.isClosed] == true
    let role: Role = isClosed ? .muted : .text
    write(
      health.map(frame.glyphs.sign) ?? frame.glyphs.unknown, row: 0,
      role: health.map(Role.of) ?? .unknown)
    let day = row[Opportunity.closeDate]
    let isLate = !isClosed && (day.map { $0 < frame.today } ?? false)
    write(day.map(Words.plain) ?? "no date", row: 0, column: 2, role: isLate ? .risk : role)
    let currency = row[Opportunity.currency].flatMap { Currency(code: $0) } ?? frame.currency
    let amount = row[Opportunity.amount].flatMap { units in
      currency.map { Words.short(Money(minorUnits: Int64(units), currency: $0)) }
    }
    write((amount ?? "").fitted(to: 8, alignment: .trailing), row: 0, column: 13, role: role)
    var room = columns - 22
    if frame.isUnsent(row) {
      trailing("unsent", role: .marked)
      room -= 7
    } else if columns >= 50 {
      let gap = OpportunitiesSection.gap(in: row)
      let risk = (gap ?? row[Opportunity.riskType].map(Words.plain) ?? "").truncated(to: 16)
      trailing(risk, role: gap == nil ? .muted : .watch)
      room -= 17
    }
    if columns >= 90 {
      let stage = SafeText(sanitizing: row[Opportunity.stage] ?? "", limit: 22)
      write(stage, row: 0, column: 22, role: .muted)
      room -= 24
    }
    let name = SafeText(sanitizing: row[Opportunity.name] ?? "", limit: max(room, 0))
    write(name, row: 0, column: columns >= 90 ? 46 : 22, role: role)
  }
}
