import CustomerSuccess

/// A subscription of a make-believe customer.
struct SubscriptionPlan: Sendable {
  let id: String
  let name: String
  let seats: Int
  let start: Day
  let end: Day
  let isExpired: Bool

  /// One that runs, and for older customers the one before it.
  static func subscriptions(of account: AccountPlan, today: Day) -> [SubscriptionPlan] {
    let years = max(0, account.since.days(until: today) / 365)
    let start = account.since.adding(months: 12 * years)
    let number = account.index * 2 + 1
    let current = SubscriptionPlan(
      id: RecordID.make("a0S", number), name: "A-S\(10_000_000 + number)", seats: account.seats,
      start: start, end: account.renewal ?? today.adding(days: -30),
      isExpired: account.isChurned)
    guard years > 0 else { return [current] }
    let former = SubscriptionPlan(
      id: RecordID.make("a0S", number + 1), name: "A-S\(10_000_001 + number)",
      seats: max(1, account.seats * 4 / 5), start: start.adding(months: -12),
      end: start.adding(days: -1), isExpired: true)
    return [current, former]
  }
}

/// `Customer_Subscription__c.csv`.
struct SubscriptionFile: CompanyFile {
  static let name = "Customer_Subscription__c"
  static let columns =
    [
      "Id", "Account__c", "Name", "Status__c", "Product_Tier__c", "Delivery_Type__c",
      "Quantity__c", "ARR__c", "CurrencyIsoCode", "Subscription_Start_Date__c",
      "Subscription_End_Date__c",
    ] + Bookkeeping.columns

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    SubscriptionPlan.subscriptions(of: account, today: company.today).map { subscription in
      [
        subscription.id, account.id, subscription.name,
        subscription.isExpired ? "Expired" : "Active",
        account.isUltimate ? "Ultimate" : "Premium",
        (account.isSaaS ? DeliveryType.saas : .selfManaged).rawValue,
        ExportText.number(subscription.seats),
        "\(account.arr * subscription.seats / account.seats).00", account.currency,
        subscription.start.description, subscription.end.description,
      ] + Bookkeeping.cells(created: subscription.start)
    }
  }
}

/// `Opportunity.csv`: the next renewal, the last one, and what sales is working on.
struct OpportunityFile: CompanyFile {
  static let name = "Opportunity"
  static let columns =
    [
      "Id", "AccountId", "Name", "Type", "StageName", "IsClosed", "Amount", "CurrencyIsoCode",
      "CloseDate", "OwnerId", "GS_Opportunity_Health__c", "GS_Risk_Type__c", "GS_Risk_Reason__c",
    ] + Bookkeeping.columns

  private static let openStages = [
    "1-Discovery", "2-Scoping", "3-Technical Evaluation", "4-Proposal", "5-Negotiating",
  ]

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    var random = company.random("opportunities", account)
    var records: [[String?]] = []
    if let renewal = account.renewal {
      let daysLeft = company.today.days(until: renewal)
      let stage =
        daysLeft < 60 ? "4-Proposal" : daysLeft < 150 ? "1-Discovery" : "0-Pending Acceptance"
      records.append(
        record(
          account, 0, "Renewal \(renewal)", .renewal, stage, renewal, account.arr, isOpen: true))
    } else {
      let lost = company.today.adding(days: -random.within(20...200))
      records.append(
        record(account, 0, "Renewal", .renewal, "8-Closed Lost", lost, account.arr, isOpen: false))
    }
    records.append(
      record(
        account, 1, "First order", .newBusiness, "Closed Won", account.since, account.arr * 4 / 5,
        isOpen: false))
    if account.mood > 0.6, random.chance(0.5) {
      let close = company.today.adding(days: random.within(10...180))
      records.append(
        record(
          account, 2, "More seats", .addOn, random.pick(Self.openStages), close,
          account.arr / random.within(4...10), isOpen: true))
    }
    return records
  }

  private func record(
    _ account: AccountPlan, _ place: Int, _ name: String, _ type: OpportunityType,
    _ stage: String, _ close: Day, _ amount: Int, isOpen: Bool
  ) -> [String?] {
    let isJudged = isOpen && type == .renewal && account.tam != nil
    let health: Sentiment = account.mood < 0.3 ? .red : account.mood < 0.55 ? .yellow : .green
    let isAtRisk = isJudged && health != .green
    return [
      RecordID.make("006", account.index * 4 + place + 1), account.writtenID, name, type.rawValue,
      stage, ExportText.flag(!isOpen), Self.amount(amount), account.currency, close.description,
      account.owner.id, isJudged ? health.rawValue : nil,
      isAtRisk ? (health == .red ? RiskType.churn : .seatChurn).rawValue : nil,
      isAtRisk ? RiskReason.allCases[account.index % RiskReason.allCases.count].rawValue : nil,
    ] + Bookkeeping.cells(created: close.adding(days: -120))
  }

  /// Large amounts come with an exponent, as Salesforce writes them.
  private static func amount(_ amount: Int) -> String {
    guard amount >= 10_000_000 else { return "\(amount).0" }
    var digits = String(amount)
    while digits.hasSuffix("0") { digits.removeLast() }
    let rest = digits.dropFirst()
    return "\(digits.prefix(1)).\(rest.isEmpty ? "0" : rest)E\(String(amount).count - 1)"
  }
}

/// `Stage_Adoption__c.csv`.
struct StageAdoptionFile: CompanyFile {
  static let name = "Stage_Adoption__c"
  static let columns = ["Id", "Account__c", "Stage__c", "Active__c", "Adopted_On__c"]

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    var random = company.random("stages", account)
    let age = max(1, account.since.days(until: company.today))
    return ProductStage.allCases.enumerated().map { place, stage in
      // The first stages come with the product, the last ones with time and good will.
      let chance = account.mood * 1.4 - Double(place) * 0.09
      let isAdopted = random.chance(chance)
      return [
        RecordID.make("a0T", account.index * 10 + place + 1), account.id, stage.rawValue,
        ExportText.flag(isAdopted),
        isAdopted ? account.since.adding(days: random.below(age)).description : nil,
      ]
    }
  }
}
