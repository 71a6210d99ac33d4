import FoundationEssentials
import Synchronization

/// How this company judges health: one row for everybody, so that the app offline and the service
/// judge alike.
///
/// Its only id is ``currentID``; without that row everybody judges by ``HealthConfiguration/standard``.
package enum HealthSetting: SyncedTable {
  package typealias ID = Identifier<HealthSetting>
  package static let tableName = "health_setting"
  package static let currentID = "current"

  package static let era = Field<String>("era", "Era", .computed())
  /// A ``HealthConfiguration`` as JSON.
  package static let content = Field<String>("content", "Content", .longText, .computed())
  package static let changedAt = Field<Instant>("changed_at", "Changed", .computed())

  package static let table = Table(
    tableName, "Health setting", scope: .organization,
    columns: [era.column, content.column, changedAt.column])
}

extension HealthConfiguration {
  /// What the rows say; the standard where they say nothing, or what only a newer version of this
  /// program understands.
  package init(in rows: some RowSource) throws {
    let row = try rows.row(HealthSetting.table, HealthSetting.currentID)
    self = row.flatMap(HealthConfiguration.init) ?? .standard
  }

  /// Nil when the row holds nothing that this version understands.
  package init?(_ row: Row) {
    guard let text = row[HealthSetting.content], let found = Self.decoded(text) else { return nil }
    self = found
  }

  /// What was decoded last: everybody asks for the same text, with every list and every page.
  private static let last = Mutex<(text: String, found: HealthConfiguration?)>(("", nil))

  private static func decoded(_ text: String) -> HealthConfiguration? {
    last.withLock { last in
      guard last.text != text else { return last.found }
      // A setting that cannot be read is like none: both sides then judge by the standard.
      let found = try? JSONDecoder().decode(HealthConfiguration.self, from: Data(text.utf8))
      last = (text, found)
      return found
    }
  }

  /// The row that says this.
  package func row(changedAt: Instant) throws -> Row {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var row = Row(HealthSetting.table, id: HealthSetting.currentID)
    row[HealthSetting.era] = era.rawValue
    row[HealthSetting.content] = String(decoding: try encoder.encode(self), as: UTF8.self)
    row[HealthSetting.changedAt] = changedAt
    return row
  }
}
