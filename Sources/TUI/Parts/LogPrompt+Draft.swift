import CustomerSuccess
import ReplicaStore
import Terminal

// A line to log is kept with every letter, so that a crash costs none.
extension Prompt {
  /// What the local drafts of lines are called.
  nonisolated static let draftKind = "line"

  /// Goes on with a line that was typed and not logged.
  init(resuming kept: LocalDraft) {
    let name = kept.account == nil ? nil : kept.fields["customer"]
    self.init(
      .log(kept.account, name: name), text: kept.fields["subject"] ?? "",
      day: kept.fields["day"].flatMap { Day($0) })
    draft = kept.id
  }

  /// Keeps the line as it stands, or forgets it when nothing is left of it.
  mutating func keep(now: Instant) -> [AppEffect] {
    guard case .log(let account, let name) = purpose else { return [] }
    guard !field.isEmpty else { return forget() }
    // No other line has had this id: one that was logged is never offered again.
    let id = draft ?? LocalDraft.ID("line-\(account?.rawValue ?? "")-\(now.microseconds)")
    draft = id
    var fields = ["subject": field.text]
    fields["customer"] = name
    fields["day"] = day?.description
    return [
      .keepDraft(
        LocalDraft(
          id: id, kind: Self.draftKind, account: account, fields: fields, savedAt: now))
    ]
  }

  /// Throws the draft away.
  mutating func forget() -> [AppEffect] {
    defer { draft = nil }
    return draft.map { [.discardDraft($0)] } ?? []
  }
}
