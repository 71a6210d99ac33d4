import Support
import Testing

@testable import TamService

@Suite struct ImportCSVReaderTests {
  /// Every record as its texts, whatever the pieces in which the bytes come.
  private func records(_ text: String, pieceSize: Int = .max) throws -> [[String]] {
    try records(Array(text.utf8), pieceSize: pieceSize)
  }

  private func records(_ bytes: [UInt8], pieceSize: Int = .max) throws -> [[String]] {
    var reader = try CSVReader(.bytes(bytes, pieceSize: pieceSize))
    var record = CSVRecord()
    var result: [[String]] = []
    while try reader.read(into: &record) {
      result.append((0..<record.count).map { record.text($0, as: .utf8) ?? "" })
    }
    return result
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a\n1\n", [["a"], ["1"]]),
    ("\"a\"\"b\",\"\"\n", [["a\"b", ""]]),
    ("\"x\r\ny\",\"p\nq\"\r\n", [["x\r\ny", "p\nq"]]),
    ("\"a,b\",c\n", [["a,b", "c"]]),
    ("a,,\n,,b\n", [["a", "", ""], ["", "", "b"]]),
    ("a\n\n\r\nb\n", [["a"], ["b"]]),
    ("\"\"\"\"\"\"\n", [["\"\""]]),
    ("a\"b,c\n", [["a\"b", "c"]]),
    ("\"a\"\r\n\"b\"\r", [["a"], ["b"]]),
    ("", []),
  ])
  func `reads what vendors write, wherever the bytes are cut`(
    text: String, expected: [[String]]
  ) throws {
    for pieceSize in 1...max(1, text.utf8.count) {
      #expect(try records(text, pieceSize: pieceSize) == expected, "pieces of \(pieceSize)")
    }
  }

  @Test func `what is written as CSV is read as it was`() throws {
    var generator = SeededGenerator(seed: 11)
    let alphabet = ["a", "\"", ",", "\n", "\r\n", "é", "🚀", "", " "]
    for round in 0..<300 {
      let rows = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        (0..<3).map { _ in
          (0..<Int.random(in: 0...7, using: &generator)).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
          }.joined()
        }
      }
      let text = rows.map { $0.map(CSVText.quoted).joined(separator: ",") }
        .joined(separator: "\n")
      let pieceSize = Int.random(in: 1...40, using: &generator)
      #expect(try records(text, pieceSize: pieceSize) == rows, "\(generator), round \(round)")
    }
  }

  @Test func `lines are counted through line breaks inside fields`() throws {
    var reader = try CSVReader(.bytes(Array("a\n\"1\n2\n3\"\n\nb\n".utf8)))
    var record = CSVRecord()
    var lines: [Int] = []
    while try reader.read(into: &record) { lines.append(record.line) }
    #expect(lines == [1, 2, 6])
  }

  @Test func `the raw record is what stands in the file`() throws {
    var reader = try CSVReader(.bytes(Array("\"a\"\"b\",c\r\nx\n".utf8)))
    var record = CSVRecord()
    #expect(try reader.read(into: &record))
    #expect(String(decoding: record.raw, as: UTF8.self) == "\"a\"\"b\",c")
  }

  @Test(arguments: [
    ("a\n\"open\nstill", CSVError.unterminatedQuote(line: 2)),
    ("a,b\n1,\"x\"y\n", .textAfterQuote(line: 2, field: 2)),
  ])
  func `a quote in the wrong place is an error with its line`(
    text: String, error: CSVError
  ) {
    #expect(throws: error) { try records(text) }
  }

  @Test func `a record that never ends is refused before it fills the memory`() {
    let bytes = Array("a\n\"".utf8) + [UInt8](repeating: 120, count: CSVReader.recordLimit + 10)
    #expect(throws: CSVError.recordTooLong(line: 2, limit: CSVReader.recordLimit)) {
      try records(bytes)
    }
  }

  @Test func `a field longer than any vendor's is refused`() {
    let field = String(repeating: "x", count: CSVReader.fieldLimit + 1)
    #expect(
      throws: CSVError.fieldTooLong(line: 1, field: 2, limit: CSVReader.fieldLimit)
    ) { try records("a,\(field)\n") }
  }

  @Test func `a long field is read across many pieces`() throws {
    let field = String(repeating: "é\"\"\n", count: 150_000)
    let read = try records("\"\(field)\"\nb\n")
    #expect(read.count == 2)
    #expect(read[0][0] == field.replacing("\"\"", with: "\""))
  }

  @Test func `NUL characters are left out of text`() throws {
    #expect(try records("a\u{0}b\n") == [["ab"]])
  }
}

@Suite struct ImportTextEncodingTests {
  private func table(_ bytes: [UInt8]) throws -> (CSVTable, TemporaryDirectory) {
    let folder = try TemporaryDirectory()
    return (try CSVTable(path: folder.write(bytes, to: "x.csv")), folder)
  }

  private static let latin: [UInt8] = Array("Z".utf8) + [0xFC] + Array("rich".utf8)
  private static let utf8 = Array("Zürich".utf8)
  private static let newline = Array("\n".utf8)

  @Test func `the first word beyond ASCII decides for the file`() throws {
    let head = Array("Name\nplain\n".utf8)
    #expect(try table(head + Self.latin + Self.newline).0.encoding == .latin1)
    #expect(try table(head + Self.utf8 + Self.newline).0.encoding == .utf8)
    #expect(try table(head).0.encoding == .utf8)
  }

  @Test func `a row in another encoding than its file is a fault with its line`() throws {
    let (file, folder) = try table(
      Array("Name\n".utf8) + Self.utf8 + Self.newline + Self.latin + Self.newline)
    _ = folder
    #expect(file.firstContradiction == 3)
    var faults: [String?] = []
    try file.forEach { _, fault in faults.append(fault) }
    #expect(faults[0] == nil)
    #expect(faults[1]?.contains("line 3 is not UTF-8") == true)
  }

  @Test func `a byte-order mark decides before any word`() throws {
    let (file, folder) = try table(
      [0xEF, 0xBB, 0xBF] + Array("Name\n".utf8) + Self.latin + Self.newline)
    _ = folder
    #expect(file.encoding == .utf8)
    #expect(file.header.names == ["Name"])
    #expect(file.firstContradiction == 2)
  }
}
