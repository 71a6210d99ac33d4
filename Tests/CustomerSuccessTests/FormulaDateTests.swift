import CustomerSuccess
import Testing

@Suite struct FormulaDateTests {
  private let today = FormulaSamples.today

  @Test(arguments: [(-1, true, false), (0, false, true), (90, false, true), (91, false, false)])
  func `a renewal is overdue, upcoming or far`(
    _ days: Int, _ isOverdue: Bool, _ isUpcoming: Bool
  ) throws {
    let renewal = try #require(DaysToRenewal(renewal: today.adding(days: days), today: today))
    #expect(renewal.days == days)
    #expect(renewal.isOverdue == isOverdue)
    #expect(renewal.isUpcoming(within: 90) == isUpcoming)
  }

  @Test func `an account without a renewal date has no days to it`() {
    #expect(DaysToRenewal(renewal: nil, today: today) == nil)
  }

  @Test(arguments: [
    ("2021-02-01", "FY22-Q1"), ("2021-01-31", "FY21-Q4"), ("2021-04-30", "FY22-Q1"),
    ("2021-05-01", "FY22-Q2"), ("2021-08-01", "FY22-Q3"), ("2021-11-01", "FY22-Q4"),
    ("2022-01-31", "FY22-Q4"), ("2022-02-01", "FY23-Q1"), ("2008-12-31", "FY09-Q4"),
  ])
  func `the fiscal year begins in February`(_ day: String, _ quarter: String) throws {
    #expect(FiscalQuarter(of: try #require(Day(day))).description == quarter)
  }

  @Test(
    arguments: [
      (5, 5), (0, 0), (-4, 0), (nil, nil),
    ] as [(Int?, Int?)])
  func `time to engage is never negative`(_ callDay: Int?, _ days: Int?) {
    let call = callDay.map { today.adding(days: $0) }
    #expect(TimeToValue.engage(onboardingStart: today, firstEngagement: call) == days)
  }

  @Test func `time to first value is waived for customers who had it before`() {
    for source in [ConversionSource.community, .existingNewTAM] {
      #expect(
        TimeToValue.firstValue(
          contract: today, firstValue: today.adding(days: 20), source: source) == nil)
    }
    for source in [ConversionSource.newCustomer, nil] {
      #expect(
        TimeToValue.firstValue(
          contract: today, firstValue: today.adding(days: 20), source: source) == 20)
    }
    #expect(TimeToValue.firstValue(contract: nil, firstValue: today, source: nil) == nil)
  }

  @Test func `time to onboard is that of the handbook's example`() {
    #expect(TimeToValue.onboard(start: Day("2021-08-15"), end: Day("2021-09-18")) == 34)
    #expect(TimeToValue.onboard(start: Day("2021-08-15"), end: nil) == nil)
  }

  @Test func `time to a level is that of the first month that reached it`() {
    let months: [(day: Day, ratio: Double?)] = [
      (today.adding(days: 90), 0.8), (today.adding(days: 30), nil), (today.adding(days: 60), 0.5),
      (today.adding(days: -31), 0.1),
    ]
    func days(_ ratio: Double) -> Int? {
      TimeToValue.firstReaching(ratio, subscriptionStart: today, utilization: months)
    }
    #expect(days(0.1) == -31)
    #expect(days(0.5) == 60)
    #expect(days(0.8) == 90)
    #expect(days(0.81) == nil)
  }
}
