import CustomerSuccess
import ReplicaStore
import Terminal

/// Which thing is added to the success plans, as the column of a request.
private enum PlanAddition: String {
  case plan
  /// A plan with all that its template says.
  case template
  case objective
  case task
}

// MARK: What is asked

extension PlansSection {
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    switch request.verb {
    case .open: return nil
    case .view:
      isChart.toggle()
      return []
    case .add: return add(request, in: frame)
    case .edit: return work(on: request, frame.keys) { edit($0, request) }
    case .status: return work(on: request, frame.keys) { setStatus($0, request, frame.keys) }
    case .remove: return work(on: request, frame.keys) { finish($0, request, frame.keys) }
    case .date: return work(on: request, frame.keys) { askDate($0, request) }
    case .write: return export(request, frame.keys)
    }
  }

  /// The plan under the cursor, or that of the objective or task there.
  private func export(_ request: SectionRequest, _ keys: KeyNames) -> [AppEffect] {
    let plan = (plans ?? []).first { plan in
      plan.plan.id == request.item
        || plan.objectives.contains { objective in
          objective.cta.id == request.item || objective.tasks.contains { $0.id == request.item }
        }
    }
    return work(on: request, keys) { item in
      var request = request
      request.items = plan.map { [$0.plan.id] } ?? request.items
      return [PlanExport.prompt(request, plan.map { .plan($0) } ?? item)]
    }
  }

  private func work(
    on request: SectionRequest, _ keys: KeyNames, _ effects: (PlanItem) -> [AppEffect]
  ) -> [AppEffect] {
    guard let item = item(request.item) else {
      let add = keys["customer360.add"]
      return [.say("Go to a plan, an objective or a task first; \(add) adds one.")]
    }
    return effects(item)
  }

  func take(
    _ text: String, for request: SectionRequest, in frame: SectionFrame
  ) -> PromptReply {
    switch request.verb {
    case .add: return takeAddition(text.trimmingBlanks, request, in: frame)
    case .status: return takeOutcome(text.trimmingBlanks, request)
    case .write:
      guard case .plan(let plan)? = item(request.item) else { return .done([]) }
      let document = PlanDocument(plan, of: frame.page.customer.name, today: frame.today)
      return PlanExport.reply(text.trimmingBlanks, document)
    case .edit, .date:
      guard let item = item(request.item),
        let column = request.column.flatMap(item.row.table.column)
      else { return .done([]) }
      if column.type == .day { return takeDate(text.trimmingBlanks, column, request, frame.today) }
      let typed = FieldEditor.value(of: text, for: column)
      guard let value = typed.value else { return .refused(typed.problem ?? "This is no value.") }
      return .done(set(column, to: value, of: [item]))
    case .open, .remove, .view: return .done([])
    }
  }

  private func item(_ id: String?) -> PlanItem? {
    guard let id else { return nil }
    for plan in plans ?? [] {
      if plan.plan.id == id { return .plan(plan) }
      for objective in plan.objectives {
        if objective.cta.id == id { return .objective(objective, of: plan) }
        if let task = objective.tasks.first(where: { $0.id == id }) {
          return .task(task, of: objective)
        }
      }
    }
    return nil
  }

  /// Those of the same kind as the first; one action means one kind of thing.
  func whyInquiry(of item: String) -> WhyInquiry? {
    switch self.item(item) {
    case .plan(let plan): .plan(plan.id)
    case .objective(let objective, _), .task(_, let objective): .cta(objective.id)
    case nil: nil
    }
  }

  private func items(_ request: SectionRequest) -> [PlanItem] {
    let all = request.items.compactMap { item($0) }
    return all.filter { $0.row.table == all.first?.row.table }
  }
}

// MARK: Adding

extension PlansSection {
  private func add(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect] {
    switch request.column.flatMap(PlanAddition.init) {
    case nil: return chooseAddition(item(request.item))
    case .plan:
      guard let type = request.value.flatMap({ SuccessPlanType(stored: $0) }) else {
        return [.show(.menu(typeMenu))]
      }
      let due = Words.plain(frame.today.fiscalYearEnd)
      let advice: SafeText =
        "its name; due \(due), the end of the fiscal year, unless a date follows"
      return [
        .show(
          .prompt(
            Prompt(
              .words(
                for: .customer360(.request(request)), label: "New plan",
                advice: advice), text: type.rawValue)))
      ]
    case .template:
      guard let template = template(request) else { return [.show(.menu(typeMenu))] }
      let due = Words.plain(template.dueDay(start: frame.today))
      return [
        .show(
          .prompt(
            Prompt(
              .words(
                for: .customer360(.request(request)), label: "New plan",
                advice: "its name; due \(due), unless a date follows"), text: template.name)))
      ]
    case .objective:
      return prompt(request, "Objective", "what is reached, why and by which measure")
    case .task: return prompt(request, "Task", "what is to be done")
    }
  }

  private func prompt(
    _ request: SectionRequest, _ label: SafeText, _ advice: SafeText
  ) -> [AppEffect] {
    [
      .show(
        .prompt(
          Prompt(
            .words(
              for: .customer360(.request(request)), label: label,
              advice: "\(advice); then a date: 2w, fri, YYYY-MM-DD"))))
    ]
  }

  /// What fits the line under the cursor comes first.
  private func chooseAddition(_ item: PlanItem?) -> [AppEffect] {
    var items: [Menu.Item] = []
    func offer(_ title: SafeText, _ addition: PlanAddition, _ parent: String?) {
      let command = Self.request(.add, parent.map { [$0] } ?? [], column: addition.rawValue)
      items.append(Menu.Item(title: title, effects: [.call(command)]))
    }
    func name(_ item: PlanItem) -> SafeText { item.name.truncated(to: 30) }
    switch item {
    case .plan(let plan)?:
      offer("an objective of \(name(.plan(plan)))", .objective, plan.plan.id)
    case .objective(let objective, let plan)?:
      offer("a task of \(name(.objective(objective, of: plan)))", .task, objective.cta.id)
      offer("an objective of \(name(.plan(plan)))", .objective, plan.plan.id)
    case .task(_, let objective)?:
      offer(
        "a task of \(SafeText(sanitizing: objective.cta[CTA.name] ?? "", limit: 30))", .task,
        objective.cta.id)
    case nil: return [.show(.menu(typeMenu))]
    }
    offer("a success plan", .plan, nil)
    return [.show(.menu(Menu(title: "Add", items: items)))]
  }

  /// Templates first: most plans begin as one of them.
  private var typeMenu: Menu {
    func item(_ title: SafeText, _ addition: PlanAddition, _ value: Value) -> Menu.Item {
      Menu.Item(
        title: title,
        effects: [.call(Self.request(.add, [], column: addition.rawValue, value: value))])
    }
    let begun = templates.map { template in
      let count = Words.count(template.objectives.count, "objective", "objectives")
      let name = SafeText(sanitizing: template.name, limit: 40)
      return item("\(name), with \(count)", .template, template.name.stored)
    }
    let empty = SuccessPlanType.allCases.map { type in
      item(
        begun.isEmpty ? Words.plain(type) : "\(Words.plain(type)), empty", .plan, type.stored)
    }
    return Menu(title: "New success plan", items: begun + empty)
  }

  private func template(_ request: SectionRequest) -> PlanTemplate? {
    templates.first { $0.name.stored == request.value }
  }

  private func takeAddition(
    _ text: String, _ request: SectionRequest, in frame: SectionFrame
  ) -> PromptReply {
    let (name, due) = Self.nameAndDate(text, today: frame.today)
    guard !name.isEmpty else { return .refused("It needs a name.") }
    var fields = Fields()
    switch request.column.flatMap(PlanAddition.init) {
    case nil: return .done([])
    case .plan:
      fields[SuccessPlan.name] = name
      fields[SuccessPlan.type] = request.value.flatMap { SuccessPlanType(stored: $0) } ?? .roi
      fields[SuccessPlan.dueDate] = due ?? frame.today.fiscalYearEnd
      let plan = AddPlan(id: SuccessPlan.ID(""), account: frame.customer, fields: fields)
      return .done([.perform([.addPlan(plan)], label: nil)])
    case .template:
      guard let template = template(request) else { return .done([]) }
      fields[SuccessPlan.name] = name
      fields[SuccessPlan.dueDate] = due
      return .done([.read(NewPlan(template: template, account: frame.customer, more: fields))])
    case .objective:
      guard case .plan(let plan)? = item(request.item) else { return .done([]) }
      fields[CTA.name] = name
      fields[CTA.type] = .objective
      fields[CTA.plan] = plan.id
      fields[CTA.dueDate] = due
      fields[CTA.objectiveCategory] = plan.plan[SuccessPlan.type]?.objectiveCategory
      let cta = AddCTA(id: CTA.ID(""), account: frame.customer, fields: fields)
      return .done([.perform([.addCTA(cta)], label: nil)])
    case .task:
      guard case .objective(let objective, _)? = item(request.item) else { return .done([]) }
      fields[CTATask.name] = name
      fields[CTATask.dueDate] = due
      let task = AddTask(id: CTATask.ID(""), cta: objective.id, fields: fields)
      return .done([.perform([.addTask(task)], label: nil)])
    }
  }

  /// `Move the runners 2w`: a name, and a date when the last word is one.
  static func nameAndDate(_ text: String, today: Day) -> (name: String, due: Day?) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count > 1, let last = words.last,
      let due = Day(typed: last, today: today, toward: .ahead)
    else { return (words.joined(separator: " "), nil) }
    return (words.dropLast().joined(separator: " "), due)
  }
}

extension SuccessPlanType {
  /// What the objectives of such a plan are, as long as nobody says otherwise.
  fileprivate var objectiveCategory: ObjectiveCategory? {
    switch self {
    case .roi: .roi
    case .stageAdoption: .stageAdoption
    case .accountPlan: nil
    }
  }
}

// MARK: Editing

extension PlansSection {
  private func edit(_ item: PlanItem, _ request: SectionRequest) -> [AppEffect] {
    let editor = FieldEditor(request: request)
    guard let column = request.column.flatMap(item.row.table.column) else {
      var menu = editor.menu(
        item.name.truncated(to: 40), of: item.editable, in: item.row, userNames: item.userNames)
      menu.items += items(beside: item)
      return [.show(.menu(menu))]
    }
    guard let value = request.value else {
      if column.type == .day { return askDate(item, request) }
      return editor.ask(column, current: item.row[column: column.name])
    }
    return set(column, to: value, of: items(request))
  }

  /// What can be done besides changing a field.
  private func items(beside item: PlanItem) -> [Menu.Item] {
    switch item {
    case .plan(let plan):
      return [
        .init(
          title: "Write it to a file\u{2026}",
          effects: [.call(Self.request(.write, [plan.plan.id]))])
      ]
    case .objective(let objective, _) where !objective.isClosed:
      let menu = PlaybookMenu(
        targets: [objective.id], type: objective.cta[CTA.type],
        current: objective.cta[CTA.playbook], what: item.name.truncated(to: 40))
      return [.init(title: "Playbook\u{2026}", effects: [.read(menu)])]
    case .objective, .task: return []
    }
  }

  private func askDate(_ item: PlanItem, _ request: SectionRequest) -> [AppEffect] {
    var request = request
    request.column = SuccessPlan.dueDate.name
    let purpose = Prompt.Purpose.words(
      for: .customer360(.request(request)), label: "Due",
      advice: "tomorrow, fri, 7d, 2w or YYYY-MM-DD; empty for no date")
    let text = request.items.count == 1 ? item.due?.description ?? "" : ""
    return [.show(.prompt(Prompt(purpose, text: text)))]
  }

  private func takeDate(
    _ text: String, _ column: Column, _ request: SectionRequest, _ today: Day
  ) -> PromptReply {
    if text.isEmpty { return .done(set(column, to: .null, of: items(request))) }
    guard let day = Day(typed: text, today: today, toward: .ahead) else {
      return .refused("Write tomorrow, fri, 7d, 2w or YYYY-MM-DD.")
    }
    return .done(set(column, to: day.stored, of: items(request)))
  }

  private func set(_ column: Column, to value: Value, of items: [PlanItem]) -> [AppEffect] {
    let edits = items.filter { $0.row[column: column.name] != value }.map {
      item -> Mutation in
      let change = FieldChange(
        column: column.name, from: item.row[column: column.name], to: value)
      return switch item {
      case .plan(let plan): .editPlan(EditPlan(id: plan.id, changes: [change]))
      case .objective(let objective, _) where column == CTA.owner.column:
        .assignCTA(AssignCTA(id: objective.id, owner: User.ID(stored: value)))
      case .objective(let objective, _): .editCTA(EditCTA(id: objective.id, changes: [change]))
      case .task(let task, _): .editTask(EditTask(id: CTATask.ID(task.id), changes: [change]))
      }
    }
    return edits.isEmpty ? [.say("It says so already.")] : [.perform(edits, label: nil)]
  }
}

extension PlanItem {
  /// The name of the owner.
  fileprivate var userNames: [User.ID: String] {
    let owner: User.ID? =
      switch self {
      case .plan(let plan): plan.plan[SuccessPlan.owner]
      case .objective(let objective, _): objective.cta[CTA.owner]
      case .task(let task, _): task[CTATask.owner]
      }
    guard let owner, let ownerName else { return [:] }
    return [owner: ownerName]
  }

  /// What `e` offers; where it stands has its own key.
  fileprivate var editable: [Column] {
    switch self {
    case .plan:
      [
        SuccessPlan.name.column, SuccessPlan.dueDate.column, SuccessPlan.strategy.column,
        SuccessPlan.highlights.column, SuccessPlan.type.column, SuccessPlan.owner.column,
      ]
    case .objective:
      [
        CTA.name.column, CTA.dueDate.column, CTA.successCriteria.column, CTA.comments.column,
        CTA.priority.column, CTA.objectiveCategory.column, CTA.stage.column, CTA.outcome.column,
        CTA.owner.column,
      ]
    case .task:
      [
        CTATask.name.column, CTATask.dueDate.column, CTATask.details.column,
        CTATask.priority.column,
      ]
    }
  }
}
