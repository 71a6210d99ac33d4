import Foundation

/// Export files into an empty store of the service, beside `sqlite3 .import` of the same files.
struct ImportBench {
  let company: Company
  let size: Size
  let folder: WorkFolder

  private var salesforce: String { "\(company.files)/salesforce" }
  private var usage: String { "\(company.files)/usage.csv" }

  func run(_ report: Report) throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: salesforce)
      .filter { $0.hasSuffix(".csv") && !$0.hasPrefix("rejected") }.sorted()
    try compare(
      "Import of Salesforce files", files.map { "\(salesforce)/\($0)" },
      ["import", "salesforce", salesforce], after: [], report)
    try compare(
      "Import of usage, a row per month", [usage], ["import", "usage", usage],
      after: [["import", "salesforce", salesforce]], report)
  }

  /// - Parameter after: What has to be imported before, outside the measurement.
  private func compare(
    _ name: String, _ files: [String], _ arguments: [String], after: [[String]],
    _ report: Report
  ) throws {
    var (ours, floors): ([Run], [Run]) = ([], [])
    for _ in 0..<size.longRuns {
      try folder.remove("import")
      let data = folder.path("import")
      for step in [["init"]] + after { _ = try Child.run(company.tamd, step + ["--data", data]) }
      ours.append(try Child.run(company.tamd, arguments + ["--data", data]))
      floors.append(try floor(files))
    }
    let rows = try count(of: files)
    let (mine, other) = (
      Figure.median(ours.map(\.seconds)), Figure.median(floors.map(\.seconds))
    )
    report.measured(
      "\(name): \(rows) rows",
      """
      \(Figure.seconds(mine)), \(Figure.perSecond(rows, mine)), \
      \(Figure.megabytes(ours.map(\.peakMegabytes).max() ?? .nan)) (tamd \(arguments[1]))
      """,
      floor: """
        \(Figure.seconds(other)), \(Figure.perSecond(rows, other)), \
        \(Figure.megabytes(floors.map(\.peakMegabytes).max() ?? .nan)) (sqlite3 .import of the \
        same files into tables of the same columns)
        """, "\(Figure.percent(other / mine)) of the floor's speed; the goal is 25 % or more")
  }

  private func floor(_ files: [String]) throws -> Run {
    try folder.remove("floor.sqlite")
    let lines = files.map { ".import --csv \"\($0)\" \"\($0)\"" }
    return try Child.run(
      "/usr/bin/sqlite3", [folder.path("floor.sqlite")],
      input: lines.joined(separator: "\n") + "\n")
  }

  /// As the floor has just read them.
  private func count(of files: [String]) throws -> Int {
    let sql = files.map { "SELECT count(*) FROM \"\($0)\";" }.joined(separator: "\n")
    return try Child.run("/usr/bin/sqlite3", [folder.path("floor.sqlite")], input: sql).output
      .split(separator: "\n").compactMap { Int($0) }.reduce(0, +)
  }
}
