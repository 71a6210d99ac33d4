import CustomerSuccess
import Support
import Testing

@Suite struct FormulaAccountRollupTests {
  private let today = FormulaSamples.today
  private let now = FormulaSamples.now

  @Test func `a logged call turns engagement and health at once`() throws {
    let measures = [
      FormulaSamples.measure(.tamSentiment, 62.5), FormulaSamples.measure(.engagement, 25),
    ]
    let before = AccountRollup().recalculated(
      FormulaSamples.account(), measures: measures, at: now, today: today
    ).account
    #expect(before[Account.healthColor] == .yellow)

    let call = TimelineDates(account: before).adding(.call, on: today, today: today)
    let outcome = AccountRollup().recalculated(
      before, timeline: call, measures: measures, at: now, today: today)

    #expect(outcome.account[Account.lastActivityDate] == today)
    #expect(outcome.account[Account.lastTimelineActivity] == today)
    #expect(outcome.account[Account.firstEngagement] == today)
    let engagement = try #require(outcome.measures.first)
    #expect(outcome.measures.count == 1)
    #expect(engagement[HealthMeasure.measure] == .engagement)
    #expect(engagement[HealthMeasure.score] == 87.5)
    #expect(engagement[HealthMeasure.previousScore] == 25)
    #expect(engagement[HealthMeasure.setAt] == now)
    #expect(engagement[HealthMeasure.setBy] == nil)
    let score = try #require(outcome.account[Account.healthScore])
    #expect(abs(score - (50 * 62.5 + 10 * 87.5) / 60) < 1e-9)
    #expect(outcome.account[Account.previousHealthScore] == before[Account.healthScore])
  }

  @Test func `the engagement row is made when there is none`() throws {
    let outcome = AccountRollup().recalculated(
      FormulaSamples.account(), measures: [], at: now, today: today)
    let row = try #require(outcome.measures.first)
    #expect(row.id == "A1:Engagement")
    #expect(row[HealthMeasure.account] == Account.ID("A1"))
    #expect(row[HealthMeasure.score] == 25)
    #expect(outcome.account[Account.healthColor] == .red)
  }

  @Test func `an update moves the timeline and nothing else`() {
    let rollup = AccountRollup()
    let first = rollup.recalculated(
      FormulaSamples.account(), measures: [], at: now, today: today)
    let update = TimelineDates(account: first.account).adding(.update, on: today, today: today)
    let second = rollup.recalculated(
      first.account, timeline: update, measures: first.measures, at: now, today: today)
    var expected = first.account
    expected[Account.lastTimelineActivity] = today
    #expect(second.account == expected)
    #expect(second.measures == [])
  }

  @Test func `a red sentiment colors the account red and the score stays`() {
    let measures = [
      FormulaSamples.measure(.tamSentiment, 25), FormulaSamples.measure(.engagement, 87.5),
      FormulaSamples.measure(.roi, 87.5), FormulaSamples.measure(.licenseUsage, 87.5),
    ]
    let account = AccountRollup().recalculated(
      FormulaSamples.account(),
      timeline: TimelineDates([(.call, today)], today: today), measures: measures, at: now,
      today: today
    ).account
    #expect(account[Account.healthColor] == .red)
    #expect(account[Account.healthScore] == 48.4375)
  }

  @Test func `an account that nothing is known of has no health`() {
    let outcome = AccountRollup().recalculated(
      FormulaSamples.account(tam: nil), measures: [], at: now, today: today)
    #expect(outcome.account[Account.healthScore] == nil)
    #expect(outcome.account[Account.healthColor] == nil)
    #expect(outcome.measures == [])
  }

  @Test func `without a TAM neither ROI nor TAM Sentiment counts, and none forces red`() {
    let measures = [
      FormulaSamples.measure(.tamSentiment, 25), FormulaSamples.measure(.roi, 25),
      FormulaSamples.measure(.licenseUsage, 87.5),
    ]
    let outcome = AccountRollup().recalculated(
      FormulaSamples.account(tam: nil), measures: measures, at: now, today: today)
    #expect(outcome.account[Account.healthScore] == 87.5)
    #expect(outcome.account[Account.healthColor] == .green)
  }

  @Test func `losing its TAM makes engagement NA and keeps what it was`() throws {
    let outcome = AccountRollup().recalculated(
      FormulaSamples.account(tam: nil), measures: [FormulaSamples.measure(.engagement, 62.5)],
      at: now, today: today)
    let row = try #require(outcome.measures.first)
    #expect(row[HealthMeasure.score] == nil)
    #expect(row[HealthMeasure.previousScore] == 62.5)
  }

  @Test func `one entry at a time ends where a whole recalculation ends, and rests there`() {
    var random = SeededGenerator(seed: 63)
    for round in 0..<500 {
      let entries = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        (
          type: ActivityType.allCases.randomElement(using: &random) ?? .call,
          day: today.adding(days: .random(in: -120...0, using: &random))
        )
      }
      let sentiment = FormulaSamples.measure(
        .tamSentiment, [25, 62.5, 87.5, nil].randomElement(using: &random) ?? nil)
      let start = FormulaSamples.account(
        prioritization: Prioritization.allCases.randomElement(using: &random))
      let rollup = AccountRollup()
      var step = rollup.recalculated(start, measures: [sentiment], at: now, today: today)
      var measures = merged([sentiment], step.measures)
      for entry in entries {
        step = rollup.recalculated(
          step.account,
          timeline: TimelineDates(account: step.account)
            .adding(entry.type, on: entry.day, today: today),
          measures: measures, at: now, today: today)
        measures = merged(measures, step.measures)
      }
      let whole = rollup.recalculated(
        step.account, timeline: TimelineDates(entries, today: today), measures: measures, at: now,
        today: today)
      guard whole.account == step.account, whole.measures.isEmpty else {
        Issue.record("round \(round), \(random): \(entries)")
        return
      }
    }
  }

  private func merged(_ rows: [Row], _ changes: [Row]) -> [Row] {
    rows.filter { row in !changes.contains { $0.id == row.id } } + changes
  }

  @Test func `confirming a score keeps the previous one and renews the stamp`() {
    var row = HealthMeasure.scored(
      .tamSentiment, of: Account.ID("A1"), from: nil, score: 25, comment: "Lost the sponsor",
      at: Instant(microseconds: 1), by: User.ID("U1"))
    row = HealthMeasure.scored(
      .tamSentiment, of: Account.ID("A1"), from: row, score: 62.5, at: Instant(microseconds: 2),
      by: User.ID("U2"))
    row = HealthMeasure.scored(
      .tamSentiment, of: Account.ID("A1"), from: row, score: 62.5, at: Instant(microseconds: 3),
      by: User.ID("U3"))
    #expect(row[HealthMeasure.score] == 62.5)
    #expect(row[HealthMeasure.previousScore] == 25)
    #expect(row[HealthMeasure.comment] == "Lost the sponsor")
    #expect(row[HealthMeasure.setAt] == Instant(microseconds: 3))
    #expect(row[HealthMeasure.setBy] == User.ID("U3"))
  }
}
