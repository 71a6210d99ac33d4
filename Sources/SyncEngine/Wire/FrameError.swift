/// Why an answer to a pull cannot be used; nothing of it is applied.
package enum FrameError: Error, Hashable {
  /// The answer stops before its `end`.
  case truncated(frames: Int)
  /// Line numbers count from 1.
  case malformed(line: Int, found: String)
  case unknownKind(line: Int, kind: String)
  case unknownTable(line: Int, table: String)
  /// A row before the `columns` of its table.
  case columnsMissing(line: Int, table: String)
  case lineTooLong(line: Int, limit: Int)
  case wrongOrder(line: Int, found: String)
  case wrongCount(announced: Int, found: Int)
  case wrongCheck(announced: UInt32, found: UInt32)
}

extension FrameError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .truncated(let frames):
      "the answer of the service stops after \(frames) frames: sync again"
    case .malformed(let line, let found):
      "line \(line) of the service's answer cannot be read (\(found)): sync again"
    case .unknownKind(let line, let kind):
      "line \(line) of the service's answer is a \"\(kind)\", unknown here: update this program"
    case .unknownTable(let line, let table):
      "line \(line) of the service's answer is about the table \"\(table)\", unknown here: "
        + "update this program"
    case .columnsMissing(let line, let table):
      "line \(line) of the service's answer has a row of \"\(table)\" before its columns"
    case .lineTooLong(let line, let limit):
      "line \(line) of the service's answer has more than \(limit) bytes"
    case .wrongOrder(let line, let found):
      "line \(line) of the service's answer is a \"\(found)\" where none may stand"
    case .wrongCount(let announced, let found):
      "the service's answer announces \(announced) frames and has \(found): sync again"
    case .wrongCheck:
      "the service's answer was damaged on its way: sync again"
    }
  }
}
