import CustomerSuccess
import Foundation
import SyncEngine

/// The steps a person can take back, and those taken back that can be done again.
///
/// All steps that wait to be done again are newer than all that can be undone: a new step removes
/// the former.
struct UndoJournal {
  struct Step {
    let id: Int
    let label: String
    /// What takes it back, or does it again.
    let mutations: [Mutation]
  }

  let connection: Connection

  /// Steps kept: years of work, at less than a kilobyte each.
  private static let limit = 50_000

  /// - Parameter edits: What was done, so that the list can say how far it is on its way.
  func add(_ label: String, _ inverses: [Mutation], edits: [PerformedEdit], at: Instant) throws {
    try connection.run(
      """
      DELETE FROM undo_edit WHERE step IN (SELECT step FROM undo_journal WHERE is_undone = 1)
      """)
    try connection.run("DELETE FROM undo_journal WHERE is_undone = 1")
    try connection.run(
      "INSERT INTO undo_journal (label, at, size, mutations) VALUES (?1, ?2, ?3, ?4)",
      [
        .text(label), at.stored, edits.count.stored,
        .text(try SQLReplicaTransaction.encode(inverses)),
      ])
    let step = connection.lastInserted
    try save(edits, of: step)
    for table in ["undo_journal", "undo_edit"] {
      try connection.run(
        "DELETE FROM \(table) WHERE step <= ?1", [.integer(step - Int64(Self.limit))])
    }
  }

  /// The next step to undo, or to do again; nil when there is none.
  func next(undone: Bool) throws -> Step? {
    try connection.first(
      """
      SELECT step, label, mutations FROM undo_journal WHERE is_undone = ?1
      ORDER BY step \(undone ? "ASC" : "DESC") LIMIT 1
      """, [undone.stored], Self.read)
  }

  /// A step that can be undone.
  func step(_ id: Int) throws -> Step? {
    try connection.first(
      "SELECT step, label, mutations FROM undo_journal WHERE step = ?1 AND is_undone = 0",
      [id.stored], Self.read)
  }

  /// The words of the first later step that set what this one set, where undoing this one would
  /// set it over that; nil when there is none.
  func overwriter(of step: Step) throws -> String? {
    let mine = Set(step.mutations.compactMap(\.blindTarget))
    guard !mine.isEmpty else { return nil }
    return try connection.all(
      """
      SELECT step, label, mutations FROM undo_journal WHERE step > ?1 AND is_undone = 0
      ORDER BY step
      """, [step.id.stored], Self.read
    ).first { later in later.mutations.contains { $0.blindTarget.map(mine.contains) == true } }?
    .label
  }

  /// Moves a step to the other stack; without mutations it is forgotten.
  func turn(
    _ step: Int, undone: Bool, mutations: [Mutation]?, edits: [PerformedEdit]
  ) throws {
    guard let mutations else { return try remove(step) }
    try connection.run(
      "UPDATE undo_journal SET is_undone = ?2, mutations = ?3 WHERE step = ?1",
      [step.stored, undone.stored, .text(try SQLReplicaTransaction.encode(mutations))])
    try connection.run("DELETE FROM undo_edit WHERE step = ?1", [step.stored])
    try save(edits, of: Int64(step))
  }

  func remove(_ step: Int) throws {
    for table in ["undo_journal", "undo_edit"] {
      try connection.run("DELETE FROM \(table) WHERE step = ?1", [step.stored])
    }
  }

  /// Puts all steps after that one into the first of them; returns how many there were.
  func join(after step: Int) throws -> Int {
    let steps = try connection.all(
      """
      SELECT step, label, mutations FROM undo_journal WHERE step > ?1 AND is_undone = 0
      ORDER BY step
      """, [step.stored], Self.read)
    guard let first = steps.first, steps.count > 1 else { return steps.count }
    // What was done last is taken back first.
    let mutations = steps.reversed().flatMap(\.mutations)
    for later in steps.dropFirst() {
      try connection.run(
        "UPDATE undo_edit SET step = ?1 WHERE step = ?2", [first.id.stored, later.id.stored])
      try connection.run("DELETE FROM undo_journal WHERE step = ?1", [later.id.stored])
    }
    try connection.run(
      "UPDATE undo_journal SET label = ?2, size = ?3, mutations = ?4 WHERE step = ?1",
      [
        first.id.stored, .text("\(first.label), and \(steps.count - 1) more by a macro"),
        mutations.count.stored,
        .text(try SQLReplicaTransaction.encode(mutations)),
      ])
    return steps.count
  }

  func steps(limit: Int) throws -> [UndoStep] {
    let acknowledged = try MetaFacts(connection: connection).syncState()?.acknowledgedSequence ?? 0
    var steps = try connection.all(
      """
      SELECT step, label, at, is_undone, size,
        (SELECT count(*) FROM undo_edit e JOIN outbox o ON o.mid = e.mid
          WHERE e.step = j.step AND o.seq > ?1),
        (SELECT count(*) FROM undo_edit e JOIN attention t ON t.mid = e.mid WHERE e.step = j.step)
      FROM undo_journal j ORDER BY step DESC LIMIT \(max(0, limit))
      """, [.integer(acknowledged)]
    ) { reader in
      UndoStep(
        id: reader.requiredInteger(), label: reader.requiredText(),
        at: reader.instant() ?? Instant(secondsSinceEpoch: 0), isUndone: reader.isTrue(),
        count: reader.requiredInteger(), unsentCount: reader.requiredInteger(),
        refusedCount: reader.requiredInteger())
    }
    guard let oldest = steps.last?.id else { return [] }
    let customers = try customers(since: oldest)
    for index in steps.indices { steps[index].customers = customers[steps[index].id] ?? [] }
    return steps
  }

  private func customers(since oldest: Int) throws -> [Int: [UndoStep.Customer]] {
    let found = try connection.all(
      """
      SELECT DISTINCT e.step, e.account_id, coalesce(a.name, e.account_id)
      FROM undo_edit e LEFT JOIN account a ON a.id = e.account_id
      WHERE e.step >= ?1 AND e.account_id IS NOT NULL ORDER BY a.name, e.account_id
      """, [oldest.stored]
    ) { reader in
      (
        step: reader.requiredInteger(),
        customer: UndoStep.Customer(id: reader.requiredID(), name: reader.requiredText())
      )
    }
    return Dictionary(grouping: found, by: \.step).mapValues { $0.map(\.customer) }
  }

  private func save(_ edits: [PerformedEdit], of step: Int64) throws {
    for edit in edits {
      try connection.run(
        "INSERT OR REPLACE INTO undo_edit (mid, step, account_id) VALUES (?1, ?2, ?3)",
        [edit.pending.id.stored, .integer(step), edit.applied.account?.stored ?? .null])
    }
  }

  private static func read(_ reader: inout ColumnReader) throws -> Step {
    let id = reader.requiredInteger()
    let label = reader.requiredText()
    let json = reader.requiredText()
    return Step(
      id: id, label: label,
      mutations: try JSONDecoder().decode([Mutation].self, from: Data(json.utf8)))
  }
}

extension Mutation {
  /// What it sets as a whole, so that a later step that set the same can be named; nil when it
  /// changes single columns and names the values it found.
  fileprivate var blindTarget: String? {
    let what: String
    switch self {
    case .snoozeCTA, .wakeCTA: what = "sleep"
    case .labelInstance, .setInstanceHealthInclusion, .assignCTA, .assignTAM: what = name
    default: return nil
    }
    return needed.first.map { "\(what) \($0.table) \($0.id)" }
  }
}
