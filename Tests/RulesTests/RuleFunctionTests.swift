import CustomerSuccess
import Rules
import Testing

@Suite struct RuleFunctionTests {
  private func call(_ name: String, _ arguments: Value...) throws -> Value {
    try #require(RuleFunction.all.first { $0.name == name }).body(arguments)
  }

  @Test(arguments: [
    ("days_between", "2026-02-27", "2026-03-01", 2),
    ("days_between", "2026-03-01", "2026-02-27", -2),
    ("months_between", "2026-01-31", "2026-02-28", 1),
    ("months_between", "2026-01-31", "2026-02-27", 0),
    ("months_between", "2026-11-26", "2027-03-25", 3),
    ("months_between", "2026-11-26", "2027-03-26", 4),
    ("months_between", "2027-03-26", "2026-11-26", -4),
    // Friday to Monday is one working day, a week has five.
    ("working_days_between", "2026-11-27", "2026-11-30", 1),
    ("working_days_between", "2026-11-26", "2026-12-03", 5),
    ("working_days_between", "2026-11-28", "2026-11-29", 0),
    ("working_days_between", "2026-11-30", "2026-11-27", -1),
  ])
  func `days, months and working days lie between two days`(
    name: String, start: String, end: String, count: Int
  ) throws {
    #expect(try call(name, .text(start), .text(end)) == count.stored)
  }

  @Test(arguments: [
    ("add_days", "2026-12-31", 1, "2027-01-01"), ("add_months", "2026-01-31", 1, "2026-02-28"),
    ("add_months", "2026-03-31", -1, "2026-02-28"),
    ("add_working_days", "2026-11-27", 1, "2026-11-30"),
    ("add_working_days", "2026-11-28", 1, "2026-11-30"),
    ("add_working_days", "2026-11-30", -1, "2026-11-27"),
  ])
  func `a day moves`(name: String, start: String, count: Int, end: String) throws {
    #expect(try call(name, .text(start), count.stored) == .text(end))
  }

  @Test func `the fiscal year begins in February`() throws {
    #expect(try call("fiscal_quarter", .text("2027-01-31")) == .text("FY27-Q4"))
    #expect(try call("fiscal_quarter", .text("2027-02-01")) == .text("FY28-Q1"))
  }

  @Test func `parts of a list count from either end, and empty ones are null`() throws {
    #expect(try call("list_part", .text("1;;3"), .integer(-1)) == .text("3"))
    #expect(try call("list_part", .text("1;;3"), .integer(1)) == .text("1"))
    #expect(try call("list_part", .text("1;;3"), .integer(2)) == .null)
    #expect(try call("list_part", .text("1;;3"), .integer(9)) == .null)
  }

  @Test func `amounts lose their minor units by the currency`() throws {
    #expect(try call("whole_units", .integer(5_000_099), .text("USD")) == .integer(50_000))
    #expect(try call("whole_units", .integer(50_000), .text("JPY")) == .integer(50_000))
  }

  @Test(arguments: RuleFunction.all.filter { $0.argumentCount > 0 }.map(\.name))
  func `null, and what is no day, give null`(name: String) throws {
    let function = try #require(RuleFunction.all.first { $0.name == name })
    #expect(function.body(Array(repeating: .null, count: function.argumentCount)) == .null)
    #expect(
      function.body(Array(repeating: .text("yesterday"), count: function.argumentCount)) == .null)
  }

  @Test func `a count beyond any calendar is no day`() throws {
    for count in [Int.min, Int.max, 100_001] {
      #expect(try call("add_days", .text("2026-11-26"), count.stored) == .null)
    }
  }

  @Test func `colors and points are those that everybody judges by`() throws {
    let strict = try ScorecardFile.read("bands:\n  yellow_ends: 80", file: "scorecard.yaml")
    #expect(try call("color_of", .real(75)) == .text("Green"))
    #expect(try call("color_of", .null) == .null)
    #expect(try call("points_of", .text("Yellow")) == .real(62.5))
    #expect(try call("stale_sentiment_days") == .integer(90))
    let color = RuleFunction.all(judgingBy: strict).first { $0.name == "color_of" }
    #expect(color?.body([.real(75)]) == .text("Yellow"))
  }
}
