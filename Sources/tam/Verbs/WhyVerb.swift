import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct WhyVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say why a customer has the color it has, or why there is a plan.",
    discussion: """
      The measures with their weights and points, the rule of each, the rows behind it, the limit \
      that decided, and what would change the color. Judged from the rows on this device. Of a \
      success plan: who or what opened it, why it stands where it does, and what moves it.
      """)

  @Argument(help: "The customer's name or id, or the id of a success plan.")
  var customer: String

  @Argument(help: "Only that measure, such as engagement or roi.")
  var measure: String?

  @Flag(name: .long, help: "Write JSON.")
  var json = false

  func work(at place: Workplace) throws {
    if measure == nil,
      let plan = try place.replica.planExplanation(of: SuccessPlan.ID(customer))
    {
      return try Self.write(plan, at: place, json: json)
    }
    let id = try place.customer(customer).id
    guard let explanation = try place.replica.healthExplanation(of: id, today: place.today) else {
      throw Problem.failed("the customer \(id) has just left your book: tam portfolio lists it")
    }
    let chosen = try measure.map { try Self.measure($0, of: explanation) }
    guard !json else {
      let data = chosen.map { Datum(explanation, $0) } ?? Datum(explanation)
      return try place.output.write(
        Report(json: { data }, csv: { [] }, table: { _ in [] }), .json)
    }
    try place.output.write(
      Self.lines(explanation, chosen).flatMap { SafeText.lines(sanitizing: $0) })
  }

  private static func write(_ plan: PlanExplanation, at place: Workplace, json: Bool) throws {
    guard !json else {
      return try place.output.write(
        Report(json: { Datum(plan) }, csv: { [] }, table: { _ in [] }), .json)
    }
    try place.output.write(
      [SafeText(sanitizing: plan.name)]
        + plan.lines.flatMap { SafeText.lines(sanitizing: "  " + $0) })
  }

  /// By its whole name, or by a part that only one has.
  private static func measure(_ text: String, of explanation: HealthExplanation) throws -> Measure {
    let wanted = text.lowercased()
    let all = Measure.allCases.filter { explanation.findings[$0] != nil }
    let exact = all.filter { $0.rawValue.lowercased() == wanted }
    let found = exact.isEmpty ? all.filter { $0.rawValue.lowercased().contains(wanted) } : exact
    guard let only = found.first, found.count == 1 else {
      let names = (found.isEmpty ? all : found).map(\.rawValue).joined(separator: ", ")
      throw Problem.usage("\"\(text)\" is not one measure: choose of \(names)")
    }
    return only
  }

  private static func lines(_ explanation: HealthExplanation, _ chosen: Measure?) -> [String] {
    if let chosen { return [chosen.rawValue] + explanation.lines(of: chosen).map { "  " + $0 } }
    let name = explanation.account[Account.name] ?? explanation.account.id
    let color = explanation.overall?.color.rawValue ?? "NA"
    let sum = [explanation.forced].compactMap(\.self) + explanation.overallLines
    return ["\(name): \(color)"] + sum.map { "  " + $0 }
      + explanation.summaries.flatMap { summary in
        [summary.title] + summary.lines.map { "  " + $0 }
      }
  }
}

extension Datum {
  /// Why there is a success plan.
  fileprivate init(_ explanation: PlanExplanation) {
    let plan = explanation.plan
    self = .object([
      Member("id", .text(plan.id)), Member("plan", .text(explanation.name)),
      Member("customer", Datum(explanation.customer)),
      Member("status", Datum(explanation.status)),
      Member("rule", Datum(plan[SuccessPlan.source])),
      Member("because", Datum(plan[SuccessPlan.because])),
      Member("template", Datum(plan[SuccessPlan.template])),
      Member("opened_by", Datum(explanation.author)),
      Member("opened_at", Datum(plan[SuccessPlan.createdAt])),
      Member("origin", Datum(explanation.origin)),
      Member("standing", Datum(explanation.standing)),
      Member("progress", Datum(explanation.advance)),
      Member("outcomes", Datum(explanation.outcomes)),
    ])
  }

  /// Why a customer has its color.
  fileprivate init(_ explanation: HealthExplanation) {
    let overall = explanation.overall
    self = .object([
      Member("id", .text(explanation.account.id)),
      Member("customer", Datum(explanation.account[Account.name])),
      Member("score", Datum(overall?.score)),
      Member("color", Datum(overall?.color.rawValue.lowercased())),
      Member("forced_red", Datum(overall?.isForcedRed ?? false)),
      Member("era", .text(explanation.configuration.era.rawValue)),
      Member("lines", Datum(explanation.overallLines)),
      Member(
        "measures",
        .list(
          Measure.allCases.filter { explanation.findings[$0] != nil }
            .map { Datum(explanation, $0) })),
    ])
  }

  /// Why one measure has its score.
  fileprivate init(_ explanation: HealthExplanation, _ measure: Measure) {
    let row = explanation.measures.first { $0[HealthMeasure.measure] == measure }
    let score = row?[HealthMeasure.score]
    let finding = explanation.findings[measure]
    let share = explanation.scorecard.shares(of: explanation.scores)[measure]
    let color = score.map(explanation.configuration.bands.color)
    self = .object([
      Member("measure", .text(measure.rawValue)),
      Member("score", Datum(score)),
      Member("color", Datum(color?.rawValue.lowercased())),
      Member("previous_score", Datum(row?[HealthMeasure.previousScore])),
      Member("set_at", Datum(row?[HealthMeasure.setAt])),
      Member("set_by", Datum(row?[HealthMeasure.setBy])),
      Member("weight", Datum(explanation.configuration.scorecard.share(of: measure))),
      Member("share", Datum(share)),
      Member("points", Datum(share.flatMap { share in score.map { $0 * share } })),
      Member("rule", Datum(finding?.rule)),
      Member("rule_score", Datum(finding?.score)),
      Member("decided", Datum(finding?.verdict)),
      Member("facts", .list((finding?.facts ?? []).map(Datum.init))),
      Member("changes", .list((finding?.changes ?? []).map(Datum.init))),
      Member("comment", Datum(row?[HealthMeasure.comment])),
    ])
  }

  private init(_ fact: MeasureFinding.Fact) {
    self = .object([
      Member("label", .text(fact.label)), Member("value", .text(fact.value)),
      Member("table", Datum(fact.source?.table)), Member("row", Datum(fact.source?.id)),
    ])
  }

  private init(_ change: MeasureFinding.Change) {
    self = .object([
      Member("color", Datum(change.color?.rawValue.lowercased())),
      Member("words", .text(change.words)), Member("day", Datum(change.day)),
    ])
  }
}
