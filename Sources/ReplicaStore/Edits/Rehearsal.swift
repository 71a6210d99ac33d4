package import CustomerSuccess

/// What an edit would do to the rows of now, found out without doing it.
package struct Rehearsal: Equatable, Sendable {
  /// One value that would change, as people read it.
  package struct Change: Equatable, Sendable {
    /// The label of the column.
    package let label: String
    /// Empty when there is no value.
    package let from: String
    package let to: String
  }

  package let mutation: Mutation
  /// What it would have done, in words; of a refused one, nothing.
  package let summary: String
  package let account: Account.ID?
  /// Values of rows that exist; a new row is named by the summary alone.
  package let changes: [Change]
  /// False when the rows are as wanted already.
  package let wouldChange: Bool
  /// Why it would be refused; nil when it would be taken.
  package let refusal: MutationRefusal?
}

extension Replica {
  /// Tries edits one after the other, each on top of those before that would be taken.
  ///
  /// Nothing is written. The service may still decide otherwise: it knows what others did meanwhile.
  package func rehearse(_ mutations: [Mutation]) throws -> [Rehearsal] {
    guard let me else { throw ReplicaError.notLoggedIn }
    let now = environment.now()
    let context = MutationContext(actor: me, at: now, today: environment.day(at: now))
    return try file.read { connection in
      let rows = RehearsalRows(RowReading(connection: connection))
      return try mutations.map { try rows.rehearse($0, context) }
    }
  }
}

/// The rows of a replica with changes that are kept in memory alone.
private final class RehearsalRows: RowStorage {
  private let stored: RowReading
  /// Nil for a row that was deleted.
  private var edited: [RowKey: Row?] = [:]
  /// What the rehearsal under way has touched, as it was before.
  private var touched: [(key: RowKey, before: Row?)] = []

  init(_ stored: RowReading) { self.stored = stored }

  func row(_ table: Table, _ id: String) throws -> Row? {
    if let row = edited[RowKey(table, id)] { return row }
    return try stored.row(table, id)
  }

  func rows(_ table: Table, where column: String, equals value: Value) throws -> [Row] {
    let untouched = try stored.rows(table, where: column, equals: value)
      .filter { edited[RowKey(table, $0.id)] == nil }
    let fitting = edited.values.compactMap { $0 }
      .filter { $0.table == table && $0[column: column] == value }
    return untouched + fitting
  }

  func save(_ row: Row) throws { try put(row.table, row.id, row) }

  func delete(_ table: Table, _ id: String) throws { try put(table, id, nil) }

  private func put(_ table: Table, _ id: String, _ row: Row?) throws {
    touched.append((RowKey(table, id), try self.row(table, id)))
    edited[RowKey(table, id)] = .some(row)
  }

  func rehearse(_ mutation: Mutation, _ context: MutationContext) throws -> Rehearsal {
    touched = []
    let account = try mutation.account(in: self)
    do {
      let applied = try mutation.apply(to: self, in: context)
      return Rehearsal(
        mutation: mutation, summary: applied.summary, account: applied.account,
        changes: try touched.flatMap(changes), wouldChange: applied.didChange, refusal: nil)
    } catch let refusal as MutationRefusal {
      return Rehearsal(
        mutation: mutation, summary: "", account: account, changes: [], wouldChange: false,
        refusal: refusal)
    }
  }

  private func changes(of key: RowKey, from before: Row?) throws -> [Rehearsal.Change] {
    guard let before, let after = edited[key] ?? nil else { return [] }
    return try before.table.columns.compactMap { column in
      let (old, new) = (before[column: column.name], after[column: column.name])
      guard old != new, column.origin.editors != .nobody || column.origin.owner == .computed,
        column != CTA.snoozeMark.column
      else { return nil }
      return Rehearsal.Change(
        label: column.label, from: try text(old, of: column), to: try text(new, of: column))
    }
  }

  private func text(_ value: Value, of column: Column) throws -> String {
    switch (column.type, value) {
    case (_, .null): return ""
    case (.boolean, .integer(let number)): return number == 0 ? "no" : "yes"
    case (.instant, .integer(let number)): return Instant(microseconds: number).description
    case (.reference(let name), .text(let id)):
      guard let table = Schema.table(name), let row = try row(table, id),
        case .text(let text) = row[column: "name"]
      else { return id }
      return text
    case (_, .integer(let number)): return String(number)
    case (_, .real(let number)): return PlainNumber.decimal(number, digits: 1)
    case (_, .text(let text)): return text
    case (_, .data): return "(data)"
    }
  }
}
