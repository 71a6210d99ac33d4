import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct CTAAddVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a call to action, and print its id.")

  @Argument(help: "The customer's name or id.")
  var customer: String

  @Option(name: .long, parsing: .unconditional, help: "What is to be done.")
  var name: String

  @Option(name: .long, help: "Of which type it is.")
  var type: CTAType

  @Option(name: .long, help: "When it is due: YYYY-MM-DD, tomorrow, 14d, 2w.")
  var due: DayArgument?

  @Option(name: .long, help: "How urgent it is; medium when left out.")
  var priority: Priority?

  @Option(name: .long, help: "Who does it; you when left out.")
  var owner: String?

  @Option(name: .long, parsing: .unconditional, help: "Why it is needed.")
  var reason: String?

  @Option(
    name: .long, parsing: .unconditional, help: "More about it; - reads it from standard input.")
  var comments: TextArgument?

  @Option(
    name: .long, parsing: .unconditional,
    help: "With the tasks of that playbook, and what it says of reason, priority and due date.")
  var playbook: String?

  @Option(
    name: .customLong("task"), parsing: .unconditionalSingleValue,
    help: "A step of it; may be repeated.")
  var tasks: [String] = []

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    let match = try place.customer(customer)
    let id = place.newID(CTA.self)
    var fields = Fields()
    fields[CTA.name] = name
    fields[CTA.type] = type
    fields[CTA.dueDate] = due?.day(today: place.today, toward: .ahead)
    fields[CTA.priority] = priority
    fields[CTA.owner] = try owner.map { try place.user($0) }
    fields[CTA.reason] = reason
    fields[CTA.comments] = try comments?.text()
    let steps = tasks.map { name in
      var fields = Fields()
      fields[CTATask.name] = name
      return AddTask(id: place.newID(), cta: id, fields: fields)
    }
    let guided = try guided(match, fields, at: place)
    let added = AddCTA(
      id: id, account: match.id, fields: guided?.fields ?? fields,
      tasks: (guided?.tasks ?? []).map {
        AddTask(id: place.newID(), cta: id, fields: $0.fields)
      } + steps)
    try place.perform(.addCTA(added), printing: id, form.format)
  }

  /// The same by the playbook; nil when none was named.
  private func guided(
    _ match: CustomerMatch, _ fields: Fields, at place: Workplace
  ) throws -> AddCTA? {
    guard let chosen = try playbook.map({ try place.playbook($0) }) else { return nil }
    guard chosen.type == type else {
      throw Problem.usage(
        "the playbook \(chosen.name) is for the type \(chosen.type.rawValue): say --type so")
    }
    return try place.replica.newCTA(
      by: chosen, of: match.id, with: fields, today: place.today)
  }
}

struct CTACloseVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Close a call to action for a reason.")

  @Argument(help: "The CTA's id.")
  var id: String

  @Option(name: .long, help: "How it ended.")
  var status: CTAStatus = .closedSuccess

  @Option(
    name: .long, parsing: .unconditional,
    help: "What came of it; an objective needs it. - reads standard input.")
  var outcome: TextArgument?

  func work(at place: Workplace) throws {
    guard !status.isOpen else {
      throw Problem.usage("\(status.rawValue) is no way to close a CTA: choose a closed status")
    }
    let seen = try place.cta(id).row[CTA.outcome]
    try place.perform(
      .closeCTA(
        CloseCTA(id: CTA.ID(id), status: status, outcome: try outcome?.text(), seen: seen)))
  }
}

struct CTASnoozeVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "snooze", abstract: "Let a call to action sleep through a day.")

  @Argument(help: "The CTA's id.")
  var id: String

  @Option(name: .long, help: "The last day of its sleep: YYYY-MM-DD, tomorrow, 7d, 2w.")
  var until: DayArgument

  @Option(name: .long, help: "Why it waits.")
  var reason: SnoozeReason?

  func work(at place: Workplace) throws {
    _ = try place.cta(id)
    let day = until.day(today: place.today, toward: .ahead)
    try place.perform(.snoozeCTA(SnoozeCTA(id: CTA.ID(id), until: day, reason: reason)))
  }
}

struct CTAAssignVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Give a call to action to a colleague.")

  @Argument(help: "The CTA's id.")
  var id: String

  @Argument(help: "The colleague: me, an e-mail address, a name or an id.")
  var colleague: String

  func work(at place: Workplace) throws {
    _ = try place.cta(id)
    try place.perform(.assignCTA(AssignCTA(id: CTA.ID(id), owner: place.user(colleague))))
  }
}
