package import CustomerSuccess

/// Something that needs the person today, and why it stands where it stands.
package struct InboxItem: Equatable, Identifiable, Sendable {
  package enum Need: Equatable, Sendable {
    /// Due by today, itself or its next step.
    case cta(CockpitRow)
    case call(Cadence)
    /// The health fell to red with its last change, from that score.
    case drop(from: Double)
    /// It renews within 30 days, and its health is not green.
    case renewal(Day)
    case instances(Int)
    case refusedEdits(Int)
  }

  /// What it is about, and which customer: a stable name for the cursor.
  package let id: String
  package let customer: PortfolioRow
  package let need: Need
  package let urgency: Urgency

  init(_ name: String, _ customer: PortfolioRow, _ need: Need, _ urgency: Urgency) {
    id = "\(name):\(customer.id.rawValue)"
    self.customer = customer
    self.need = need
    self.urgency = urgency
  }
}

extension Replica {
  /// What needs the person today, the most urgent first: the own CTAs that are due, and what the
  /// customers of the own book ask for.
  package func inbox(today: Day) throws -> [InboxItem] {
    let customers = try portfolio(.own, today: today).filter(\.isActive)
    let large = Self.largeAmounts(of: customers)
    var items: [InboxItem] = []
    for customer in customers {
      items += Self.needs(of: customer, large: large, today: today)
    }
    let own = Dictionary(customers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for cta in try cockpit(.mine) where !cta.isAsleep(on: today) {
      guard var urgency = Self.urgency(of: cta, me: me, today: today) else { continue }
      let known = own[cta.cta.account]
      guard let customer = try known ?? portfolioRow(cta.cta.account, today: today) else {
        continue
      }
      urgency.add(Self.weight(of: customer, large: large, today: today))
      items.append(InboxItem("cta-\(cta.id.rawValue)", customer, .cta(cta), urgency))
    }
    return items.sorted { ($1.urgency.points, $0.id) < ($0.urgency.points, $1.id) }
  }

  private static func needs(
    of customer: PortfolioRow, large: [Currency: Int64], today: Day
  ) -> [InboxItem] {
    let weight = weight(of: customer, large: large, today: today)
    var items: [InboxItem] = []
    func add(_ name: String, _ need: InboxItem.Need, _ urgency: Urgency?) {
      guard var urgency else { return }
      urgency.add(weight)
      items.append(InboxItem(name, customer, need, urgency))
    }
    func points(_ points: Int, _ reason: String) -> Urgency {
      var urgency = Urgency()
      urgency.add(points, reason)
      return urgency
    }
    let cadence = customer.cadence(today: today)
    add("call", .call(cadence), .call(cadence, prioritization: customer.prioritization))
    if customer.health == .red, let before = customer.previousHealthScore,
      let score = customer.healthScore, score < before,
      customer.bands.color(of: before) != .red
    {
      add("drop", .drop(from: before), points(20, "fell to red"))
    }
    if let renewal = customer.renewalDate, (0...30).contains(today.days(until: renewal)),
      customer.health != .green
    {
      add("renewal", .renewal(renewal), points(10, "renewal not safe"))
    }
    let unlabeled = customer.unknownInstances
    if unlabeled > 0 {
      add(
        "instances", .instances(unlabeled), points(min(2 + unlabeled, 8), "\(unlabeled) unlabeled"))
    }
    if customer.refusedEdits > 0 {
      add("refused", .refusedEdits(customer.refusedEdits), points(40, "an edit was refused"))
    }
    return items
  }

  /// By what is the person's own: the CTA, or a step of somebody else's.
  private static func urgency(of row: CockpitRow, me: User.ID?, today: Day) -> Urgency? {
    let due = [row.cta.owner == me ? row.cta.dueDate : nil, row.myDue].compactMap(\.self).min()
    var urgency = Urgency.due(due, today: today)
    urgency?.add(row.cta.priority, isImportant: row.cta.isImportant)
    return urgency
  }

  private static func weight(
    of customer: PortfolioRow, large: [Currency: Int64], today: Day
  ) -> Urgency {
    let isLarge =
      customer.arr.map { $0.minorUnits >= large[$0.currency] ?? .max } ?? false
    return .customer(
      health: customer.health, renewal: customer.renewalDate, isLarge: isLarge, today: today)
  }

  /// From which amount on a customer is among the tenth of the book that pays most; of fewer than ten
  /// customers nobody is.
  private static func largeAmounts(of customers: [PortfolioRow]) -> [Currency: Int64] {
    var amounts: [Currency: [Int64]] = [:]
    for money in customers.compactMap(\.arr) {
      amounts[money.currency, default: []].append(money.minorUnits)
    }
    return amounts.compactMapValues { amounts in
      amounts.count < 10 ? nil : amounts.sorted(by: >)[amounts.count / 10 - 1]
    }
  }
}
