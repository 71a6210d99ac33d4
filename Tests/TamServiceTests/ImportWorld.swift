import CustomerSuccess
import Foundation
import Support
import SyncEngine

@testable import TamService

/// A store, and folders for export files and for rejected rows.
struct ImportWorld {
  let world: World
  let files: TemporaryDirectory
  let rejected: TemporaryDirectory

  /// Days and stamps of imports; a Friday.
  static let at = Instant(startOf: Self.today).adding(seconds: 36_000)
  static let today = Day(daysSinceEpoch: 19_858)

  init() throws {
    world = try World()
    files = try TemporaryDirectory()
    rejected = try TemporaryDirectory()
  }

  var store: Store { world.store }

  func importer(at: Instant = Self.at) -> Importer {
    Importer(
      store: store, settings: ImportSettings(at: at, rejectedDirectory: rejected.path))
  }

  /// Writes a Salesforce file with lines as given and imports the folder.
  func salesforce(_ contents: [String: String], at: Instant = Self.at) throws -> ImportReport {
    for (name, text) in contents { try files.write(text, to: "salesforce/\(name).csv") }
    return try importer(at: at).salesforce(directory: files.path(of: "salesforce"))
  }

  func usage(_ text: String, at: Instant = Self.at) throws -> ImportReport {
    try importer(at: at).usage(file: files.write(text, to: "usage.csv"))
  }

  func zendesk(_ contents: [String: String]) throws -> ImportReport {
    for (name, text) in contents { try files.write(text, to: "zendesk/\(name).json") }
    return try importer().zendesk(directory: files.path(of: "zendesk"))
  }

  func row(_ table: Table, _ id: String) throws -> Row? {
    try store.read { try $0.row(table, id) }
  }

  func rows(_ table: Table) throws -> [Row] {
    var rows: [Row] = []
    try store.read { reader in
      try reader.forEachRow(of: table) { rows.append($0.row) }
    }
    return rows.sorted { $0.id < $1.id }
  }

  func head() throws -> Position { try store.read { try $0.head() } }

  /// The newest position of what imports bring.
  func broughtHead() throws -> Int {
    try store.read { reader in
      try Self.brought.compactMap { table in
        try reader.query("SELECT max(_p) FROM \"\(table.name)\"").first
          .flatMap { Int(stored: $0[0]) }
      }.max() ?? 0
    }
  }

  /// Everything that imports bring, to compare two moments.
  func everything() throws -> [String: [Row]] {
    try Dictionary(uniqueKeysWithValues: Self.brought.map { ($0.name, try rows($0)) })
  }

  /// How jobs ran is told anew with each run.
  private static let brought = Schema.tables.filter { $0 != SourceState.table }

  /// The path of a hand-written file of the repository.
  static func fixture(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/\(name)").path
  }
}
