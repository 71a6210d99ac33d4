import Connectors
import CustomerSuccess
import Foundation

/// Jobs that find out what is gone from Salesforce (connectors 3.6).
extension JobRunner {
  /// So many accounts missing at once, and a tenth of all, tell of a lost permission.
  private static let missingLimit = 20
  private static let missingShare = 10
  /// In a small company that many are half of it.
  private static let smallShare = 2

  func readDeletions(_ run: JobRun, _ settings: ConnectionSettings) async throws {
    let fields = try SalesforceFields(store.directory)
    let names = try SalesforceMarks(settings, fields)
    let connection = try salesforce(settings)
    let deletions = SalesforceDeletions(connection)
    let until = try await deletions.serverTime()
    var outcome = JobOutcome(report: ImportReport())
    outcome.until = Instant(until)
    // What is deleted of other objects leaves with the nightly pulls.
    let name = names.deletions(of: .account)
    let mark = try runs.watermark(name).flatMap { Instant($0) }
    let log = try await deletions.run(
      SalesforceObject.account.rawValue, from: mark?.date ?? .distantPast, until: until)
    if let log {
      outcome.watermarks[name] = "\(Instant(log.covered))"
      if log.hasGap, mark != nil {
        outcome.notes.append(
          "the log of deleted accounts begins after our last look: the sweep finds the rest")
      }
    }
    outcome.report.objects = [try await settleAccounts(Set(log?.ids ?? []), connection)]
    try await end(run, outcome)
  }

  /// Asks for what the log names and for what we take for gone: steps of a merge become known one
  /// by one, and an account may be back.
  private func settleAccounts(
    _ logged: Set<String>, _ connection: SalesforceConnection
  ) async throws -> ObjectReport {
    let (asked, hidden) = try store.read { reader in
      let asked = try reader.accounts("marked_for_deletion = 1")
        .union(reader.accounts().intersection(logged))
      return (asked, try reader.accounts("departure = 'Missing'").subtracting(asked))
    }
    let merges = SalesforceMerges(connection)
    let object = SalesforceObject.account.rawValue
    let fates = try await merges.fates(of: asked.sorted(), object)
    // That one is not shown still says nothing of what became of it.
    let shown = try await merges.fates(of: hidden.sorted(), object).present
    return try await settle(
      DepartureNews(departed: fates.departed, present: fates.present + shown),
      read: asked.count + hidden.count)
  }

  private func settle(_ news: DepartureNews, read: Int) async throws -> ObjectReport {
    try await BlockingWork.run { [store] in
      try store.write(by: ImportSettings.actor, for: "departures") { work in
        try news.settle(work, read: read)
      }
    }
  }

  func sweep(_ run: JobRun, _ settings: ConnectionSettings) async throws {
    let connection = try salesforce(settings)
    let object = SalesforceObject.account.rawValue
    let ours = try store.read { try $0.accounts() }
    let known = try store.read { try $0.accounts("departure IS NOT NULL") }
    let found = try await SalesforceSweep(connection, object, directory: run.spool).run(ours: ours)
    let lost = found.missing.filter { !known.contains($0) }
    let limit = min(
      max(Self.missingLimit, ours.count / Self.missingShare), ours.count / Self.smallShare)
    guard lost.isEmpty || lost.count <= limit else {
      throw SweepRefusal(missing: lost.count, ours: ours.count)
    }
    let merges = SalesforceMerges(connection)
    let fates = try await merges.fates(of: found.deleted, object)
    // Pages of a run that was cut off may be days old, so what is back is asked for.
    let seen = known.subtracting(found.deleted + found.missing)
    let news = DepartureNews(
      departed: fates.departed, present: try await merges.fates(of: seen.sorted(), object).present,
      missing: found.missing)
    var outcome = JobOutcome(report: ImportReport())
    outcome.report.objects = [try await settle(news, read: found.seen)]
    if !lost.isEmpty {
      outcome.notes.append(
        "\(lost.count) accounts are missing, purged or hidden from our user: \(lost.shortened())")
    }
    try await end(run, outcome)
  }
}

/// What Salesforce says of accounts that are gone, or back.
struct DepartureNews: Sendable {
  var departed: [DepartedRecord] = []
  var present: [String] = []
  /// Of which it shows nothing.
  var missing: [String] = []

  /// Says so on their rows; ids that are not ours are passed over.
  func settle(_ work: UnitOfWork, read: Int) throws -> ObjectReport {
    var report = ObjectReport(object: "account", file: "accounts gone")
    report.read = read
    for record in departed {
      try change(record.id, work, &report) { row, aside in
        switch record.fate {
        case .deleted:
          // A merged one that is in no Recycle Bin any more looks like a deleted one.
          if row[Account.departure]?.isMerge != true { row.setDeparture(.deleted, at: work.now) }
        case .merged(let winner):
          row.setDeparture(.merged, mergedInto: Account.ID(winner), at: work.now)
        case .mergedThenDeleted(let winner):
          row.setDeparture(.mergedThenDeleted, mergedInto: Account.ID(winner), at: work.now)
        case .unclear(let last):
          row.setDeparture(.mergedUnclear, mergedInto: Account.ID(last), at: work.now)
          // What Salesforce forgot may be known here.
          try DepartedAccounts().settle(
            &row, firstWinner: aside[DepartedAccounts.winnerColumn], work.reader, at: work.now)
        }
      }
    }
    for id in present {
      try change(id, work, &report) { row, aside in
        row.setDeparture(nil, at: work.now)
        aside[DepartedAccounts.winnerColumn] = nil
      }
    }
    for id in missing {
      try change(id, work, &report) { row, _ in
        if row[Account.departure] == nil { row.setDeparture(.missing, at: work.now) }
      }
    }
    // What they brought in counts for others from now on, or again.
    if report.updated > 0 { _ = try AccountHierarchy(work.reader).store(in: work) }
    return report
  }

  private func change(
    _ id: String, _ work: UnitOfWork, _ report: inout ObjectReport,
    _ body: (inout Row, inout AsideColumns) throws -> Void
  ) throws {
    guard let stored = try work.reader.stored(Account.table, id) else { return }
    var row = stored.row
    var aside = AsideColumns(json: stored.aside)
    try body(&row, &aside)
    report.count(try work.write(row, aside: aside.json, over: stored))
  }
}

/// Why a sweep marks nothing.
struct SweepRefusal: Error, CustomStringConvertible {
  let missing: Int
  let ours: Int

  var description: String {
    """
    Salesforce shows \(missing) of our \(ours) accounts no longer, too many to be believed: see \
    whether its user for the integration may still see all accounts; nothing was marked
    """
  }
}

extension StoreReader {
  /// The ids of the accounts for which some SQL of ours holds.
  fileprivate func accounts(_ condition: String = "1 = 1") throws -> Set<String> {
    Set(
      try query("SELECT id FROM account WHERE \(condition)").compactMap { String(stored: $0[0]) })
  }
}
