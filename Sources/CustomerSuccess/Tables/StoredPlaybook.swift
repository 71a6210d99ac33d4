import FoundationEssentials

/// A playbook as it travels to the replicas; its id is its name.
///
/// The service fills it from text files, so nobody edits it here.
package enum StoredPlaybook: SyncedTable {
  package static let tableName = "playbook"

  package static let name = Field<String>("name", "Name", .computed())
  package static let type = Field<CTAType>("type", "Type", .computed())
  /// The whole ``Playbook`` as JSON.
  package static let body = Field<String>("body", "Content", .longText, .computed())

  package static let table = Table(
    tableName, "Playbook", scope: .organization, columns: [name.column, type.column, body.column])

  /// - Throws: What the encoder throws, which it does for no playbook.
  package static func row(_ playbook: Playbook) throws -> Row {
    var row = Row(table, id: playbook.name)
    row[name] = playbook.name
    row[type] = playbook.type
    row[body] = try StoredText.json(playbook)
    return row
  }

  /// Nil when a newer service wrote it in a way that this version does not know.
  package static func playbook(_ row: Row) -> Playbook? {
    row[body].flatMap { StoredText.read(Playbook.self, $0) }
  }
}

/// A template of success plans as it travels to the replicas; its id is its name.
package enum StoredPlanTemplate: SyncedTable {
  package static let tableName = "plan_template"

  package static let name = Field<String>("name", "Name", .computed())
  package static let type = Field<SuccessPlanType>("type", "Type", .computed())
  /// The whole ``PlanTemplate`` as JSON.
  package static let body = Field<String>("body", "Content", .longText, .computed())

  package static let table = Table(
    tableName, "Plan template", scope: .organization,
    columns: [name.column, type.column, body.column])

  /// - Throws: What the encoder throws, which it does for no template.
  package static func row(_ template: PlanTemplate) throws -> Row {
    var row = Row(table, id: template.name)
    row[name] = template.name
    row[type] = template.type
    row[body] = try StoredText.json(template)
    return row
  }

  /// Nil when a newer service wrote it in a way that this version does not know.
  package static func template(_ row: Row) -> PlanTemplate? {
    row[body].flatMap { StoredText.read(PlanTemplate.self, $0) }
  }
}

private enum StoredText {
  /// The same value is always the same text, so that a row is written only when it differs.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func read<Content: Decodable>(_ type: Content.Type, _ text: String) -> Content? {
    // What a newer version wrote may lack what this one needs.
    try? JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
