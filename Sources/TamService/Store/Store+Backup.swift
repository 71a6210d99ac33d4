import Foundation

extension Store {
  /// Writes a consistent copy of the store to a new file, while others read and write.
  ///
  /// The copy says of itself that it is one: a service started on it begins a new epoch, so that
  /// every replica compares itself with what was restored.
  ///
  /// - Throws: ``StoreError/fileExists(path:)``.
  package func backup(to path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StoreError.fileExists(path: path)
    }
    try directory.createPrivateFile(path)
    do {
      try copy(to: path)
    } catch {
      // Half a copy must not be taken for a whole one; if it stays, the error below says why.
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
  }
}
