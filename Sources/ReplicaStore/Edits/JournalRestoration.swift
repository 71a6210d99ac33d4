import CustomerSuccess
import Foundation
import SyncEngine

/// Puts back what the journal holds and the replica does not: after a crash between the two, the
/// last edit; after the loss of the replica, all that was not confirmed.
struct JournalRestoration {
  let file: ReplicaFile
  let journal: OutboxJournal
  let environment: ReplicaEnvironment
  let access: ServiceAccess

  func run() throws -> [OpeningFact] {
    var content = try journal.content()
    var facts: [OpeningFact] = []
    if content.unreadableLines > 0 {
      let copy = journal.path + ".unreadable"
      try PrivateFile.replace(copy, with: PrivateFile.content(of: journal.path) ?? [])
      facts.append(.unreadableJournalLines(count: content.unreadableLines, path: copy))
    }
    if let header = content.header, header.user != access.user {
      facts += try setAside(content, of: header.user)
      content = OutboxJournal.Content()
    }
    try introduce(header: content.header)
    facts += try restore(content)
    // Whoever finds the journal without the replica must know whose edits these are.
    if content.header == nil { try journal.compact(from: file) }
    return facts
  }

  /// Edits go to the service as their author's or not at all.
  private func setAside(
    _ content: OutboxJournal.Content, of user: User.ID
  ) throws -> [OpeningFact] {
    guard content.editCount > 0 else { return [] }
    let place = "\(journal.path).others-\(environment.fileStamp)"
    try FileManager.default.moveItem(atPath: journal.path, toPath: place)
    return [.othersEdits(user: user.rawValue, count: content.editCount, movedTo: place)]
  }

  private func restore(_ content: OutboxJournal.Content) throws -> [OpeningFact] {
    guard try file.read({ try content.holdsMore(than: $0) }) else { return [] }
    let (restored, unapplied) = try file.write { connection in
      let counts = try restore(content, on: connection)
      if let header = content.header, header.device.rawValue != access.device {
        // The numbers are another device's; those of this one begin with 1.
        let transaction = SQLReplicaTransaction(connection, now: environment.now())
        try Outbox(transaction).renew(as: Device.ID(access.device))
      }
      return counts
    }
    var facts: [OpeningFact] = []
    if restored > 0 { facts.append(.restoredEdits(count: restored)) }
    if unapplied > 0 { facts.append(.restoredUnapplied(count: unapplied)) }
    return facts
  }

  /// Tells a fresh replica whose it is and where the device's numbers stand.
  private func introduce(header: JournalHeader?) throws {
    let isKnown = try file.read { try MetaFacts(connection: $0).syncState() != nil }
    guard !isKnown else { return }
    try file.write { connection in
      let device = Device.ID(access.device)
      var state = SyncState(device: device, user: access.user)
      if let header, header.device == device, header.user == access.user {
        state.nextSequence = header.nextSequence
        state.settledSequence = header.settledSequence
        state.settledMutationID = header.settledMutationID
        state.acknowledgedSequence = header.settledSequence
      }
      let meta = MetaFacts(connection: connection)
      try meta.save(state)
      try meta.set(.service, .text(access.service))
    }
  }

  private func restore(
    _ content: OutboxJournal.Content, on connection: Connection
  ) throws -> (restored: Int, unapplied: Int) {
    let transaction = SQLReplicaTransaction(connection, now: environment.now())
    let labels = EditLabels(connection: connection)
    var restored = 0
    var unapplied = 0
    for entry in content.entries {
      switch entry {
      case .header: continue
      case .attention(let edit, let result):
        for item in edit.items where try !connection.knows(item.pending.id) {
          try transaction.settle(item.pending, as: result)
          try labels.save(item.pending.id, item.summary, item.account)
          restored += 1
        }
      case .edit(let edit):
        for item in edit.items where try !connection.knows(item.pending.id) {
          if try !apply(item.pending, transaction) { unapplied += 1 }
          try labels.save(item.pending.id, item.summary, item.account)
          restored += 1
        }
        if let draft = edit.draft {
          try connection.run(
            "INSERT OR IGNORE INTO submitted_draft (id) VALUES (?1)", [draft.stored])
        }
      }
    }
    return (restored, unapplied)
  }

  /// Applies the edit to the rows; false when they are not there yet and it only waits.
  private func apply(
    _ pending: PendingMutation, _ transaction: SQLReplicaTransaction
  ) throws -> Bool {
    var pending = pending
    var state = try transaction.state()
    if try !transaction.isFree(pending.sequence, state) { pending.sequence = state.nextSequence }
    if state.core.cursor != nil, pending.sequence == state.nextSequence {
      do {
        _ = try Outbox(transaction).perform(
          pending.mutation, id: pending.id, at: pending.at, today: pending.today)
        return true
      } catch is MutationRefusal {
        // It was possible when it was made; now the service decides.
      } catch is OutboxError {
        // It was taken when it was made.
      }
    }
    try transaction.append(pending)
    // What was lost keeps its number, so that the service recognizes what it had processed.
    state.nextSequence = max(state.nextSequence, pending.sequence + 1)
    try transaction.save(state)
    return false
  }
}

extension SQLReplicaTransaction {
  /// Another program may have used the number since, and the service have got that edit.
  fileprivate func isFree(_ sequence: Int64, _ state: SyncState) throws -> Bool {
    let isTaken = try outbox(after: sequence - 1, limit: 1).first?.sequence == sequence
    return !isTaken && sequence > state.acknowledgedSequence
  }
}

extension OutboxJournal.Content {
  fileprivate var editCount: Int {
    entries.reduce(0) { count, entry in
      switch entry {
      case .header: count
      case .edit(let edit), .attention(let edit, _): count + edit.items.count
      }
    }
  }

  /// Whether there is an edit that the replica does not know.
  fileprivate func holdsMore(than connection: Connection) throws -> Bool {
    try entries.contains { entry in
      switch entry {
      case .header: false
      case .edit(let edit), .attention(let edit, _):
        try edit.items.contains { try !connection.knows($0.pending.id) }
      }
    }
  }

  /// The last one.
  var header: JournalHeader? {
    entries.reversed().lazy.compactMap { entry -> JournalHeader? in
      if case .header(let header) = entry { header } else { nil }
    }.first
  }
}

extension Connection {
  /// Whether the mutation waits, was sent, was refused or was given up here.
  fileprivate func knows(_ id: PendingMutation.ID) throws -> Bool {
    try ["outbox", "sent", "attention"].contains {
      try exists("SELECT 1 FROM \($0) WHERE mid = ?1", [id.stored])
    }
  }
}

/// What each mutation did, in words, for the lists of waiting and refused edits.
struct EditLabels {
  let connection: Connection

  func save(_ id: PendingMutation.ID, _ summary: String, _ account: Account.ID?) throws {
    try connection.run(
      "INSERT OR REPLACE INTO edit_label (mid, summary, account_id) VALUES (?1, ?2, ?3)",
      [id.stored, .text(summary), account?.stored ?? .null])
  }
}
