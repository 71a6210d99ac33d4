/// Something a person should hear about how the replica was opened.
package enum OpeningFact: Hashable, Sendable {
  /// The file was unreadable; it now lies at `movedTo`, and a fresh one takes its place.
  case rebuiltDamaged(movedTo: String, reason: String)
  /// A newer version of the app wrote the file; the numbers are layout versions.
  case rebuiltNewer(movedTo: String, found: Int, known: Int)
  /// The layout was older; synced rows are fetched again, edits were kept.
  case upgraded(from: Int, to: Int)
  /// Edits that only the journal still held were put back into the outbox.
  case restoredEdits(count: Int)
  /// Edits of the journal that could not be applied yet; they are sent all the same.
  case restoredUnapplied(count: Int)
  /// Edits of another person that were not sent; their journal now lies at `movedTo`.
  case othersEdits(user: String, count: Int, movedTo: String)
  /// Lines of the journal that are not what we wrote; they were left in the file at `path`.
  case unreadableJournalLines(count: Int, path: String)
}

extension OpeningFact: CustomStringConvertible {
  package var description: String {
    switch self {
    case .rebuiltDamaged(let movedTo, let reason):
      "The local copy was damaged (\(reason)). It was set aside as \(movedTo) and is rebuilt."
    case .rebuiltNewer(let movedTo, let found, let known):
      """
      The local copy was written by a newer tam (layout \(found), this one knows \(known)). \
      It was set aside as \(movedTo) and is rebuilt.
      """
    case .upgraded:
      "The local copy was brought up to this version; the next sync fetches it anew."
    case .restoredEdits(let count):
      "\(count) unsent \(count == 1 ? "edit was" : "edits were") restored from the journal."
    case .restoredUnapplied(let count):
      """
      \(count) unsent \(count == 1 ? "edit shows" : "edits show") again after the next sync; \
      nothing is lost.
      """
    case .othersEdits(let user, let count, let movedTo):
      """
      \(count) unsent \(count == 1 ? "edit" : "edits") of \(user) lay here. The journal was set \
      aside as \(movedTo): copy it for them, logging out removes it.
      """
    case .unreadableJournalLines(let count, let path):
      "\(count) \(count == 1 ? "line" : "lines") of the journal could not be read; see \(path)."
    }
  }
}
