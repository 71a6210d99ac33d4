import ArgumentParser
import CustomerSuccess
import TamService

struct TriageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage",
    abstract: "Data that does not fit: empty here but not upstream, licenses of no subscription.",
    discussion: """
      A value that is none of those known here needs a new choice, or another one in Salesforce; \
      `tamd connector run salesforce --anew` then fetches all of it again.
      """)
  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let lines = try data.withStore { store in
      let desk = AccountDesk(store)
      return try desk.gaps().map { try TriageOutput($0, desk) }
        + desk.unexplainedLicenses().map(TriageOutput.init)
    }
    try output.write(lines)
  }
}

/// Something that does not fit, in a list.
struct TriageOutput: OutputLine {
  static let titles = ["kind", "account", "name", "what", "field", "upstream", "because"]

  /// `gap` or `license`.
  let kind: String
  let account: String?
  let accountName: String?
  let what: String
  let field: String?
  let upstreamName: String?
  let upstreamValue: String
  let reason: String?

  init(_ row: Row, _ desk: AccountDesk) throws {
    kind = "gap"
    account = row[DataGap.account]?.rawValue
    accountName = try desk.name(of: row[DataGap.account])
    let object = row[DataGap.object] ?? ""
    what = "\(object) \(row[DataGap.rowName] ?? row[DataGap.rowID] ?? "")"
    field = row[DataGap.field]
    upstreamName = row[DataGap.upstreamName]
    upstreamValue = row[DataGap.upstreamValue] ?? ""
    reason = row[DataGap.reason]
  }

  init(_ license: UnexplainedLicense) {
    kind = "license"
    account = license.account.rawValue
    accountName = license.accountName
    what = license.instance
    field = nil
    upstreamName = nil
    upstreamValue = "\(license.licenses)"
    reason = "no subscription is named with it"
  }

  var cells: [String] {
    [
      kind, account ?? "", accountName ?? "", what, field ?? "", upstreamValue, reason ?? "",
    ]
  }

  private enum CodingKeys: String, CodingKey {
    case kind, account, what, field, reason
    case accountName = "account_name"
    case upstreamName = "upstream_name"
    case upstreamValue = "upstream_value"
  }
}
