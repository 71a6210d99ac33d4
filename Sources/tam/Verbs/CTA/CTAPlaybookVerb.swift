import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct CTAPlaybookVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "playbook",
    abstract: "Give a call to action the tasks of a playbook, or of another in its place.",
    discussion: """
      Open tasks of the playbook before that nobody touched go; what is done, changed or your own \
      stays.
      """)

  @Argument(help: "The CTA's id.")
  var id: String

  @Argument(help: "The playbook's name, or how it begins; tam playbooks lists them.")
  var playbook: String?

  @Flag(name: .long, help: "Take the playbook away that it has.")
  var none = false

  @Flag(name: .long, help: "Only say which tasks would come and go.")
  var dryRun = false

  func validate() throws {
    guard (playbook == nil) == none else {
      throw ValidationError("name a playbook, or say --none to take away the one it has")
    }
  }

  func work(at place: Workplace) throws {
    _ = try place.cta(id)
    let chosen = try playbook.map { try place.playbook($0) }
    guard
      let change = try place.replica.change(of: CTA.ID(id), to: chosen, today: place.today)
    else { throw Problem.failed("the customer of the CTA \(id) left your book") }
    guard dryRun else { return try place.perform(place.identified(change.mutation)) }
    let lines =
      change.adding.map { "+ \(Self.name(of: $0))" as SafeText }
      + change.removing.map { "- \(Self.name(of: $0))" as SafeText }
      + change.keeping.map { "  \(Self.name(of: $0))" as SafeText }
    try place.output.write(lines)
  }

  private static func name(of task: Row) -> SafeText {
    let due: SafeText =
      task[CTATask.dueDate].map { ", due \(SafeText(sanitizing: $0.description))" } ?? ""
    return "\(SafeText(sanitizing: task[CTATask.name] ?? task.id))\(due)"
  }
}

struct PlaybooksVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "playbooks", abstract: "List the playbooks that calls to action may follow.",
    discussion: "Days are working days from the start. --json says all of each task.")

  @Argument(help: "Only that one: its name, or how it begins.")
  var name: String?

  @Option(name: .long, help: "Only of that type; may be repeated.")
  var type: [CTAType] = []

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    if let name {
      let playbook = try place.playbook(name)
      guard form.format == .table else {
        return try place.output.write([playbook], as: .playbooks, form.format)
      }
      return try place.output.write(playbook.tasks, as: .playbookTasks, .table)
    }
    let all = try place.replica.playbooks()
    let wanted = all.filter { type.isEmpty || type.contains($0.type) }
    if all.isEmpty { place.output.say("none came from the service yet: tam sync") }
    try place.output.write(wanted, as: .playbooks, form.format)
  }
}

extension Listing where Element == Playbook {
  fileprivate static let playbooks = Listing([
    Column("name", "Playbook") { .text($0.name) },
    Column("type", "Type") { Datum($0.type) },
    Column("task_count", "Tasks", .trailing) { Datum($0.tasks.count) },
    Column("due_after", "Days", .trailing) {
      Datum($0.dueAfter ?? $0.tasks.map(\.dueAfter).max())
    },
    Column("reason") { Datum($0.reason) },
    Column("priority") { Datum($0.priority) },
    Column("objective_category") { Datum($0.category) },
    Column("stage") { Datum($0.stage) },
    Column("about", "About") { Datum($0.about) },
    Column("tasks") { Listing<PlaybookTask>.playbookTasks.objects($0.tasks) },
  ])
}

extension Listing where Element == PlaybookTask {
  fileprivate static let playbookTasks = Listing([
    Column("due_after", "Day", .trailing) { Datum($0.dueAfter) },
    Column("name", "Task") { .text($0.name) },
    Column("owner", "Owner") { Datum($0.owner) },
    Column("priority", "Priority") { Datum($0.priority) },
    Column("description", "More") { Datum($0.details) },
  ])
}

extension Workplace {
  /// The one playbook that `text` names: by its whole name, or by how only one name begins.
  ///
  /// - Throws: ``Problem`` when several fit or none does.
  func playbook(_ text: String) throws -> Playbook {
    let wanted = text.lowercased()
    let all = try replica.playbooks()
    if let exact = all.first(where: { $0.name.lowercased() == wanted }) { return exact }
    let fitting = all.filter { $0.name.lowercased().hasPrefix(wanted) }
    guard let only = fitting.first else {
      throw Problem.failed("no playbook is called \"\(text)\": tam playbooks lists them")
    }
    guard fitting.count == 1 else {
      let names = fitting.prefix(5).map(\.name).joined(separator: ", ")
      throw Problem.usage("\"\(text)\" begins several names: \(names); write more of one")
    }
    return only
  }

  /// The same edit with ids for what it makes.
  func identified(_ mutation: Mutation) -> Mutation {
    mutation.identified { newID(CTATask.self).rawValue }
  }
}
