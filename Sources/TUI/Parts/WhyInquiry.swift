import CustomerSuccess
import ReplicaStore
import Terminal

/// Says why a customer has the color it has, why there is a CTA, or a success plan.
nonisolated enum WhyInquiry: Inquiry {
  case customer(Account.ID)
  case cta(CTA.ID)
  case plan(SuccessPlan.ID)

  enum Answer: Sendable {
    case health(HealthExplanation)
    case work(CTADetail)
    case plan(PlanExplanation)
    case nothing
  }

  /// Health is judged anew from all rows of the customer, which may take longer than a frame.
  var isQuick: Bool {
    switch self {
    case .customer: false
    case .cta, .plan: true
    }
  }

  func answer(from replica: Replica, today: Day) throws -> Answer {
    switch self {
    case .customer(let id):
      try replica.healthExplanation(of: id, today: today).map(Answer.health) ?? .nothing
    case .cta(let id): try replica.cta(id).map(Answer.work) ?? .nothing
    case .plan(let id): try replica.planExplanation(of: id).map(Answer.plan) ?? .nothing
    }
  }

  @MainActor func effects(of answer: Answer) -> [AppEffect] {
    switch answer {
    case .health(let explanation):
      let name = SafeText(
        sanitizing: explanation.account[Account.name] ?? explanation.account.id, limit: 40)
      let color = explanation.overall.map { Words.plain($0.color) } ?? "NA"
      return [.show(.question(.note("Why \(name) is \(color)", Self.lines(explanation))))]
    case .work(let detail):
      let name = SafeText(sanitizing: detail.row[CTA.name] ?? detail.row.id, limit: 40)
      return [.show(.question(.note("Why there is \(name)", Self.lines(detail.row))))]
    case .plan(let explanation):
      let name = SafeText(sanitizing: explanation.name, limit: 40)
      let lines = explanation.lines.flatMap { SafeText.lines(sanitizing: $0) }
      return [.show(.question(.note("Why there is \(name)", lines)))]
    case .nothing: return [.warn("It is not here any more.")]
    }
  }

  /// The sum, and of each measure what decided and what would change it.
  @MainActor private static func lines(_ explanation: HealthExplanation) -> [SafeText] {
    let each = explanation.summaries.flatMap { summary -> [String] in
      [""] + [summary.title] + summary.lines.map { "  " + $0 }
    }
    let all = [explanation.forced].compactMap(\.self) + explanation.overallLines + each
    return all.flatMap { SafeText.lines(sanitizing: $0) }
  }

  @MainActor private static func lines(_ cta: Row) -> [SafeText] {
    let facts: [(String, String?)] = [
      ("Opened by", cta[CTA.source] ?? "a person"), ("Because", cta[CTA.because]),
      ("Reason", cta[CTA.reason]),
      ("Playbook", cta[CTA.playbook]), ("Type", cta[CTA.type]?.rawValue),
      ("Started", cta[CTA.startDate]?.description), ("Due", cta[CTA.dueDate]?.description),
    ]
    return facts.compactMap { label, value in
      value.map { SafeText(sanitizing: "\(label): \($0)", limit: 500) }
    }
  }
}
