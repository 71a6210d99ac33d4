import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct AskTests {
  private let today = Day(year: 2026, month: 11, day: 21) ?? Day(daysSinceEpoch: 0)

  @Test(arguments: [
    ("Summary of Acme GmbH?", AskedQuestion.section("summary", of: "Acme GmbH")),
    ("what is the health score of acme", .section("health", of: "acme")),
    ("Why is Acme red?", .section("health", of: "Acme")),
    ("recent activities of acme", .section("timeline", of: "acme")),
    ("open tickets for acme", .section("tickets", of: "acme")),
    ("summary acme", .section("summary", of: "acme")),
    ("arr of acme", .attribute("arr", of: "acme")),
    ("who is the tam of bank of ireland", .attribute("tam", of: "bank of ireland")),
    ("renewal date of acme", .attribute("renewal date", of: "acme")),
    ("open risk ctas for acme", .ctas(of: "acme", types: [.risk], due: nil)),
    ("my ctas", .ctas(of: nil, types: [], due: nil)),
    ("my ctas due today", .ctas(of: nil, types: [], due: .today)),
    ("my overdue ctas", .ctas(of: nil, types: [], due: .overdue)),
    ("my ctas due this week", .ctas(of: nil, types: [], due: .week)),
    ("help", .help), ("", .help),
  ])
  func `customers and CTAs are asked about in words`(text: String, question: AskedQuestion) throws {
    #expect(try AskedQuestion(text, today: today) == question)
  }

  @Test(arguments: [
    ("my red customers", "health:red"), ("show me all customers at risk", "health:red"),
    ("customers with arr over 100k", "arr:>100k"),
    ("customers with license at most 20%", "license:<=20%"),
    ("accounts not contacted in 60 days", "last:>=60"),
    ("customers never contacted", "last:none"),
    ("customers not contacted for 8 weeks", "last:>=56"),
    ("renewals this quarter", "quarter:fy27-q4"), ("renewals next month", "renewal:2026-12"),
    ("red customers renewing in 90 days", "health:red renewal:0..90"),
    ("red customers with late ctas in emea", "health:red overdue:>0 region:emea"),
    ("customers health:red -word", nil as String?),
  ])
  func `lists of customers become filters of the portfolio`(text: String, filter: String?) throws {
    guard let filter else {
      #expect(throws: AskProblem.unknownWords("-word")) {
        try AskedQuestion(text, today: today)
      }
      return
    }
    guard case .customers(let view, .list) = try AskedQuestion(text, today: today) else {
      Issue.record("\(text) is no list of customers")
      return
    }
    #expect(view.filter == filter)
    #expect(PortfolioFilter(view.filter).problems.isEmpty)
  }

  @Test func `every customer, counts and sums`() throws {
    let all = PortfolioView(name: "", book: .everything, filter: "health:red")
    #expect(
      try AskedQuestion("how many of all red customers", today: today) == .customers(all, .count))
    let own = PortfolioView(name: "", book: .own)
    #expect(
      try AskedQuestion("What is the total ARR of my customers?", today: today)
        == .customers(own, .totalARR))
  }

  @Test func `what fits no form is refused and never guessed`() {
    for text in [
      "delete everything", "customers with karma over 3", "customers with arr over lots",
    ] {
      #expect(throws: AskProblem.self, "\(text)") { try AskedQuestion(text, today: today) }
    }
  }
}
