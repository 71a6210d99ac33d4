import CustomerSuccess
import Foundation

/// Imports a directory of Zendesk's JSON exports: organizations, users, tickets.
///
/// All files are read once before anything is stored; then each file is one transaction.
struct ZendeskImport {
  let store: Store
  let settings: ImportSettings

  /// - Throws: ``ImportRefusal`` before anything was stored, or ``StoreError``.
  func run(directory: String) throws -> ImportReport {
    let files = try survey(directory)
    var report = ImportReport()
    for (file, count) in files {
      settings.progress("\(file.fileName): \(count) records")
      let records = JSONRecords(path: "\(directory)/\(file.fileName)", key: file.rawValue)
      switch file {
      case .organizations:
        report.objects.append(try organizations(records))
      case .users:
        report.objects.append(
          try load(records, ZendeskUser.self) { try ZendeskDirectory(work: $1).store($0) })
      case .tickets:
        report.objects.append(try tickets(records))
      }
    }
    if let waiting = try TicketLoader.takeUpWaiting(store) { report.objects.append(waiting) }
    try store.write(by: ImportSettings.actor, for: "queues") { work in
      try OrganizationQueue(work: work).settle()
      try GapFinder(work: work).settle()
    }
    try Rollups(store: store, at: settings.at).run(settings.progress)
    return report
  }

  private func survey(_ directory: String) throws -> [(ZendeskFile, count: Int)] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory),
      isDirectory.boolValue
    else { throw ImportRefusal.notADirectory(path: directory) }
    let files = try ZendeskFile.allCases.compactMap { file -> (ZendeskFile, count: Int)? in
      let path = "\(directory)/\(file.fileName)"
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      settings.progress("checking \(file.fileName)")
      switch file {
      case .organizations: return (file, try check(path, ZendeskOrganization.self))
      case .users: return (file, try check(path, ZendeskUser.self))
      case .tickets: return (file, try check(path, ZendeskTicket.self))
      }
    }
    guard !files.isEmpty else {
      throw ImportRefusal.nothingToImport(
        directory: directory, expected: ZendeskFile.allCases.map(\.fileName))
    }
    return files
  }

  /// Reads a file to its end; when no record is what the file should hold, it is another file.
  ///
  /// An empty list is a file without news.
  private func check<Record: ZendeskRecord>(_ path: String, _ type: Record.Type) throws -> Int {
    let records = JSONRecords(path: path, key: Record.file.rawValue)
    var count = 0
    var isRecognized = false
    try records.forEach { bytes in
      count += 1
      guard !isRecognized else { return }
      // What is wrong with one record is said when it is loaded.
      isRecognized = (try? Record.decoded(bytes)) != nil
    }
    guard isRecognized || count == 0 else {
      throw ImportRefusal.noRecords(path: path, expected: records.expectation)
    }
    return count
  }

  private func organizations(_ records: JSONRecords) throws -> ObjectReport {
    var living: [ZendeskOrganization] = []
    var report = try load(records, ZendeskOrganization.self) { organization, work in
      if organization.deletedAt == nil { living.append(organization) }
      return try ZendeskDirectory(work: work).store(organization)
    }
    let claims = try store.read { try OrganizationClaims($0) }
    let unmatched = living.filter { claims.accounts(of: $0.id).isEmpty }
      .map { "\($0.name ?? "?") (\($0.id))" }
    if !unmatched.isEmpty {
      report.notes.append(
        "\(unmatched.count) organizations match no account: "
          + unmatched.shortened())
    }
    let contested = claims.contested
    if !contested.isEmpty {
      report.notes.append(
        "\(contested.count) organizations are claimed by several accounts, so their tickets belong "
          + "to none: "
          + contested.map { "\($0.organization) by \($0.accounts.joined(separator: " and "))" }
          .shortened())
    }
    if !claims.outdated.isEmpty {
      report.notes.append(
        "\(claims.outdated.count) accounts carry the id of an organization that was merged: "
          + claims.outdated.map {
            "\($0.account) has \($0.organization), which is now \($0.winner)"
          }.shortened())
    }
    return report
  }

  private func tickets(_ records: JSONRecords) throws -> ObjectReport {
    var loader: TicketLoader?
    var newest: Instant?
    return try load(records, ZendeskTicket.self) { ticket, work in
      newest = [newest, Instant(ticket.updatedAt)].compactMap(\.self).max()
      let current = try loader ?? TicketLoader(work: work)
      loader = current
      return try current.take(ticket)
    } finish: { report in
      report.notes += try loader?.notes() ?? []
      report.note(stamp: newest)
      loader = nil
    }
  }

  /// Stores a file in one transaction; nil from `store` is a record that is not for us.
  private func load<Record: ZendeskRecord>(
    _ records: JSONRecords, _ type: Record.Type,
    _ take: (Record, UnitOfWork) throws -> SaveOutcome?,
    finish: (inout ObjectReport) throws -> Void = { _ in }
  ) throws -> ObjectReport {
    let rejected = try RejectedRows(
      directory: settings.rejectedDirectory, object: Record.file.name,
      header: Array("record".utf8))
    return try store.write(by: ImportSettings.actor, for: "zendesk") { work in
      var report = ObjectReport(object: Record.file.name, file: Record.file.fileName)
      try records.forEach { bytes in
        report.read += 1
        do {
          guard let outcome = try take(Record.decoded(bytes), work) else {
            report.skipped += 1
            return
          }
          report.count(outcome)
        } catch let rejection as RowRejection {
          report.rejected += 1
          let text = CSVText.quoted(String(decoding: bytes, as: UTF8.self))
          try rejected.append(text.utf8, reason: rejection.description)
        }
      }
      try finish(&report)
      try rejected.close(&report)
      return report
    }
  }
}
