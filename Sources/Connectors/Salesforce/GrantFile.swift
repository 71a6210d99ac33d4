import Foundation

/// The file that holds a refresh token; rewritten whenever the service hands out another.
///
/// While an answer is awaited a second file says so: should the process end there, the token that is
/// left may be used up, and whoever finds that out later can tell why (edge 4).
package struct GrantFile: Hashable, Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  private var mark: String { "\(path).renewing" }

  /// Whether a renewal began whose end nobody saw.
  var isInDoubt: Bool { FileManager.default.fileExists(atPath: mark) }

  /// - Throws: ``CredentialError``.
  func token() throws(CredentialError) -> Secret {
    try CredentialSource.file(path).read(environment: [:])
  }

  /// - Throws: ``SpoolError``.
  func begin() throws(SpoolError) { try write("", to: mark) }

  /// Stores what the answer brought, before anything is done with the rest of it.
  ///
  /// - Parameter token: Nil when the old one stays good.
  func end(_ token: Secret?) throws(SpoolError) {
    if let token { try write(token.reveal(), to: path) }
    do {
      try FileManager.default.removeItem(atPath: mark)
    } catch {
      throw .unwritable(path: mark, reason: error.localizedDescription)
    }
  }

  private func write(_ text: String, to path: String) throws(SpoolError) {
    let url = URL(fileURLWithPath: path)
    try DurableFile.write(
      Array(text.utf8), to: url.lastPathComponent, in: url.deletingLastPathComponent().path)
  }
}
