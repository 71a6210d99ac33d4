import CustomerSuccess
import Testing

@Suite struct ContactCoverageTests {
  private let today = Day(daysSinceEpoch: 20_000)

  @Test(arguments: [(90, true), (91, false), (0, true), (-3, true)])
  func `whoever was seen within three months is a regular contact`(daysAgo: Int, isRegular: Bool) {
    let last = today.adding(days: -daysAgo)
    #expect(ContactCoverage.isRegular(last, today: today) == isRegular)
    #expect(
      ContactCoverage(lastSeen: [last], today: today)
        == (isRegular ? .seen(last: last) : .quiet(last: last)))
  }

  @Test func `the person seen last decides, and nobody is worse than somebody silent`() {
    let recent = today.adding(days: -5)
    let coverage = ContactCoverage(
      lastSeen: [nil, today.adding(days: -200), recent], today: today)
    #expect(coverage == .seen(last: recent))
    #expect(ContactCoverage(lastSeen: [nil], today: today) == .neverSeen)
    #expect(ContactCoverage(lastSeen: [], today: today) == .missing)
    #expect(ContactCoverage(lastSeen: [], today: today).color == .red)
  }
}
