import CustomerSuccess
import Testing

@Suite struct WhatIfTests {
  private let standard = HealthConfiguration.standard

  private func tried(_ text: String) -> HealthConfiguration {
    WhatIf(text, in: standard).applied(to: standard)
  }

  @Test func `each word changes its number and no other`() {
    #expect(tried("") == standard)
    #expect(tried("sentiment=100").scorecard.share(of: .tamSentiment) == 100.0 / 150)
    #expect(tried("product=0").scorecard.share(of: .scm) == 0)
    #expect(tried("scm=0").scorecard.share(of: .ci) == 0.05)
    #expect(tried("green=80").bands.yellowEnds == 80)
    #expect(tried("yellow=40").bands.redEnds == 40)
    #expect(tried("tickets=1/2").limits.greenTickets == 1)
    #expect(tried("forced=no").scorecard.redSentimentForcesRed == false)
    let calls = tried("calls1=10/20").cadence
    #expect(calls.limits(for: CadenceFacts(.first)) == .init(greenDays: 10, yellowDays: 20))
    #expect(calls.limits(for: CadenceFacts(.second)) == .init(greenDays: 65, yellowDays: 90))
  }

  @Test(arguments: MethodologyEra.allCases)
  func `the present number of every word, tried out, changes nothing`(_ era: MethodologyEra) {
    let present = HealthConfiguration.era(era)
    for word in WhatIfWord.known(in: present) where word != .owner {
      let now = word.present(in: present) ?? ""
      let what = WhatIf("\(word.rawValue)=\(now)", in: present)
      #expect(what.problems == [], "\(word)")
      let tried = what.applied(to: present)
      #expect(tried.scorecard == present.scorecard, "\(word)")
      #expect(tried.limits == present.limits, "\(word)")
      #expect(word.present(in: tried) == now, "\(word)")
    }
  }

  @Test func `the last of two equal words counts`() {
    #expect(tried("green=70 green=85").bands.yellowEnds == 85)
    #expect(
      tried("calls1=1/2 calls1=10/20").cadence.limits(for: CadenceFacts(.first))?.greenDays == 10)
  }

  @Test(arguments: [
    ("mood=3", WhatIf.Problem.unknown("mood=3")), ("sentiment", .unknown("sentiment")),
    ("sentiment=", .value(.sentiment, found: "")), ("green=101", .value(.green, found: "101")),
    ("calls1=60/35", .value(.calls1, found: "60/35")), ("roi=-1", .value(.roi, found: "-1")),
    ("roi=nan", .value(.roi, found: "nan")), ("tickets=5", .value(.tickets, found: "5")),
    ("forced=maybe", .value(.forced, found: "maybe")), ("owner=", .value(.owner, found: "")),
    ("persona=10", .missing(.persona)), ("calls2=1/2/3", .value(.calls2, found: "1/2/3")),
    ("yellow=70", .bands(red: 25, yellow: 62.5, green: 87.5)),
  ])
  func `what means nothing is named, and the rest is tried out`(
    _ word: String, _ problem: WhatIf.Problem
  ) {
    let what = WhatIf("\(word) engagement=20", in: standard)
    #expect(what.problems == [problem])
    #expect(what.terms == [.weight(.engagement, 20)])
  }

  @Test func `a problem says what to write`() {
    #expect(
      WhatIf("calls1=60", in: standard).problems.map(\.description) == [
        "calls1=60 is no such value: write days such as 35/60, the first not above the second"
      ])
  }

  @Test func `an owner is a person or nobody`() {
    #expect(WhatIf("", in: standard).owner == nil)
    #expect(WhatIf("owner=bob", in: standard).owner == .some("bob"))
    #expect(WhatIf("owner=nobody", in: standard).owner == .some(nil))
  }

  @Test func `words and owners complete as far as they are certain`() {
    func completed(_ text: String) -> String? {
      WhatIf.completed(text, in: standard, people: ["bob", "bobby", "eve"])
    }
    #expect(completed("sen") == "sentiment=")
    #expect(completed("green=80 l") == "green=80 license=")
    #expect(completed("c") == nil)
    #expect(completed("ca") == "calls")
    #expect(completed("owner=e") == "owner=eve")
    #expect(completed("owner=b") == "owner=bob")
    #expect(completed("persona") == nil)
    #expect(completed("") == nil)
    #expect(completed("zzz") == nil)
  }

  /// Under random weights and scores.
  @Test func `movers add up to the whole change`() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      func scores() -> [Measure: Double] {
        Dictionary(
          Measure.allCases.filter { _ in Bool.random(using: &random) }
            .map { ($0, Double.random(in: 0...100, using: &random)) },
          uniquingKeysWith: { first, _ in first })
      }
      func weight() -> Int { Int.random(in: 0...100, using: &random) }
      let (old, new) = (scores(), scores())
      let before = Scorecard(standard.scorecard)
      let after = Scorecard(
        tried("sentiment=\(weight()) product=\(weight()) ci=\(weight()) roi=\(weight())").scorecard)
      guard let was = before.overall(of: old), let now = after.overall(of: new) else { continue }
      let sum = before.movers(of: old, to: after, new).reduce(0) { $0 + $1.points }
      #expect(abs(sum - (now.score - was.score)) < 0.000_001)
    }
  }
}
