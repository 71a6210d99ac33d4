import Foundation

/// A folder of its own for one test; removed, with all that is in it, with the last reference.
package final class TemporaryDirectory: Sendable {
  /// Absolute, without a slash at its end.
  package let path: String

  package init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tamarack-test-\(UUID().uuidString)")
    // Only the owner may look in: the programs under test insist on that for their data.
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    path = folder.path
  }

  deinit {
    // What cannot be removed is left to the system's own cleaning of its temporary folder.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a file or folder in here; nothing is created.
  package func path(of name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, with the folders it lies in; returns its path.
  @discardableResult
  package func write(_ content: String, to name: String) throws -> String {
    try write(Array(content.utf8), to: name)
  }

  /// Writes a file from bytes, with the folders it lies in; returns its path.
  @discardableResult
  package func write(_ content: [UInt8], to name: String) throws -> String {
    let file = URL(fileURLWithPath: path(of: name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: file)
    return file.path
  }

  /// The content of a file in here, which must be UTF-8.
  package func read(_ name: String) throws -> String {
    try String(contentsOfFile: path(of: name), encoding: .utf8)
  }
}
