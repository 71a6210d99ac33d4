import CustomerSuccess
import Foundation

/// Imports the monthly usage mart as CSV (connectors 5.5).
///
/// The file is read once to find what is wrong with it, and again to store its rows, some thousands
/// a transaction; memory does not grow with the file beyond eight bytes a row. Months are stored
/// as they come; what people see is rebuilt at the end for the accounts that changed.
struct UsageImport {
  let store: Store
  let settings: ImportSettings
  /// Whether the file stands for all that earlier ones said.
  let isRebuild: Bool

  /// Rows of one transaction: a fraction of a second in which nobody else writes.
  private static let batchSize = 10_000
  private static let progressStep = 100_000

  /// - Throws: ``ImportRefusal`` before anything was stored, or ``StoreError``.
  func run(file: String) throws -> ImportReport {
    settings.progress("checking \(file)")
    let aliases = try store.read { try UsageAliases($0) }
    let (table, columns, duplicates) = try survey(file, aliases)
    if isRebuild { try UsageReset(store: store).run() }
    let keys = try store.read { try UsageKeys($0) }
    let loader = UsageLoader(
      store: store, keys: keys,
      parser: MartParser(columns: columns, encoding: table.encoding, aliases: aliases),
      duplicates: duplicates, batchSize: Self.batchSize)
    let name = URL(fileURLWithPath: file).lastPathComponent
    let rejected = try RejectedRows(
      directory: settings.rejectedDirectory, object: "usage", header: table.header.raw)
    var report = ObjectReport(object: "usage", file: name)
    try table.forEach { record, fault in
      report.read += 1
      if report.read % Self.progressStep == 0 {
        settings.progress("\(name): \(report.read) of \(table.count) rows")
      }
      do {
        if let fault { throw RowRejection(fault) }
        try loader.take(record, number: report.read - 1)
      } catch let rejection as RowRejection {
        report.rejected += 1
        try rejected.append(record.raw, reason: rejection.description)
      }
    }
    try loader.finish(&report)
    try rejected.close(&report)
    report.notes = columns.notes + report.notes
    try Rollups(store: store, at: settings.at).run(settings.progress)
    var result = ImportReport()
    result.objects = [report]
    return result
  }

  private func survey(
    _ file: String, _ aliases: UsageAliases
  ) throws -> (CSVTable, MartColumns, UsageDuplicates) {
    var duplicates = UsageDuplicates()
    var parser: MartParser?
    let table = try CSVTable(path: file) { record, header in
      guard header.missing(MartColumns.required).isEmpty else { return }
      let current = parser ?? MartParser(columns: MartColumns(header), aliases: aliases)
      parser = current
      // What is wrong with a row is said when it is loaded.
      if let subject = try? current.subject(of: record) { duplicates.note(subject) }
    }
    let columns = try MartColumns(table)
    duplicates.endFirstReading()
    if !duplicates.isEmpty { try settle(&duplicates, table, columns, aliases) }
    return (table, columns, duplicates)
  }

  private func settle(
    _ duplicates: inout UsageDuplicates, _ table: CSVTable, _ columns: MartColumns,
    _ aliases: UsageAliases
  ) throws {
    let parser = MartParser(columns: columns, encoding: table.encoding, aliases: aliases)
    var number = -1
    try table.forEach { record, fault in
      number += 1
      // A row that cannot be read cannot win.
      guard fault == nil, let subject = try? parser.subject(of: record),
        let ping = try? parser.ping(of: record)
      else { return }
      duplicates.compare(subject, ping: ping, record: number)
    }
  }
}
