import CustomerSuccess
import Foundation

/// Imports a directory of Salesforce export files.
///
/// All files are read once before anything is stored: one that is cut short, or is another file
/// than its name says, refuses the import. Then each file is one transaction. Rows that cannot be
/// stored are written out with the reason, and the others are stored.
struct SalesforceImport {
  let store: Store
  let settings: ImportSettings

  /// Rows looked at before a file is taken for one of another object.
  private static let sampleSize = 20

  private struct File {
    let table: CSVTable
    let columns: SalesforceColumns
  }

  /// - Throws: ``ImportRefusal`` before anything was stored, or ``StoreError``.
  func run(directory: String) throws -> ImportReport {
    let files = try survey(directory)
    var report = ImportReport()
    let history = files.first { $0.columns.object == .accountHistory }
    let session = try store.read { reader in
      try SalesforceSession(reader) { try history.map(tamChanges) ?? [:] }
    }
    for file in files {
      settings.progress("\(file.columns.object.fileName): \(file.table.count) rows")
      report.objects.append(try load(file, session))
    }
    try store.write(by: ImportSettings.actor, for: "salesforce") { work in
      try TAMStamps(work: work).store(at: settings.at)
    }
    if let waiting = try TicketLoader.takeUpWaiting(store) { report.objects.append(waiting) }
    try store.write(by: ImportSettings.actor, for: "queues") { work in
      try OrganizationQueue(work: work).settle()
      try GapFinder(work: work).settle()
    }
    try Rollups(store: store, at: settings.at).run(settings.progress)
    return report
  }

  /// What a history says of TAMs.
  private func tamChanges(_ file: File) throws -> [Account.ID: [TAMChange]] {
    var changes: [Account.ID: [TAMChange]] = [:]
    try file.table.forEach { record, fault in
      guard fault == nil else { return }
      // What cannot be read is rejected later, with its reason.
      let reading = try? file.columns.read(record)
      // As above.
      guard let reading, let change = try? TAMChange(reading, field: settings.tamField) else {
        return
      }
      changes[change.account, default: []].append(change)
    }
    return changes
  }

  private func load(_ file: File, _ session: SalesforceSession) throws -> ObjectReport {
    let object = file.columns.object
    let rejected = try RejectedRows(
      directory: settings.rejectedDirectory, object: object.name, header: file.table.header.raw)
    return try store.write(by: ImportSettings.actor, for: "salesforce") { work in
      let loader = SalesforceLoader(
        file.columns, work: work, session: session, settings: settings)
      try loader.load(file.table, rejected: rejected)
      if object == .account {
        try session.renewAliases(work.reader)
        for id in try AccountHierarchy(work.reader).store(in: work) { session.touch(id) }
      }
      try DirtyAccounts(work: work).note(session.takeTouched())
      var report = loader.report
      try rejected.close(&report)
      return report
    }
  }

  private func survey(_ directory: String) throws -> [File] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory),
      isDirectory.boolValue
    else { throw ImportRefusal.notADirectory(path: directory) }
    let files = try SalesforceObject.allCases.compactMap { object -> File? in
      let path = "\(directory)/\(object.fileName)"
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      settings.progress("checking \(object.fileName)")
      return try survey(path, object)
    }
    guard !files.isEmpty else {
      throw ImportRefusal.nothingToImport(
        directory: directory, expected: SalesforceObject.allCases.map(\.fileName))
    }
    return files
  }

  private func survey(_ path: String, _ object: SalesforceObject) throws -> File {
    var foreign: [String] = []
    var looked = 0
    let table = try CSVTable(path: path) { record, header in
      guard looked < Self.sampleSize, let position = header.position(of: "Id") else { return }
      looked += 1
      let id = record.text(position, as: .latin1) ?? ""
      if !id.isEmpty, !id.hasPrefix(object.idPrefix) { foreign.append(String(id.prefix(3))) }
    }
    let columns = try SalesforceColumns(
      table, of: object, defaultCurrency: settings.defaultCurrency)
    if let found = foreign.first, foreign.count == looked {
      throw ImportRefusal.otherObject(
        path: path, expected: object.plural, prefix: object.idPrefix, foundPrefix: found)
    }
    return File(table: table, columns: columns)
  }
}
