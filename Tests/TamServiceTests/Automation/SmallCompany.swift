import CustomerSuccess
import Support

@testable import TamService

/// Rows of one customer with nothing remarkable about it, for rules to look at.
enum SmallCompany {
  /// The day of ``TestClock``.
  static let today = TestClock().now.day(secondsFromGMT: 0)

  static let people: [Row] = {
    var manager = Row.user("bob", bundle: .manager)
    manager[User.region] = .emea
    return [.user("ada", manager: "bob"), manager, .user("olga", bundle: .sales)]
  }()

  /// A day that many days from today; earlier when negative.
  static func day(_ days: Int) -> Day { today.adding(days: days) }

  static func customer(_ change: (inout Row) -> Void = { _ in }) -> Row {
    var row = Row.account("acme", tam: "ada", owner: "olga", name: "Acme")
    row[Account.type] = "Customer"
    row[Account.status] = .active
    row[Account.region] = .emea
    row[Account.segment] = .large
    row[Account.prioritization] = .first
    row[Account.lifecycleStage] = .adoption
    row[Account.currency] = "USD"
    row[Account.arr] = 10_000_000
    row[Account.originalContractDate] = day(-800)
    row[Account.renewalDate] = day(300)
    row[Account.lastActivityDate] = day(-5)
    change(&row)
    return row
  }

  static func cta(
    _ id: String = "c", from rule: String? = nil, start: Int = -10,
    _ change: (inout Row) -> Void = { _ in }
  ) -> Row {
    var row = Row(CTA.table, id: id)
    row[CTA.account] = Account.ID("acme")
    row[CTA.name] = "Something to do"
    row[CTA.type] = .lifecycle
    row[CTA.status] = .new
    row[CTA.source] = rule
    row[CTA.startDate] = day(start)
    change(&row)
    return row
  }

  static func task(_ status: TaskStatus) -> Row {
    var row = Row(CTATask.table, id: "t")
    row[CTATask.account] = Account.ID("acme")
    row[CTATask.cta] = CTA.ID("c")
    row[CTATask.status] = status
    return row
  }

  static func measure(
    _ measure: Measure, _ score: Double?, was previous: Double? = nil, set days: Int = -1
  ) -> Row {
    var row = Row(HealthMeasure.table, id: "acme:\(measure.rawValue)")
    row[HealthMeasure.account] = Account.ID("acme")
    row[HealthMeasure.measure] = measure
    row[HealthMeasure.score] = score
    row[HealthMeasure.previousScore] = previous
    row[HealthMeasure.setAt] = Instant(startOf: day(days)).adding(seconds: 3_600)
    return row
  }

  static func activity(
    _ type: ActivityType = .call, _ days: Int, _ change: (inout Row) -> Void = { _ in }
  ) -> Row {
    var row = Row(Activity.table, id: "v\(days)")
    row[Activity.account] = Account.ID("acme")
    row[Activity.type] = type
    row[Activity.day] = day(days)
    row[Activity.subject] = "Talk"
    row[Activity.author] = User.ID("ada")
    row[Activity.createdAt] = Instant(startOf: day(days)).adding(seconds: 7_200)
    change(&row)
    return row
  }

  static func survey(
    _ days: Int, recommendation: Int? = nil, satisfaction: Satisfaction? = nil
  ) -> Row {
    var row = Row(Survey.table, id: "s")
    row[Survey.account] = Account.ID("acme")
    row[Survey.respondent] = "Grace"
    row[Survey.answeredOn] = day(days)
    row[Survey.recommendation] = recommendation
    row[Survey.satisfaction] = satisfaction
    return row
  }

  static func deal(
    stage: String = "5-Negotiating", amount: Int = 5_000_000, type: String? = "New Business"
  ) -> Row {
    var row = Row(Opportunity.table, id: "o")
    row[Opportunity.account] = Account.ID("acme")
    row[Opportunity.name] = "Deal"
    row[Opportunity.type] = type
    row[Opportunity.stage] = stage
    row[Opportunity.isClosed] = false
    row[Opportunity.amount] = amount
    row[Opportunity.currency] = "USD"
    row[Opportunity.closeDate] = day(20)
    return row
  }

  static func plan(_ status: SuccessPlanStatus = .active) -> Row {
    var row = Row(SuccessPlan.table, id: "p")
    row[SuccessPlan.account] = Account.ID("acme")
    row[SuccessPlan.name] = "Plan"
    row[SuccessPlan.type] = .roi
    row[SuccessPlan.status] = status
    return row
  }

  static func objective() -> Row {
    cta("objective") { row in
      row[CTA.type] = .objective
      row[CTA.plan] = SuccessPlan.ID("p")
    }
  }

  static func subscription(
    _ plan: String, _ delivery: DeliveryType = .selfManaged, ending days: Int = 300
  ) -> Row {
    var row = Row(Subscription.table, id: "sub-\(delivery.rawValue)")
    row[Subscription.account] = Account.ID("acme")
    row[Subscription.plan] = plan
    row[Subscription.deliveryType] = delivery
    row[Subscription.endDate] = day(days)
    return row
  }

  static func instance(_ type: InstanceType) -> Row {
    var row = Row(Instance.table, id: "i")
    row[Instance.account] = Account.ID("acme")
    row[Instance.type] = type
    return row
  }

  /// Usage of the instance in the months up to this one.
  static func usage(_ values: [String: [Int64?]]) -> Row {
    let count = values.values.map(\.count).max() ?? 0
    let months = (0..<count).map { place in
      var month = UsageMonths.Month(today.adding(months: place - count + 1))
      for (name, series) in values {
        if let metric = UsageMetric.named(name) { month[metric] = series[place] }
      }
      return month
    }
    var row = Row(UsageSeries.table, id: "u")
    row[UsageSeries.account] = Account.ID("acme")
    row[UsageSeries.instance] = Instance.ID("i")
    row[UsageSeries.lastMonth] = today.firstOfMonth
    row[UsageSeries.months] = UsageMonths(months).packed
    return row
  }

  static func tamChange(_ days: Int, from old: String? = nil, to new: String?) -> Row {
    var row = Row(TAMHistory.table, id: "h\(days)")
    row[TAMHistory.account] = Account.ID("acme")
    row[TAMHistory.oldTAM] = old.map { User.ID($0) }
    row[TAMHistory.newTAM] = new.map { User.ID($0) }
    row[TAMHistory.changedAt] = Instant(startOf: day(days))
    return row
  }
}

extension World {
  /// A store with colleagues and these rows.
  convenience init(company rows: [Row]) throws {
    try self.init()
    try write { work in for row in SmallCompany.people + rows { try work.put(row) } }
  }

  var rules: RuleDesk { RuleDesk(store) }

  /// Adds a rule of the company's own.
  func add(_ id: String, _ text: String) throws {
    try folder.write(text, to: "data/rules/\(id).yaml")
  }
}
