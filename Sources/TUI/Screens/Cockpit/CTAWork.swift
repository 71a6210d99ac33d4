import CustomerSuccess
import ReplicaStore
import Terminal

/// Turns what a person wants done with some CTAs into questions, and in the end into edits.
///
/// One CTA is edited at once; several are shown as they would change first.
struct CTAWork {
  /// What it is about, in list order.
  let targets: [CockpitRow]
  let people: [Colleague]
  /// The customer that a new CTA is for, unless its line names another.
  let customer: CustomerName?
  let surroundings: Surroundings
  /// The command of the screen that goes on with an action.
  let command: (CTAAction) -> Command

  var today: Day { surroundings.today }
  var openTargets: [CockpitRow] { targets.filter(\.cta.isOpen) }

  func effects(of action: CTAAction) -> [AppEffect] {
    if action == .add { return ask(.newCTA) }
    guard let first = targets.first else {
      return [.say("There is no CTA here; \(surroundings.keys["cta.add"]) adds one.")]
    }
    switch action {
    case .close: return close()
    case .reopen:
      return perform(
        targets.compactMap { row in
          row.cta.status.map { .reopenCTA(ReopenCTA(id: row.id, from: $0)) }
        }, "Reopen")
    case .snooze: return [.show(.menu(snoozeMenu))]
    case .snoozeReason(let limit): return [.show(.menu(reasonMenu(limit)))]
    case .snoozeFor(let limit, let reason): return snooze(limit, reason)
    case .wake: return perform(targets.map { .wakeCTA(WakeCTA(id: $0.id)) }, "Wake")
    case .assign: return [.show(.menu(peopleMenu))]
    case .assignTo(let owner): return assign(to: owner)
    case .edit: return [.show(.menu(editMenu(first)))]
    case .choose(let choice): return [.show(.menu(menu(for: choice, of: first)))]
    case .set(let column, let value): return set(column, to: value)
    case .ask(let words): return ask(words)
    case .flag:
      let isFlagged = targets.allSatisfy(\.cta.isImportant)
      return set(CTA.isImportant.name, to: isFlagged ? .null : true.stored)
    case .completeNextTask: return completeNextTask()
    case .playbook: return choosePlaybook()
    case .delete: return delete()
    case .add: return []
    }
  }

  /// One edit at once; several after a look at what each would change.
  func perform(_ mutations: [Mutation], _ verb: SafeText) -> [AppEffect] {
    guard mutations.count > 1 else {
      return mutations.isEmpty ? [] : [.perform(mutations, label: nil)]
    }
    let count = mutations.count
    return [
      .read(
        BulkPreview(
          title: "\(verb) \(count) CTAs?", label: "\(verb) \(count) CTAs", mutations: mutations))
    ]
  }

  /// The one it is about, or how many.
  var what: SafeText {
    targets.count == 1
      ? SafeText(sanitizing: targets[0].cta.name, limit: 40) : "\(targets.count) CTAs"
  }
}

extension CTAWork {
  /// The reasons that any of the types allows; what does not allow the one chosen is left alone.
  private func close() -> [AppEffect] {
    guard !openTargets.isEmpty else { return effects(of: .reopen) }
    let allowed = CTAStatus.allCases.filter { status in
      openTargets.contains { row in
        CTAStatus.closing(row.cta.type ?? .activity).contains(status)
      }
    }
    let items = allowed.map { status in
      Menu.Item(
        title: Words.plain(status), effects: [.call(command(.ask(.outcome(status))))])
    }
    return [.show(.menu(Menu(title: "Close \(what) as", items: items)))]
  }

  /// Only what is open is worked on.
  private func choosePlaybook() -> [AppEffect] {
    guard let first = openTargets.first else {
      return [.say("It is closed; \(surroundings.keys["cta.close"]) opens it again first.")]
    }
    let isOne = openTargets.allSatisfy { $0.cta.playbook == first.cta.playbook }
    return [
      .read(
        PlaybookMenu(
          targets: openTargets.map(\.id), type: first.cta.type,
          current: isOne ? first.cta.playbook : nil, what: what))
    ]
  }

  private func completeNextTask() -> [AppEffect] {
    let tasks = targets.compactMap(\.nextTask)
    guard !tasks.isEmpty else { return [.say("No task of it is open.")] }
    return perform(
      tasks.map { .setTaskStatus(SetTaskStatus(id: $0.id, from: $0.status, status: .closed)) },
      "Complete the next task of")
  }

  private func assign(to owner: User.ID?) -> [AppEffect] {
    let name = owner.flatMap { id in people.first { $0.id == id }?.name }
    let whom: SafeText = owner == nil ? "nobody" : SafeText(sanitizing: name ?? "", limit: 40)
    let mutations = targets.map { Mutation.assignCTA(AssignCTA(id: $0.id, owner: owner)) }
    guard mutations.count > 1 else { return [.perform(mutations, label: nil)] }
    return [
      .read(
        BulkPreview(
          title: "Give \(targets.count) CTAs to \(whom)?",
          label: "Gave \(targets.count) CTAs to \(whom)", mutations: mutations))
    ]
  }

  /// Changes one column of each, based on the values that are on screen.
  func set(_ column: String, to value: Value) -> [AppEffect] {
    let label = CTA.table.column(column)?.label.lowercased() ?? column
    return perform(
      targets.map { row in
        let change = FieldChange(column: column, from: row.value(of: column), to: value)
        return .editCTA(EditCTA(id: row.id, changes: [change]))
      }, "Change the \(SafeText(sanitizing: label)) of")
  }

  private func delete() -> [AppEffect] {
    let mutations = targets.map { Mutation.deleteCTA(DeleteCTA(id: $0.id)) }
    guard mutations.count == 1 else { return perform(mutations, "Delete") }
    let question = Question(
      title: "Delete \(what)?",
      lines: ["It goes with its tasks. What was done should be closed instead."],
      answers: [
        .init(key: "y", title: "delete it", effects: [.perform(mutations, label: nil)]),
        .init(key: "n", title: "keep it", effects: []),
      ])
    return [.show(.question(question))]
  }
}

extension CockpitRow {
  /// What is on screen of a column that can be edited here.
  func value(of column: String) -> Value {
    switch column {
    case CTA.name.name: .text(cta.name)
    case CTA.type.name: cta.type?.stored ?? .null
    case CTA.reason.name: cta.reason?.stored ?? .null
    case CTA.status.name: cta.status?.stored ?? .null
    case CTA.priority.name: cta.priority?.stored ?? .null
    case CTA.dueDate.name: cta.dueDate?.stored ?? .null
    case CTA.comments.name: cta.comments.isEmpty ? .null : .text(cta.comments)
    case CTA.isImportant.name: cta.isImportant ? true.stored : .null
    default: .null
    }
  }
}
