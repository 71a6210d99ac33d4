import CustomerSuccess
import Support
import Testing

@Suite struct ValuesInstantTests {
  @Test(arguments: [
    // Salesforce's REST and Data Loader, Salesforce's Data Export, Zendesk, Snowflake in three
    // formats, a zone behind and one ahead of UTC.
    ("2021-10-04T12:34:56.000+0000", "2021-10-04T12:34:56Z"),
    ("2021-10-04T12:34:56.000Z", "2021-10-04T12:34:56Z"),
    ("2021-10-04 12:34:56", "2021-10-04T12:34:56Z"),
    ("2021-10-04T12:34:56Z", "2021-10-04T12:34:56Z"),
    ("2021-10-04 12:34:56.123456789", "2021-10-04T12:34:56.123456Z"),
    ("2021-10-04 12:34:56.5 -0700", "2021-10-04T19:34:56.500000Z"),
    ("2021-10-04 12:34:56.000 Z", "2021-10-04T12:34:56Z"),
    ("2021-10-04T00:30:00+05:30", "2021-10-03T19:00:00Z"),
    ("2021-12-31T23:59:60Z", "2022-01-01T00:00:00Z"),
    ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
  ])
  func `instants are read as vendors write them`(_ text: String, _ expected: String) {
    #expect(Instant(text)?.description == expected)
  }

  @Test(arguments: [
    "", "2021-10-04", "2021-10-04T12:34", "2021-10-04T24:00:00Z", "2021-10-04T12:60:00Z",
    "2021-10-04T12:34:61Z", "2021-02-30T12:34:56Z", "2021-10-04T12:34:56.Z",
    "2021-10-04T12:34:56+25:00", "2021-10-04T12:34:56ZZ", "2021-10-04T12:34:56 ",
    "2021-10-04x12:34:56", "2021-10-04T12:34:56 UTC", "04.10.2021 12:34:56",
    "2021-10-04T1a:34:56Z", "2021-10-04T12:34:56+5",
  ])
  func `what is no instant is refused`(_ text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func `an instant survives being written and read`() {
    var random = SeededGenerator(seed: 43)
    for _ in 0..<20_000 {
      let instant = Instant(
        microseconds: .random(in: -60_000_000_000_000_000...250_000_000_000_000_000, using: &random)
      )
      guard Instant(instant.description) == instant, Instant(stored: instant.stored) == instant
      else {
        Issue.record("\(instant) does not survive (\(random))")
        return
      }
    }
  }

  @Test func `the day is that of the zone, also before 1970`() {
    let instant = Instant("2021-10-04T23:30:00Z")
    #expect(instant?.day(secondsFromGMT: 0).description == "2021-10-04")
    #expect(instant?.day(secondsFromGMT: 3_600).description == "2021-10-05")
    #expect(instant?.day(secondsFromGMT: -86_400).description == "2021-10-03")
    #expect(
      Instant(microseconds: -1).day(secondsFromGMT: 0).description == "1969-12-31")
  }

  @Test func `seconds round down in both directions`() {
    let start = Instant(microseconds: 0)
    #expect(start.seconds(until: Instant(microseconds: 1_999_999)) == 1)
    #expect(start.seconds(until: Instant(microseconds: -1)) == -1)
    #expect(start.adding(seconds: -5).microseconds == -5_000_000)
  }
}
