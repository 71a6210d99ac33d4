package import CustomerSuccess
import Foundation

/// A make-believe company, written as the export files that a real one would hand over.
///
/// The same seed, sizes and day give the same bytes. Nothing is held that grows with activities,
/// CTAs or usage: rows are made as they are written.
package struct Company: Sendable {
  private let plan: CompanyPlan

  /// - Parameter today: The day the company lives in: renewals, due dates and calls lie around it.
  package init(seed: UInt64, sizes: Sizes = Sizes(), today: Day) {
    plan = CompanyPlan(seed: seed, sizes: sizes, today: today)
  }

  /// The e-mail addresses of the TAMs; the first is `robin.vega@tamarack.example` in every company.
  package var tamAddresses: [String] { plan.staff.tams.map(\.email) }
  package var managerAddresses: [String] { plan.staff.managers.map(\.email) }
  package var administratorAddress: String { plan.staff.administrator.email }

  /// The Salesforce id of the customer with that shape; nil when the company is too small for it.
  package func account(shaped shape: Shape) -> Account.ID? {
    shape.rawValue < plan.accounts.count
      ? Account.ID(plan.accounts[shape.rawValue].id) : nil
  }

  /// Writes `salesforce/*.csv`, `zendesk/*.json` and `usage.csv` into a directory, which is made if
  /// need be.
  ///
  /// - Parameter progress: Told the name of each file before it is written.
  /// - Throws: ``SandboxError`` when the disk refuses.
  /// - Returns: How many rows of usage there are.
  @discardableResult
  package func write(
    to directory: String, progress: (String) -> Void = { _ in }
  ) throws -> Int {
    let salesforce = "\(directory)/salesforce"
    let zendesk = "\(directory)/zendesk"
    for folder in [salesforce, zendesk] { try make(folder) }
    try writeUsers(to: salesforce, progress)
    let files: [any CompanyFile.Type] = [
      AccountFile.self, AccountHistoryFile.self, ContactFile.self, OpportunityFile.self,
      SubscriptionFile.self, StageAdoptionFile.self, SuccessPlanFile.self, CTAFile.self,
      CTATaskFile.self, TimelineFile.self, MeasureFile.self, ScoreHistoryFile.self,
      SurveyFile.self, TaskFile.self, EventFile.self,
    ]
    for file in files { try write(file, to: salesforce, progress) }
    progress("tickets.json")
    try TicketFiles(company: plan).write(to: zendesk)
    progress("usage.csv")
    return try UsageFile(company: plan).write(to: "\(directory)/usage.csv")
  }

  private func writeUsers(to directory: String, _ progress: (String) -> Void) throws {
    progress("\(UserFile.name).csv")
    let file = try ExportFile("\(directory)/\(UserFile.name).csv", columns: UserFile.columns)
    let hired = plan.today.adding(months: -48)
    for record in UserFile.records(plan.staff, hired: hired) { try file.row(record) }
    try file.close()
  }

  private func write<File: CompanyFile>(
    _ type: File.Type, to directory: String, _ progress: (String) -> Void
  ) throws {
    progress("\(type.name).csv")
    let output = try ExportFile("\(directory)/\(type.name).csv", columns: type.columns)
    let file = type.init(plan)
    for account in plan.accounts {
      for record in file.records(of: account) { try output.row(record) }
    }
    try output.close()
  }

  private func make(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw SandboxError.unwritable(path: folder, reason: error.localizedDescription)
    }
  }
}
