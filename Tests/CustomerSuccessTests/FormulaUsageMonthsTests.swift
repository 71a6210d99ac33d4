import CustomerSuccess
import Support
import Testing

@Suite struct FormulaUsageMonthsTests {
  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  @Test func `months survive being packed`() throws {
    var random = SeededGenerator(seed: 71)
    for round in 0..<300 {
      let months = someMonths(&random)
      let unpacked = try UsageMonths(packed: months.packed)
      guard unpacked == months else {
        Issue.record("round \(round), \(random)")
        return
      }
    }
  }

  @Test func `the packed form is the one written down`() throws {
    var months = UsageMonths()
    #expect(months.packed == [1, 75, 0])

    // March 2022 is month 24266 since year 0: doubled, plus one for the new set of metrics.
    var march = UsageMonths.Month(try day("2022-03-01"))
    march[.billableUsers] = 300
    var may = UsageMonths.Month(try day("2022-05-31"))
    may[.billableUsers] = 298
    months.merge(may)
    months.merge(march)
    let head: [UInt8] = [1, 75, 2, 0x95, 0xFB, 0x02, 1] + Array(repeating: 0, count: 9)
    #expect(months.packed == head + [0xD8, 0x04, 2, 3])
  }

  @Test func `a merged month replaces the one before and keeps the order`() throws {
    var months = UsageMonths()
    for (date, users) in [
      ("2021-11-30", 5), ("2021-09-01", 3), ("2021-10-15", 4), ("2021-09-28", 9),
    ] {
      var month = UsageMonths.Month(try day(date))
      month[.billableUsers] = Int64(users)
      months.merge(month)
    }
    #expect(months.months.map(\.day.description) == ["2021-09-01", "2021-10-01", "2021-11-01"])
    #expect(months.values(of: .billableUsers).map(\.value) == [9, 4, 5])
    #expect(months.values(of: .licensedUsers).map(\.value) == [nil, nil, nil])
    #expect(months.month(try day("2021-10-31"))?[.billableUsers] == 4)
    #expect(months.month(try day("2021-12-01")) == nil)
    #expect(UsageMonths(months.months.reversed()) == months)
  }

  @Test func `of two months given at once the later stays`() throws {
    var first = UsageMonths.Month(try day("2021-09-01"))
    first[.billableUsers] = 1
    var second = first
    second[.billableUsers] = 2
    #expect(UsageMonths([first, second]).values(of: .billableUsers).map(\.value) == [2])
  }

  @Test func `bytes that end early or too late are refused with their place`() throws {
    var random = SeededGenerator(seed: 72)
    let bytes = someMonths(&random, count: 6).packed
    for end in 0..<bytes.count {
      #expect(throws: UsageMonthsError.truncated(at: end)) {
        try UsageMonths(packed: Array(bytes[..<end]))
      }
    }
    #expect(throws: UsageMonthsError.tooLong(extraBytes: 2)) {
      try UsageMonths(packed: bytes + [0, 0])
    }
  }

  @Test(arguments: [
    ([2, 75, 0], UsageMonthsError.unknownVersion(2)),
    ([1, 0xFF, 0x7F, 0], .tooMany("metrics", found: 16_383, limit: 1_000)),
    ([1, 75, 0xFF, 0x7F], .tooMany("months", found: 16_383, limit: 1_200)),
    ([1, 8, 1, 0xFE, 0xFF, 0xFF, 0x7F], .monthOutOfRange(at: 7)),
    ([1, 8, 1, 0x02], .monthOutOfRange(at: 4)),
  ])
  func `bytes that cannot be true are refused`(_ bytes: [UInt8], _ error: UsageMonthsError) {
    #expect(throws: error) { try UsageMonths(packed: bytes) }
  }

  @Test func `an error says what is wrong and what to do`() {
    #expect(
      UsageMonthsError.unknownVersion(2).description
        == "usage months have format 2, this version reads 1: update Tamarack")
    #expect(
      UsageMonthsError.tooMany("months", found: 9_999, limit: 1_200).description
        == "usage months claim 9999 months, at most 1200 are possible: the data is damaged")
  }

  @Test func `damaged bytes are read or refused, and never crash`() {
    var random = SeededGenerator(seed: 73)
    var refused = 0
    for _ in 0..<600 {
      var bytes = someMonths(&random, count: 3).packed
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      }
      do throws(UsageMonthsError) {
        let months = try UsageMonths(packed: bytes)
        let days = months.months.map(\.day)
        #expect(days == days.sorted() && Set(days).count == days.count, "\(random)")
      } catch {
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  @Test func `metrics of a newer version are kept`() throws {
    // One month of 2022-03 with 80 metrics, of which the last is present.
    let bytes: [UInt8] =
      [1, 80, 1, 0x95, 0xFB, 0x02] + Array(repeating: 0, count: 9) + [0x80, 14]
    let months = try UsageMonths(packed: bytes)
    #expect(months.months.first?.values.count == 80)
    #expect(months.months.first?.values.last == 7)
    #expect(months.packed == bytes)
  }

  @Test func `thirty months of every metric stay small`() throws {
    var random = SeededGenerator(seed: 74)
    var months = UsageMonths()
    let start = try day("2020-01-01")
    for index in 0..<30 {
      var month = UsageMonths.Month(start.adding(months: index))
      for metric in UsageMetric.all {
        month[metric] = Int64(1_000 + index * 20) + .random(in: 0...40, using: &random)
      }
      months.merge(month)
    }
    // A byte or so a value; plain 64-bit numbers would take 18,000.
    #expect(months.packed.count < 3_000)
  }

  /// Months with holes, and values from none to the largest there are.
  private func someMonths(_ random: inout SeededGenerator, count: Int? = nil) -> UsageMonths {
    var day = Day(daysSinceEpoch: .random(in: 10_000...20_000, using: &random)).firstOfMonth
    var months: [UsageMonths.Month] = []
    for _ in 0..<(count ?? .random(in: 0...14, using: &random)) {
      var month = UsageMonths.Month(day)
      let density = Int.random(in: 0...4, using: &random)
      for metric in UsageMetric.all where Int.random(in: 0..<4, using: &random) < density {
        let bits = Int64.random(in: 0...63, using: &random)
        month[metric] = Int64(bitPattern: random.next()) >> bits
      }
      months.append(month)
      day = day.adding(months: .random(in: 1...5, using: &random))
    }
    return UsageMonths(months)
  }
}
