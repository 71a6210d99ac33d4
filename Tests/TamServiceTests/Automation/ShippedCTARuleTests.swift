import CustomerSuccess
import Rules
import Testing

@testable import TamService

/// Whether a shipped rule opens or closes something at a small company.
struct RuleCase: CustomTestStringConvertible, Sendable {
  let rule: String
  let words: String
  let fires: Bool
  let rows: [Row]

  init(_ rule: String, _ words: String, fires: Bool, _ rows: Row...) {
    self.rule = rule
    self.words = words
    self.fires = fires
    self.rows = rows
  }

  var testDescription: String { "\(rule): \(words) \(fires ? "fires" : "does not")" }
}

@Suite struct ShippedCTARuleTests {
  typealias Co = SmallCompany

  static func customer(_ change: (inout Row) -> Void = { _ in }) -> Row {
    Co.customer(change)
  }

  private static func renewing(in days: Int, _ change: (inout Row) -> Void = { _ in }) -> Row {
    Co.customer { row in
      row[Account.renewalDate] = Co.day(days)
      change(&row)
    }
  }

  private static func renewing(months: Int, days: Int = 0) -> Row {
    Co.customer { $0[Account.renewalDate] = Co.today.adding(months: months).adding(days: days) }
  }

  @Test(arguments: assignment + onboarding + renewal + closing)
  func `the life of a customer`(_ rule: RuleCase) throws { try check(rule) }

  @Test(arguments: sentiment + engagement + prioritization + surveys)
  func `signs of risk and of success`(_ rule: RuleCase) throws { try check(rule) }

  @Test(arguments: licenses + productHealth + metrics)
  func `how the product is used`(_ rule: RuleCase) throws { try check(rule) }

  @Test func `every rule has a company in which it fires, and one in which it does not`() {
    let cases =
      Self.assignment + Self.onboarding + Self.renewal + Self.closing + Self.sentiment
      + Self.engagement + Self.prioritization + Self.surveys + Self.licenses + Self.productHealth
      + Self.metrics
    let names = ShippedFile.rules.map(\.name)
    for name in names where name.hasPrefix("cta-") || name.hasPrefix("success-plan-") {
      let own = cases.filter { $0.rule == name }
      #expect(Set(own.map(\.fires)) == [true, false], "\(name)")
    }
  }

  private func check(_ rule: RuleCase) throws {
    let world = try World(company: rule.rows)
    let outcome = try world.rules.rehearse(rule.rule)
    #expect(outcome.reason == nil)
    #expect(outcome.rows.compactMap(\.failure) == [])
    #expect(outcome.changes.isEmpty != rule.fires, "\(outcome.changes)")
    guard rule.fires else { return }
    _ = try world.rules.run(rule.rule)
    #expect(try world.rules.rehearse(rule.rule).changes == [], "a second run changes nothing")
    let ctas = try world.store.read {
      try $0.rows(CTA.table, where: CTA.account.name, equals: .text("acme"))
    }
    for reason in ctas.compactMap({ $0[CTA.because] }) {
      #expect(!reason.isEmpty && !reason.contains("  "))
    }
  }

  static let assignment: [RuleCase] = [
    RuleCase(
      "cta-new-account-tam-assignment", "deal above the threshold", fires: true,
      customer {
        $0[Account.tam] = nil; $0[Account.arr] = nil
      }, Co.deal(amount: 5_000_100)),
    RuleCase(
      "cta-new-account-tam-assignment", "deal at the threshold", fires: false,
      customer {
        $0[Account.tam] = nil; $0[Account.arr] = nil
      }, Co.deal(amount: 5_000_000)),
    RuleCase(
      "cta-new-account-tam-assignment", "revenue above the threshold, a deal of no type",
      fires: true,
      customer {
        $0[Account.tam] = nil; $0[Account.arr] = 5_000_100
      }, Co.deal(amount: 100, type: nil)),
    RuleCase(
      "cta-new-account-tam-assignment", "a renewal", fires: false,
      customer { $0[Account.tam] = nil }, Co.deal(type: "Renewal")),
    RuleCase(
      "cta-new-account-tam-assignment", "a TAM is there", fires: false, customer(),
      Co.deal(amount: 9_000_000)),
    RuleCase(
      "cta-new-account-tam-assignment", "an earlier stage", fires: false,
      customer { $0[Account.tam] = nil }, Co.deal(stage: "4-Proposal", amount: 9_000_000)),
    RuleCase(
      "cta-close-tam-assignment", "a TAM came", fires: true, customer(),
      Co.cta(from: "CTA - New Account TAM Assignment")),
    RuleCase(
      "cta-close-tam-assignment", "no TAM yet", fires: false, customer { $0[Account.tam] = nil },
      Co.cta(from: "CTA - New Account TAM Assignment")),
  ]

  private static func assigned(_ days: Int, arr: Int = 5_000_000) -> Row {
    customer { row in
      row[Account.tamFirstAssigned] = Co.day(days)
      row[Account.lifecycleStage] = .onboarding
      row[Account.arr] = arr
    }
  }

  private static func onboarded(_ days: Int) -> Row {
    customer { $0[Account.onboardingEnd] = Co.day(days) }
  }

  static let onboarding: [RuleCase] = [
    RuleCase("cta-onboarding", "first TAM 29 days ago", fires: true, assigned(-29)),
    RuleCase("cta-onboarding", "first TAM 30 days ago", fires: false, assigned(-30)),
    RuleCase("cta-onboarding", "too little revenue", fires: false, assigned(-1, arr: 4_999_999)),
    RuleCase(
      "cta-onboarding", "was onboarded before", fires: false, assigned(-1),
      Co.cta { row in
        row[CTA.reason] = "Onboarding"
        row[CTA.status] = .closedSuccess
        row[CTA.closedDate] = Co.day(-5)
      }),
    RuleCase("success-plan-roi", "first TAM 29 days ago", fires: true, assigned(-29)),
    RuleCase("success-plan-roi", "first TAM 30 days ago", fires: false, assigned(-30)),
    RuleCase("success-plan-roi", "a plan is there", fires: false, assigned(-29), Co.plan()),
    RuleCase("cta-success-planning", "15 days after", fires: true, onboarded(-15)),
    RuleCase("cta-success-planning", "14 days after", fires: false, onboarded(-14)),
    RuleCase("cta-success-planning", "60 days after", fires: true, onboarded(-60)),
    RuleCase("cta-success-planning", "61 days after", fires: false, onboarded(-61)),
    RuleCase(
      "cta-success-planning", "an empty plan does not count", fires: true, onboarded(-20),
      Co.plan()),
    RuleCase(
      "cta-success-planning", "a plan with an objective", fires: false, onboarded(-20), Co.plan(),
      Co.objective()),
    RuleCase("cta-post-onboarding-30", "29 days after", fires: false, onboarded(-29)),
    RuleCase("cta-post-onboarding-30", "30 days after", fires: true, onboarded(-30)),
    RuleCase("cta-post-onboarding-30", "45 days after", fires: false, onboarded(-45)),
    RuleCase("cta-post-onboarding-90", "89 days after", fires: false, onboarded(-89)),
    RuleCase("cta-post-onboarding-90", "90 days after", fires: true, onboarded(-90)),
    RuleCase("cta-post-onboarding-90", "105 days after", fires: false, onboarded(-105)),
  ]

  static let renewal: [RuleCase] = [
    RuleCase("cta-ebr", "7 months before", fires: true, renewing(months: 7)),
    RuleCase(
      "cta-ebr", "7 months before, without a segment", fires: true,
      renewing(in: 0) { row in
        row[Account.renewalDate] = Co.today.adding(months: 7)
        row[Account.segment] = nil
      }),
    RuleCase(
      "cta-ebr", "a small business", fires: false,
      renewing(in: 0) { row in
        row[Account.renewalDate] = Co.today.adding(months: 7)
        row[Account.segment] = .smb
      }),
    RuleCase("cta-ebr", "7 months and a day before", fires: false, renewing(months: 7, days: 1)),
    RuleCase("cta-ebr", "6 months before", fires: false, renewing(months: 6)),
    RuleCase(
      "cta-ebr", "a review was held", fires: false, renewing(months: 7),
      Co.activity(.meeting, -30) { $0[Activity.meetingType] = .ebr }),
    RuleCase(
      "cta-ebr-growth", "6 months before", fires: true,
      renewing(in: 0) { row in
        row[Account.renewalDate] = Co.today.adding(months: 6)
        row[Account.segment] = .smb
      }),
    RuleCase("cta-ebr-growth", "another segment", fires: false, renewing(months: 6)),
    RuleCase(
      "cta-ebr-growth", "5 months before", fires: false,
      renewing(in: 0) { row in
        row[Account.renewalDate] = Co.today.adding(months: 5)
        row[Account.segment] = .smb
      }),
    RuleCase("cta-upcoming-renewal", "4 months before", fires: true, renewing(months: 4)),
    RuleCase(
      "cta-upcoming-renewal", "4 months and a day before", fires: false,
      renewing(months: 4, days: 1)),
    RuleCase(
      "cta-upcoming-renewal", "just over 2 months before", fires: true,
      renewing(months: 2, days: 1)),
    RuleCase("cta-upcoming-renewal", "2 months before", fires: false, renewing(months: 2)),
    RuleCase(
      "cta-upcoming-renewal", "one sleeps", fires: false, renewing(months: 4),
      Co.cta { row in
        row[CTA.playbook] = "Upcoming Renewal"
        row[CTA.snoozedUntil] = Co.day(20)
      }),
    RuleCase(
      "cta-upcoming-renewal", "one was closed lately", fires: false, renewing(months: 4),
      Co.cta { row in
        row[CTA.playbook] = "Upcoming Renewal"
        row[CTA.status] = .notRelevant
        row[CTA.closedDate] = Co.day(-20)
      }),
    RuleCase(
      "cta-upcoming-renewal", "will churn", fires: false,
      renewing(in: 100) { $0[Account.lifecycleStage] = .willChurn }),
    RuleCase(
      "cta-upcoming-renewal", "no TAM", fires: false, renewing(in: 100) { $0[Account.tam] = nil }),
    RuleCase(
      "cta-customer-offboarding", "no customer any more", fires: true,
      renewing(in: -10) { row in
        row[Account.status] = .inactive
        row[Account.type] = "Former Customer"
      }),
    RuleCase("cta-customer-offboarding", "late, but a customer", fires: false, renewing(in: -10)),
    RuleCase(
      "cta-customer-offboarding", "it will churn", fires: true,
      renewing(in: -10) { $0[Account.lifecycleStage] = .willChurn }),
  ]

  static let closing: [RuleCase] = [
    RuleCase(
      "cta-close-upcoming-renewal", "the contract moved on", fires: true,
      renewing(months: 6, days: 1),
      Co.cta(from: "CTA - Upcoming Renewal") { $0[CTA.type] = .renewal }),
    RuleCase(
      "cta-close-upcoming-renewal", "it did not", fires: false, renewing(months: 6),
      Co.cta(from: "CTA - Upcoming Renewal") { $0[CTA.type] = .renewal }),
    RuleCase(
      "cta-close-ebr", "nothing done, 2 months less a day", fires: true,
      renewing(months: 2, days: -1), Co.cta(from: "CTA - EBR"), Co.task(.open)),
    RuleCase(
      "cta-close-ebr", "2 months", fires: false, renewing(months: 2), Co.cta(from: "CTA - EBR")),
    RuleCase(
      "cta-close-ebr", "a step is done", fires: false, renewing(months: 1),
      Co.cta(from: "CTA - EBR"), Co.task(.closed)),
    RuleCase(
      "cta-close-ebr", "a person opened it", fires: false, renewing(months: 1),
      Co.cta(from: "Manual")),
    RuleCase(
      "cta-close-ebr-growth", "nothing done", fires: true, renewing(months: 1),
      Co.cta(from: "CTA - EBR (Growth)")),
    RuleCase(
      "cta-close-ebr-growth", "a step is done", fires: false, renewing(months: 1),
      Co.cta(from: "CTA - EBR (Growth)"), Co.task(.closed)),
  ]
}

extension ShippedCTARuleTests {
  @Test(arguments: [
    ([DeliveryType.saas], "New Customer Onboarding - SaaS"),
    ([.selfManaged], "New Customer Onboarding - Self-Managed"),
    ([.saas, .selfManaged], "New Customer Onboarding"), ([], "New Customer Onboarding"),
  ])
  func `an onboarding has the steps of where the product runs`(
    _ deliveries: [DeliveryType], _ playbook: String
  ) throws {
    let subscriptions = deliveries.map { Co.subscription("Premium", $0) }
    let world = try World(company: [Self.assigned(-1)] + subscriptions)
    _ = try world.rules.run("cta-onboarding")
    let ctas = try world.store.read {
      try $0.rows(CTA.table, where: CTA.account.name, equals: .text("acme"))
    }
    #expect(ctas.map { $0[CTA.playbook] } == [playbook])
  }

  static let sentiment: [RuleCase] = [
    RuleCase("cta-at-risk", "red", fires: true, customer(), Co.measure(.tamSentiment, 49.9)),
    RuleCase("cta-at-risk", "yellow", fires: false, customer(), Co.measure(.tamSentiment, 50)),
    RuleCase(
      "cta-at-risk", "red, and lost", fires: false,
      customer { $0[Account.lifecycleStage] = .willChurn }, Co.measure(.tamSentiment, 25)),
    RuleCase(
      "cta-at-risk", "red, and no customer any more", fires: false,
      customer { $0[Account.status] = .inactive }, Co.measure(.tamSentiment, 25)),
    RuleCase(
      "cta-at-risk", "yellow with triage", fires: true, customer(),
      Co.measure(.tamSentiment, 62.5, set: -3),
      Co.activity(.update, -3) { row in
        row[Activity.requiresTriage] = true
        row[Activity.sentiment] = .yellow
      }),
    RuleCase(
      "cta-at-risk", "green with triage", fires: false, customer(),
      Co.measure(.tamSentiment, 75, set: -3),
      Co.activity(.update, -3) { row in
        row[Activity.requiresTriage] = true
        row[Activity.sentiment] = .yellow
      }),
    RuleCase(
      "cta-stale-sentiment", "90 days", fires: false, customer(),
      Co.measure(.tamSentiment, 75, set: -90)),
    RuleCase(
      "cta-stale-sentiment", "91 days", fires: true, customer(),
      Co.measure(.tamSentiment, 75, set: -91)),
    RuleCase(
      "cta-stale-sentiment", "121 days", fires: false, customer(),
      Co.measure(.tamSentiment, 75, set: -121)),
    RuleCase(
      "cta-close-stale-sentiment", "it was set since", fires: true, customer(),
      Co.measure(.tamSentiment, 75, set: -1), Co.cta(from: "CTA - Stale TAM Sentiment")),
    RuleCase(
      "cta-close-stale-sentiment", "it was not", fires: false, customer(),
      Co.measure(.tamSentiment, 75, set: -11), Co.cta(from: "CTA - Stale TAM Sentiment")),
  ]

  private static func silent(_ days: Int, _ priority: Prioritization = .first) -> Row {
    customer { row in
      row[Account.lastActivityDate] = Co.day(-days)
      row[Account.prioritization] = priority
    }
  }

  private static func ranked(_ rank: Prioritization, _ health: Sentiment) -> Row {
    customer { row in
      row[Account.prioritization] = rank
      row[Account.healthColor] = health
    }
  }

  static let prioritization: [RuleCase] = [
    RuleCase("cta-review-prioritization", "second and red", fires: true, ranked(.second, .red)),
    RuleCase("cta-review-prioritization", "first and red", fires: false, ranked(.first, .red)),
    RuleCase(
      "cta-review-prioritization", "second and yellow", fires: false, ranked(.second, .yellow)),
    RuleCase(
      "cta-review-prioritization", "third, and being onboarded", fires: true,
      ranked(.third, .green), Co.cta { $0[CTA.reason] = "Onboarding" }),
  ]

  private static func unmet(_ days: Int) -> Row {
    customer { row in
      row[Account.lastActivityDate] = nil
      row[Account.tamFirstAssigned] = Co.day(-days)
    }
  }

  static let engagement: [RuleCase] = [
    RuleCase("cta-non-engaged-customer", "60 days", fires: false, silent(60)),
    RuleCase("cta-non-engaged-customer", "61 days", fires: true, silent(61)),
    RuleCase("cta-non-engaged-customer", "180 days", fires: true, silent(180, .second)),
    RuleCase("cta-non-engaged-customer", "181 days", fires: true, silent(181)),
    RuleCase("cta-non-engaged-customer", "never, a TAM for 60 days", fires: false, unmet(60)),
    RuleCase("cta-non-engaged-customer", "never, a TAM for 61 days", fires: true, unmet(61)),
    RuleCase(
      "cta-non-engaged-customer", "a check-in open for 91 days", fires: false, customer(),
      Co.cta(start: -91) { $0[CTA.reason] = "Post-onboarding check-in" }),
    RuleCase("cta-non-engaged-customer", "digital only", fires: false, silent(61, .fourth)),
    RuleCase(
      "cta-non-engaged-customer", "onboarding open for 90 days", fires: false, customer(),
      Co.cta(start: -90) { $0[CTA.reason] = "Onboarding" }),
    RuleCase(
      "cta-non-engaged-customer", "onboarding open for 91 days", fires: true, customer(),
      Co.cta(start: -91) { $0[CTA.reason] = "Onboarding" }),
    RuleCase(
      "cta-close-non-engaged-customer", "somebody called", fires: true, silent(9),
      Co.cta(from: "CTA - Non-Engaged Customer") { $0[CTA.type] = .risk }),
    RuleCase(
      "cta-close-non-engaged-customer", "somebody called, and an onboarding is stuck", fires: false,
      silent(9), Co.cta(from: "CTA - Non-Engaged Customer") { $0[CTA.type] = .risk },
      Co.cta("stuck", start: -91) { $0[CTA.reason] = "Onboarding" }),
    RuleCase(
      "cta-close-non-engaged-customer", "nobody did", fires: false, silent(11),
      Co.cta(from: "CTA - Non-Engaged Customer") { $0[CTA.type] = .risk }),
  ]

  static let surveys: [RuleCase] = [
    RuleCase(
      "cta-survey-negative", "6", fires: true, customer(), Co.survey(-1, recommendation: 6)),
    RuleCase(
      "cta-survey-negative", "7", fires: false, customer(), Co.survey(-1, recommendation: 7)),
    RuleCase(
      "cta-survey-negative", "neutral", fires: true, customer(),
      Co.survey(-1, recommendation: 9, satisfaction: .neutral)),
    RuleCase(
      "cta-survey-negative", "a month ago", fires: false, customer(),
      Co.survey(-30, recommendation: 0)),
    RuleCase(
      "cta-survey-positive", "7", fires: true, customer(), Co.survey(-1, recommendation: 7)),
    RuleCase(
      "cta-survey-positive", "6", fires: false, customer(), Co.survey(-1, recommendation: 6)),
    RuleCase(
      "cta-survey-positive", "satisfied", fires: true, customer(),
      Co.survey(-1, satisfaction: .satisfied)),
    RuleCase(
      "cta-survey-positive", "promoter, but neutral", fires: false, customer(),
      Co.survey(-1, recommendation: 10, satisfaction: .neutral)),
  ]
}
