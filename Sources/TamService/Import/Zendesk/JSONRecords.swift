/// Cuts a JSON export into its records without holding the file.
///
/// It takes what the exports come as: one or more pages `{"tickets":[{…},{…}],"count":2}`, a bare
/// array `[{…},{…}]`, or one record a line. It finds where records begin and end; what is inside
/// is for a JSON decoder.
struct JSONRecords {
  /// A ticket with its fields is a few kilobytes; a larger one is not a record.
  static let recordLimit = 4 << 20
  private static let pieceSize = 256 << 10

  let path: String
  /// The member of a page that holds the records.
  let key: String

  /// Calls `body` with the bytes of each record, which begin with `{` and end with `}`.
  ///
  /// - Throws: ``ImportRefusal/notJSON(path:byte:expected:reason:)`` where the structure ends.
  func forEach(_ body: ([UInt8]) throws -> Void) throws {
    let source = try ByteSource.file(path)
    var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
    var scanner = JSONRecordScanner(key: key)
    var offset = 0
    while true {
      let count = try buffer.withUnsafeMutableBytes { try source.read($0) }
      guard count > 0 else { break }
      for position in 0..<count {
        do {
          if let record = try scanner.take(buffer[position]) { try body(record) }
        } catch let fault as JSONRecordScanner.Fault {
          throw refusal(fault, at: offset + position)
        }
      }
      offset += count
    }
    do {
      try scanner.finish()
    } catch {
      throw refusal(error, at: offset)
    }
  }

  /// What the file should be, for a person.
  var expectation: String {
    "an export with pages such as {\"\(key)\":[{\"id\":1}]}, or one record a line"
  }

  private func refusal(_ fault: JSONRecordScanner.Fault, at byte: Int) -> ImportRefusal {
    .notJSON(path: path, byte: byte, expected: expectation, reason: fault.rawValue)
  }
}

/// The state between two bytes of ``JSONRecords``.
struct JSONRecordScanner {
  enum Fault: String, Error {
    case notAnObject = "an object or a list must stand here"
    case closedTooOften = "a bracket is closed that was never opened"
    case wrongBracket = "a bracket is closed by one of the other kind"
    case tooLong = "the record is longer than any export writes"
    case cutShort = "the file ends inside a record or a list: it was cut short, export it again"
    case notText = "a line break stands inside a text: the file was cut or joined there"
  }

  private let key: [UInt8]
  /// Open brackets from the outside in.
  private var open: [UInt8] = []
  private var isInText = false
  private var isEscaped = false
  /// The text that was read last at the level of a page's members; a key when a colon follows.
  private var memberName: [UInt8] = []
  private var isAtRecordsKey = false
  /// How many brackets are open around the records of the list that is being read; nil outside.
  private var listDepth: Int?
  /// Whether the object at the top is too long for a record, which a page may be.
  private var isTooLong = false
  private var record: [UInt8] = []
  private var isRecording = false

  init(key: String) { self.key = Array(key.utf8) }

  /// Takes the next byte; a whole record when it ends with that byte.
  mutating func take(_ byte: UInt8) throws(Fault) -> [UInt8]? {
    if isRecording {
      record.append(byte)
      if record.count > JSONRecords.recordLimit { try stopRecording() }
    }
    if isInText {
      try takeInText(byte)
      return nil
    }
    switch byte {
    case UInt8(ascii: "\""): beginText()
    case UInt8(ascii: ":"): isAtRecordsKey = open.count == 1 && memberName == key
    case UInt8(ascii: "{"), UInt8(ascii: "["): beginBracket(byte)
    case UInt8(ascii: "}"), UInt8(ascii: "]"): return try endBracket(byte)
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
    case UInt8(ascii: ","): isAtRecordsKey = false
    // The byte-order mark of UTF-8 may stand in front.
    case 0xEF, 0xBB, 0xBF: break
    default: guard !open.isEmpty else { throw .notAnObject }
    }
    return nil
  }

  /// - Throws: ``Fault/cutShort`` when something is still open.
  func finish() throws(Fault) {
    guard open.isEmpty, !isInText else { throw .cutShort }
  }

  private mutating func takeInText(_ byte: UInt8) throws(Fault) {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInText = false
      return
    } else if byte == UInt8(ascii: "\n") {
      throw .notText
    }
    if open.count == 1, listDepth == nil, memberName.count <= key.count { memberName.append(byte) }
  }

  private mutating func beginText() {
    isInText = true
    if open.count == 1 { memberName.removeAll(keepingCapacity: true) }
  }

  private mutating func beginBracket(_ byte: UInt8) {
    let isObject = byte == UInt8(ascii: "{")
    if open.isEmpty {
      isTooLong = false
      if isObject { beginRecord() } else { listDepth = 1 }
    } else if !isObject, isAtRecordsKey, open.count == 1 {
      // The object at the top is a page: what was kept of it is no record.
      isTooLong = false
      isRecording = false
      record.removeAll(keepingCapacity: true)
      listDepth = 2
    } else if isObject, listDepth == open.count {
      beginRecord()
    }
    isAtRecordsKey = false
    open.append(byte)
  }

  private mutating func beginRecord() {
    record.removeAll(keepingCapacity: true)
    record.append(UInt8(ascii: "{"))
    isRecording = true
  }

  /// A page may have much in front of its records; a record may not be that long.
  private mutating func stopRecording() throws(Fault) {
    guard listDepth == nil else { throw .tooLong }
    isTooLong = true
    isRecording = false
    record = []
  }

  private mutating func endBracket(_ byte: UInt8) throws(Fault) -> [UInt8]? {
    guard let opened = open.popLast() else { throw .closedTooOften }
    guard (opened == UInt8(ascii: "{")) == (byte == UInt8(ascii: "}")) else { throw .wrongBracket }
    if let depth = listDepth, open.count < depth {
      listDepth = nil
      return nil
    }
    guard !isTooLong || !open.isEmpty else { throw .tooLong }
    guard isRecording, open.count == (listDepth ?? 0) else { return nil }
    isRecording = false
    return record
  }
}
