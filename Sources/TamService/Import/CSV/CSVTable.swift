/// The names of a file's columns; they are found whatever their case and order.
struct CSVHeader: Sendable {
  let names: [String]
  /// The line as it stands in the file.
  let raw: [UInt8]
  private let positions: [String: Int]

  init(_ record: CSVRecord) throws(CSVError) {
    names = (0..<record.count).map { record.text($0, as: .utf8) ?? "" }
    raw = Array(record.raw)
    var positions: [String: Int] = [:]
    for (position, name) in names.enumerated() where !name.isEmpty {
      guard positions.updateValue(position, forKey: name.lowercased()) == nil else {
        throw .columnTwice(name: name)
      }
    }
    self.positions = positions
  }

  func position(of name: String) -> Int? { positions[name.lowercased()] }

  func missing(_ names: [String]) -> [String] { names.filter { position(of: $0) == nil } }
}

/// A CSV file that was read once from end to end and found to be whole.
///
/// Files are read twice: what is found wrong with the file as a file (an open quote, a cut end) is
/// found before the first row is stored.
struct CSVTable {
  let path: String
  let header: CSVHeader
  let encoding: TextEncoding
  let count: Int
  /// The first line whose bytes contradict the encoding; nil when there is none.
  let firstContradiction: Int?

  /// - Parameter inspect: sees every record that has as many fields as the header.
  /// - Throws: ``ImportRefusal/malformed(path:_:)`` when the file is not whole.
  init(
    path: String, inspect: (CSVRecord, CSVHeader) throws -> Void = { _, _ in }
  ) throws {
    do {
      var reader = try CSVReader(.file(path))
      var record = CSVRecord()
      guard try reader.read(into: &record) else { throw CSVError.noHeader }
      let header = try CSVHeader(record)
      var evidence = EncodingSurvey(hasByteOrderMark: reader.hasByteOrderMark)
      var count = 0
      while try reader.read(into: &record) {
        count += 1
        evidence.note(record)
        if record.count == header.names.count { try inspect(record, header) }
      }
      if count > 0, record.count < header.names.count, !reader.endedWithLineEnd {
        throw CSVError.cutShort(
          line: record.line, found: record.count, expected: header.names.count)
      }
      self.init(path: path, header: header, evidence: evidence, count: count)
    } catch let error as CSVError {
      throw ImportRefusal.malformed(path: path, error)
    }
  }

  private init(path: String, header: CSVHeader, evidence: EncodingSurvey, count: Int) {
    self.path = path
    self.header = header
    self.encoding = evidence.encoding ?? .utf8
    self.count = count
    self.firstContradiction = evidence.firstContradiction
  }

  /// Calls `body` once a record, with the reason when the record cannot be used at all.
  func forEach(_ body: (CSVRecord, _ fault: String?) throws -> Void) throws {
    var reader = try CSVReader(.file(path))
    var record = CSVRecord()
    _ = try reader.read(into: &record)
    while try reader.read(into: &record) { try body(record, fault(record)) }
  }

  private func fault(_ record: CSVRecord) -> String? {
    guard record.count == header.names.count else {
      return "line \(record.line) has \(record.count) fields, the header \(header.names.count)"
    }
    guard firstContradiction != nil, !encoding.agrees(with: .init(record.raw)) else { return nil }
    return """
      line \(record.line) is not \(encoding.rawValue), which the file is up to line \
      \(firstContradiction ?? record.line)
      """
  }

  /// Refuses a file that lacks columns it cannot be understood without.
  func require(_ names: [String]) throws {
    let missing = header.missing(names)
    guard missing.isEmpty else {
      throw ImportRefusal.missingColumns(
        path: path, missing: missing, expected: names, found: header.names)
    }
  }
}

/// What the records of a file say of its encoding, taken together.
private struct EncodingSurvey {
  /// Nil while everything is ASCII.
  private(set) var encoding: TextEncoding?
  private(set) var firstContradiction: Int?

  init(hasByteOrderMark: Bool) { encoding = hasByteOrderMark ? .utf8 : nil }

  mutating func note(_ record: CSVRecord) {
    let evidence = TextEncoding.Evidence(record.raw)
    guard let encoding else {
      encoding = evidence.encoding
      return
    }
    if firstContradiction == nil, !encoding.agrees(with: evidence) {
      firstContradiction = record.line
    }
  }
}
