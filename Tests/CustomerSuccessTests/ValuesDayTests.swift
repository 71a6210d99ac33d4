import CustomerSuccess
import Support
import Testing

@Suite struct ValuesDayTests {
  @Test func `every day of eight centuries follows the one before`() throws {
    var (year, month, day) = (1600, 1, 1)
    var number = try #require(Day(year: 1600, month: 1, day: 1)).daysSinceEpoch
    while year < 2400 {
      let parts = Day(daysSinceEpoch: number).parts
      let isSame = parts == (year, month, day)
      let isReversible =
        Day(year: year, month: month, day: day)?.daysSinceEpoch == number
      guard isSame, isReversible else {
        Issue.record("day \(number) is \(parts), the calendar says \(year)-\(month)-\(day)")
        return
      }
      number += 1
      day += 1
      if day > length(month, year) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }

  /// Written apart from the code under test, so that both cannot be wrong alike.
  private func length(_ month: Int, _ year: Int) -> Int {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    return lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
  }

  @Test(arguments: [
    ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2),
    ("2021-10-04", 18_904, 1), ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
    ("1900-03-01", -25_508, 4),
  ])
  func `known days have their number and weekday`(_ text: String, _ number: Int, _ weekday: Int) {
    let day = Day(text)
    #expect(day?.daysSinceEpoch == number)
    #expect(day?.weekday == weekday)
    #expect(day?.description == text)
  }

  @Test(arguments: [
    "2021-02-29", "1900-02-29", "2021-13-01", "2021-00-10", "2021-04-31", "2021-01-00",
    "0000-01-01", "2021-1-1", "2021/01/01", "20210101", "2021-01-01 ", "", "+021-01-01",
    "２０２１-01-01", "2021-01-0a", "10000-01-01",
  ])
  func `what is no day is refused`(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `a day survives being written and read`() {
    var random = SeededGenerator(seed: 41)
    for _ in 0..<20_000 {
      let day = Day(daysSinceEpoch: .random(in: -719_162...2_932_896, using: &random))
      guard Day(day.description) == day, Day(stored: day.stored) == day else {
        Issue.record("\(day) does not survive (\(random))")
        return
      }
    }
  }

  @Test(arguments: [
    ("2021-01-31", 1, "2021-02-28"), ("2020-01-31", 1, "2020-02-29"),
    ("2021-12-15", 1, "2022-01-15"), ("2021-01-15", -1, "2020-12-15"),
    ("2021-03-31", -1, "2021-02-28"), ("2020-02-29", 12, "2021-02-28"),
    ("2021-05-20", 0, "2021-05-20"), ("2021-05-31", -25, "2019-04-30"),
    ("2021-08-31", 18, "2023-02-28"),
  ])
  func `adding months stays within the month`(_ text: String, _ months: Int, _ expected: String) {
    #expect(Day(text)?.adding(months: months).description == expected)
  }

  @Test func `whole months are the most that fit`() {
    var random = SeededGenerator(seed: 42)
    for _ in 0..<20_000 {
      let start = Day(daysSinceEpoch: .random(in: -10_000...30_000, using: &random))
      let end = start.adding(days: .random(in: -2_000...2_000, using: &random))
      let months = start.wholeMonths(until: end)
      guard start.adding(months: months) <= end, start.adding(months: months + 1) > end else {
        Issue.record("\(months) months from \(start) to \(end) (\(random))")
        return
      }
    }
  }

  @Test(arguments: [
    ("2021-01-15", "2021-04-01", 2), ("2021-01-01", "2021-04-01", 3),
    ("2021-01-31", "2021-02-28", 1), ("2021-04-01", "2021-04-01", 0),
    ("2021-04-02", "2021-04-01", -1),
  ])
  func `whole months between known days`(_ start: String, _ end: String, _ months: Int) throws {
    let start = try #require(Day(start))
    #expect(start.wholeMonths(until: try #require(Day(end))) == months)
  }

  @Test func `days are counted in both directions and ordered as they are written`() throws {
    let early = try #require(Day("2021-02-27"))
    let late = try #require(Day("2021-03-01"))
    #expect(early.days(until: late) == 2)
    #expect(late.days(until: early) == -2)
    #expect(early < late)
    #expect(late.firstOfMonth == late)
    #expect(early.firstOfMonth.description == "2021-02-01")
  }
}
