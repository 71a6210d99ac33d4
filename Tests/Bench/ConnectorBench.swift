import Foundation
import Glibc

/// What the connectors fetch from the stand-ins and import, beside `sqlite3 .import` of the same rows
/// from files: the fetching is in our time, and in nobody's floor.
struct ConnectorBench {
  let company: Company
  let size: Size
  let folder: WorkFolder

  private static let memoryGoalMegabytes = 300.0

  private var upstream: String { folder.path("upstream") }
  private var data: String { folder.path("fetched") }

  func run(_ report: Report) throws {
    try makeUpstream()
    _ = try Child.run(company.tamd, ["init", "--data", data])
    let service = try serve()
    defer {
      kill(service, SIGKILL)
      waitpid(service, nil, 0)
    }
    try compare("Accounts by the Bulk API", "company", "\(upstream)/salesforce/Account.csv", report)
    try compare("Usage from Snowflake", "usage", "\(upstream)/usage.csv", report)
  }

  private func compare(
    _ name: String, _ job: String, _ file: String, _ report: Report
  ) throws {
    let ours = try Child.run(company.tamd, ["jobs", "run", job, "--data", data])
    try folder.remove("floor.sqlite")
    let sqlite = "/usr/bin/sqlite3"
    let floor = try Child.run(
      sqlite, [folder.path("floor.sqlite")], input: ".import --csv \"\(file)\" rows\n")
    let count = try Child.run(
      sqlite, [folder.path("floor.sqlite")], input: "SELECT count(*) FROM rows;\n")
    let rows = Int(count.output.trimmingCharacters(in: .newlines)) ?? 0
    report.measured(
      "\(name): \(rows) rows, fetched and imported",
      """
      \(Figure.seconds(ours.seconds)), \(Figure.perSecond(rows, ours.seconds)), \
      \(Figure.megabytes(ours.peakMegabytes)) (tamd jobs run \(job))
      """,
      floor: """
        \(Figure.seconds(floor.seconds)), \(Figure.perSecond(rows, floor.seconds)), \
        \(Figure.megabytes(floor.peakMegabytes)) (sqlite3 .import of the same rows from a file)
        """,
      "\(Figure.percent(floor.seconds / ours.seconds)) of the floor's speed; memory is to stay "
        + "below \(Figure.megabytes(Self.memoryGoalMegabytes))")
  }

  /// The company's files, with the accounts that are measured in place of its own.
  private func makeUpstream() throws {
    let files = FileManager.default
    try files.createDirectory(
      atPath: "\(upstream)/salesforce", withIntermediateDirectories: true)
    for name in ["zendesk", "usage.csv", "salesforce/User.csv", "salesforce/AccountHistory.csv"] {
      try files.createSymbolicLink(
        atPath: "\(upstream)/\(name)", withDestinationPath: "\(company.files)/\(name)")
    }
    let own = try Data(
      contentsOf: URL(fileURLWithPath: "\(company.files)/salesforce/Account.csv"))
    var all = own
    let records = Self.records(of: own).dropFirst()
    for number in 0..<max(0, size.bulkAccounts - records.count) {
      // The export writes the id first, with 18 characters; the real one's short form has 15.
      let record = records[records.startIndex + number % records.count]
      let digits = String(number)
      all += Data("001B\(String(repeating: "0", count: 11 - digits.count))\(digits)".utf8)
      all += record.drop { $0 != UInt8(ascii: ",") }
    }
    try all.write(to: URL(fileURLWithPath: "\(upstream)/salesforce/Account.csv"))
  }

  /// Records with their line ends; a line break within quotes ends none.
  private static func records(of data: Data) -> [Data] {
    var records: [Data] = []
    var start = data.startIndex
    var isQuoted = false
    for place in data.indices {
      switch data[place] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\n") where !isQuoted:
        records.append(data[start...place])
        start = place + 1
      default: break
      }
    }
    return records
  }

  private func serve() throws -> pid_t {
    let log = folder.path("stand-ins")
    let service = try Child.spawn(
      company.tamd, ["sandbox", "serve", upstream, "--data", data], input: "/dev/null",
      output: "/dev/null", errors: log)
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      if let text = try? String(contentsOfFile: log, encoding: .utf8), text.contains("next:") {
        return service
      }
      poll(nil, 0, 20)
    }
    kill(service, SIGKILL)
    throw BenchFailure("the stand-ins do not answer: see tamd sandbox serve")
  }
}
