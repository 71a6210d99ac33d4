/// The measures that a TAM's own work decides (methodology 1.4).
extension HealthScoring {
  func engagement(_ facts: ScoringFacts) -> Judged {
    let account = facts.account
    guard let limits = configuration.cadence.limits(for: CadenceFacts(account)) else {
      return Judged(
        score: nil, verdict: "this prioritization asks for no calls",
        rule: "this prioritization asks for no calls")
    }
    let rule =
      "last call: green up to \(limits.greenDays) days, yellow up to \(limits.yellowDays)"
    guard let last = account[Account.lastActivityDate] else {
      return Judged(
        score: score(.red), verdict: "nobody ever called", rule: rule,
        facts: [.init("Last call", "no call or meeting ever")],
        changes: [.init(.green, "A call or meeting makes it Green.")])
    }
    let silent = last.days(until: facts.today)
    let color: Sentiment =
      silent <= limits.greenDays ? .green : silent <= limits.yellowDays ? .yellow : .red
    return Judged(
      score: score(color), verdict: verdict(color, silent: silent, limits), rule: rule,
      facts: [
        .init("Last call", "\(last), \(RelativeDay.words(last, today: facts.today))")
      ], changes: calls(color, last, limits, today: facts.today))
  }

  private func verdict(_ color: Sentiment, silent: Int, _ limits: CadenceLimits) -> String {
    let days = ScoreWords.count(max(silent, 0), "day")
    return switch color {
    case .green: "\(days) without a call, at most \(limits.greenDays)"
    case .yellow: "\(days) without a call, more than \(limits.greenDays)"
    case .red: "\(days) without a call, more than \(limits.yellowDays)"
    }
  }

  private func calls(
    _ color: Sentiment, _ last: Day, _ limits: CadenceLimits, today: Day
  ) -> [MeasureFinding.Change] {
    let yellow = last.adding(days: limits.greenDays + 1)
    let red = last.adding(days: limits.yellowDays + 1)
    func by(_ day: Day) -> String { ScoreWords.day(day.adding(days: -1), today: today) }
    switch color {
    case .green:
      return [
        .init(.green, "A call by \(by(yellow)) keeps it Green.", on: yellow.adding(days: -1)),
        .init(
          .yellow,
          "Without one it turns Yellow \(ScoreWords.on(yellow, today: today)).", on: yellow),
      ]
    case .yellow:
      return [
        .init(.green, "A call by \(by(red)) makes it Green.", on: red.adding(days: -1)),
        .init(.red, "Without one it turns Red \(ScoreWords.on(red, today: today)).", on: red),
      ]
    case .red: return [.init(.green, "A call or meeting makes it Green.")]
    }
  }

  func sentiment(_ facts: ScoringFacts) -> Judged {
    let isForcing = configuration.scorecard.redSentimentForcesRed
    let rule = "the TAM's own opinion" + (isForcing ? "; red makes the whole customer red" : "")
    guard let row = facts.sentiment, let found = row[HealthMeasure.score] else {
      return Judged(
        score: nil, verdict: "nobody has said anything", rule: rule,
        changes: [.init(nil, "Setting it gives it a color.")])
    }
    let day = row[HealthMeasure.setAt]?.day(secondsFromGMT: 0)
    let source = RowKey(HealthMeasure.table, row.id)
    let said: [MeasureFinding.Fact] =
      day.map {
        [.init("Said", "\($0), \(RelativeDay.words($0, today: facts.today))", source: source)]
      }
      ?? []
    if MeasureRules.hasEnded(sentimentSetOn: day, today: facts.today, limits) {
      return Judged(
        score: nil, verdict: "older than \(limits.endedSentimentDays) days", rule: rule,
        facts: said, changes: [.init(nil, "Setting it anew gives it a color.")])
    }
    let isStale = MeasureRules.isStale(sentimentSetOn: day, today: facts.today, limits)
    return Judged(
      score: found,
      verdict: isStale
        ? "stale (!): not confirmed for more than \(limits.staleSentimentDays) days"
        : "as the TAM said", rule: rule, facts: said,
      changes: day.map { ages($0, isStale: isStale, today: facts.today) } ?? [])
  }

  private func ages(_ day: Day, isStale: Bool, today: Day) -> [MeasureFinding.Change] {
    let stale = day.adding(days: limits.staleSentimentDays + 1)
    let end = day.adding(days: limits.endedSentimentDays + 1)
    let marked: [MeasureFinding.Change] =
      isStale
      ? []
      : [
        .init(
          nil, "Unless confirmed, it is stale (!) from \(ScoreWords.day(stale, today: today)) on.",
          on: stale)
      ]
    return marked + [
      .init(
        nil, "Unless confirmed, it is NA from \(ScoreWords.day(end, today: today)) on.", on: end)
    ]
  }

  func outcomes(_ facts: ScoringFacts) -> Judged {
    let prioritization = facts.account[Account.prioritization]
    let color = MeasureRules.roi(
      plans: facts.plans.map(\.facts), prioritization: prioritization, hasTAM: facts.hasTAM)
    var judged = Judged(
      score: score(color), verdict: "",
      rule: "green with an active success plan that has objectives, strategy and highlights",
      facts: facts.plans.map(Self.fact))
    if facts.plans.isEmpty { judged.facts = [.init("Plan", "no success plan")] }
    guard let color else {
      judged.verdict = "asked for of first-priority accounts, and of others with an open plan"
      return judged
    }
    let best = facts.plans.first { $0.facts.color == color }
    judged.verdict = Self.verdict(color, best)
    judged.changes = Self.steps(color, best)
    return judged
  }

  private static func fact(_ plan: ScoringFacts.Plan) -> MeasureFinding.Fact {
    let text = plan.facts.isDescribed ? "described" : "no strategy or highlights"
    let objectives = ScoreWords.count(plan.facts.objectiveCount, "objective")
    return .init(
      "Plan \(plan.name)", "\(plan.facts.status.rawValue), \(objectives), \(text)",
      source: RowKey(SuccessPlan.table, plan.id))
  }

  private static func verdict(_ color: Sentiment, _ best: ScoringFacts.Plan?) -> String {
    guard let best else { return "there is no success plan" }
    return switch color {
    case .green: "\(best.name) is active and complete"
    case .yellow where best.facts.status == .draft: "\(best.name) is a draft"
    case .yellow: "\(best.name) lacks strategy or highlights"
    case .red where best.facts.status == .closed: "every plan is closed"
    case .red: "\(best.name) has no objectives"
    }
  }

  private static func steps(
    _ color: Sentiment, _ best: ScoringFacts.Plan?
  ) -> [MeasureFinding.Change] {
    guard color != .green else {
      return [.init(.red, "Closing it, or taking its objectives away, makes it Red.")]
    }
    guard let best, best.facts.status != .closed else {
      return [
        .init(.yellow, "A draft of a success plan makes it Yellow."),
        .init(.green, "An active plan with an objective, strategy and highlights makes it Green."),
      ]
    }
    let lacks = [
      best.facts.status == .draft ? "activating \(best.name)" : nil,
      best.facts.objectiveCount == 0 ? "an objective" : nil,
      best.facts.isDescribed ? nil : "strategy and highlights",
    ].compactMap(\.self)
    let list =
      lacks.count > 1
      ? lacks.dropLast().joined(separator: ", ") + " and " + (lacks.last ?? "") : lacks.first ?? ""
    let start = list.prefix(1).uppercased() + list.dropFirst()
    return [
      .init(
        .green,
        "\(start) \(lacks.count > 1 || list.hasSuffix("highlights") ? "make" : "makes") it Green.")
    ]
  }

  func personas(_ facts: ScoringFacts) -> Judged {
    let roles: [ContactRole] = [.developmentLead, .securityLead]
    let days = limits.personaDays
    let rule =
      "Dev Lead and Security Lead at a talk of the last \(days) days: both green, one yellow"
    guard configuration.cadence.limits(for: CadenceFacts(facts.account)) != nil else {
      return Judged(score: nil, verdict: "this prioritization asks for no calls", rule: rule)
    }
    func met(_ role: ContactRole) -> Bool {
      facts.leads.contains { lead in
        lead.role == role && lead.met.map { $0.days(until: facts.today) <= days } ?? false
      }
    }
    let missing = roles.filter { !met($0) }
    let color = MeasureRules.personas(met: roles.count - missing.count)
    let names = missing.map(\.rawValue).joined(separator: " and ")
    return Judged(
      score: score(color),
      verdict: missing.isEmpty ? "both were met" : "not met: \(names)", rule: rule,
      facts: facts.leads.map { lead in
        .init(
          "\(lead.role.rawValue) \(lead.name)", lead.met.map { "met \($0)" } ?? "never at a talk",
          source: RowKey(Contact.table, lead.id))
      },
      changes: missing.isEmpty ? [] : [.init(.green, "A talk with \(names) makes it Green.")])
  }
}
