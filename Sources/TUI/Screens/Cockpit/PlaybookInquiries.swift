import CustomerSuccess
import ReplicaStore
import Terminal

/// Finds the playbooks that fit some CTAs, to choose one of them.
nonisolated struct PlaybookMenu: Inquiry {
  let targets: [CTA.ID]
  /// Of the first of them; nil where an import left it empty.
  let type: CTAType?
  /// What all of them follow; nil when they follow none, or not the same.
  let current: String?
  /// What they are called together.
  let what: SafeText

  var isQuick: Bool { true }

  func hash(into hasher: inout Hasher) { hasher.combine(targets) }

  func answer(from replica: Replica, today: Day) throws -> [Playbook] { try replica.playbooks() }

  @MainActor func effects(of playbooks: [Playbook]) -> [AppEffect] {
    guard !playbooks.isEmpty else { return [.say(Self.noneYet)] }
    let fitting = playbooks.filter { $0.type == type }
    let others = playbooks.filter { $0.type != type }
    var items = fitting.map(item)
    if current != nil { items.append(Menu.Item(title: "(no playbook)", effects: preview(nil))) }
    let all = Menu(title: "Playbook for \(what)", items: others.map(item), isSearched: true)
    items.append(Menu.Item(title: "of another type\u{2026}", effects: [.show(.menu(all))]))
    let selected = fitting.firstIndex { $0.name == current } ?? 0
    return [
      .show(.menu(Menu(title: "Playbook for \(what)", items: items, selected: selected)))
    ]
  }

  static let noneYet: SafeText =
    "No playbooks came from the service yet: sync, or ask CS Ops whether it is up to date."

  @MainActor private func item(_ playbook: Playbook) -> Menu.Item {
    let mark: SafeText = playbook.name == current ? " (now)" : ""
    return Menu.Item(
      title: "\(playbook.title)\(mark)", effects: preview(playbook))
  }

  @MainActor private func preview(_ playbook: Playbook?) -> [AppEffect] {
    [.read(PlaybookPreview(targets: targets, playbook: playbook))]
  }
}

extension Playbook {
  /// Its name and how much work it is.
  var title: SafeText {
    let name = SafeText(sanitizing: name, limit: 48)
    return tasks.isEmpty ? name : "\(name), \(Words.count(tasks.count, "task", "tasks"))"
  }
}

/// Shows what a playbook does to the tasks of a CTA before it does it.
nonisolated struct PlaybookPreview: Inquiry {
  struct Prospect: Sendable {
    let cta: CTARow
    let change: PlaybookChange
    /// Ready to be tried and made.
    let mutation: Mutation
    /// Of the people who get tasks.
    let names: [User.ID: String]
    let today: Day
  }

  let targets: [CTA.ID]
  /// Nil takes the one they have away.
  let playbook: Playbook?

  /// Many are looked at beside the loop.
  var isQuick: Bool { targets.count <= 50 }

  func answer(from replica: Replica, today: Day) throws -> [Prospect] {
    try targets.compactMap { id in
      guard let cta = try replica.cta(id)?.summary,
        let change = try replica.change(of: id, to: playbook, today: today)
      else { return nil }
      let owners = Set(change.adding.compactMap { $0[CTATask.owner] })
      let names = try owners.compactMap { owner -> (User.ID, String)? in
        try replica.row(User.table, owner.rawValue)?[User.name].map { (owner, $0) }
      }
      return Prospect(
        cta: cta, change: change,
        mutation: change.mutation.identified { replica.environment.newID() },
        names: Dictionary(names, uniquingKeysWith: { first, _ in first }), today: today)
    }
  }

  @MainActor func effects(of prospects: [Prospect]) -> [AppEffect] {
    guard let first = prospects.first else { return [.say("The CTA is gone.")] }
    let name = playbook.map { SafeText(sanitizing: $0.name, limit: 48) }
    guard prospects.count == 1 else {
      let mutations = prospects.map(\.mutation)
      let title: SafeText =
        name.map { "Apply \($0) to \(prospects.count) CTAs?" }
        ?? "Take the playbooks from \(prospects.count) CTAs?"
      return [.read(BulkPreview(title: title, label: nil, mutations: mutations))]
    }
    let perform = AppEffect.perform([first.mutation], label: nil)
    let question = Question(
      title: name.map { "Apply \($0)?" } ?? "Take the playbook away?", lines: first.lines,
      answers: [
        .init(key: "y", title: name == nil ? "take it away" : "apply it", effects: [perform]),
        .init(key: "n", title: "leave it as it is", effects: []),
      ])
    return [.show(.question(question))]
  }
}

extension PlaybookPreview.Prospect {
  /// What comes, what goes and what stays, and what to look at.
  @MainActor fileprivate var lines: [SafeText] {
    var lines: [SafeText] = []
    if !change.adding.isEmpty {
      lines.append("Adds \(Words.count(change.adding.count, "task", "tasks")):")
      lines += change.adding.map { "+ \(line(of: $0))" }
    }
    if !change.removing.isEmpty {
      let count = Words.count(change.removing.count, "task", "tasks")
      lines.append("Takes away \(count) that nobody touched:")
      lines += change.removing.map { "- \(name(of: $0))" }
    }
    if !change.keeping.isEmpty {
      lines.append("Leaves \(Words.count(change.keeping.count, "task", "tasks")) alone:")
      lines += change.keeping.map { "  \(name(of: $0))" }
    }
    if lines.isEmpty { lines.append("No task comes or goes.") }
    let last = change.adding.compactMap { $0[CTATask.dueDate] }.max()
    if let last, let due = cta.dueDate, last > due {
      lines.append(
        "The last task is due \(Words.plain(last)), after the CTA itself on \(Words.plain(due)).")
    }
    return lines
  }

  @MainActor private func line(of task: Row) -> SafeText {
    let owner = task[CTATask.owner].flatMap { names[$0] }
    let whom = SafeText(sanitizing: owner ?? "nobody", limit: 24)
    let due: SafeText = task[CTATask.dueDate].map { ", \(Words.plain($0))" } ?? ""
    return "\(name(of: task)): \(whom)\(due)"
  }

  @MainActor private func name(of task: Row) -> SafeText {
    SafeText(sanitizing: task[CTATask.name] ?? task.id, limit: 80)
  }
}
