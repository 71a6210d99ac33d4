import CustomerSuccess
import Support
import Testing

@testable import ReplicaStore

@Suite struct PortfolioFilterTests {
  private let today = ReplicaWorld.today

  /// The names that a filter shows.
  private func shown(_ text: String, of rows: [PortfolioRow]) -> [String] {
    var sheet = PortfolioSheet(rows, today: today)
    return sheet.shown(by: PortfolioFilter(text)).rows.map(\.name)
  }

  private var book: [PortfolioRow] {
    var acme = PortfolioRow.sample("Acme", score: 30, arr: 120_000, renewal: 80)
    acme.details.known = [.measures]
    acme.details.measures = [.roi: 25]
    return [
      acme, .sample("Globex", score: 62.4, arr: 50_000, renewal: -3, region: .apac),
      .sample("Initech", score: nil, arr: nil, renewal: nil, isActive: false),
      .sample("Hooli", score: 90, arr: 2_000_000, renewal: 300, silentFor: nil, region: .amer),
    ]
  }

  @Test(arguments: [
    ("", ["Acme", "Globex", "Initech", "Hooli"]), ("acme", ["Acme"]), ("ACME", ["Acme"]),
    ("-acme", ["Globex", "Initech", "Hooli"]), ("health:red", ["Acme"]),
    ("health:red,yellow", ["Acme", "Globex"]), ("health:<50", ["Acme"]),
    ("health:62", ["Globex"]), ("health:na", ["Initech"]),
    ("-health:none", ["Acme", "Globex", "Hooli"]),
    ("renew:<90", ["Acme", "Globex"]), ("renew:0..90", ["Acme"]), ("renewal:<0", ["Globex"]),
    ("renew:<3m", ["Acme", "Globex"]), ("renewal:2026", ["Acme", "Globex"]),
    ("renewal:>2026-12-31", ["Hooli"]), ("renewal:none", ["Initech"]),
    ("arr:>100k", ["Acme", "Hooli"]), ("arr:>=2m", ["Hooli"]),
    ("arr:usd", ["Acme", "Globex", "Hooli"]),
    ("arr:eur", []), ("region:apac,amer", ["Globex", "Hooli"]), ("reg:emea", ["Acme", "Initech"]),
    ("tam:love", ["Acme", "Globex", "Initech", "Hooli"]),
    ("tam:\"ada love\"", ["Acme", "Globex", "Initech", "Hooli"]),
    ("tam:ove", []), ("name:lob", ["Globex"]), ("status:active", ["Acme", "Globex", "Hooli"]),
    ("cadence:red", ["Hooli"]), ("last:never", ["Hooli"]), ("roi:red", ["Acme"]),
    ("health:red renew:<90", ["Acme"]), ("red -acme", []), ("emea health:red", ["Acme"]),
  ])
  func `each way of asking finds its customers`(text: String, expected: [String]) {
    #expect(shown(text, of: book) == expected, "\(text)")
  }

  @Test(arguments: [
    ("foo:red", PortfolioFilter.Problem.unknownColumn("foo")),
    ("re:red", .ambiguousColumn("re", [.renewal, .region, .riskReason])),
    ("health:", .noValue(.health)),
    ("arr:>much", .notComparable(.arr, ">much")), ("-region:>5", .notComparable(.region, ">5")),
  ])
  func `a term that is not understood hides nothing and is named`(
    text: String, problem: PortfolioFilter.Problem
  ) {
    let filter = PortfolioFilter(text)
    #expect(filter.problems == [problem])
    #expect(filter.terms.isEmpty)
    #expect(shown(text, of: book).count == book.count)
  }

  @Test(arguments: [
    ("usecases:2", ["two"]), ("usecases:0", ["none"]), ("usecases:>0", ["two"]),
    ("usecases:none", ["none", "unknown"]),
  ])
  func `use cases that are green are counted where any has a color`(
    text: String, expected: [String]
  ) {
    let scores: [(String, [Measure: Double])] = [
      ("two", [.scm: 87.5, .ci: 75, .cd: 62.5, .roi: 87.5]), ("none", [.ci: 25]),
      ("unknown", [.roi: 87.5]),
    ]
    let rows = scores.map { name, measures in
      var row = PortfolioRow.sample(name)
      row.details.measures = measures
      return row
    }
    #expect(shown(text, of: rows) == expected)
  }

  @Test func `what only looks like a column is a word`() {
    for text in ["10:30", ":red", "a-b:c", "-", "\"\""] {
      #expect(PortfolioFilter(text).problems.isEmpty, "\(text)")
    }
  }

  @Test func `each term says how many it hides, the strictest first`() {
    var sheet = PortfolioSheet(book, today: today)
    let hidden = sheet.shown(by: PortfolioFilter("-globex arr:>1m status:active")).hidden
    #expect(hidden.map(\.term) == ["arr:>1m", "-globex", "status:active"])
    #expect(hidden.map(\.count) == [3, 1, 1])
  }

  @Test func `any text is a filter`() {
    var generator = SeededGenerator(seed: 7)
    var sheet = PortfolioSheet(book, today: today)
    for _ in 0..<2_000 {
      let text = Self.randomText(using: &generator)
      let filter = PortfolioFilter(text)
      let shown = sheet.shown(by: filter).rows
      #expect(shown.count <= book.count)
      let tokens = TypedTerm.terms(of: text)
      #expect(filter.terms.count + filter.problems.count <= tokens.count, "\(text)")
    }
  }

  @Test func `a minus sign shows exactly what the term hides`() {
    var generator = SeededGenerator(seed: 11)
    var sheet = PortfolioSheet(book, today: today)
    var understood = 0
    for _ in 0..<2_000 {
      let token = Self.randomTerm(using: &generator)
      guard !token.hasPrefix("-"), PortfolioFilter(token).terms.count == 1 else { continue }
      understood += 1
      let plain = sheet.shown(by: PortfolioFilter(token)).rows.map(\.id)
      let negated = sheet.shown(by: PortfolioFilter("-" + token)).rows.map(\.id)
      #expect(Set(plain).isDisjoint(with: negated), "\(token)")
      #expect(plain.count + negated.count == book.count, "\(token)")
    }
    #expect(understood > 500)
  }

  @Test func `two terms show what both show`() {
    var generator = SeededGenerator(seed: 13)
    var sheet = PortfolioSheet(book, today: today)
    for _ in 0..<500 {
      let (left, right) = (
        Self.randomTerm(using: &generator), Self.randomTerm(using: &generator)
      )
      let both = sheet.shown(by: PortfolioFilter("\(left) \(right)")).rows.map(\.id)
      let first = Set(sheet.shown(by: PortfolioFilter(left)).rows.map(\.id))
      let second = Set(sheet.shown(by: PortfolioFilter(right)).rows.map(\.id))
      #expect(Set(both) == first.intersection(second), "\(left) \(right)")
    }
  }

  @Test func `every column answers to its name, and its names lead to no other`() {
    for column in PortfolioColumn.allCases {
      for name in [column.rawValue] + column.aliases {
        #expect(PortfolioColumn.named(name) == [column], "\(name)")
        #expect(name.allSatisfy { $0.isASCII && $0.isLetter && $0.isLowercase }, "\(name)")
      }
    }
  }

  private static func randomText(using generator: inout SeededGenerator) -> String {
    let signs = Array("abhr-:<>=.,\"0159 km%ü日\u{202E}\t\n")
    let count = Int.random(in: 0...24, using: &generator)
    return String(
      (0..<count).map { _ in signs[Int.random(in: 0..<signs.count, using: &generator)] })
  }

  private static func randomTerm(using generator: inout SeededGenerator) -> String {
    let columns = PortfolioColumn.allCases
    let column = columns[Int.random(in: 0..<columns.count, using: &generator)]
    let values = [
      "red", "none", "any", "<50", ">=3", "1..100", "emea", "ada", "2026", "acme", ">1k", "na",
      "<2027-01-01", "5", "red,green",
    ]
    let value = values[Int.random(in: 0..<values.count, using: &generator)]
    return Bool.random(using: &generator) ? "\(column.rawValue):\(value)" : value
  }
}

extension PortfolioRow {
  /// A customer with nothing remarkable about it.
  ///
  /// - Parameters:
  ///   - arr: Whole dollars.
  ///   - renewal: Days from today.
  static func sample(
    _ name: String, score: Double? = 80, arr: Int64? = 100_000, currency: String = "USD",
    renewal: Int? = 200, silentFor: Int? = 10, region: Region? = .emea, isActive: Bool = true,
    owner: String? = "Ada Lovelace"
  ) -> PortfolioRow {
    let today = ReplicaWorld.today
    return PortfolioRow(
      id: Account.ID(name), name: name, ownerID: owner.map { User.ID($0) }, ownerName: owner,
      health: score.map(ScoreBands.standard.color), healthScore: score, previousHealthScore: nil,
      arr: arr.map {
        Money(minorUnits: $0 * 100, currency: Currency(code: currency) ?? .usDollar)
      },
      renewalDate: renewal.map { today.adding(days: $0) },
      lastActivity: silentFor.map { today.adding(days: -$0) }, lifecycle: .adoption,
      prioritization: .first, openCTAs: 0, overdueCTAs: 0, openTickets: 0, stageCount: 4,
      licenseUtilization: 0.62, utilizationTrend: [], unknownInstances: 0, region: region,
      segment: .large, isPublicSector: false, isActive: isActive,
      originalContractDate: Day(year: 2020, month: 1, day: 1), onboardingStart: nil,
      onboardingEnd: nil, tamFirstAssigned: nil)
  }
}
