import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do with one CTA.
enum CallToActionCommand: Equatable {
  case move(Motion)
  case select(CTAPageLine)
  /// Completes the task under the cursor, or changes the field.
  case enter
  case completeTask
  case addTask
  case editTask
  case nameTask
  case dueTask
  case assignTask(User.ID?)
  case setTask(TaskStatus)
  case openCustomer
  case editComments
  case work(CTAAction)

  static let table: [CommandSpec<CallToActionCommand>] =
    [
      .init(
        "callToAction.enter", "do", keys: ["enter"],
        help: "Completes the task under the cursor, or changes the field.", group: "CTA",
        hint: 90, action: .enter),
      .init(
        "cta.task", "task done", keys: ["t"],
        help: "Completes the task under the cursor, or the next one; again opens it.",
        group: "CTA", hint: 86, action: .completeTask),
      .init(
        "callToAction.addTask", "new task", keys: ["n"],
        help: "Adds a task: [due] name.", group: "CTA", hint: 70, action: .addTask),
      .init(
        "callToAction.assignTask", "task menu", keys: ["m"],
        help: "Renames, reassigns, skips or deletes the task under the cursor.", group: "CTA",
        hint: 66, action: .editTask),
      .init(
        "callToAction.editComments", "edit comments", keys: ["E"],
        help: "Opens the comments in $EDITOR.", group: "CTA", action: .editComments),
      .init(
        "callToAction.customer", "customer", keys: ["v"],
        help: "Opens the Customer 360.", group: "CTA", hint: 55, action: .openCustomer),
    ] + CTAAction.table.filter { $0.action != .completeNextTask }.map { $0.calling(work) }
    + Motion.table.map { $0.calling(move) }
}

extension CallToActionState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .callToAction(let command) = command, let page else { return [] }
    switch command {
    case .move(let motion):
      cursor.move(motion, in: lines(surroundings), page: surroundings.bodyRows)
      return []
    case .select(let line):
      if cursor.selected == line { return enter(surroundings) }
      cursor.selected = line
      return []
    case .enter: return enter(surroundings)
    case .completeTask: return completeTask(surroundings.keys)
    case .addTask: return [.show(.prompt(Self.prompt(.addTask, "New task", "[fri|7d|date] name")))]
    case .editTask:
      return task == nil
        ? [.say("Put the cursor on a task first.")] : [.show(.menu(taskMenu(surroundings)))]
    case .nameTask:
      return [
        .show(.prompt(Self.prompt(.nameTask, "Task", "", text: task?[CTATask.name] ?? "")))
      ]
    case .dueTask:
      let text = task?[CTATask.dueDate]?.description ?? ""
      return [.show(.prompt(Self.prompt(.dueTask, "Task due", "fri, 7d or date", text: text)))]
    case .assignTask(let owner):
      return editTask(CTATask.owner, to: owner)
    case .setTask(let status): return setTask(status)
    case .openCustomer: return [.go(to: Customer360State(id: page.row.cta.account))]
    case .editComments: return [.edit(page.row.cta.comments, for: .callToAction(.editComments))]
    case .work(let action): return work(surroundings, page).effects(of: action)
    }
  }

  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply {
    guard let page, case .callToAction(let command) = command else { return .done([]) }
    let words = text.trimmingBlanks
    switch command {
    case .work(.ask(let asked)): return work(surroundings, page).take(text, for: asked)
    case .addTask: return addTask(words, surroundings.today)
    case .nameTask:
      return words.isEmpty
        ? .refused("A task needs a name.") : .done(editTask(CTATask.name, to: words))
    case .dueTask:
      if words.isEmpty { return .done(editTask(CTATask.dueDate, to: nil)) }
      guard let day = Day(typed: words, today: surroundings.today, toward: .ahead) else {
        return .refused("Write tomorrow, fri, 7d, 2w or YYYY-MM-DD.")
      }
      return .done(editTask(CTATask.dueDate, to: day))
    case .editComments:
      let old = page.row.cta.comments
      guard words != old else { return .done([]) }
      let change = FieldChange(
        CTA.comments, from: old.isEmpty ? nil : old, to: words.isEmpty ? nil : words)
      return .done([.perform([.editCTA(EditCTA(id: id, changes: [change]))], label: nil)])
    default: return .done([])
    }
  }

  private func work(_ surroundings: Surroundings, _ page: CTAPage) -> CTAWork {
    CTAWork(
      targets: [page.row], people: people, customer: customer, surroundings: surroundings,
      command: { .callToAction(.work($0)) })
  }

  /// What Enter means on the line under the cursor.
  private func enter(_ surroundings: Surroundings) -> [AppEffect] {
    guard let page, let line = cursor.selected else { return [] }
    let work = work(surroundings, page)
    switch line {
    case .task: return completeTask(surroundings.keys)
    case .comment: return work.effects(of: .ask(.comment))
    case .entry(let id):
      return [
        .go(
          to: Customer360State(
            id: page.row.cta.account, section: TimelineSection.name, item: id.rawValue,
            isOpen: true))
      ]
    case .field(let field):
      switch field {
      case .customer: return [.go(to: Customer360State(id: page.row.cta.account))]
      case .name: return work.effects(of: .ask(.name))
      case .type: return work.effects(of: .choose(.type))
      case .reason: return work.effects(of: .choose(.reason))
      case .status: return work.effects(of: page.row.cta.isOpen ? .choose(.status) : .reopen)
      case .priority: return work.effects(of: .choose(.priority))
      case .due: return work.effects(of: .ask(.due))
      case .owner: return work.effects(of: .assign)
      case .snooze: return work.effects(of: .snooze)
      case .important: return work.effects(of: .flag)
      case .outcome: return work.effects(of: .close)
      case .playbook: return work.effects(of: .playbook)
      case .plan, .criteria, .source, .because:
        return [.say("This is changed in the success plan, or came with the CTA.")]
      }
    }
  }
}

/// Tasks.
extension CallToActionState {
  /// Done, or open again when it was done.
  private func completeTask(_ keys: KeyNames) -> [AppEffect] {
    let next = page?.row.nextTask.flatMap { page?.task($0.id) }
    guard let task = task ?? next else {
      return [.say("No task is open; \(keys["callToAction.addTask"]) adds one.")]
    }
    let status = task[CTATask.status] ?? .open
    return set(task, from: status, to: status.isOpen ? .closed : .open)
  }

  private func setTask(_ status: TaskStatus) -> [AppEffect] {
    task.map { set($0, from: $0[CTATask.status] ?? .open, to: status) } ?? []
  }

  private func set(_ task: Row, from: TaskStatus, to: TaskStatus) -> [AppEffect] {
    let change = SetTaskStatus(id: CTATask.ID(task.id), from: from, status: to)
    return [.perform([.setTaskStatus(change)], label: nil)]
  }

  private func editTask<Content>(_ field: Field<Content>, to value: Content?) -> [AppEffect] {
    guard let task else { return [] }
    let change = FieldChange(field, from: task[field], to: value)
    let edit = EditTask(id: CTATask.ID(task.id), changes: [change])
    return [.perform([.editTask(edit)], label: nil)]
  }

  private func addTask(_ text: String, _ today: Day) -> PromptReply {
    var words = text.split(separator: " ").map(String.init)
    var fields = Fields()
    if let due = words.first.flatMap({ Day(typed: $0, today: today, toward: .ahead) }) {
      fields[CTATask.dueDate] = due
      words.removeFirst()
    }
    guard !words.isEmpty else { return .refused("Say what the task is.") }
    fields[CTATask.name] = words.joined(separator: " ")
    let add = AddTask(id: CTATask.ID(""), cta: id, fields: fields)
    return .done([.perform([.addTask(add)], label: nil)])
  }

  private func taskMenu(_ surroundings: Surroundings) -> Menu {
    func item(_ title: SafeText, _ effects: [AppEffect]) -> Menu.Item {
      Menu.Item(title: title, effects: effects)
    }
    func call(_ command: CallToActionCommand) -> [AppEffect] { [.call(.callToAction(command))] }
    let ordered =
      people.filter { $0.id == surroundings.me } + people.filter { $0.id != surroundings.me }
    let colleagues = Menu(
      title: "Give the task to",
      items: ordered.map {
        item(SafeText(sanitizing: $0.name, limit: 40), call(.assignTask($0.id)))
      },
      isSearched: true)
    let delete = task.map { Mutation.deleteTask(DeleteTask(id: CTATask.ID($0.id))) }
    return Menu(
      title: "Task",
      items: [
        item("done", call(.setTask(.closed))), item("in progress", call(.setTask(.inProgress))),
        item("skip", call(.setTask(.skipped))), item("open again", call(.setTask(.open))),
        item("give to\u{2026}", [.show(.menu(colleagues))]),
        item("due date\u{2026}", call(.dueTask)),
        item("name\u{2026}", call(.nameTask)),
        item("delete", delete.map { [.perform([$0], label: nil)] } ?? []),
      ])
  }

  private static func prompt(
    _ command: CallToActionCommand, _ label: SafeText, _ advice: SafeText, text: String = ""
  ) -> Prompt {
    Prompt(.words(for: .callToAction(command), label: label, advice: advice), text: text)
  }
}
