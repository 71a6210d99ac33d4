import CustomerSuccess
import FoundationEssentials

/// Reads frames from the bytes of an answer, in chunks of any size.
///
/// Strict where a mistake would change what rows say (kinds, order, types, check), lenient where a
/// newer service may say more (keys of an object, columns of a table).
package struct FrameDecoder {
  /// The start of a line whose end has not come yet.
  private var unfinished: [UInt8] = []
  private var lines = 0
  private var check = CRC32()
  private var isEnded = false
  private var tables: [String: TableReader] = [:]
  private var recentTable: (name: [UInt8], reader: TableReader)?
  private var recentScope: [UInt8] = []
  /// The rows read so far; they are not handed on.
  package private(set) var rows = PackedRows()

  package init() {}

  /// Takes the next bytes and hands on each frame that is complete with them, but for rows.
  package mutating func feed(
    _ bytes: [UInt8], to receive: (Frame) -> Void
  ) throws(FrameError) {
    var start = 0
    while let end = lineEnd(bytes, from: start) {
      if unfinished.isEmpty {
        try readLine(bytes, start..<end, to: receive)
      } else {
        unfinished.append(contentsOf: bytes[start...end])
        let line = unfinished
        unfinished = []
        try readLine(line, 0..<(line.count - 1), to: receive)
      }
      start = end + 1
    }
    guard unfinished.count + bytes.count - start <= SyncLimits.lineBytes else {
      throw .lineTooLong(line: lines + 1, limit: SyncLimits.lineBytes)
    }
    unfinished.append(contentsOf: bytes[start...])
  }

  /// Called after the last byte.
  package mutating func finish() throws(FrameError) {
    guard isEnded, unfinished.isEmpty else { throw .truncated(frames: lines) }
  }

  private func lineEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      var index = start
      while index + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        guard !Self.hasLineFeed(word) else { break }
        index += 8
      }
      while index < bytes.count {
        if bytes[index] == UInt8(ascii: "\n") { return index }
        index += 1
      }
      return nil
    }
  }

  /// Whether one of the eight bytes is a line feed: a byte that is zero after the exclusive or.
  private static func hasLineFeed(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let found = word ^ (ones &* UInt64(UInt8(ascii: "\n")))
    return (found &- ones) & ~found & 0x8080_8080_8080_8080 != 0
  }

  /// - Parameter range: The line in the bytes; its line break follows.
  private mutating func readLine(
    _ bytes: [UInt8], _ range: Range<Int>, to receive: (Frame) -> Void
  ) throws(FrameError) {
    guard range.count <= SyncLimits.lineBytes else {
      throw .lineTooLong(line: lines + 1, limit: SyncLimits.lineBytes)
    }
    var reader = LineReader(bytes, range, line: lines + 1)
    guard !isEnded else { throw .wrongOrder(line: lines + 1, found: "line after the end") }
    if let frame = try frame(&reader) { receive(frame) }
    try reader.expectEnd()
    check.update(bytes, in: range.lowerBound..<(range.upperBound + 1))
    lines += 1
  }

  /// Nil for a row, and for a line that concerns the decoder alone.
  private mutating func frame(_ reader: inout LineReader) throws(FrameError) -> Frame? {
    try reader.expect(UInt8(ascii: "{"))
    guard try reader.nextKey(isFirst: true) == KeyName.kind else {
      throw reader.malformed("no kind")
    }
    let kind = try reader.string()
    guard (kind == "begin") == (lines == 0) else {
      throw .wrongOrder(line: lines + 1, found: kind)
    }
    switch kind {
    case "put":
      try put(&reader)
      return nil
    case "cols":
      try columns(&reader)
      return nil
    case "begin": return .begin(try begin(&reader))
    case "end": return .end(try end(&reader))
    case "drop": return .drop(try fields(&reader).scope(reader))
    case "rep":
      let fields = try fields(&reader)
      return .replace(try fields.scope(reader), count: try fields.count(reader))
    case "del": return try delete(&reader)
    case "res": return .result(try result(&reader))
    case "sum":
      let fields = try fields(&reader)
      return .sum(try fields.scope(reader), try fields.sum(reader))
    case "keep": return .keep(try fields(&reader).list.map(Scope.init(rawValue:)))
    default: throw .unknownKind(line: lines + 1, kind: kind)
    }
  }
}

/// Rows: the hot path.
extension FrameDecoder {
  private mutating func put(_ reader: inout LineReader) throws(FrameError) {
    var tableReader: TableReader?
    var scope: Int?
    var id: PackedRows.Span?
    var position: Int64?
    var firstValue: Int?
    while let key = try reader.nextKey(isFirst: false) {
      switch key {
      case KeyName.table: tableReader = try self.tableReader(&reader)
      case KeyName.scope: scope = try self.scope(&reader)
      case KeyName.id: id = try reader.text(to: &rows)
      case KeyName.position: position = try reader.integer()
      case KeyName.values:
        guard let tableReader else { throw reader.malformed("values before their table") }
        firstValue = rows.values.count
        try tableReader.read(&reader, to: &rows)
      default: try reader.skipValue()
      }
    }
    guard let tableReader, let scope, let id, let position, let firstValue else {
      throw reader.malformed("a row without table, id, scope, position or values")
    }
    rows.entries.append(
      PackedRows.Entry(
        table: tableReader.table, scope: scope, id: id, position: Position(position),
        firstValue: firstValue))
  }

  private mutating func tableReader(_ reader: inout LineReader) throws(FrameError) -> TableReader {
    guard let span = try reader.plainBytes() else { throw reader.malformed("a table's name") }
    if let recent = recentTable, recent.name.elementsEqual(reader.bytes[span]) {
      return recent.reader
    }
    let name = String(decoding: reader.bytes[span], as: UTF8.self)
    guard let found = tables[name] else {
      throw .columnsMissing(line: reader.line, table: name)
    }
    recentTable = (Array(reader.bytes[span]), found)
    return found
  }

  /// The place of the scope among those of the rows.
  private mutating func scope(_ reader: inout LineReader) throws(FrameError) -> Int {
    let span = try reader.stringSpan()
    if !rows.scopes.isEmpty, recentScope.elementsEqual(reader.bytes[span.range]) {
      return rows.scopes.count - 1
    }
    rows.scopes.append(Scope(rawValue: try reader.text(span)))
    recentScope = Array(reader.bytes[span.range])
    return rows.scopes.count - 1
  }

  private mutating func columns(_ reader: inout LineReader) throws(FrameError) {
    var name: String?
    var names: [String]?
    while let key = try reader.nextKey(isFirst: false) {
      switch key {
      case KeyName.table: name = try reader.string()
      case KeyName.names: names = try reader.strings()
      default: try reader.skipValue()
      }
    }
    guard let name, let names else { throw reader.malformed("columns without table or names") }
    guard let table = Schema.table(name) else {
      throw .unknownTable(line: reader.line, table: name)
    }
    tables[name] = TableReader(table, announced: names)
    recentTable = nil
  }
}

/// All other frames; there are few of them.
extension FrameDecoder {
  private func begin(_ reader: inout LineReader) throws(FrameError) -> Frame.Begin {
    let fields = try fields(&reader)
    guard let epoch = fields.numbers[KeyName.epoch], let from = fields.numbers[KeyName.from],
      let to = fields.numbers[KeyName.to], let sequence = fields.numbers[KeyName.sequence],
      let lane = fields.texts[KeyName.lane].flatMap(Lane.init(rawValue:))
    else { throw reader.malformed("an incomplete begin") }
    return Frame.Begin(
      epoch: epoch, lane: lane, from: Position(from), to: Position(to), lastSequence: sequence,
      lastMutationID: fields.texts[KeyName.mutation].map { PendingMutation.ID($0) })
  }

  private func delete(_ reader: inout LineReader) throws(FrameError) -> Frame {
    let fields = try fields(&reader)
    guard let name = fields.texts[KeyName.table], let id = fields.texts[KeyName.id],
      let position = fields.numbers[KeyName.position]
    else { throw reader.malformed("an incomplete del") }
    guard let table = Schema.table(name) else {
      throw .unknownTable(line: reader.line, table: name)
    }
    return .delete(RowKey(table, id), try fields.scope(reader), Position(position))
  }

  private func result(_ reader: inout LineReader) throws(FrameError) -> MutationResult {
    let fields = try fields(&reader)
    guard let sequence = fields.numbers[KeyName.sequence],
      let id = fields.texts[KeyName.mutation],
      let status = fields.texts[KeyName.status].flatMap(MutationResult.Status.init(rawValue:))
    else { throw reader.malformed("an incomplete res") }
    return MutationResult(
      sequence: sequence, id: PendingMutation.ID(id), status: status,
      refusal: try fields.refusal.map { span throws(FrameError) in try refusal(reader, span) })
  }

  private func refusal(
    _ reader: LineReader, _ span: Range<Int>
  ) throws(FrameError) -> MutationRefusal {
    do {
      return try JSONDecoder().decode(MutationRefusal.self, from: Data(reader.bytes[span]))
    } catch {
      throw reader.malformed("a reason that cannot be read: \(error)")
    }
  }

  /// The check stands last, so that it covers everything before its own digits.
  private mutating func end(_ reader: inout LineReader) throws(FrameError) -> Frame.End {
    var to: Int64?
    var announced: Int64?
    var resume: String?
    while let key = try reader.nextKey(isFirst: false) {
      switch key {
      case KeyName.to: to = try reader.integer()
      case KeyName.frames: announced = try reader.integer()
      case KeyName.resume: resume = try reader.string()
      case KeyName.check:
        guard let to, let announced else { throw reader.malformed("an incomplete end") }
        try verify(&reader, announced: announced)
        try reader.expect(UInt8(ascii: "}"))
        isEnded = true
        return Frame.End(to: Position(to), resume: resume)
      default: try reader.skipValue()
      }
    }
    throw reader.malformed("an end without its check")
  }

  private func verify(_ reader: inout LineReader, announced: Int64) throws(FrameError) {
    // One bit makes a capital of a letter, and there is one way to write a check.
    guard let span = try reader.plainBytes(), span.count == 8,
      case let text = String(decoding: reader.bytes[span], as: UTF8.self),
      text == text.lowercased(), let expected = UInt32(text, radix: 16)
    else { throw reader.malformed("a check that is no number") }
    var check = check
    check.update(reader.bytes, in: reader.range.lowerBound..<span.lowerBound)
    guard check.value == expected else {
      throw .wrongCheck(announced: expected, found: check.value)
    }
    guard announced == lines else { throw .wrongCount(announced: Int(announced), found: lines) }
  }

  private func fields(_ reader: inout LineReader) throws(FrameError) -> FrameFields {
    try FrameFields(&reader)
  }
}
