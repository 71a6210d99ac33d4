import Foundation

extension CalendarFile {
  /// The bytes of a calendar file, as far as its limit; nil when there is none.
  ///
  /// - Throws: What the system says when it is there and cannot be read.
  static func bytes(at path: String) throws -> [UInt8]? {
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      return nil
    }
    // Reading a pipe would wait for somebody to write into it.
    guard attributes[.type] as? FileAttributeType == .typeRegular else { return nil }
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    // What was read stands, whatever closing says.
    defer { try? handle.close() }
    return try handle.read(upToCount: CalendarEvent.fileLimit).map(Array.init) ?? []
  }
}
