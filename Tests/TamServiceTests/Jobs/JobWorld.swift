import Connectors
import CustomerSuccess
import Foundation
import Logging
import Sandbox
import Support

@testable import TamService

/// A make-believe company behind the interfaces of its services, and a store that is to be filled
/// from them.
final class JobWorld: Sendable {
  let imports: ImportWorld
  let files: TemporaryDirectory
  let company: StandInCompany
  let clock: StandInClock

  static let sizes = Sizes(tams: 3, accounts: 40, activities: 300, ctas: 120, usageMonths: 4)

  private static let key = Result { try StandInKey() }

  var world: World { imports.world }
  var store: Store { imports.store }
  var folder: String { "\(files.path)/company" }
  var runs: JobRuns { JobRuns(store) }

  init(sizes: Sizes = JobWorld.sizes) throws {
    imports = try ImportWorld()
    files = try TemporaryDirectory()
    let now = imports.world.clock.now
    clock = StandInClock(now.date)
    try Company(seed: 4, sizes: sizes, today: now.day(secondsFromGMT: 0))
      .write(to: "\(files.path)/company")
    company = try StandInCompany(
      directory: "\(files.path)/company", clock: clock, key: Self.key.get())
    try files.write(SalesforceFields.complete, to: "fields")
    try FileManager.default.copyItem(
      atPath: files.path(of: "fields"),
      toPath: "\(imports.store.directory.path)/\(SalesforceFields.fileName)")
  }

  var runner: JobRunner {
    let clock = clock
    var runner = JobRunner(
      store: store,
      upstream: UpstreamEnvironment(
        now: { clock.now }, sleep: { try await clock.wait($0) }, random: { 0.5 },
        log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }),
      variables: [:], requestID: { UUID().uuidString })
    // So few that every push goes over several pages.
    runner.pushPageSize = 5
    return runner
  }

  /// Serves the company, and sets the connectors up, for as long as the body takes.
  func serve(_ body: () async throws -> Void) async throws {
    let key = try files.write(company.privateKeyPEM, to: "key.pem")
    let token = try files.write(StandInCompany.zendeskToken, to: "token")
    for (name, lines) in try await company.start(keyFile: key, tokenFile: token) {
      guard let connector = Connector(rawValue: name) else { continue }
      try ConnectionFile.set(lines, of: connector, store.directory)
    }
    do {
      try await body()
      await company.stop()
    } catch {
      await company.stop()
      throw error
    }
  }

  /// How far an object was imported, whoever was asked for it.
  func mark(of name: String) throws -> String? {
    try store.read { reader in
      try reader.query("SELECT value FROM job_watermark WHERE name LIKE $1", [.text("\(name) %")])
        .first.flatMap { String(stored: $0[0]) }
    }
  }

  @discardableResult
  func run(_ name: String) async throws -> JobRun {
    guard let job = Job.named(name) else { throw JobRefusal.unknown(name) }
    return try await runner.run(job)
  }

  /// A store with the same company, imported from its files.
  func imported() throws -> ImportWorld {
    let other = try ImportWorld()
    _ = try other.importer(at: other.world.clock.now).company(directory: folder)
    return other
  }
}

/// The tables that only imports read and write.
func importTables(_ store: Store) throws -> [String: [[Value]]] {
  let names = ["zendesk_organization", "zendesk_user", "dirty_account"]
  return try store.read { reader in
    try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try reader.query("SELECT * FROM \($0) ORDER BY 1")) })
  }
}
