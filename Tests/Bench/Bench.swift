import Foundation

/// The benchmark's program: every measurement at every size, each beside its floor.
@main
struct Bench {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
      exit(EXIT_FAILURE)
    }
  }

  private static func run(_ arguments: [String]) throws {
    if arguments.first == "search", arguments.count == 2 {
      // A process of its own, so that its memory is not ours.
      return try SearchBench.answer(home: arguments[1])
    }
    let report = Report()
    if arguments.first == "rules" {
      return try measureRules(arguments.dropFirst().compactMap { Int($0) }, report)
    }
    let sizes = arguments.isEmpty ? Size.all : Size.all.filter { arguments.contains($0.name) }
    guard !sizes.isEmpty else {
      throw BenchFailure("\(arguments) names no size: small, large, or rules with numbers")
    }
    report.write(introduction)
    let deltas = try sizes.map { (size: $0, delta: try measure($0, report)) }
    if let (small, first) = deltas.first, let (large, second) = deltas.last, deltas.count > 1 {
      report.delta(first, of: small, second, of: large)
    }
    if arguments.isEmpty { try measureRules([], report) }
  }

  /// - Parameter customers: How many there are; the usual numbers when none is named.
  private static func measureRules(_ customers: [Int], _ report: Report) throws {
    guard let programs = ProcessInfo.processInfo.environment["programs"] else {
      throw BenchFailure("programs is not set: use make bench")
    }
    try ScoringBench().run(report)
    try RulesBench(
      tamd: "\(programs)/tamd", folder: WorkFolder(),
      sizes: customers.isEmpty ? RulesBench.sizes : customers
    ).run(report)
  }

  /// - Returns: What the sync of a few changes took.
  private static func measure(_ size: Size, _ report: Report) throws -> Delta {
    report.heading(size)
    let folder = try WorkFolder()
    report.progress("making up the company")
    let company = try Company(size, in: folder)
    report.progress("import")
    try ImportBench(company: company, size: size, folder: folder).run(report)
    report.progress("connectors")
    try ConnectorBench(company: company, size: size, folder: folder).run(report)
    try company.serve()
    let home = try company.home()
    report.progress("sync")
    _ = try company.run(home, "sync")
    let delta = try SyncBench(company: company, size: size, folder: folder).run(home, report)
    report.progress("search")
    try SearchBench(company: company, size: size, folder: folder).run(home, report)
    report.progress("start")
    try StartBench(company: company, size: size).run(home, report)
    report.progress("keys, and a minute without any")
    try KeysBench(company: company, size: size).run(home, report)
    report.progress("start, beside others")
    try RivalBench(company: company, folder: folder).run(home, report)
    try company.stop()
    return delta
  }

  private static let introduction = """
    Every time is the wall clock of a whole process, started anew, unless it says otherwise; \
    medians of runs that alternate with their floor. Memory is the peak of that process. The \
    service runs on the same machine, so a sync includes its work.
    """
}

/// How large a company is measured, and how often.
struct Size {
  let name: String
  let accounts: Int
  let activities: Int
  let ctas: Int
  let usageMonths: Int
  /// Runs of what takes long: import and first sync.
  let longRuns: Int
  /// Of a company that has no other rows in Salesforce.
  let bulkAccounts: Int

  /// One TAM, so that one book is as large as the company; the sizes are far apart, to see what
  /// grows with the company.
  static let all = [
    Size(
      name: "small", accounts: 300, activities: 6_000, ctas: 3_000, usageMonths: 24, longRuns: 5,
      bulkAccounts: 20_000),
    Size(
      name: "large", accounts: 5_000, activities: 100_000, ctas: 50_000, usageMonths: 120,
      longRuns: 3, bulkAccounts: 100_000),
  ]
}

/// Why nothing was measured.
struct BenchFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
