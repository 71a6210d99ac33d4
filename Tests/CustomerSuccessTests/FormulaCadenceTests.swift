import CustomerSuccess
import Testing

@Suite struct FormulaCadenceTests {
  private let today = FormulaSamples.today

  private func cadence(
    hasTAM: Bool = true, _ prioritization: Prioritization? = .first, silentDays: Int?,
    newDays: Int? = nil, segment: SalesSegment? = nil, arr: Int? = nil,
    _ configuration: CadenceConfiguration = .eraB
  ) -> Cadence {
    configuration.cadence(
      hasTAM: hasTAM, CadenceFacts(prioritization, segment: segment, arr: arr),
      lastActivity: silentDays.map { today.adding(days: -$0) },
      newSince: newDays.map { today.adding(days: -$0) }, today: today)
  }

  @Test(arguments: [
    (Prioritization.first, 0, Cadence.green), (.first, 34, .green), (.first, 35, .green),
    (.first, 36, .yellow), (.first, 59, .yellow), (.first, 60, .yellow), (.first, 61, .red),
    (.first, 5_000, .red),
    (.second, 64, .green), (.second, 65, .green), (.second, 66, .yellow), (.second, 89, .yellow),
    (.second, 90, .yellow), (.second, 91, .red),
  ])
  func `silence is judged by the prioritization`(
    _ prioritization: Prioritization, _ silentDays: Int, _ expected: Cadence
  ) {
    #expect(cadence(prioritization, silentDays: silentDays) == expected)
  }

  @Test func `an account without a prioritization is judged like the first`() {
    #expect(cadence(nil, silentDays: 35) == .green)
    #expect(cadence(nil, silentDays: 36) == .yellow)
    #expect(cadence(nil, silentDays: 61) == .red)
    #expect(cadence(nil, silentDays: nil) == .never)
  }

  @Test(arguments: [Prioritization.third, .fourth])
  func `unmanaged and digital accounts have no cadence`(_ prioritization: Prioritization) {
    #expect(cadence(prioritization, silentDays: 400) == .notApplicable)
    #expect(cadence(prioritization, silentDays: nil) == .notApplicable)
  }

  @Test func `without a TAM there is no cadence`() {
    #expect(cadence(hasTAM: false, silentDays: 400) == .notApplicable)
    #expect(cadence(hasTAM: false, silentDays: 1) == .notApplicable)
  }

  @Test(arguments: [
    (-5, Cadence.notApplicable), (0, .notApplicable), (29, .notApplicable), (30, .never),
    (31, .never),
  ])
  func `the first thirty days are not judged`(_ newDays: Int, _ expected: Cadence) {
    #expect(cadence(silentDays: nil, newDays: newDays) == expected)
  }

  @Test func `a call in the first thirty days does not start the judging`() {
    #expect(cadence(silentDays: 2, newDays: 29) == .notApplicable)
    #expect(cadence(silentDays: 3, newDays: 30) == .green)
  }

  @Test func `a call that is dated tomorrow is a recent one`() {
    #expect(cadence(silentDays: -1) == .green)
  }

  @Test func `era A did not look at the prioritization`() {
    #expect(cadence(.second, silentDays: 36, .era(.a)) == .yellow)
    #expect(cadence(.second, silentDays: 36, .era(.c)) == .green)
  }

  @Test(arguments: [
    (SalesSegment?.none, Int?.none, 35, 60), (.large, nil, 35, 60), (.publicSector, 1, 35, 60),
    (.midMarket, 50_000, 30, 60), (.midMarket, 49_999, 90, 120), (.smb, 20_000, 90, 120),
  ])
  func `era A looked at segment and ARR`(
    _ segment: SalesSegment?, _ arr: Int?, _ green: Int, _ yellow: Int
  ) {
    func after(_ days: Int) -> Cadence {
      cadence(.second, silentDays: days, segment: segment, arr: arr, .eraA)
    }
    #expect(after(green) == .green)
    #expect(after(green + 1) == .yellow)
    #expect(after(yellow) == .yellow)
    #expect(after(yellow + 1) == .red)
  }

  @Test func `era A asked small accounts for no rhythm`() {
    let small = cadence(silentDays: 400, segment: .midMarket, arr: 19_999, .eraA)
    #expect(small == .notApplicable)
    #expect(cadence(silentDays: 400, segment: .smb, arr: nil, .eraA) == .notApplicable)
  }

  @Test(
    arguments: [
      (Cadence.green, 87.5), (.yellow, 62.5), (.red, 25), (.never, 25), (.notApplicable, nil),
    ] as [(Cadence, Double?)])
  func `the engagement score is that of the color`(_ cadence: Cadence, _ score: Double?) {
    #expect(cadence.score() == score)
  }

  @Test func `more silence never makes the cadence better`() {
    let order: [Cadence] = [.green, .yellow, .red]
    for prioritization in [Prioritization.first, .second] {
      var worst = 0
      for days in 0..<200 {
        let state = cadence(prioritization, silentDays: days)
        let rank = order.firstIndex(of: state) ?? -1
        #expect(rank >= worst, "\(state) after \(days) days")
        worst = max(worst, rank)
      }
    }
  }

  @Test func `an account row says when it was new`() {
    var account = FormulaSamples.account(onboardingStartedDaysAgo: nil)
    #expect(CadenceConfiguration.newSince(account) == nil)
    #expect(CadenceConfiguration.eraB.cadence(of: account, today: today) == .never)

    account[Account.originalContractDate] = today.adding(days: -500)
    #expect(CadenceConfiguration.eraB.cadence(of: account, today: today) == .never)

    account[Account.tamFirstAssigned] = today.adding(days: -10)
    #expect(CadenceConfiguration.eraB.cadence(of: account, today: today) == .notApplicable)

    account[Account.onboardingStart] = today.adding(days: -40)
    #expect(CadenceConfiguration.eraB.cadence(of: account, today: today) == .never)

    account[Account.lastActivityDate] = today.adding(days: -1)
    #expect(CadenceConfiguration.eraB.cadence(of: account, today: today) == .green)
  }
}
