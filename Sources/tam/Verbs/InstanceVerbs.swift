import ArgumentParser
import CustomerSuccess
import ReplicaStore
import TUI
import Terminal

struct InstanceVerbs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instances", abstract: "List and label installations and namespaces.",
    subcommands: [InstanceListVerb.self, InstanceLabelVerb.self],
    defaultSubcommand: InstanceListVerb.self)
}

struct InstanceListVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List installations and namespaces by customer.")

  @Flag(name: .long, help: "Only those that nobody has labelled.")
  var unknown = false

  @Option(name: .long, help: "Of that customer only: a name or an id.")
  var customer: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: "Only what passes, as after / in the app: \"version:17.5 behind:>5 -label:obsolete\".")
  var filter: String?

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    let typed = InstancesFilter(filter ?? "")
    if let problem = typed.problem { throw Problem.usage("--filter: \(problem)") }
    var wanted = InstanceFilter()
    wanted.isUnknownOnly = unknown
    wanted.account = try customer.map { try place.customer($0).id }
    let newest = try place.replica.newestRelease()
    let rows = try place.replica.instances(wanted).filter { typed.holds($0, newest: newest) }
    try place.output.write(rows, as: .instances(now: place.now), form.format)
  }
}

struct InstanceLabelVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "label", abstract: "Say what installations are used for.",
    discussion: "One that is refused does not keep the others from being labelled.")

  @Argument(help: "Ids of instances.")
  var ids: [String]

  @Option(name: .long, help: "What they are used for.")
  var type: InstanceType

  func work(at place: Workplace) throws {
    try place.perform(each: ids) { .labelInstance(LabelInstance(id: Instance.ID($0), type: type)) }
  }
}
