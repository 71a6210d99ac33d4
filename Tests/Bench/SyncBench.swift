import CustomerSuccess
import Foundation

/// What the sync of a few changes took.
struct Delta {
  let rows: Int
  /// From the start of the program to its end.
  let seconds: Double
  /// The same with nothing new.
  let idleSeconds: Double

  var forChanges: Double { seconds - idleSeconds }
}

/// The whole company into one replica, and then a hundred changes.
struct SyncBench {
  let company: Company
  let size: Size
  let folder: WorkFolder

  private static let deltaRuns = 9
  private static let changeCount = 100

  /// - Parameter home: A home that is synced already.
  func run(_ home: String, _ report: Report) throws -> Delta {
    try measureFirstSync(home, report)
    return try measureDelta(home, report)
  }

  private func measureFirstSync(_ synced: String, _ report: Report) throws {
    try dumpRows(of: synced)
    var (ours, floors): ([Run], [Run]) = ([], [])
    for _ in 0..<size.longRuns {
      let home = try company.emptyCopy(of: synced)
      ours.append(try company.run(home, "sync"))
      try FileManager.default.removeItem(atPath: home)
      floors.append(try importRows())
    }
    let rows = try rowCount()
    let (mine, other) = (
      Figure.median(ours.map(\.seconds)), Figure.median(floors.map(\.seconds))
    )
    report.measured(
      "First sync of the whole company: \(rows) rows",
      """
      \(Figure.seconds(mine)), \(Figure.perSecond(rows, mine)), \
      \(Figure.megabytes(ours.map(\.peakMegabytes).max() ?? .nan)) (tam sync into an empty home, \
      with all indexes and the full-text index); the service \
      \(Figure.megabytes(company.servicePeakMegabytes()))
      """,
      floor: """
        \(Figure.seconds(other)), \(Figure.perSecond(rows, other)), \
        \(Figure.megabytes(floors.map(\.peakMegabytes).max() ?? .nan)) (sqlite3 .import of the \
        same rows into tables of the same columns, no index)
        """,
      "\(Figure.percent(other / mine)) of the floor's speed; the goal is 40 % or more, in under 120 MB"
    )
  }

  private func measureDelta(_ reader: String, _ report: Report) throws -> Delta {
    let writer = try company.home()
    _ = try company.run(writer, "sync")
    let ids = try instances(of: writer)
    var (ours, idle): ([Run], [Run]) = ([], [])
    for round in 0..<Self.deltaRuns {
      let type = round.isMultiple(of: 2) ? "production" : "non-production"
      _ = try company.run(writer, ["instances", "label"] + ids + ["--type", type])
      _ = try company.run(writer, "sync")
      ours.append(try company.run(reader, "sync"))
      idle.append(try company.run(reader, "sync"))
    }
    let delta = Delta(
      rows: ids.count, seconds: Figure.median(ours.map(\.seconds)),
      idleSeconds: Figure.median(idle.map(\.seconds)))
    report.measured(
      "Delta sync of \(ids.count) changed rows",
      """
      \(Figure.seconds(delta.seconds)), \
      \(Figure.megabytes(ours.map(\.peakMegabytes).max() ?? .nan)) (tam sync, from start to end, \
      service included)
      """,
      floor: "\(Figure.seconds(delta.idleSeconds)) (the same command with nothing new)",
      "\(Figure.seconds(delta.forChanges)) for the changes; the goal is under 50 ms at any size")
    return delta
  }

  private func instances(of home: String) throws -> [String] {
    let list = try company.run(home, "instances", "--csv").output
    let ids = list.split(separator: "\r\n").dropFirst().prefix(Self.changeCount)
    return ids.map { String($0.prefix { $0 != "," }) }
  }
}

// The floor: the rows of the replica as CSV, one file per table.
extension SyncBench {
  private static let database = "rows.sqlite"

  private func dumpRows(of home: String) throws {
    let lines = Schema.tables.flatMap { table in
      [
        ".once \"\(folder.path(table.name)).csv\"",
        "SELECT id, \(table.columns.map(Self.expression).joined(separator: ", "))"
          + " FROM \"\(table.name)\";",
      ]
    }
    _ = try Child.run(
      "/usr/bin/sqlite3", ["-csv", "-readonly", "\(home)/replica.sqlite"],
      input: lines.joined(separator: "\n") + "\n")
  }

  private func importRows() throws -> Run {
    try folder.remove(Self.database)
    let lines = Schema.tables.flatMap { table in
      [
        "CREATE TABLE \"\(table.name)\" (id TEXT, "
          + table.columns.map(Self.declaration).joined(separator: ", ") + ");",
        ".import --csv \"\(folder.path(table.name)).csv\" \"\(table.name)\"",
      ]
    }
    return try Child.run(
      "/usr/bin/sqlite3", [folder.path(Self.database)],
      input: lines.joined(separator: "\n") + "\n")
  }

  private func rowCount() throws -> Int {
    let sql = Schema.tables.map { "SELECT count(*) FROM \"\($0.name)\";" }
    let counts = try Child.run(
      "/usr/bin/sqlite3", [folder.path(Self.database)], input: sql.joined(separator: "\n"))
    return counts.output.split(separator: "\n").compactMap { Int($0) }.reduce(0, +)
  }

  /// Bytes travel as hexadecimal digits, because CSV has no other way.
  private static func expression(_ column: Column) -> String {
    column.type == .data ? "hex(\"\(column.name)\")" : "\"\(column.name)\""
  }

  private static func declaration(_ column: Column) -> String {
    switch column.type {
    case .integer, .money, .instant, .boolean: "\"\(column.name)\" INTEGER"
    case .real, .ratio: "\"\(column.name)\" REAL"
    default: "\"\(column.name)\" TEXT"
    }
  }
}
