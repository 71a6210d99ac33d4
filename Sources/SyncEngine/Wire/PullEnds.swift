/// What the first and the last line of an answer say: enough to ask for the page after it before
/// its rows are read.
///
/// Nothing is verified here. ``PullResponse`` reads the whole answer and refuses a damaged one, and
/// with it what was asked for on its word.
package struct PullEnds: Hashable, Sendable {
  package let epoch: Int64
  /// Asks for the page after this one.
  package let resume: String

  /// Nil when no page follows, and when the bytes are no answer.
  package init?(of bytes: [UInt8]) {
    let lineBreak = UInt8(ascii: "\n")
    guard bytes.last == lineBreak, let firstEnd = bytes.firstIndex(of: lineBreak),
      let lastStart = bytes.dropLast().lastIndex(of: lineBreak)
    else { return nil }
    let lastLine = (lastStart + 1)..<(bytes.count - 1)
    var begin = LineReader(bytes, 0..<firstEnd, line: 1)
    var end = LineReader(bytes, lastLine, line: 1)
    do {
      guard try begin.find(KeyName.epoch), try end.find(KeyName.resume) else { return nil }
      epoch = try begin.integer()
      resume = try end.string()
    } catch {
      // Whatever is wrong with the lines is said when the answer is read as a whole.
      return nil
    }
  }
}

extension LineReader {
  /// Goes to the value of that key; false when the object on the line has none.
  fileprivate mutating func find(_ wanted: UInt64) throws(FrameError) -> Bool {
    try expect(UInt8(ascii: "{"))
    var isFirst = true
    while let key = try nextKey(isFirst: isFirst) {
      if key == wanted { return true }
      isFirst = false
      try skipValue()
    }
    return false
  }
}
