import Glibc

/// Reads CSV (RFC 4180, as Salesforce and Snowflake write it) record by record.
///
/// Fields may be quoted, with doubled quotes, commas and line breaks inside; lines end in LF or
/// CRLF; a byte-order mark and the last line's end are optional; empty lines are skipped. Memory
/// is one record, never the file.
package struct CSVReader: ~Copyable {
  /// Salesforce's longest field is 131,072 characters, of up to four bytes each.
  package static let fieldLimit = 1 << 20
  /// An open quote swallows the rest of a file: past this size nobody looks for its end.
  package static let recordLimit = 8 << 20
  /// Large enough that a system call a piece costs nothing, small enough to stay in the cache.
  private static let pieceSize = 256 << 10

  private let source: ByteSource
  /// Bytes that are read but not yet handed out are `buffer[start..<end]`.
  private var buffer = [UInt8](repeating: 0, count: pieceSize)
  private var start = 0
  private var end = 0
  private var reachedEnd = false
  private var spans: [Span] = []
  /// The line on which the next record begins, from 1.
  package private(set) var line = 1
  /// Whether the record read last ended with a line end.
  package private(set) var endedWithLineEnd = true
  /// Whether the file begins with the byte-order mark of UTF-8.
  package private(set) var hasByteOrderMark = false

  /// A field within the record that is being scanned.
  private struct Span {
    let range: Range<Int>
    let hasDoubledQuotes: Bool
  }

  private enum Scan {
    /// The record ends before `contentEnd`; the next one begins at `next`.
    case record(contentEnd: Int, next: Int, hasLineEnd: Bool)
    case incomplete
    case failed(CSVError)
  }

  package init(_ source: ByteSource) throws {
    self.source = source
    repeat { try fill() } while end < 3 && !reachedEnd
    if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF {
      hasByteOrderMark = true
      start = 3
    }
  }

  /// Reads the next record into `record`; false at the end of the file.
  package mutating func read(into record: inout CSVRecord) throws -> Bool {
    while true {
      guard start < end || !reachedEnd else { return false }
      switch scan() {
      case .failed(let error): throw error
      case .incomplete: try fill()
      case .record(let contentEnd, let next, let hasLineEnd):
        let first = start
        start = next
        let beginsOn = line
        if hasLineEnd { line += 1 }
        endedWithLineEnd = hasLineEnd
        guard contentEnd > first else { continue }
        record.load(buffer[first..<contentEnd], line: beginsOn)
        line += lineBreaks(first..<contentEnd)
        for span in spans {
          if span.hasDoubledQuotes {
            record.appendUnquoting(span.range)
          } else {
            record.appendField(span.range)
          }
        }
        return true
      }
    }
  }

  /// Reads more behind what is left, which moves to the front.
  private mutating func fill() throws {
    let kept = end - start
    if start > 0 {
      buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        memmove(base, base + start, kept)
      }
    }
    start = 0
    end = kept
    if end == buffer.count {
      guard buffer.count < Self.recordLimit else {
        throw CSVError.recordTooLong(line: line, limit: Self.recordLimit)
      }
      buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
    let count = try buffer.withUnsafeMutableBytes { bytes in
      try source.read(UnsafeMutableRawBufferPointer(rebasing: bytes[kept...]))
    }
    end += count
    reachedEnd = count == 0
  }

  private func lineBreaks(_ range: Range<Int>) -> Int {
    buffer.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      var count = 0
      var position = range.lowerBound
      while let found = memchr(
        base + position, CInt(UInt8(ascii: "\n")), range.upperBound - position)
      {
        count += 1
        position = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      }
      return count
    }
  }
}

extension CSVReader {
  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Finds the fields of the record that begins at `start`; their places count from there.
  private mutating func scan() -> Scan {
    spans.removeAll(keepingCapacity: true)
    let (start, end, reachedEnd, line) = (start, end, reachedEnd, line)
    return buffer.withUnsafeBufferPointer { bytes in
      var position = start
      while true {
        let step =
          position < end && bytes[position] == Self.quote
          ? Self.quoted(bytes, position, start, end, reachedEnd, &spans)
          : Self.plain(bytes, position, start, end, &spans)
        switch step {
        case .badQuote:
          return .failed(.textAfterQuote(line: line, field: spans.count))
        case .openQuote:
          return reachedEnd ? .failed(.unterminatedQuote(line: line)) : .incomplete
        case .outOfBytes where !reachedEnd: return .incomplete
        case .comma(let next), .lineEnd(_, let next), .outOfBytes(let next):
          if let last = spans.last, last.range.count > Self.fieldLimit {
            return .failed(
              .fieldTooLong(line: line, field: spans.count, limit: Self.fieldLimit))
          }
          position = next
        }
        switch step {
        case .lineEnd(let contentEnd, let next):
          return .record(contentEnd: contentEnd, next: next, hasLineEnd: true)
        case .outOfBytes: return .record(contentEnd: end, next: end, hasLineEnd: false)
        case .comma, .badQuote, .openQuote: continue
        }
      }
    }
  }

  /// What stands behind a field.
  private enum Step {
    case comma(next: Int)
    case lineEnd(contentEnd: Int, next: Int)
    case outOfBytes(next: Int)
    case badQuote
    case openQuote
  }

  private static func plain(
    _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ start: Int, _ end: Int,
    _ spans: inout [Span]
  ) -> Step {
    var position = from
    while position < end {
      let byte = bytes[position]
      if byte == comma {
        spans.append(Span(range: from - start..<position - start, hasDoubledQuotes: false))
        return .comma(next: position + 1)
      }
      if byte == lineFeed {
        let hasReturn = position > from && bytes[position - 1] == carriageReturn
        let contentEnd = hasReturn ? position - 1 : position
        spans.append(Span(range: from - start..<contentEnd - start, hasDoubledQuotes: false))
        return .lineEnd(contentEnd: contentEnd, next: position + 1)
      }
      position += 1
    }
    spans.append(Span(range: from - start..<end - start, hasDoubledQuotes: false))
    return .outOfBytes(next: end)
  }

  private static func quoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ start: Int, _ end: Int,
    _ reachedEnd: Bool, _ spans: inout [Span]
  ) -> Step {
    guard let base = bytes.baseAddress else { return .openQuote }
    var position = from + 1
    var hasDoubledQuotes = false
    while true {
      guard position < end, let found = memchr(base + position, CInt(quote), end - position) else {
        return .openQuote
      }
      position = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      if position == end || bytes[position] != quote { break }
      hasDoubledQuotes = true
      position += 1
    }
    spans.append(
      Span(range: from + 1 - start..<position - 1 - start, hasDoubledQuotes: hasDoubledQuotes))
    guard position < end else { return .outOfBytes(next: end) }
    switch bytes[position] {
    case comma: return .comma(next: position + 1)
    case lineFeed: return .lineEnd(contentEnd: position, next: position + 1)
    case carriageReturn where position + 1 == end && !reachedEnd: return .outOfBytes(next: end)
    case carriageReturn where position + 1 == end:
      return .lineEnd(contentEnd: position, next: end)
    case carriageReturn where bytes[position + 1] == lineFeed:
      return .lineEnd(contentEnd: position, next: position + 2)
    default: return .badQuote
    }
  }
}
