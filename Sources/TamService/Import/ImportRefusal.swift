/// Why a file, or a whole directory, is not imported at all; the store is as it was.
package enum ImportRefusal: Error, Equatable {
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  case malformed(path: String, CSVError)
  case missingColumns(path: String, missing: [String], expected: [String], found: [String])
  /// Every row that was looked at has an id of another object.
  case otherObject(path: String, expected: String, prefix: String, foundPrefix: String)
  case nothingToImport(directory: String, expected: [String])
  case notADirectory(path: String)
  /// The byte counts from 0.
  case notJSON(path: String, byte: Int, expected: String, reason: String)
  case noRecords(path: String, expected: String)
}

extension ImportRefusal: CustomStringConvertible {
  /// More columns than this say nothing to a reader.
  private static let namesShown = 12

  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path) cannot be read (\(reason)): check the name and its permissions"
    case .unwritable(let path, let reason):
      "\(path) cannot be written (\(reason)): name another directory with --rejected"
    case .malformed(let path, let error):
      "\(path) was not imported: \(error)"
    case .missingColumns(let path, let missing, let expected, let found):
      """
      \(path) was not imported: it lacks \(Self.list(missing)). Expected are at least \
      \(Self.list(expected)); found are \(Self.list(found)). Is it the right file?
      """
    case .otherObject(let path, let expected, let prefix, let foundPrefix):
      """
      \(path) was not imported: it should hold \(expected), whose ids begin with \(prefix), \
      but its ids begin with \(foundPrefix). Is it the right file?
      """
    case .nothingToImport(let directory, let expected):
      """
      \(directory) holds nothing to import: expected are files named \(Self.list(expected)), \
      of which any may be missing
      """
    case .notADirectory(let path):
      "\(path) is not a directory: name the directory that the export files lie in"
    case .notJSON(let path, let byte, let expected, let reason):
      """
      \(path) was not imported: at byte \(byte) it is not JSON (\(reason)). Expected is \
      \(expected)
      """
    case .noRecords(let path, let expected):
      "\(path) was not imported: it holds JSON, but no \(expected). Is it the right file?"
    }
  }

  private static func list(_ names: [String]) -> String {
    guard !names.isEmpty else { return "no columns" }
    let shown = names.prefix(namesShown).joined(separator: ", ")
    let rest = names.count - namesShown
    return rest > 0 ? "\(shown) and \(rest) more" : shown
  }
}
