package import CustomerSuccess
import Foundation

/// Something a person has typed and not yet submitted; kept in a file of its own.
package struct LocalDraft: Codable, Hashable, Identifiable, Sendable {
  package typealias ID = Identifier<LocalDraft>

  package let id: ID
  /// What the draft becomes, such as `activity`; for the one who offers it again.
  package var kind: String
  package var account: Account.ID?
  /// What stands in each field of the form, by the form's own names.
  package var fields: [String: String]
  package var savedAt: Instant

  package init(
    id: ID, kind: String, account: Account.ID?, fields: [String: String], savedAt: Instant
  ) {
    self.id = id
    self.kind = kind
    self.account = account
    self.fields = fields
    self.savedAt = savedAt
  }
}

extension Replica {
  /// Puts the draft on the disk; a `kill -9` right after leaves it whole.
  ///
  /// Replaces one of that id.
  ///
  /// - Throws: ``ReplicaError/diskFull(path:)``; the draft saved before stays.
  package func saveLocalDraft(_ draft: LocalDraft) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try PrivateFile.replace(draftPath(draft.id), with: Array(encoder.encode(draft)))
    } catch let failure as FileFailure where failure.isDiskFull {
      throw ReplicaError.diskFull(path: failure.path)
    }
  }

  /// What was typed and neither submitted nor given up, newest first.
  ///
  /// A draft whose edit was committed just before a crash is not offered again.
  package func localDrafts() throws -> [LocalDraft] {
    let submitted = try file.read {
      Set(try $0.all("SELECT id FROM submitted_draft") { $0.requiredText() })
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: home.draftsPath)
    let drafts = try names.filter { $0.hasSuffix(".json") }.compactMap { name -> LocalDraft? in
      guard let bytes = try PrivateFile.content(of: "\(home.draftsPath)/\(name)") else {
        return nil
      }
      // What is not a draft of ours stays in the folder and is not offered.
      return try? JSONDecoder().decode(LocalDraft.self, from: Data(bytes))
    }
    return drafts.filter { !submitted.contains($0.id.rawValue) }
      .sorted { ($1.savedAt, $1.id) < ($0.savedAt, $0.id) }
  }

  /// Does nothing when there is no such draft.
  package func discardLocalDraft(_ id: LocalDraft.ID) throws {
    let path = draftPath(id)
    guard FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.removeItem(atPath: path)
  }

  private func draftPath(_ id: LocalDraft.ID) -> String {
    // An id is ours, but a file name must never leave the folder.
    let name = id.rawValue.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return "\(home.draftsPath)/\(String(name)).json"
  }
}
