import CustomerSuccess
import Testing

@Suite struct FormulaTextTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (-1_000, "-1,000"), (-999, "-999"),
    (1_234_567, "1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `thousands are separated`(_ number: Int, _ text: String) {
    #expect(PlainNumber.grouped(number) == text)
  }

  @Test(arguments: [
    (0.0, "0%"), (0.875, "88%"), (0.004, "0%"), (1, "100%"), (1.234, "123%"), (12.5, "1,250%"),
    (-0.25, "-25%"), (.nan, "NA"), (.infinity, "NA"),
  ])
  func `a ratio reads as whole percents`(_ ratio: Double, _ text: String) {
    #expect(PlainNumber.percent(ratio) == text)
  }

  @Test(arguments: [
    (70.8333, 1, "70.8"), (62.5, 0, "63"), (-62.5, 0, "-63"), (0.05, 1, "0.1"), (-0.04, 1, "0.0"),
    (1_234.5, 2, "1,234.50"), (99.96, 1, "100.0"), (5, -3, "5"), (1e300, 2, "NA"), (.nan, 1, "NA"),
  ])
  func `a decimal has the digits asked for`(_ number: Double, _ digits: Int, _ text: String) {
    #expect(PlainNumber.decimal(number, digits: digits) == text)
  }

  @Test(arguments: [
    (0, "0"), (950, "950"), (999, "999"), (1_000, "1K"), (1_249, "1.2K"), (1_250, "1.3K"),
    (9_949, "9.9K"), (9_950, "10K"), (48_200, "48K"), (999_499, "999K"), (999_500, "1M"),
    (1_200_000, "1.2M"), (3_600_000_000, "3.6B"), (999_600_000_000, "1T"), (-1_200_000, "-1.2M"),
    (-5, "-5"), (Int.max, "9,223,372T"), (Int.min, "-9,223,372T"),
  ])
  func `a short number has three digits and its size`(_ number: Int, _ text: String) {
    #expect(PlainNumber.short(number) == text)
  }

  @Test(arguments: [
    (120_000_000, "USD", "$1.2M", "$1,200,000"), (95_049, "USD", "$950", "$950"),
    (95_050, "USD", "$951", "$951"), (-95_050, "USD", "-$951", "-$951"),
    (123_400, "EUR", "1.2K EUR", "1,234 EUR"), (1_234_567, "JPY", "1.2M JPY", "1,234,567 JPY"),
    (1_500, "KWD", "2 KWD", "2 KWD"), (0, "USD", "$0", "$0"),
    (Int64.min, "JPY", "-9,223,372T JPY", "-9,223,372,036,854,775,808 JPY"),
  ])
  func `money reads short and in full`(
    _ units: Int64, _ code: String, _ short: String, _ grouped: String
  ) throws {
    let money = Money(minorUnits: units, currency: try #require(Currency(code: code)))
    #expect(money.short == short)
    #expect(money.grouped == grouped)
  }

  @Test(arguments: [
    (-1_500, "1,500d ago", "1,500 days ago"), (-3, "3d ago", "3 days ago"),
    (-1, "1d ago", "yesterday"), (0, "today", "today"), (1, "in 1d", "tomorrow"),
    (12, "in 12d", "in 12 days"),
  ])
  func `a day reads as its distance`(_ days: Int, _ text: String, _ words: String) {
    let today = FormulaSamples.today
    #expect(RelativeDay.text(today.adding(days: days), today: today) == text)
    #expect(RelativeDay.words(today.adding(days: days), today: today) == words)
  }

  @Test(arguments: [
    (-500, "now"), (0, "now"), (59, "now"), (60, "1m ago"), (3_599, "59m ago"), (3_600, "1h ago"),
    (86_399, "23h ago"), (86_400, "1d ago"), (100 * 86_400, "100d ago"),
  ])
  func `a moment reads as its age`(_ seconds: Int, _ text: String) {
    let now = FormulaSamples.now
    #expect(RelativeTime.text(now.adding(seconds: -seconds), now: now) == text)
  }

  @Test func `a trend keeps the newest twelve months and survives being written`() {
    let trend = UtilizationTrend(
      ratios: [9, 0.1, nil, 0.255, 1.2] + Array(repeating: 0.5, count: 8))
    #expect(trend.description == "10;;26;120;50;50;50;50;50;50;50;50")
    #expect(UtilizationTrend(trend.description) == trend)
  }

  @Test func `a short or damaged trend is filled with months without data`() {
    #expect(UtilizationTrend("").percents == Array(repeating: nil, count: 12))
    #expect(
      UtilizationTrend("80;x;-3").percents == Array(repeating: nil, count: 9) + [80, nil, nil])
    #expect(UtilizationTrend(ratios: [.nan, .infinity, -1]).percents.compactMap(\.self) == [])
  }

  @Test func `a trend ends with the month asked for`() throws {
    let last = try #require(Day("2022-01-20"))
    let trend = UtilizationTrend({ Double($0.parts.month) / 100 }, last: last)
    #expect(trend.percents == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1])
  }
}
