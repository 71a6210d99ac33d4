import Glibc

/// Where a reader takes its bytes from, piece by piece.
package struct ByteSource {
  /// Fills the beginning of the buffer and returns how many bytes it wrote; 0 at the end.
  let read: (UnsafeMutableRawBufferPointer) throws -> Int

  /// The content of a file, from its beginning.
  ///
  /// - Throws: ``ImportRefusal/unreadable(path:reason:)``, also from later reads.
  package static func file(_ path: String) throws -> ByteSource {
    let file = try InputFile(path: path)
    return ByteSource { buffer in try file.read(into: buffer) }
  }

  /// Bytes in memory, handed out in pieces of at most `pieceSize`, so that a test can cut them
  /// anywhere.
  package static func bytes(_ bytes: [UInt8], pieceSize: Int = .max) -> ByteSource {
    var position = 0
    return ByteSource { buffer in
      let count = min(buffer.count, pieceSize, bytes.count - position)
      bytes[position..<position + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
      position += count
      return count
    }
  }
}

/// A file open for reading; closed with the last reference.
private final class InputFile {
  private let path: String
  private let descriptor: CInt

  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw Self.failure(path) }
    }
  }

  private static func failure(_ path: String) -> ImportRefusal {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }
}
