import CustomerSuccess
import ReplicaStore
import Terminal

/// Why a measure has the score it has: who set it, what it weighs, the rule, and the rows behind it.
extension ScorecardText {
  func explanation(of measure: Measure, now: Instant) -> [SafeText] {
    let row = row(of: measure)
    var lines = [scored(row, now: now), weighed(measure)] + whatIf(measure)
    lines.append("Rule: \(rule(of: measure))")
    lines += behind(measure).map { "Behind it: \($0)" }
    if let computed = colorByRule(measure) {
      let stored = row[HealthMeasure.score].map(configuration.bands.color)
      lines.append(
        computed == stored
          ? "The rows here give \(Words.plain(computed)) as well."
          : "The rows here would give \(Words.plain(computed)); the score was set before them.")
    }
    if let comment = row[HealthMeasure.comment], !comment.isEmpty {
      lines += SafeText.lines(sanitizing: "Comment: " + comment, lineLimit: 50)
    }
    return lines
  }

  /// The sum that the overall health is, and what alone would change its color.
  func explanation(of overall: OverallHealth) -> [SafeText] {
    let shares = decided
    let sum = shares.map { measure, share, score in
      "\(Words.plain(measure)): \(Words.score(score)), \(Words.percent(share)) of it: \(Words.score(score * share))"
        as SafeText
    }
    let bands = configuration.bands
    let total: SafeText = """
      Together \(Words.score(overall.score)): red below \(Words.score(bands.redEnds)), green \
      from \(Words.score(bands.yellowEnds))
      """
    let turns = Measure.allCases.flatMap { measure in
      changes(of: measure).filter { $0.1.color != overall.color }.map { color, changed in
        "If \(Words.plain(measure)) were \(Words.plain(color)): \(words(changed))" as SafeText
      }
    }
    return sum + [total] + (turns.isEmpty ? ["No measure alone would change the color."] : turns)
  }

  /// The measures that decide something, what they decide the most first.
  private var decided: [(Measure, share: Double, score: Double)] {
    let shares = scorecard.shares(of: scores)
    return Measure.allCases.compactMap { measure in
      guard let share = shares[measure], let score = scores[measure] else { return nil }
      return (measure, share, score)
    }.sorted { $0.share > $1.share }
  }

  private func scored(_ row: Row, now: Instant) -> SafeText {
    guard let score = row[HealthMeasure.score] else {
      return "NA: it has no score, and its weight goes to the others."
    }
    let color = Words.plain(configuration.bands.color(of: score))
    let before =
      row[HealthMeasure.previousScore].map { ", before \(Words.score($0))" as SafeText } ?? ""
    let by =
      row[HealthMeasure.setBy].map { user in
        SafeText(sanitizing: facts.userNames[user.rawValue] ?? user.rawValue, limit: 40)
      } ?? "a rule"
    let age = age(of: row, now: now)
    return "\(Words.score(score)) \(color)\(before), set \(age) by \(by)"
  }

  /// The weight as configured, and what it comes to with the measures that have a score.
  private func weighed(_ measure: Measure) -> SafeText {
    let groups = configuration.scorecard.groups
    let whole = groups.reduce(0) { $0 + $1.weight }
    guard let group = groups.first(where: { $0.entries.contains { $0.measure == measure } }),
      let entry = group.entries.first(where: { $0.measure == measure }), whole > 0
    else { return "It has no weight: it is only shown." }
    let ofGroup = group.entries.reduce(0) { $0 + $1.weight }
    let plain = group.weight / whole * entry.weight / ofGroup
    return "Weight \(Words.percent(plain)); today it decides \(weight(of: measure))"
  }

  /// What the overall health would be with other colors of this measure.
  private func whatIf(_ measure: Measure) -> [SafeText] {
    changes(of: measure).map { color, overall in
      "If it were \(Words.plain(color)): \(words(overall))"
    }
  }

  private func changes(of measure: Measure) -> [(Sentiment, OverallHealth)] {
    let scores = Scorecard.scores(in: page.measures)
    let current = scores[measure].map(configuration.bands.color)
    return Sentiment.allCases.filter { $0 != current }.compactMap { color in
      var changed = scores
      changed[measure] = configuration.bands.points(of: color)
      return Scorecard(configuration.scorecard).overall(of: counting(changed)).map { (color, $0) }
    }
  }

  private func words(_ overall: OverallHealth) -> SafeText {
    "overall \(Words.score(overall.score)) \(Words.plain(overall.color))"
  }

  private func rule(of measure: Measure) -> SafeText {
    switch measure {
    case .roi:
      "green with an active success plan that has objectives, strategy and highlights"
    case .tamSentiment: "the TAM's own opinion; red makes the whole customer red"
    case .engagement: cadenceRule
    case .supportIssues: "tickets of a month: green up to 5, yellow up to 15, red above"
    case .licenseUsage:
      "billable users of licenses: judged from month 3 on, stricter from 7 and from 10 on"
    case .userEngagement: "active users of licenses; not weighted in this era"
    case .scm: useCaseRule(.scm)
    case .ci: useCaseRule(.ci)
    case .devSecOps: "\(useCaseRule(.devSecOps)); Ultimate only"
    case .cd: useCaseRule(.cd)
    }
  }

  private var cadenceRule: SafeText {
    guard let limits = configuration.cadence.limits(for: page.line.prioritization) else {
      return "this prioritization asks for no calls"
    }
    return "last call: green up to \(limits.greenDays) days, yellow up to \(limits.yellowDays)"
  }

  private func useCaseRule(_ useCase: UseCase) -> SafeText {
    let limits = configuration.useCases.limits(of: useCase)
    let green = Words.percent(limits.greenFrom)
    let yellow = Words.percent(limits.yellowFrom)
    return "users of licenses: green from \(green), yellow from \(yellow)"
  }

  /// The rows that the rule looks at.
  private func behind(_ measure: Measure) -> [SafeText] {
    switch measure {
    case .roi:
      return facts.plans.isEmpty
        ? ["no success plan"]
        : facts.plans.map { plan in
          let text: SafeText = plan.isDescribed ? "described" : "no strategy or highlights"
          return "plan \(Words.plain(plan.status)), \(plan.objectiveCount) objectives, \(text)"
        }
    case .tamSentiment: return []
    case .engagement:
      guard let day = page.line.lastActivity else { return ["no call or meeting ever"] }
      return ["last call \(Words.plain(day)), \(Words.distance(day, today: today))"]
    case .supportIssues: return ["\(facts.recentTickets) tickets opened in the last 30 days"]
    case .licenseUsage, .userEngagement:
      let account = page.customer.account
      let billable = account[Account.billableUsers].map { "\($0)" as SafeText } ?? "?"
      let sold = account[Account.licensedUsers].map { "\($0)" as SafeText } ?? "?"
      let month = account[Account.utilizationMonth].map(Words.plain)?.prefix(cells: 7) ?? "?"
      return ["\(billable) billable users of \(sold) licenses, month \(month)"]
    case .scm: return usage(.scm)
    case .ci: return usage(.ci)
    case .devSecOps: return usage(.devSecOps)
    case .cd: return usage(.cd)
    }
  }

  private func usage(_ useCase: UseCase) -> [SafeText] {
    let label = SafeText(sanitizing: useCase.metric.label)
    guard let users = facts.users[useCase], let month = facts.usageMonth else {
      return ["no usage of \(label) is known"]
    }
    let sold = page.customer.account[Account.licensedUsers]
    let share =
      sold.flatMap { $0 > 0 ? Words.percent(Double(users) / Double($0)) : nil } ?? "NA"
    let licenses = sold.map { "\($0)" as SafeText } ?? "?"
    return [
      "\(label): \(users) of \(licenses) licenses is \(share), month \(Words.plain(month).prefix(cells: 7))"
    ]
  }

  /// What the rule says of today's rows; nil where it says nothing, or looks at more than is here.
  private func colorByRule(_ measure: Measure) -> Sentiment? {
    let account = page.customer.account
    switch measure {
    case .roi:
      return MeasureRules.roi(
        plans: facts.plans, prioritization: account[Account.prioritization],
        hasTAM: account[Account.tam] != nil)
    case .engagement: return configuration.cadence.cadence(of: account, today: today).color
    case .supportIssues: return MeasureRules.supportIssues(ticketsPerMonth: facts.recentTickets)
    case .licenseUsage:
      guard let month = account[Account.utilizationMonth] else { return nil }
      return configuration.license.color(
        utilization: account[Account.licenseUtilization],
        customerSince: account[Account.originalContractDate], snapshotMonth: month)
    case .scm, .ci, .devSecOps, .cd:
      guard let useCase = UseCase.allCases.first(where: { $0.measure == measure }) else {
        return nil
      }
      return configuration.useCases.color(
        of: useCase, users: facts.users[useCase],
        licensed: account[Account.licensedUsers].map(Int64.init),
        plan: account[Account.products])
    case .tamSentiment, .userEngagement: return nil
    }
  }
}
