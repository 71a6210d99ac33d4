/// What usage says (methodology 1.5, 1.6).
extension HealthScoring {
  /// Why usage says nothing; nil when it does.
  private func silence(_ facts: ScoringFacts) -> String? {
    guard let usage = facts.usage else { return "no usage data is here" }
    let arrived = usage.lastArrival
    guard arrived.days(until: facts.today) > limits.usageDays else { return nil }
    return "no usage data since \(arrived): missing for more than \(limits.usageDays) days"
  }

  func license(_ facts: ScoringFacts) -> Judged {
    let rule =
      "billable users of licenses: judged from month \(configuration.license.firstMonth) on, "
      + "stricter with age"
    guard let usage = facts.usage, silence(facts) == nil else {
      return Judged(score: nil, verdict: silence(facts) ?? "", rule: rule)
    }
    let operands = usage.operands
    let billable = operands.billable.map { "\($0)" } ?? "?"
    let licensed = operands.licensed.map { "\($0)" } ?? "?"
    var judged = Judged(
      score: nil, verdict: "billable users or licenses are not known", rule: rule,
      facts: [
        .init(
          "Licenses",
          "\(billable) billable users of \(licensed) licenses, month \(usage.month.monthText)",
          source: RowKey(Account.table, facts.account.id))
      ])
    guard let ratio = operands.ratio, let seats = operands.licensed else { return judged }
    guard let since = customerSince(facts) else {
      judged.verdict = "since when the customer is one is not known"
      return judged
    }
    let age = since.wholeMonths(until: usage.month)
    judged.facts.append(.init("Customer", "since \(since), \(age) months in that month"))
    guard let bracket = configuration.license.bracket(ageInMonths: age) else {
      judged.verdict =
        "\(ScoreWords.share(ratio)), and not judged before month \(configuration.license.firstMonth)"
      return judged
    }
    let color = configuration.license.color(utilization: ratio, ageInMonths: age)
    judged.score = score(color)
    judged.verdict =
      "\(ScoreWords.share(ratio)); from month \(bracket.fromMonth) on red up to "
      + "\(ScoreWords.share(bracket.redUpTo)), yellow up to \(ScoreWords.share(bracket.yellowUpTo))"
    judged.changes =
      seatChanges(color, operands.billable ?? 0, seats, bracket)
      + ageChanges(color, ratio, age, since)
    return judged
  }

  private func customerSince(_ facts: ScoringFacts) -> Day? {
    facts.account[Account.originalContractDate]
      ?? facts.usage?.parts.compactMap { $0.subscription?[Subscription.startDate] }.min()
  }

  private func seatChanges(
    _ color: Sentiment?, _ billable: Int, _ seats: Int, _ bracket: LicenseHealth.Bracket
  ) -> [MeasureFinding.Change] {
    guard color != .green else { return [] }
    // The edge itself still has the worse color.
    let wanted = Int((Double(seats) * bracket.yellowUpTo).rounded(.down)) + 1
    guard wanted > billable else { return [] }
    return [
      .init(
        .green, "\(ScoreWords.count(wanted - billable, "more billable user")) would make it Green.")
    ]
  }

  /// What the next age limit makes of the same use.
  private func ageChanges(
    _ color: Sentiment?, _ ratio: Double, _ age: Int, _ since: Day
  ) -> [MeasureFinding.Change] {
    let later = configuration.license.brackets.filter { $0.fromMonth > age }
      .min { $0.fromMonth < $1.fromMonth }
    guard let later else { return [] }
    let next = configuration.license.color(utilization: ratio, ageInMonths: later.fromMonth)
    guard let next, next != color else { return [] }
    let day = since.adding(months: later.fromMonth)
    return [
      .init(
        next,
        "The same use is \(next.rawValue) from \(day) on, when month \(later.fromMonth) begins.",
        on: day)
    ]
  }

  /// Nil when no rule stands for the measure.
  func useCase(_ measure: Measure, _ facts: ScoringFacts) -> Judged? {
    guard let rule = configuration.usage.rule(for: measure) else { return nil }
    var judged = Judged(score: nil, verdict: "", rule: words(rule))
    guard let usage = facts.usage, silence(facts) == nil else {
      judged.verdict = silence(facts) ?? ""
      return judged
    }
    let parts = usage.parts(for: rule)
    guard !parts.isEmpty || usage.parts.isEmpty else {
      judged.verdict = rule.isUltimateOnly ? "no subscription is Ultimate" : "not self-managed"
      return judged
    }
    let found = rule.rules.compactMap { MeasuredUsage($0, in: parts) }
    judged.facts = found.map { fact($0, month: usage.month) }
    guard let score = rule.score(found.map(\.color), bands) else {
      judged.verdict = "the numbers are missing"
      return judged
    }
    judged.score = score
    judged.verdict = found.map(Self.verdict).joined(separator: "; ")
    if found.count > 1, rule.combination == .average {
      judged.verdict += "; on average \(ScoreWords.points(score)) points"
    }
    judged.changes = found.compactMap(Self.change)
    return judged
  }

  private func words(_ rule: UsageMeasureRule) -> String {
    let each = rule.rules.map { one in
      let name = one.metric?.label ?? one.column
      let green = Self.limit(one.greenFrom, one)
      let yellow = Self.limit(one.yellowFrom, one)
      let word = one.isYellowAbove ? "above" : "from"
      return "\(Self.name(name, one)): green from \(green), yellow \(word) \(yellow)"
    }.joined(separator: "; ")
    let several = rule.combination == .average ? "the mean of their points" : "the worst of them"
    return each + (rule.rules.count > 1 ? "; \(several)" : "")
      + (rule.isUltimateOnly ? "; Ultimate only" : "")
      + (rule.isSelfManagedOnly ? "; self-managed only" : "")
  }

  private static func name(_ metric: String, _ rule: UsageRule) -> String {
    rule.base == .heads ? metric : "\(metric) of \(rule.base.label)"
  }

  private static func limit(_ value: Double, _ rule: UsageRule) -> String {
    rule.isShare ? ScoreWords.share(value) : ScoreWords.number(value)
  }

  private func fact(_ found: MeasuredUsage, month: Day) -> MeasureFinding.Fact {
    let of = found.base.map { " of \(PlainNumber.grouped($0)) \(found.rule.base.label)" } ?? ""
    return .init(
      found.rule.metric?.label ?? found.rule.column,
      "\(PlainNumber.grouped(found.users))\(of), month \(month.monthText)",
      source: found.series.count == 1 ? RowKey(UsageSeries.table, found.series[0]) : nil)
  }

  private static func verdict(_ found: MeasuredUsage) -> String {
    let rule = found.rule
    let value = limit(found.value, rule)
    let held =
      switch found.color {
      case .green: "at least \(limit(rule.greenFrom, rule))"
      case .yellow: "below \(limit(rule.greenFrom, rule))"
      case .red where rule.isYellowAbove: "not above \(limit(rule.yellowFrom, rule))"
      case .red: "below \(limit(rule.yellowFrom, rule))"
      }
    return "\(value) is \(held)"
  }

  private static func change(_ found: MeasuredUsage) -> MeasureFinding.Change? {
    guard found.color != .green else { return nil }
    let base = Double(found.base ?? 1)
    let wanted = Int64((base * found.rule.greenFrom).rounded(.up))
    guard wanted > found.users else { return nil }
    let more = PlainNumber.grouped(wanted - found.users)
    return .init(
      .green,
      "\(more) more \((found.rule.metric?.label ?? found.rule.column).lowercased()) would be green."
    )
  }
}

extension Day {
  /// `2026-11`.
  var monthText: String { String(description.prefix(7)) }
}
