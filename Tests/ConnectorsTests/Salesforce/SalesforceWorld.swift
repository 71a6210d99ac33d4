import Foundation
import Sandbox
import Support
import Testing

@testable import Connectors

/// A make-believe organization, and a service of ours that fetches from it.
struct SalesforceWorld {
  let standIn: SalesforceStandIn
  let directory: TemporaryDirectory
  var clock: StandInClock { standIn.clock }
  /// The moment at which the organization's clock stands.
  static let start = Date(timeIntervalSince1970: 1_714_633_200)
  /// Where the last run ended, an hour before.
  static let watermark = start.addingTimeInterval(-3_600)

  /// Making one takes a while.
  static let key = Result { try StandInKey() }

  init() throws {
    standIn = SalesforceStandIn(
      SalesforceStandIn.Login(publicPEM: try Self.key.get().publicPEM))
    directory = try TemporaryDirectory()
  }

  var spool: String { "\(directory.path)/spool" }

  static func id(_ number: Int, _ prefix: String = "001") -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: 15 - digits.count) + digits
  }

  /// As Salesforce stamps what changed so many seconds after the watermark.
  static func stamp(_ seconds: Int) -> String {
    SalesforceOrg.stamp(watermark.addingTimeInterval(Double(seconds)))
  }

  /// Adds accounts of which one changed in each second after the watermark, from number 1 on.
  func add(accounts count: Int) {
    var table = SObjectTable(
      "Account",
      [
        .init("Id", .id), .init("Name"), .init("ARR__c", .double), .init("IsDeleted", .boolean),
        .init("MasterRecordId", .reference), .init("SystemModstamp", .datetime),
        .init("LastModifiedDate", .datetime),
      ])
    for number in 1...max(1, count) where count > 0 {
      table.add([
        "Id": Self.id(number), "Name": "Account \(number)", "ARR__c": "\(number).5",
        "IsDeleted": "false", "SystemModstamp": Self.stamp(number),
      ])
    }
    standIn.change { $0.add(table) }
  }

  func grant(_ audience: String = "https://login.salesforce.com") throws -> SalesforceGrant {
    .signed(
      consumerKey: standIn.login.consumerKey, username: standIn.login.username,
      audience: audience, privateKeyPEM: Secret(try Self.key.get().privatePEM))
  }

  func connection(
    _ host: UpstreamHost, _ shares: BudgetShares = .pull, _ environment: UpstreamEnvironment? = nil
  ) throws -> SalesforceConnection {
    SalesforceConnection(
      SalesforceSettings(loginHost: host, grant: try grant()), shares: shares,
      environment: environment ?? .sample(clock))
  }

  static let accounts = accounts(since: watermark)

  static func accounts(
    since watermark: Date?, fields: [String] = ["Id", "Name", "ARR__c", "SystemModstamp"]
  ) -> SObjectQuery {
    SObjectQuery("Account", fields: fields, keyFields: ["Name"], watermark: watermark)
  }

  /// Runs a pull against the organization, without whom it would be nowhere.
  func pull(
    _ query: SObjectQuery = accounts, _ settings: SalesforcePull.Settings = small
  ) async throws -> PullReport {
    try await withServer(standIn.server) { host in
      try await SalesforcePull(
        connection(host), [query], directory: spool, settings: settings
      ).run()
    }
  }

  /// Everything, as if there were so much that the Bulk API is used.
  func pullInBulk(_ settings: SalesforcePull.Settings = bulk) async throws -> PullReport {
    try await pull(Self.accounts(since: nil), settings)
  }

  static let bulk = {
    var settings = small
    settings.bulkRows = 0
    return settings
  }()

  /// With small pages.
  static let small = {
    var settings = SalesforcePull.Settings()
    settings.batchRows = 200
    settings.pageRows = 200
    return settings
  }()

  /// The cells of the file of accounts, without the header, by column.
  func rows(_ report: PullReport) throws -> [[String: String]] {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: report.objects[0].path)))
    var rows = CSVRows(bytes)
    let header = rows.next()?.cells.map { String(decoding: $0, as: UTF8.self) } ?? []
    var result: [[String: String]] = []
    while let row = rows.next() {
      let cells = row.cells.map { String(decoding: $0, as: UTF8.self) }
      result.append(Dictionary(uniqueKeysWithValues: zip(header, cells)))
    }
    return result
  }

  /// What went wrong in the eyes of the organization; nothing should.
  var violations: [String] { standIn.server.journal.violations }
}

extension [[String: String]] {
  var ids: [String] { map { $0["Id"] ?? "" } }
}
