import ArgumentParser
import CustomerSuccess
import Foundation
import Sandbox
import TamService

struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Fill a store with a make-believe company, or serve one as outside services do.",
    subcommands: [SandboxFillCommand.self, SandboxServeCommand.self],
    defaultSubcommand: SandboxFillCommand.self)
}

struct SandboxFillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill",
    abstract:
      "Fill a store with a make-believe company, through the real imports (without a word, this).",
    discussion: """
      Makes the store when the folder is empty. The same seed and sizes on the same day give the \
      same company, so repeating it changes nothing.
      """)

  @OptionGroup var data: DataOptions
  @Option(help: "Any number; another one gives another company.") var seed: UInt64 = 1
  @Option(help: "TAMs, 1 to 500.") var tams = Sizes().tams
  @Option(help: "Customers, 1 to 5,000.") var accounts = Sizes().accounts
  @Option(help: "Timeline entries, up to 100,000.") var activities = Sizes().activities
  @Option(help: "Calls to action, up to 50,000.") var ctas = Sizes().ctas
  @Option(help: "Months of usage; 1,000,000 rows at most, up to 120 months.")
  var usageMonths = Sizes().usageMonths

  @Option(
    help: ArgumentHelp("Keep the export files there instead of deleting them.", valueName: "dir"))
  var export: String?

  @Flag(help: "Have the connectors fetch it from stand-ins of the services, as from real ones.")
  var byConnectors = false

  @Flag(
    inversion: .prefixedNo,
    help: "Run all rules once, so that scores and calls to action are those of a morning.")
  var rules = true

  @OptionGroup var output: OutputOptions

  mutating func validate() throws {
    try check(tams, 1...500, "tams")
    try check(accounts, 1...5_000, "accounts")
    try check(activities, 0...100_000, "activities")
    try check(ctas, 0...50_000, "ctas")
    try check(usageMonths, 0...120, "usage-months")
  }

  func run() async throws {
    let store = try openedStore()
    let company = Company(
      seed: seed,
      sizes: Sizes(
        tams: tams, accounts: accounts, activities: activities, ctas: ctas,
        usageMonths: usageMonths), today: store.now.day(secondsFromGMT: 0))
    let folder = export ?? "\(data.data)/sandbox-files"
    try company.write(to: folder) { Output.message("writing \($0)") }
    let report =
      try await byConnectors ? fetched(from: folder, store) : imported(from: folder, store)
    if export == nil { try FileManager.default.removeItem(atPath: folder) }
    if rules { try RuleDesk(store).runAll { Output.message($0) } }
    try output.write(report.objects, text: "\(report)")
    try store.close()
    Output.message(
      "next: `tamd user enroll \(company.tamAddresses.first ?? "") --data \(data.data)`")
  }

  private func imported(from folder: String, _ store: Store) throws -> ImportReport {
    let importer = Importer(
      store: store,
      settings: ImportSettings(
        at: store.now, rejectedDirectory: folder, progress: { Output.message($0) }))
    let report = try importer.company(directory: folder)
    for source in Connector.allCases { try HandImports(store).note(report, from: source) }
    return report
  }

  /// Runs the jobs that fetch everything, against services whose clock is moved when somebody would
  /// wait: their limits hold, and nobody waits for them.
  private func fetched(from folder: String, _ store: Store) async throws -> ImportReport {
    let start = Double(store.now.microseconds) / 1e6
    let clock = StandInClock(Date(timeIntervalSince1970: start))
    let services = try await SandboxServices(of: folder, clock: clock, for: data)
    let runner = Surroundings.jobs(store, clock, log: Surroundings.verbLog)
    var report = ImportReport()
    do {
      for connector in Connector.allCases {
        Output.message("fetching from \(connector.title)")
        let run = try await runner.run(connector.everything)
        guard run.state != .failed else {
          throw SandboxFetchFailure(connector: connector, reason: run.reason ?? "")
        }
        report.objects += run.objects
      }
    } catch {
      // Why it failed says more than what stays behind.
      try? await services.stop()
      throw error
    }
    try await services.stop()
    return report
  }

  /// A store that is empty or holds a sandbox company already.
  private func openedStore() throws -> Store {
    let store =
      data.directory.holdsStore
      ? try data.openStore()
      : try Store.create(
        data.directory, key: Surroundings.randomness(InitCommand.keyBytes),
        clock: try Surroundings.clock())
    try store.becomeSandbox(at: data.data)
    return store
  }

  private func check(_ number: Int, _ range: ClosedRange<Int>, _ name: String) throws {
    guard range.contains(number) else {
      throw ValidationError(
        "--\(name) is \(number): give \(range.lowerBound) to \(range.upperBound)")
    }
  }
}

/// Why a make-believe company could not be fetched.
struct SandboxFetchFailure: Error, CustomStringConvertible {
  let connector: Connector
  let reason: String

  var description: String {
    "the stand-in of \(connector.title) was asked in vain (\(reason)): repeat the command"
  }
}

extension Store {
  /// Remembers in the store that its company is make-believe.
  private static let sandboxMark = "sandbox"

  /// Refuses a store that holds real customers, and marks any other.
  func becomeSandbox(at path: String) throws {
    let (isSandbox, customers) = try read { reader in
      (try reader.meta(Self.sandboxMark) != nil, try reader.count(of: Account.table))
    }
    guard isSandbox || customers == 0 else {
      throw ValidationError(
        "\(path) holds \(customers) customers that are no make-believe: name another folder")
    }
    try write(by: "tamd", for: "sandbox") { work in
      try work.setMeta(Self.sandboxMark, "yes")
      if try work.reader.meta("company") == nil { try work.setMeta("company", "Tamarack Demo") }
    }
  }
}
