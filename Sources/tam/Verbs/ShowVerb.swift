import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct ShowVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show everything about a customer.",
    discussion: "CSV has one kind of line only, so --csv needs --section.")

  @Argument(help: "The customer's name or id.")
  var customer: String

  @Option(name: .long, help: "Only that part.")
  var section: CustomerSection?

  @OptionGroup var form: FormatOptions

  func validate() throws {
    if form.csv && section == nil { throw ValidationError("--csv needs --section NAME") }
  }

  func work(at place: Workplace) throws {
    let page = try CustomerPage(of: try place.customer(customer).id, at: place)
    if let section {
      return try place.output.write(try page.report(section), form.format)
    }
    let reports = try CustomerSection.allCases.map { ($0, try page.report($0)) }
    if form.json {
      let members = reports.map { Datum.Member($0.rawValue, $1.json()) }
      let all = Report(json: { .object(members) }, csv: { [] }, table: { _ in [] })
      return try place.output.write(all, .json)
    }
    let columns = place.output.terminalColumns.map { $0 - Self.indent.width }
    try place.output.write(Self.lines(of: reports, fitting: columns))
  }

  private static let indent = SafeText.spaces(2)

  /// Each part under its name; parts without anything are left out.
  private static func lines(
    of reports: [(CustomerSection, Report)], fitting columns: Int?
  ) -> [SafeText] {
    var lines: [SafeText] = []
    for (section, report) in reports where section.isShortEnough {
      let table = report.table(columns)
      guard table.count > (section == .summary ? 0 : 1) else { continue }
      if !lines.isEmpty { lines.append(.empty) }
      lines.append(section.title)
      lines += table.map { indent + $0 }
    }
    return lines
  }
}

/// The parts of a customer's page.
enum CustomerSection: String, CaseIterable, ExpressibleByArgument {
  case summary, attributes, health, contacts, subscriptions, opportunities, stages, instances
  case plans, ctas, timeline, tickets, surveys
  case salesforce = "salesforce-activities"
  case tamHistory = "tam-history"

  var title: SafeText {
    switch self {
    case .summary: "Summary"
    case .attributes: "Attributes"
    case .health: "Health"
    case .contacts: "Contacts"
    case .subscriptions: "Subscriptions"
    case .opportunities: "Opportunities"
    case .stages: "Stages"
    case .instances: "Instances"
    case .plans: "Success plans"
    case .ctas: "Open calls to action"
    case .timeline: "Timeline"
    case .tickets: "Tickets"
    case .surveys: "Surveys"
    case .salesforce: "Activities in Salesforce"
    case .tamHistory: "TAM history"
    }
  }

  /// Whether the plain page shows it; what is long is asked for by name.
  var isShortEnough: Bool {
    switch self {
    case .attributes, .salesforce: false
    case .summary, .health, .contacts, .subscriptions, .opportunities, .stages, .instances, .plans,
      .ctas, .timeline, .tickets, .surveys, .tamHistory:
      true
    }
  }
}
