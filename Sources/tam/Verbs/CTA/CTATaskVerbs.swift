import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct CTATaskVerbs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "List and work on the steps of a call to action.",
    subcommands: [TaskListVerb.self, TaskAddVerb.self, TaskSetVerb.self])
}

struct TaskListVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the steps of a call to action in their order.")

  @Argument(help: "The CTA's id.")
  var cta: String

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    try place.output.write(try place.cta(cta).tasks, as: .tasks, form.format)
  }
}

struct TaskAddVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a step to a call to action, and print its id.")

  @Argument(help: "The CTA's id.")
  var cta: String

  @Argument(help: "What is to be done.")
  var name: String

  @Option(name: .long, help: "When it is due: YYYY-MM-DD, tomorrow, 14d, 2w.")
  var due: DayArgument?

  @Option(name: .long, help: "How urgent it is; medium when left out.")
  var priority: Priority?

  @Option(name: .long, help: "Who does it; the CTA's owner when left out.")
  var owner: String?

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    _ = try place.cta(cta)
    let id = place.newID(CTATask.self)
    var fields = Fields()
    fields[CTATask.name] = name
    fields[CTATask.dueDate] = due?.day(today: place.today, toward: .ahead)
    fields[CTATask.priority] = priority
    fields[CTATask.owner] = try owner.map { try place.user($0) }
    let added = AddTask(id: id, cta: CTA.ID(cta), fields: fields)
    try place.perform(.addTask(added), printing: id, form.format)
  }
}

struct TaskSetVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Move a step on, or back.")

  @Argument(help: "The task's id.")
  var id: String

  @Option(name: .long, help: "Where it stands now.")
  var status: TaskStatus

  func work(at place: Workplace) throws {
    let seen = try place.task(id)[CTATask.status] ?? .open
    try place.perform(
      .setTaskStatus(SetTaskStatus(id: CTATask.ID(id), from: seen, status: status)))
  }
}
