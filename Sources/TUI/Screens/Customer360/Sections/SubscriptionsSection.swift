import CustomerSuccess
import ReplicaStore
import Terminal

/// What the customer has bought: running ones first, then those that ended.
struct SubscriptionsSection: @MainActor CustomerSection {
  static let name = "subscriptions"
  static let title: SafeText = "Subscriptions"
  static let letter: Character = "b"
  static let group = CustomerSectionGroup.business

  static func count(in counts: CustomerCounts) -> Int? { counts.subscriptions }

  /// Rows of ``Subscription``, ending last first; nil until it was read.
  var subscriptions: [Row]?

  func readings(of customer: Account.ID) -> [Load] { [Load(SubscriptionReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let rows = loaded.answer(to: SubscriptionReading(id: customer)) { subscriptions = rows }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let subscriptions else { return SectionLine.loading(frame) }
    guard !subscriptions.isEmpty else {
      return SectionLine.note(
        "Salesforce has no subscription for this customer; ask its account owner.", in: frame)
    }
    let running = subscriptions.filter { !Self.isOver($0, today: frame.today) }
    let over = subscriptions.filter { Self.isOver($0, today: frame.today) }
    let none =
      running.isEmpty ? SectionLine.note("No subscription is running any more.", in: frame) : []
    return none + running.flatMap { lines(of: $0, in: frame) }
      + (over.isEmpty ? [] : [.heading("Ended")])
      + over.flatMap { lines(of: $0, in: frame) }
  }

  fileprivate static func isOver(_ row: Row, today: Day) -> Bool {
    row[Subscription.endDate].map { $0 < today } ?? false
  }

  private func lines(of row: Row, in frame: SectionFrame) -> [SectionLine] {
    let line = SectionLine.item(row.id, .init(row: row), words: row[Subscription.name] ?? "") {
      $0.subscription(row, frame)
    }
    guard frame.isOpen(row.id) else { return [line] }
    let currency = row[Subscription.currency].flatMap { Currency(code: $0) } ?? frame.currency
    let hidden = [Subscription.account.name, Subscription.currency.name]
    let values = Subscription.table.columns.filter { !hidden.contains($0.name) }
      .compactMap { column -> SafeText? in
        let value = AttributeText.shown(
          row[column: column.name], column: column, currency: currency, userNames: [:])
        return value.isEmpty ? nil : "\(SafeText(sanitizing: column.label)): \(value)"
      }
    return [line] + SectionLine.details(of: row.id, values, in: frame)
  }
}

/// The subscriptions of one customer.
nonisolated struct SubscriptionReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [Row] {
    try replica.subscriptions(of: id)
  }
}

extension Canvas {
  /// End, plan, seats; with room also the price, the use and the name.
  fileprivate mutating func subscription(_ row: Row, _ frame: SectionFrame) {
    let end = row[Subscription.endDate]
    let isOver = SubscriptionsSection.isOver(row, today: frame.today)
    let role: Role = isOver ? .muted : .text
    write(end.map(Words.plain) ?? "no end", row: 0, role: role)
    write(
      SafeText(sanitizing: row[Subscription.plan] ?? "", limit: 9), row: 0, column: 11, role: role)
    let seats = row[Subscription.quantity].map { "\($0) seats" as SafeText } ?? "? seats"
    write(seats.fitted(to: 12, alignment: .trailing), row: 0, column: 21, role: role)
    guard columns >= 50 else { return }
    let use = row[Subscription.licenseUtilization].map(Words.percent) ?? "NA"
    write(use.fitted(to: 5, alignment: .trailing), row: 0, column: 34, role: role)
    let currency = row[Subscription.currency].flatMap { Currency(code: $0) } ?? frame.currency
    let price = row[Subscription.arr].flatMap { units in
      currency.map { Words.short(Money(minorUnits: Int64(units), currency: $0)) }
    }
    write(
      (price ?? "").fitted(to: 9, alignment: .trailing), row: 0, column: 40, role: role)
    var column = 51
    if columns >= 90 {
      let left = end.map { Words.distance($0, today: frame.today) } ?? ""
      write(left.truncated(to: 16), row: 0, column: column, role: .muted)
      column += 18
    }
    let name = SafeText(sanitizing: row[Subscription.name] ?? "", limit: max(columns - column, 0))
    write(name, row: 0, column: column, role: .muted)
  }
}
