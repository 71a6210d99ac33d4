import CustomerSuccess
import SyncEngine

/// The copy of everything the service has not confirmed, in a plain file beside the replica.
///
/// An edit is on the disk here before the replica commits it, so that a replica lost to a damaged
/// disk takes no edit with it. Used only while the home's write lock is held.
struct OutboxJournal: Sendable {
  let path: String

  /// What a journal holds.
  struct Content {
    var entries: [JournalEntry] = []
    /// Lines that are not ours or were damaged.
    var unreadableLines = 0
  }

  /// Empty when there is no file.
  func content() throws -> Content {
    var content = Content()
    guard let bytes = try PrivateFile.content(of: path) else { return content }
    for line in bytes.split(separator: 0x0a) {
      if let entry = JournalEntry(line: line) {
        content.entries.append(entry)
      } else if line.endIndex < bytes.endIndex {
        // A last line without its end was cut by a crash: nobody was told that it was kept.
        content.unreadableLines += 1
      }
    }
    return content
  }

  /// Adds entries and waits until they are on the disk.
  ///
  /// - Returns: The length before, for ``takeBack(to:)``.
  func append(_ entries: [JournalEntry]) throws -> Int {
    // A line that a crash cut short must not swallow the next one.
    let separator: [UInt8] = [0x0a]
    return try PrivateFile.append(
      separator + entries.flatMap { try $0.line() }, to: path)
  }

  /// Cuts off what was appended for an edit that was then not committed.
  func takeBack(to length: Int) throws { try PrivateFile.truncate(path, to: length) }

  /// Leaves exactly these entries.
  func replace(with entries: [JournalEntry]) throws {
    try PrivateFile.replace(path, with: entries.flatMap { try $0.line() })
  }

  /// Leaves the header and what the replica still waits to have confirmed or decided.
  func compact(from file: ReplicaFile) throws {
    try file.exclusively { try replace(with: file.read { try $0.journalEntries() }) }
  }
}

extension Connection {
  /// Everything that must survive the loss of the replica.
  fileprivate func journalEntries() throws -> [JournalEntry] {
    guard let state = try MetaFacts(connection: self).syncState() else { return [] }
    let header = JournalHeader(
      device: state.device, user: state.user, nextSequence: state.nextSequence,
      settledSequence: state.settledSequence, settledMutationID: state.settledMutationID)
    let waiting = try all(
      """
      SELECT x.pending, l.summary, l.account_id
      FROM outbox x LEFT JOIN edit_label l ON l.mid = x.mid ORDER BY x.seq
      """
    ) { JournalEntry.edit(JournalEdit(items: [try Self.item(&$0)], draft: nil)) }
    let refused = try all(
      """
      SELECT x.pending, l.summary, l.account_id, x.result
      FROM attention x LEFT JOIN edit_label l ON l.mid = x.mid ORDER BY x.seq
      """
    ) { reader in
      let item = try Self.item(&reader)
      let result = try reader.text().map(SQLReplicaTransaction.decodeResult)
      return JournalEntry.attention(JournalEdit(items: [item], draft: nil), result)
    }
    return [.header(header)] + refused + waiting
  }

  private static func item(_ reader: inout ColumnReader) throws -> JournalEdit.Item {
    let pending = try SQLReplicaTransaction.decode(reader.requiredText())
    return JournalEdit.Item(
      pending: pending, summary: reader.text() ?? pending.mutation.name, account: reader.id())
  }
}
