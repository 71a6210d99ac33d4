import CustomerSuccess
import Testing

@Suite struct FormulaUrgencyTests {
  private let today = Day(daysSinceEpoch: 20_000)

  @Test(arguments: [(-1, nil), (0, 10), (1, 11), (30, 40), (31, 40), (400, 40)] as [(Int, Int?)])
  func `what is late gains a point a day, up to thirty`(_ late: Int, _ points: Int?) {
    #expect(Urgency.due(today.adding(days: -late), today: today)?.points == points)
  }

  @Test func `what has no day is due on none`() { #expect(Urgency.due(nil, today: today) == nil) }

  @Test(
    arguments: [(-1, 0), (0, 15), (30, 15), (31, 8), (90, 8), (91, 0)] as [(Int, Int)])
  func `a renewal weighs more the nearer it is`(_ days: Int, _ points: Int) {
    let urgency = Urgency.customer(
      health: .green, renewal: today.adding(days: days), isLarge: false, today: today)
    #expect(urgency.points == points)
  }

  @Test func `the points are the sum of the reasons, and a worse health never weighs less`() {
    var last = Int.max
    for health in [Sentiment.red, .yellow, .green] {
      let urgency = Urgency.customer(health: health, renewal: nil, isLarge: true, today: today)
      #expect(urgency.points == urgency.parts.reduce(0) { $0 + $1.points })
      #expect(urgency.points < last)
      last = urgency.points
    }
  }

  @Test func `only a call that is due is asked for`() {
    #expect(Urgency.call(.green, prioritization: .first) == nil)
    #expect(Urgency.call(.notApplicable, prioritization: .first) == nil)
    #expect(Urgency.call(.red, prioritization: .second)?.points == 20)
    #expect(Urgency.call(.yellow, prioritization: .second)?.points == 8)
    #expect(Urgency.call(.never, prioritization: .first)?.points == 30)
  }
}
