/// The rows as one mutation leaves them; the storage sees none of it before every check has passed.
final class Worksheet {
  let context: MutationContext
  private let storage: any RowStorage
  private var edits: [RowKey: Edit] = [:]
  /// In the order of the first touch, so that a parent is written before its children.
  private var order: [RowKey] = []
  private var judgedBy: HealthConfiguration?

  private struct Edit {
    let before: Row?
    var after: Row?
  }

  init(_ storage: any RowStorage, _ context: MutationContext) {
    self.storage = storage
    self.context = context
  }

  func row(_ table: Table, _ id: String) throws -> Row? {
    if let edit = edits[RowKey(table, id)] { return edit.after }
    return try storage.row(table, id)
  }

  /// The rows whose column holds that value, by id.
  func rows<T>(_ table: Table, where field: Field<T>, is value: T) throws -> [Row] {
    try rows(table, where: field.name, is: value.stored)
  }

  /// The same for a column that several tables have.
  func rows(_ table: Table, where column: String, is value: Value) throws -> [Row] {
    let stored = try storage.rows(table, where: column, equals: value)
      .filter { edits[RowKey(table, $0.id)] == nil }
    let edited = edits.values.compactMap(\.after)
      .filter { $0.table == table && $0[column: column] == value }
    return (stored + edited).sorted { $0.id < $1.id }
  }

  /// What health is judged by here, read once.
  func health() throws -> HealthConfiguration {
    if let judgedBy { return judgedBy }
    let found = try HealthConfiguration(in: storage)
    judgedBy = found
    return found
  }

  func save(_ row: Row) throws { try note(row.table, row.id, row) }

  func delete(_ table: Table, _ id: String) throws { try note(table, id, nil) }

  /// Writes what differs from the storage; false when nothing does.
  func commit() throws -> Bool {
    let changed = order.compactMap { edits[$0] }.filter { $0.before != $0.after }
    for edit in changed {
      if let row = edit.after {
        try storage.save(row)
      } else if let row = edit.before {
        try storage.delete(row.table, row.id)
      }
    }
    return !changed.isEmpty
  }

  private func note(_ table: Table, _ id: String, _ after: Row?) throws {
    let key = RowKey(table, id)
    if edits[key] == nil {
      edits[key] = Edit(before: try storage.row(table, id))
      order.append(key)
    }
    edits[key]?.after = after
  }
}

extension Worksheet: RowSource {
  func rows(_ table: Table, where column: String, equals value: Value) throws -> [Row] {
    try rows(table, where: column, is: value)
  }
}
