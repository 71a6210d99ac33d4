import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct CTAVerbs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cta", abstract: "List and work on calls to action.",
    subcommands: [
      CTAListVerb.self, CTAAddVerb.self, CTACloseVerb.self, CTASnoozeVerb.self,
      CTAAssignVerb.self, CTAPlaybookVerb.self, CTATaskVerbs.self,
    ], defaultSubcommand: CTAListVerb.self)
}

struct CTAListVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List calls to action, earliest due first.",
    discussion: "Open ones of all customers you may see, unless the options say otherwise.")

  @Option(name: .long, help: "Of that customer only: a name or an id.")
  var customer: String?

  @Option(name: .long, help: "Due today, overdue, or within so many days, such as 7d.")
  var due: DueArgument?

  @Option(name: .long, help: "Only with that status; may be repeated.")
  var status: [CTAStatus] = []

  @Option(name: .long, help: "Only of that type; may be repeated.")
  var type: [CTAType] = []

  @Option(name: .long, help: "Only of that owner: me, an e-mail address, a name or an id.")
  var owner: String?

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    var filter = CTAFilter()
    filter.account = try customer.map { try place.customer($0).id }
    filter.owner = try owner.map { try place.user($0) }
    filter.types = Set(type)
    filter.statuses = Set(status)
    if !status.isEmpty { filter.state = .all }
    switch due {
    case nil: break
    case .today:
      filter.dueSince = place.today
      filter.dueBefore = place.today.adding(days: 1)
    case .overdue: filter.dueBefore = place.today
    case .within(let days):
      filter.dueSince = place.today
      filter.dueBefore = place.today.adding(days: days + 1)
    }
    let rows = try place.replica.ctas(filter)
    try place.output.write(rows, as: .ctas(today: place.today), form.format)
  }
}
