import CustomerSuccess
import ReplicaStore
import Terminal

/// What the customer and we want to reach together: plans, objectives and tasks, as a list or as
/// bars over the months (features A10, methodology 4).
struct PlansSection: @MainActor CustomerSection {
  static let name = "plans"
  static let title: SafeText = "Success Plan"
  static let letter: Character = "g"
  static let group = CustomerSectionGroup.overview

  static func count(in counts: CustomerCounts) -> Int? { counts.openPlans }

  /// Nil until it was read.
  var plans: [PlanRow]?
  /// What a new plan may begin as.
  var templates: [PlanTemplate] = []
  /// Whether it is drawn over the months.
  var isChart = false

  func readings(of customer: Account.ID) -> [Load] {
    [Load(PlanReading(id: customer)), Load(PlanTemplateReading())]
  }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let plans = loaded.answer(to: PlanReading(id: customer)) { self.plans = plans }
    if let templates = loaded.answer(to: PlanTemplateReading()) { self.templates = templates }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let plans else { return SectionLine.loading(frame) }
    guard !plans.isEmpty else {
      return SectionLine.note(
        """
        No success plan yet; \(frame.keys["customer360.add"]) adds one. An active plan with an \
        objective, a strategy and highlights makes ROI green.
        """, in: frame)
    }
    let items = shownItems(in: frame)
    let chart = isChart ? PlanChart(items, today: frame.today, width: frame.width) : nil
    let axis = chart.map { $0.axis(frame.glyphs) } ?? []
    return axis
      + items.flatMap { item -> [SectionLine] in
        let line = SectionLine.item(item.id, item.source, words: item.words) { canvas in
          if let chart {
            canvas.planBar(item, chart, frame)
          } else {
            canvas.planLine(item, frame)
          }
        }
        guard !isChart, frame.isOpen(item.id) else { return [line] + advice(item, in: frame) }
        return [line] + details(of: item, in: frame) + advice(item, in: frame)
      }
  }

  /// Plans with their objectives; tasks where the objective lies open, closed plans only when open.
  private func shownItems(in frame: SectionFrame) -> [PlanItem] {
    (plans ?? []).flatMap { plan -> [PlanItem] in
      guard plan.status != .closed || frame.isOpen(plan.plan.id) else { return [.plan(plan)] }
      return [.plan(plan)]
        + plan.objectives.flatMap { objective -> [PlanItem] in
          let tasks = frame.isOpen(objective.cta.id) ? objective.tasks : []
          return [.objective(objective, of: plan)] + tasks.map { .task($0, of: objective) }
        }
    }
  }

  /// What a plan lacks; it stands below the plan because it decides about its health.
  private func advice(_ item: PlanItem, in frame: SectionFrame) -> [SectionLine] {
    guard case .plan(let plan) = item, plan.status != .closed, !isChart else { return [] }
    var missing: [SafeText] = []
    if plan.status == .draft {
      missing.append("a draft (\(frame.keys["customer360.status"]) activates it)")
    }
    if plan.objectives.isEmpty { missing.append("no objective (\(frame.keys["customer360.add"]))") }
    let hasWords =
      plan.plan[SuccessPlan.strategy] != nil && plan.plan[SuccessPlan.highlights] != nil
    if !hasWords { missing.append("no strategy or highlights (\(frame.keys["customer360.edit"]))") }
    guard plan.plan[SuccessPlan.type] == .roi, !missing.isEmpty else { return [] }
    let text = "ROI is not green: \(SafeText.joined(missing, separator: ", "))." as SafeText
    return text.wrapped(to: max(frame.width - 2, 1)).map { part in
      SectionLine(isPassive: true) { $0.write(part, row: 0, column: 2, role: .muted) }
    }
  }

  private func details(of item: PlanItem, in frame: SectionFrame) -> [SectionLine] {
    var facts: [SafeText] = []
    if !item.isTask {
      facts.append("Owner: \(SafeText(sanitizing: item.ownerName ?? "nobody", limit: 60))")
    }
    var empty: [SafeText] = []
    for column in item.details {
      let label = SafeText(sanitizing: column.label)
      let value = AttributeText.shown(
        item.row[column: column.name], column: column, currency: nil, userNames: [:])
      if value.isEmpty { empty.append(label) } else { facts.append("\(label): \(value)") }
    }
    if !empty.isEmpty { facts.append("Not set: \(SafeText.joined(empty, separator: ", "))") }
    return SectionLine.details(of: item.id, facts + item.history, in: frame, role: .muted)
  }
}

/// The success plans of one customer.
nonisolated struct PlanReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [PlanRow] {
    try replica.planRows(of: id)
  }
}

/// What success plans may begin as, the same for all customers.
nonisolated struct PlanTemplateReading: Reading {
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [PlanTemplate] {
    try replica.planTemplates()
  }
}

/// What a line of the success plans stands for.
enum PlanItem {
  case plan(PlanRow)
  case objective(ObjectiveRow, of: PlanRow)
  /// A row of ``CTATask``.
  case task(Row, of: ObjectiveRow)

  var row: Row {
    switch self {
    case .plan(let plan): plan.plan
    case .objective(let objective, _): objective.cta
    case .task(let task, _): task
    }
  }

  var id: String { row.id }
  var source: SectionLine.Source { .init(row: row) }
  var isPlan: Bool { if case .plan = self { true } else { false } }
  var isTask: Bool { if case .task = self { true } else { false } }

  var name: SafeText {
    let name: String? =
      switch self {
      case .plan(let plan): plan.plan[SuccessPlan.name]
      case .objective(let objective, _): objective.cta[CTA.name]
      case .task(let task, _): task[CTATask.name]
      }
    return SafeText(sanitizing: name ?? "without a name", limit: 120)
  }

  /// What a search finds of it although it is not drawn.
  var words: String {
    [
      SuccessPlan.strategy.name, SuccessPlan.highlights.name, CTA.successCriteria.name,
      CTA.comments.name,
    ]
    .compactMap { String(stored: row[column: $0]) }.joined(separator: "\n")
  }

  var ownerName: String? {
    switch self {
    case .plan(let plan): plan.ownerName
    case .objective(let objective, _): objective.ownerName
    case .task: nil
    }
  }

  var due: Day? {
    switch self {
    case .plan(let plan): plan.plan[SuccessPlan.dueDate]
    case .objective(let objective, _): objective.cta[CTA.dueDate]
    case .task(let task, _): task[CTATask.dueDate]
    }
  }

  var isDone: Bool {
    switch self {
    case .plan(let plan): plan.status == .closed
    case .objective(let objective, _): objective.isClosed
    case .task(let task, _): task[CTATask.status]?.isOpen == false
    }
  }

  func isLate(_ today: Day) -> Bool { !isDone && (due.map { $0 < today } ?? false) }

  /// Shown when it lies open, after the owner.
  fileprivate var details: [Column] {
    switch self {
    case .plan:
      [
        SuccessPlan.type.column, SuccessPlan.status.column, SuccessPlan.activeDate.column,
        SuccessPlan.strategy.column, SuccessPlan.highlights.column,
      ]
    case .objective:
      [
        CTA.status.column, CTA.objectiveCategory.column, CTA.stage.column, CTA.priority.column,
        CTA.successCriteria.column, CTA.comments.column, CTA.outcome.column,
      ]
    case .task: [CTATask.status.column, CTATask.priority.column, CTATask.details.column]
    }
  }

  /// How far it is, 0 through 1; a task is done or not.
  var share: Double {
    switch self {
    case .plan(let plan): return plan.progress.share
    case .objective(let objective, _): return objective.progress
    case .task: return isDone ? 1 : 0
    }
  }

  /// What was logged about a plan, the newest first.
  fileprivate var history: [SafeText] {
    guard case .plan(let plan) = self, !plan.entries.isEmpty else { return [] }
    let entries = plan.entries.prefix(Self.historyLimit).map { entry -> SafeText in
      let type: SafeText = entry.type.map { "\(Words.plain($0)): " } ?? ""
      let day: SafeText = entry.day.map { "\(Words.plain($0)) " } ?? ""
      return "  \(day)\(type)\(SafeText(sanitizing: entry.subject, limit: 120))"
    }
    let more = plan.entries.count - entries.count
    let rest: [SafeText] = more > 0 ? ["  and \(more) before, in the section Timeline"] : []
    return ["Timeline: \(Words.count(plan.entries.count, "entry", "entries"))"] + entries + rest
  }

  /// More stand in the timeline.
  private static let historyLimit = 8

  /// Cells that its line is moved to the right.
  var indent: Int {
    switch self {
    case .plan: 0
    case .objective: 2
    case .task: 4
    }
  }

  /// Where it stands, in one cell, and what that means for a color.
  func sign(_ glyphs: GlyphSet) -> (sign: SafeText, role: Role) {
    switch self {
    case .plan(let plan):
      switch plan.status {
      case .draft: (glyphs.unknown, .muted)
      case .active: (glyphs.good, .accent)
      case .closed: (glyphs.marked, .muted)
      }
    case .objective(let objective, _):
      switch objective.cta[CTA.status] {
      case .closedSuccess?: (glyphs.marked, .good)
      case .workInProgress?: (glyphs.watch, .accent)
      case .some(let status) where !status.isOpen: (glyphs.separator, .muted)
      default: (glyphs.unknown, .text)
      }
    case .task(let task, _):
      switch task[CTATask.status] {
      case .closed?: (glyphs.marked, .good)
      case .skipped?: (glyphs.separator, .muted)
      case .inProgress?: (glyphs.watch, .accent)
      case .open?, nil: (glyphs.unknown, .text)
      }
    }
  }
}

extension Canvas {
  /// Sign and name; returns the first column after them.
  fileprivate mutating func planName(_ item: PlanItem, width: Int, _ frame: SectionFrame) {
    let (sign, role) = item.sign(frame.glyphs)
    write(sign, row: 0, column: item.indent, role: role)
    let note: SafeText = frame.isUnsent(item.row) ? " unsent" : ""
    let room = max(width - item.indent - 2 - note.width, 0)
    let nameRole: Role =
      item.isDone ? .muted : item.indent == 0 ? .title : .text
    let end = write(
      item.name.truncated(to: room), row: 0, column: item.indent + 2, role: nameRole)
    write(note, row: 0, column: end, role: .marked)
  }

  /// A line of the list: sign, name; status, progress and due date at the right.
  fileprivate mutating func planLine(_ item: PlanItem, _ frame: SectionFrame) {
    let isLate = item.isLate(frame.today)
    trailing(
      item.due.map(Words.plain) ?? "no date   ",
      role: isLate ? .risk : item.isDone ? .muted : .text)
    if isLate { trailing("late", role: .risk, endingBefore: 11) }
    var taken = isLate ? 16 : 11
    if columns >= 48 {
      trailing(progress(of: item), role: .muted, endingBefore: 16)
      taken = 22
    }
    if columns >= 60, case .plan(let plan) = item {
      trailing(Words.plain(plan.status).fitted(to: 6), role: .muted, endingBefore: 23)
      taken = 30
    }
    if columns >= 110, case .objective(let objective, _) = item,
      let category = objective.cta[CTA.objectiveCategory]
    {
      write(
        Words.plain(category).truncated(to: 18), row: 0, column: columns - 70, role: .muted)
      taken = 71
    }
    if columns >= 90 {
      let owner = SafeText(sanitizing: item.ownerName ?? "", limit: 18)
      write(owner, row: 0, column: columns - 50, role: .muted)
      taken = max(taken, 51)
    }
    planName(item, width: columns - taken, frame)
  }

  private func progress(of item: PlanItem) -> SafeText {
    switch item {
    case .plan(let plan): Words.percent(plan.progress.share).fitted(to: 5, alignment: .trailing)
    case .objective(let objective, _):
      objective.tasks.isEmpty ? "" : "\(objective.closedTasks)/\(objective.tasks.count)"
    case .task: ""
    }
  }

  /// A line over the months: sign and name at the left, the bar at the right.
  fileprivate mutating func planBar(_ item: PlanItem, _ chart: PlanChart, _ frame: SectionFrame) {
    planName(item, width: chart.nameWidth - 1, frame)
    let area = Rect(
      row: 0, column: chart.nameWidth, rows: 1, columns: max(columns - chart.nameWidth, 0))
    within(area) { chart.draw(item, on: &$0, frame.glyphs) }
  }
}
