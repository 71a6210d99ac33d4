import Foundation

/// Writes the rows that an import refuses to `rejected-<object>.csv`: the bytes as they were, and
/// the reason in one more column, so that the file can be mended and imported again.
final class RejectedRows {
  /// Enough to tell what is wrong with a file; the count goes on, the file does not grow past it.
  static let limit = 100_000

  let path: String
  private let header: [UInt8]
  private var output: FileHandle?
  private var buffer: [UInt8] = []
  private(set) var count = 0

  private static let bufferSize = 64 << 10

  /// Nothing is written until the first row; a file of an earlier import is removed, because it
  /// would tell of rows that this import may take.
  init(directory: String, object: String, header: [UInt8]) throws {
    path = "\(directory)/rejected-\(object).csv"
    self.header = header
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw ImportRefusal.unwritable(path: path, reason: error.localizedDescription)
    }
  }

  /// - Parameter raw: a whole record without its line end.
  func append(_ raw: some Sequence<UInt8>, reason: String) throws {
    count += 1
    guard count <= Self.limit else { return }
    if output == nil {
      output = try open()
      buffer.append(contentsOf: header)
      buffer.append(contentsOf: ",reason\n".utf8)
    }
    buffer.append(contentsOf: raw)
    buffer.append(contentsOf: ",\(CSVText.quoted(reason))\n".utf8)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes what is left and tells the report where it is.
  func close(_ report: inout ObjectReport) throws {
    guard let output else { return }
    try flush()
    try output.close()
    report.rejectedFile = path
    guard count > Self.limit else { return }
    report.notes.append("only the first \(Self.limit) rejected rows were written out")
  }

  private func open() throws -> FileHandle {
    let created = FileManager.default.createFile(
      atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    guard created, let handle = FileHandle(forWritingAtPath: path) else {
      throw ImportRefusal.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
    return handle
  }

  private func flush() throws {
    do {
      try output?.write(contentsOf: Data(buffer))
    } catch {
      throw ImportRefusal.unwritable(path: path, reason: error.localizedDescription)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// CSV as it is written.
enum CSVText {
  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
