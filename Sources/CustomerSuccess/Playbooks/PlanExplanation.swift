/// Why there is a success plan, why it stands where it does, and what moves it.
///
/// Sentences are plain text that may hold what a customer wrote: sanitize it before drawing.
package struct PlanExplanation: Equatable, Sendable {
  package struct Objective: Equatable, Sendable {
    package let row: Row
    /// Rows of ``CTATask``.
    package let tasks: [Row]

    package init(_ row: Row, tasks: [Row]) {
      self.row = row
      self.tasks = tasks
    }
  }

  package let plan: Row
  /// The customer's name; nil when it is not known.
  package let customer: String?
  package let objectives: [Objective]
  /// Who opened it; nil when nobody is known to have.
  package let author: String?
  package let now: Instant

  package init(
    _ plan: Row, customer: String?, objectives: [Objective], author: String?, now: Instant
  ) {
    self.plan = plan
    self.customer = customer
    self.objectives = objectives
    self.author = author
    self.now = now
  }

  package var name: String { plan[SuccessPlan.name] ?? plan.id }
  package var status: SuccessPlanStatus { plan[SuccessPlan.status] ?? .draft }

  /// The task that is due last, if that is after the day; it keeps a plan from becoming active.
  package static func lastTask(_ tasks: [Row], after due: Day) -> Row? {
    let dated = tasks.filter { $0[CTATask.dueDate].map { $0 > due } ?? false }
    return dated.max {
      ($0[CTATask.dueDate]?.daysSinceEpoch ?? 0, $0.id)
        < ($1[CTATask.dueDate]?.daysSinceEpoch ?? 0, $1.id)
    }
  }

  /// Where it comes from, its status, how far it is, and what it does to ROI.
  package var lines: [String] { origin + standing + advance + outcomes }
}

extension PlanExplanation {
  private var opened: String {
    guard let at = plan[SuccessPlan.createdAt] else { return "" }
    return " on \(at.day(secondsFromGMT: 0)) (\(RelativeTime.text(at, now: now)))"
  }

  /// Who or what opened it.
  package var origin: [String] {
    if let rule = plan[SuccessPlan.source] {
      let because = plan[SuccessPlan.because].map { ["Because: \($0)"] } ?? []
      let customer = customer.map { " \"\($0)\"" } ?? ""
      return ["Opened by the rule \(rule)\(opened)"] + because
        + ["At the service, tamd rules explain\(customer) lists the run and its row."]
    }
    let template = plan[SuccessPlan.template].map { ", from the template \($0)" } ?? ""
    guard let author else {
      return ["It came with an import\(opened)\(template); who opened it is not known."]
    }
    return ["Opened by \(author)\(opened)\(template)"]
  }

  /// Its status, and what keeps or makes it so.
  package var standing: [String] {
    switch status {
    case .active:
      let since = plan[SuccessPlan.activeDate].map { " since \($0)" } ?? ""
      return ["Active\(since): health and the Cockpit count it, until it is closed."]
    case .closed: return ["Closed: it counts for nothing until it is active again."]
    case .draft:
      let late = late
      guard late.isEmpty else {
        return ["A draft. No objective may be due before one of its tasks, so it stays one:"] + late
      }
      return ["A draft: nothing keeps it from becoming active, and only then it counts."]
    }
  }

  private var late: [String] {
    objectives.compactMap { objective in
      guard let due = objective.row[CTA.dueDate],
        let task = Self.lastTask(objective.tasks, after: due)
      else { return nil }
      let taskDue = task[CTATask.dueDate]?.description ?? ""
      return """
          \(objective.name) is due \(due), its task \(task[CTATask.name] ?? task.id) \(taskDue): \
        move one of them
        """
    }
  }

  /// How far it is, objective by objective.
  package var advance: [String] {
    guard !objectives.isEmpty else { return ["0 %: it has no objective yet."] }
    var progress = PlanProgress()
    let each = objectives.map { objective -> String in
      let closed = objective.tasks.count { $0[CTATask.closedDate] != nil }
      let isClosed = objective.row[CTA.closedDate] != nil
      progress.addObjective(
        isClosed: isClosed, tasks: objective.tasks.count, closedTasks: closed)
      let counts =
        isClosed
        ? "closed \(objective.row[CTA.closedDate]?.description ?? ""), counts whole"
        : objective.tasks.isEmpty
          ? "open and without tasks, counts nothing"
          : "\(closed) of \(objective.tasks.count) tasks done, counts by them"
      return "  \(objective.name): \(counts)"
    }
    let count = ScoreWords.count(progress.objectives, "objective")
    return [
      "\(PlainNumber.percent(progress.share)), the mean of \(count):"
    ] + each
  }

  /// What it does to the ROI of its customer.
  package var outcomes: [String] {
    let facts = ScoringFacts.plans([plan], objectives: objectives.map(\.row))
    guard let color = facts.first?.facts.color else { return [] }
    var missing: [String] = []
    if status != .active { missing.append("to be active") }
    if objectives.isEmpty { missing.append("an objective") }
    if (plan[SuccessPlan.strategy] ?? "").isEmpty { missing.append("a strategy") }
    if (plan[SuccessPlan.highlights] ?? "").isEmpty { missing.append("highlights") }
    let lacks = missing.isEmpty ? "it lacks nothing" : "it lacks \(missing.joined(separator: ", "))"
    return ["For ROI it counts \(color.rawValue): \(lacks)."]
  }
}

extension PlanExplanation.Objective {
  fileprivate var name: String { row[CTA.name] ?? row.id }
}
