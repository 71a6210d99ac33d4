import CustomerSuccess
import Foundation

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

  /// Steps kept; more than anyone takes back, and little to store.
  private static let limit = 1_000

  func add(_ label: String, _ inverses: [Mutation], at: Instant) throws {
    try connection.run("DELETE FROM undo_journal WHERE is_undone = 1")
    try connection.run(
      "INSERT INTO undo_journal (label, at, size, mutations) VALUES (?1, ?2, ?3, ?4)",
      [
        .text(label), at.stored, inverses.count.stored,
        .text(try SQLReplicaTransaction.encode(inverses)),
      ])
    try connection.run(
      "DELETE FROM undo_journal WHERE step <= ?1",
      [.integer(connection.lastInserted - Int64(Self.limit))])
  }

  /// The next step to undo, or to do again; nil when there is none.
  func next(undone: Bool) throws -> Step? {
    try connection.first(
      """
      SELECT step, label, mutations FROM undo_journal WHERE is_undone = ?1
      ORDER BY step \(undone ? "ASC" : "DESC") LIMIT 1
      """, [undone.stored]
    ) { reader in
      let id = reader.requiredInteger()
      let label = reader.requiredText()
      let json = reader.requiredText()
      return Step(
        id: id, label: label,
        mutations: try JSONDecoder().decode([Mutation].self, from: Data(json.utf8)))
    }
  }

  /// Moves a step to the other stack; without mutations it is forgotten.
  func turn(_ step: Int, undone: Bool, mutations: [Mutation]?) throws {
    guard let mutations else { return try remove(step) }
    try connection.run(
      "UPDATE undo_journal SET is_undone = ?2, mutations = ?3 WHERE step = ?1",
      [step.stored, undone.stored, .text(try SQLReplicaTransaction.encode(mutations))])
  }

  func remove(_ step: Int) throws {
    try connection.run("DELETE FROM undo_journal WHERE step = ?1", [step.stored])
  }

  func steps(limit: Int) throws -> [UndoStep] {
    try connection.all(
      """
      SELECT step, label, at, is_undone, size FROM undo_journal
      ORDER BY step DESC LIMIT \(max(0, limit))
      """
    ) { reader in
      UndoStep(
        id: reader.requiredInteger(), label: reader.requiredText(),
        at: reader.instant() ?? Instant(secondsSinceEpoch: 0), isUndone: reader.isTrue(),
        count: reader.requiredInteger())
    }
  }
}
