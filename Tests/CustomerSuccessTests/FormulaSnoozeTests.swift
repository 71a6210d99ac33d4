import CustomerSuccess
import Testing

@Suite struct FormulaSnoozeTests {
  private let noon = Instant(secondsSinceEpoch: 1_773_144_000)

  @Test func `a newer entry wakes, an older one or none does not`() {
    let mark = SnoozeFacts(newestEntry: noon).mark(of: .activityLogged)
    let later = SnoozeFacts(newestEntry: noon.adding(seconds: 1))
    #expect(later.show(.activityLogged, since: mark))
    #expect(!SnoozeFacts(newestEntry: noon).show(.activityLogged, since: mark))
    #expect(!SnoozeFacts().show(.activityLogged, since: mark))
    #expect(later.show(.activityLogged, since: SnoozeFacts().mark(of: .activityLogged)))
  }

  @Test func `a ticket that closes wakes`() {
    let mark = SnoozeFacts().mark(of: .ticketClosed)
    #expect(SnoozeFacts(newestTicketClosed: noon).show(.ticketClosed, since: mark))
    #expect(!SnoozeFacts(newestEntry: noon).show(.ticketClosed, since: mark))
  }

  @Test func `any other renewal date wakes, also none`() {
    let day = Day(daysSinceEpoch: 20_000)
    let mark = SnoozeFacts(renewal: day).mark(of: .renewalMoved)
    #expect(!SnoozeFacts(renewal: day).show(.renewalMoved, since: mark))
    #expect(SnoozeFacts(renewal: day.adding(days: 1)).show(.renewalMoved, since: mark))
    #expect(SnoozeFacts().show(.renewalMoved, since: mark))
  }

  @Test(arguments: [
    (Sentiment.green, Sentiment.yellow, true), (.green, .red, true), (.yellow, .red, true),
    (.yellow, .green, false), (.red, .red, false), (.red, .green, false),
  ])
  func `health wakes when its color gets worse`(was: Sentiment, isNow: Sentiment, wakes: Bool) {
    let mark = SnoozeFacts(health: was).mark(of: .healthDropped)
    #expect(SnoozeFacts(health: isNow).show(.healthDropped, since: mark) == wakes)
  }

  @Test func `a health that is not known wakes nobody`() {
    #expect(!SnoozeFacts().show(.healthDropped, since: "Green"))
  }
}
