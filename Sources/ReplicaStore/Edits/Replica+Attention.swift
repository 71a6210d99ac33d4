import CustomerSuccess
package import SyncEngine

extension Replica {
  /// Offers a refused edit again, as a new one on the rows as they are now; undo takes it back.
  ///
  /// - Throws: `MutationRefusal` when it is not possible here either; the item stays.
  ///   ``ReplicaError/noSuchItem(id:)`` when it is not in the list.
  @discardableResult
  package func retry(attention id: PendingMutation.ID) throws -> EditReceipt {
    let receipt = try edit(submitting: nil) { session in
      let connection = session.transaction.connection
      let pending = try connection.attention(id)
      let fresh = FreshMutation { try session.transaction.placed($0, $1)?.row }
      try session.perform(fresh.again(pending.mutation))
      try connection.run("DELETE FROM attention WHERE mid = ?1", [id.stored])
      return try session.finish(label: nil)
    }
    try compactJournal()
    return receipt
  }

  /// Gives a refused edit up.
  ///
  /// It is kept out of sight for a month, for whoever asks.
  ///
  /// - Throws: ``ReplicaError/noSuchItem(id:)``.
  package func discard(attention id: PendingMutation.ID) throws {
    let now = environment.now()
    try file.write { connection in
      let pending = try connection.attention(id)
      try connection.run(
        """
        INSERT OR REPLACE INTO sent (mid, seq, pending, settled_at, is_discarded)
        VALUES (?1, ?2, ?3, ?4, 1)
        """,
        [
          id.stored, .integer(pending.sequence),
          .text(try SQLReplicaTransaction.encode(pending)), now.stored,
        ])
      try connection.run("DELETE FROM attention WHERE mid = ?1", [id.stored])
    }
    try compactJournal()
    broadcast.send(ReplicaChange(cause: .edit, tables: []))
  }

  /// Leaves in the journal only what is still needed, after edits came to rest.
  func compactJournal() throws { try journal.compact(from: file) }
}

extension Connection {
  fileprivate func attention(_ id: PendingMutation.ID) throws -> PendingMutation {
    let json = try first("SELECT pending FROM attention WHERE mid = ?1", [id.stored]) {
      $0.requiredText()
    }
    guard let json else { throw ReplicaError.noSuchItem(id: id.rawValue) }
    return try SQLReplicaTransaction.decode(json)
  }
}
