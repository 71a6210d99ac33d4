import CustomerSuccess
import ReplicaStore
import Terminal

/// Finds out whom a line is about and whether such a CTA is open already, before adding it.
nonisolated struct NewCTA: Inquiry {
  enum Answer: Sendable {
    case ready(Wanted)
    /// CTAs that are open and look alike; most alike first.
    case lookalikes([CTARow], Wanted)
    case unclear(String)
  }

  /// What was typed, and the same with the tasks of each playbook that fits its type.
  struct Wanted: Sendable {
    let plain: AddCTA
    let guided: [(playbook: Playbook, add: AddCTA)]
  }

  let text: String
  let customer: CustomerName?
  let today: Day
  /// Takes the words again when they are not clear.
  let origin: Command

  var isQuick: Bool { true }

  static func == (left: NewCTA, right: NewCTA) -> Bool {
    left.text == right.text && left.customer?.id == right.customer?.id && left.today == right.today
  }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  func answer(from replica: Replica, today: Day) throws -> Answer {
    let line = CTALine(text, today: today)
    guard !line.name.isEmpty else { return .unclear("Say what is to be done.") }
    let account: Account.ID
    if let typed = line.customer {
      let matches = try replica.matchingCustomers(typed, limit: 5)
      guard let best = matches.first else {
        return .unclear("No customer's name fits \"\(typed)\": type more of it, or leave it out.")
      }
      let rivals = matches.filter { $0.quality == best.quality }
      guard rivals.count == 1 || best.quality == .id else {
        let names = rivals.prefix(4).map(\.name).joined(separator: ", ")
        return .unclear("\"\(typed)\" fits \(names): type more of the name.")
      }
      account = best.id
    } else {
      guard let customer else {
        return .unclear("Which customer? Begin with its name and a colon: acme: \u{2026}")
      }
      account = customer.id
    }
    let add = AddCTA(id: CTA.ID(""), account: account, fields: line.fields())
    let wanted = Wanted(plain: add, guided: try guided(line, account, replica, today))
    let alike = try replica.lookalikes(of: line.name, type: line.type, at: account)
    return alike.isEmpty ? .ready(wanted) : .lookalikes(alike, wanted)
  }

  /// A line that names no type is a quick one, of which nobody wants to be asked more.
  private func guided(
    _ line: CTALine, _ account: Account.ID, _ replica: Replica, _ today: Day
  ) throws -> [(playbook: Playbook, add: AddCTA)] {
    guard line.hasType else { return [] }
    return try replica.playbooks().filter { $0.type == line.type }.compactMap { playbook in
      try replica.newCTA(by: playbook, of: account, with: line.fields(), today: today)
        .map { (playbook, $0) }
    }
  }

  @MainActor func effects(of answer: Answer) -> [AppEffect] {
    switch answer {
    case .ready(let wanted): return Self.effects(adding: wanted)
    case .unclear(let reason):
      var prompt = prompt
      prompt.problem = SafeText(sanitizing: reason)
      return [.show(.prompt(prompt))]
    case .lookalikes(let rows, let wanted):
      return [.show(.question(question(rows, wanted)))]
    }
  }

  /// Asks for the playbook where there is a choice.
  @MainActor private static func effects(adding wanted: Wanted) -> [AppEffect] {
    let plain = [AppEffect.perform([.addCTA(wanted.plain)], label: nil)]
    guard !wanted.guided.isEmpty else { return plain }
    let guided = wanted.guided.map { playbook, add in
      Menu.Item(title: playbook.title, effects: [.perform([.addCTA(add)], label: nil)])
    }
    let items = [Menu.Item(title: "without a playbook", effects: plain)] + guided
    return [.show(.menu(Menu(title: "Add it with the tasks of", items: items)))]
  }

  @MainActor private var prompt: Prompt {
    let label: SafeText =
      customer.map { "New CTA for \(SafeText(sanitizing: $0.name, limit: 24))" } ?? "New CTA"
    return Prompt(
      .words(for: origin, label: label, advice: "[customer:] [type] [due] name !high"), text: text)
  }

  @MainActor private func question(_ rows: [CTARow], _ wanted: Wanted) -> Question {
    let lines = rows.prefix(5).map { row -> SafeText in
      let owner = SafeText(sanitizing: row.ownerName ?? "nobody", limit: 30)
      let due: SafeText = row.dueDate.map { ", due \(Words.plain($0))" } ?? ""
      return "\u{2022} \(SafeText(sanitizing: row.name, limit: 60)), of \(owner)\(due)"
    }
    var answers = [
      Question.Answer(
        key: "y", title: "add mine all the same", effects: Self.effects(adding: wanted))
    ]
    if let first = rows.first {
      answers.append(
        .init(
          key: "o", title: "open that one", effects: [.go(to: CallToActionState(id: first.id))]))
    }
    answers.append(.init(key: "e", title: "change my line", effects: [.show(.prompt(prompt))]))
    return Question(
      title: rows.count == 1 ? "One like it is open" : "\(rows.count) like it are open",
      lines: lines, answers: answers)
  }
}

/// Puts CTAs to sleep until an event, with the facts of now to measure it against.
nonisolated struct EventSnooze: Inquiry {
  struct Sleeper: Hashable, Sendable {
    let id: CTA.ID
    let account: Account.ID
  }

  let event: SnoozeEvent
  let reason: SnoozeReason?
  let sleepers: [Sleeper]

  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [Mutation] {
    let until = today.adding(days: SnoozeCTA.eventDays)
    return try sleepers.map { sleeper in
      let mark = try replica.snoozeFacts(of: sleeper.account).mark(of: event)
      return .snoozeCTA(
        SnoozeCTA(id: sleeper.id, until: until, reason: reason, event: event, mark: mark))
    }
  }

  @MainActor func effects(of mutations: [Mutation]) -> [AppEffect] {
    guard mutations.count > 1 else { return [.perform(mutations, label: nil)] }
    return [
      .read(
        BulkPreview(
          title: "Snooze \(mutations.count) CTAs?", label: "Snoozed \(mutations.count) CTAs",
          mutations: mutations))
    ]
  }
}

/// Colleagues who may own work, by name.
nonisolated struct ColleagueReading: Reading {
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [Colleague] {
    try replica.users().filter { $0[User.isActive] != false }.map { user in
      Colleague(
        id: User.ID(user.id), name: user[User.name] ?? user.id, team: user[User.team])
    }
  }
}
