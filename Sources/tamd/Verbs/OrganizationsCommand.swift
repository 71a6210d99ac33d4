import ArgumentParser
import CustomerSuccess
import TamService

struct OrganizationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organizations",
    abstract: "Organizations of Zendesk whose tickets are no one customer's.",
    discussion: """
      An account carries the id of its organization in Salesforce. Where it does not, or several \
      carry the same, the tickets wait until one is given to an account here or there.
      """,
    subcommands: [List.self, Give.self, Release.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What waits, with the account that each probably is.")
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let lines = try data.withStore { store in
        let desk = AccountDesk(store)
        return try desk.organizations().map { try OrganizationOutput($0, desk) }
      }
      try output.write(lines)
    }
  }

  struct Give: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give an organization to an account; its waiting tickets go there at once.")
    @Argument(help: "The id in Zendesk.") var organization: String
    @Option(help: "The account: its id or its name; without, the one that is proposed.")
    var to: String?
    @OptionGroup var data: DataOptions

    func run() throws {
      try data.withStore { store in
        let desk = AccountDesk(store)
        let row = try desk.organizations().first { $0.id == organization }
        guard let account = try to.map(desk.account) ?? row?[SupportOrganization.suggestion] else {
          throw ValidationError(
            "no account is proposed for \(organization): name one with --to, or see "
              + "`tamd organizations list`")
        }
        let edit = ClaimOrganization(
          organization: SupportOrganization.ID(organization), account: account)
        Output.message(try desk.apply(.claimOrganization(edit)))
      }
    }
  }

  struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take an organization back; tickets move as Zendesk sends them again.")
    @Argument(help: "The id in Zendesk.") var organization: String
    @OptionGroup var data: DataOptions

    func run() throws {
      try data.withStore { store in
        let edit = ClaimOrganization(
          organization: SupportOrganization.ID(organization), account: nil)
        Output.message(try AccountDesk(store).apply(.claimOrganization(edit)))
      }
    }
  }
}

/// An organization in a list.
struct OrganizationOutput: OutputLine {
  static let titles = ["id", "name", "standing", "waiting", "probably", "because", "given to"]

  let id: String
  let name: String?
  let standing: String
  let domains: [String]
  let waitingTickets: Int
  let carriedBy: [String]
  let suggestedAccount: String?
  let suggestedName: String?
  let reason: String?
  let account: String?
  let accountName: String?

  init(_ row: Row, _ desk: AccountDesk) throws {
    id = row.id
    name = row[SupportOrganization.name]
    standing = (row[SupportOrganization.standing] ?? .unmatched).rawValue
    domains = Self.list(row[SupportOrganization.domains])
    waitingTickets = row[SupportOrganization.waitingTickets] ?? 0
    carriedBy = Self.list(row[SupportOrganization.claimants])
    suggestedAccount = row[SupportOrganization.suggestion]?.rawValue
    suggestedName = try desk.name(of: row[SupportOrganization.suggestion])
    reason = row[SupportOrganization.reason]
    account = row[SupportOrganization.account]?.rawValue
    accountName = try desk.name(of: row[SupportOrganization.account])
  }

  var cells: [String] {
    [
      id, name ?? "", standing, "\(waitingTickets)", suggestedName ?? suggestedAccount ?? "",
      reason ?? "", accountName ?? account ?? "",
    ]
  }

  private static func list(_ text: String?) -> [String] {
    text?.split(separator: ";").map(String.init) ?? []
  }

  private enum CodingKeys: String, CodingKey {
    case id, name, standing, domains, reason, account
    case waitingTickets = "waiting_tickets"
    case carriedBy = "carried_by"
    case suggestedAccount = "suggested_account"
    case suggestedName = "suggested_name"
    case accountName = "account_name"
  }
}
