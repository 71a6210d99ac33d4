import Foundation

/// The store's incarnation and newest position, in a file beside the database.
///
/// A database that was copied back from a backup is behind this file, or carries the mark that
/// ``Store/backup(to:)`` leaves in copies. Either raises the epoch, and with a new epoch every
/// replica compares itself with the store again; a restore cannot forget to do so.
final class EpochFile: Sendable {
  struct Content: Equatable {
    var epoch: Int64
    var position: Int64
  }

  private let path: String
  private let descriptor: Int32

  init(path: String) throws {
    self.path = path
    self.descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
  }

  deinit { close(descriptor) }

  /// Nil when the file is empty or damaged.
  func read() -> Content? {
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return nil }
    let words = String(decoding: buffer[..<count], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace)
    guard words.count == 4, words[0] == "epoch", words[2] == "position",
      let epoch = Int64(words[1]), let position = Int64(words[3])
    else { return nil }
    return Content(epoch: epoch, position: position)
  }

  /// Lines of one length, so that one write replaces the other whole.
  func write(_ content: Content) throws {
    let line = "epoch \(padded(content.epoch)) position \(padded(content.position))\n"
    let bytes = Array(line.utf8)
    guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
      throw StoreError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// The epoch in which a database at `found` may be served.
  ///
  /// - Parameter isCopy: the database says of itself that it is a backup.
  /// - Parameter now: seconds since 1970; what begins a new epoch is at least that, because the same
  ///   copy may be put back twice, and neither it nor the file then knows of the epoch between.
  static func settled(
    found: Content, kept: Content?, isCopy: Bool, now: Int64
  ) -> Int64 {
    let isKnown =
      if let kept {
        found.position >= kept.position && found.epoch >= kept.epoch
      } else {
        found.position == 0
      }
    guard isCopy || !isKnown else { return found.epoch }
    return max(max(found.epoch, kept?.epoch ?? 0) + 1, now)
  }

  private func padded(_ number: Int64) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 19 - digits.count)) + digits
  }
}
