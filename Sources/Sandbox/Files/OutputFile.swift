import Foundation

/// A file that is written from its beginning to its end, piece by piece.
final class OutputFile {
  private let path: String
  private let handle: FileHandle
  private var buffer: [UInt8] = []

  private static let bufferSize = 256 << 10

  /// - Throws: ``SandboxError/unwritable(path:reason:)``, also from later writes.
  init(_ path: String) throws {
    self.path = path
    let created = FileManager.default.createFile(
      atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    guard created, let handle = FileHandle(forWritingAtPath: path) else {
      throw SandboxError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
    self.handle = handle
    buffer.reserveCapacity(Self.bufferSize * 2)
  }

  /// Appends bytes; what `body` adds to the buffer is written sooner or later.
  func write(_ body: (inout [UInt8]) throws -> Void) throws {
    try body(&buffer)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  func write(_ text: String) throws {
    try write { $0.append(contentsOf: text.utf8) }
  }

  func close() throws {
    try flush()
    try handle.close()
  }

  private func flush() throws {
    do {
      try handle.write(contentsOf: Data(buffer))
    } catch {
      throw SandboxError.unwritable(path: path, reason: error.localizedDescription)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Why the make-believe company could not be written.
package enum SandboxError: Error, Equatable {
  case unwritable(path: String, reason: String)
}

extension SandboxError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unwritable(let path, let reason):
      "\(path) cannot be written (\(reason)): check its permissions and the free space of its disk"
    }
  }
}
