import CustomerSuccess
import Foundation
import SyncEngine

/// One line of the outbox journal.
enum JournalEntry: Codable, Hashable, Sendable {
  /// Where the device's numbers stand; the first line after each clean-up.
  case header(JournalHeader)
  case edit(JournalEdit)
  /// An edit that the service refused and nobody has decided on.
  case attention(JournalEdit, MutationResult?)
}

/// What a rebuilt replica must know to go on as the same device.
struct JournalHeader: Codable, Hashable, Sendable {
  let device: Device.ID
  let user: User.ID
  let nextSequence: Int64
  let settledSequence: Int64
  let settledMutationID: PendingMutation.ID?
}

/// Mutations that were made together, in one line so that a crash keeps all of them or none.
struct JournalEdit: Codable, Hashable, Sendable {
  struct Item: Codable, Hashable, Sendable {
    let pending: PendingMutation
    let summary: String
    let account: Account.ID?
  }

  let items: [Item]
  /// The local draft that this edit made superfluous.
  let draft: LocalDraft.ID?
}

extension JournalEntry {
  /// The line with its check and line feed: `{"crc":"…","entry":…}`.
  func line() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let content = [UInt8](try encoder.encode(self))
    return Self.head + Self.check(content) + Self.middle + content + [0x7d, 0x0a]
  }

  /// Nil when the line is not one of ours or was damaged.
  init?(line: ArraySlice<UInt8>) {
    let start = line.startIndex + Self.head.count
    let contentStart = start + 8 + Self.middle.count
    guard line.count > contentStart - line.startIndex, line.last == 0x7d,
      line.starts(with: Self.head), line[(start + 8)...].starts(with: Self.middle)
    else { return nil }
    let content = line[contentStart..<(line.endIndex - 1)]
    guard Array(line[start..<(start + 8)]) == Self.check(Array(content)),
      // Damage is the caller's to count: what is not an entry has no more to say.
      let entry = try? JSONDecoder().decode(JournalEntry.self, from: Data(content))
    else { return nil }
    self = entry
  }

  private static let head = Array("{\"crc\":\"".utf8)
  private static let middle = Array("\",\"entry\":".utf8)

  /// CRC-32 in eight hexadecimal digits.
  private static func check(_ content: [UInt8]) -> [UInt8] {
    var crc = CRC32()
    crc.update(content, in: 0..<content.count)
    let digits = String(crc.value, radix: 16)
    return Array((String(repeating: "0", count: 8 - digits.count) + digits).utf8)
  }
}
