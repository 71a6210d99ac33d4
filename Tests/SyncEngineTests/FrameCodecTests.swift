import CustomerSuccess
import Support
import SyncEngine
import Testing

@Suite struct FrameCodecTests {
  @Test func `what is written is read back, in chunks of any size`() throws {
    for seed in UInt64(0)..<200 {
      var samples = FrameSamples(seed: seed)
      let frames = samples.answer(frames: 8)
      var rest = try encoded(frames)[...]
      var chunks: [[UInt8]] = []
      while !rest.isEmpty {
        let size = Int.random(in: 1...200, using: &samples.random)
        chunks.append(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      let found = try decoded(chunks)
      let rowsLast = frames.filter { !$0.isPut } + frames.filter(\.isPut)
      #expect(found.count == frames.count, "\(samples.random)")
      for (found, wanted) in zip(found, rowsLast) where found != wanted {
        Issue.record("\(samples.random): \(found), not \(wanted)")
      }
    }
  }

  @Test func `an answer cut at any byte counts as none`() throws {
    var samples = FrameSamples(seed: 7)
    let bytes = try encoded(samples.answer(frames: 6))
    for length in 0..<bytes.count {
      #expect(throws: FrameError.self, "cut to \(length) bytes") {
        try PullResponse(decoding: Array(bytes.prefix(length)))
      }
    }
    #expect(throws: Never.self) { try PullResponse(decoding: bytes) }
  }

  @Test func `an answer with any bit flipped counts as none`() throws {
    var samples = FrameSamples(seed: 8)
    let bytes = try encoded(samples.answer(frames: 3))
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 1 << UInt8(index % 8)
      #expect(throws: FrameError.self, "byte \(index) of \(bytes.count)") {
        try PullResponse(decoding: damaged)
      }
    }
  }

  @Test func `columns of a newer service are left out and missing ones are null`() throws {
    let bytes = answer(
      #"{"t":"cols","tb":"cta_task","n":["status","hologram","name"],"since":{"a":[1,true]}}"#,
      #"{"t":"put","tb":"cta_task","id":"t","s":"acct:a","p":4,"v":["Open",{"x":1},"Call"],"z":0}"#)
    let frames = try PullResponse(decoding: bytes).frames
    var row = Row(CTATask.table, id: "t")
    row[CTATask.name] = "Call"
    row[column: "status"] = .text("Open")
    #expect(frames == [.put(PlacedRow(row, scope: Scope(account: "a"), position: Position(4)))])
  }

  @Test(arguments: [
    ("0", Value.integer(0)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775807", .integer(.max)), ("1.0", .real(1)), ("-2.5E-3", .real(-0.0025)),
    ("1e999", .real(.infinity)), ("null", .null), (" 7 ", .integer(7)),
  ])
  func `numbers are exact`(text: String, value: Value) throws {
    let bytes = answer(
      #"{"t":"cols","tb":"health_measure","n":["score"]}"#,
      #"{"t":"put","tb":"health_measure","id":"t","s":"org","p":4,"v":[\#(text)]}"#)
    let frames = try PullResponse(decoding: bytes).frames
    guard case .put(let row)? = frames.first else {
      Issue.record("no row in \(frames)")
      return
    }
    #expect(row.row[column: "score"] == value)
  }

  @Test(arguments: [
    ("{\"t\":\"poke\"}", FrameError.unknownKind(line: 2, kind: "poke")),
    (
      "{\"t\":\"cols\",\"tb\":\"robot\",\"n\":[]}",
      .unknownTable(line: 2, table: "robot")
    ),
    (
      "{\"t\":\"put\",\"tb\":\"cta\",\"id\":\"c\",\"s\":\"org\",\"p\":1,\"v\":[]}",
      .columnsMissing(line: 2, table: "cta")
    ),
    (
      "{\"t\":\"begin\",\"epoch\":1,\"lane\":\"core\",\"from\":0,\"to\":1,\"seq\":0}",
      .wrongOrder(line: 2, found: "begin")
    ),
    ("", .malformed(line: 2, found: "no { at byte 0")),
    ("{\"t\":\"drop\"}", .malformed(line: 2, found: "no scope")),
    ("{\"t\":\"drop\",\"s\":\"org\"} x", .malformed(line: 2, found: "more after the object")),
    (
      "{\"t\":\"drop\",\"s\":\"\\ud800\"}",
      .malformed(line: 2, found: "half a character")
    ),
    (
      "{\"t\":\"drop\",\"s\":\"org\",\"z\":\(String(repeating: "[", count: 17))",
      .malformed(line: 2, found: "too many nested objects")
    ),
    (
      "{\"t\":\"keep\",\"l\":[\"a\" \"b\"]}",
      .malformed(line: 2, found: "no , at byte 21")
    ),
  ])
  func `a line that is not understood is refused with its number`(
    line: String, error: FrameError
  ) {
    #expect(throws: error) { try PullResponse(decoding: answer(line)) }
  }

  @Test func `a value of the wrong kind is refused with its column`() {
    let bytes = answer(
      #"{"t":"cols","tb":"cta_task","n":["name","position"]}"#,
      #"{"t":"put","tb":"cta_task","id":"t","s":"org","p":4,"v":["a","first"]}"#)
    let error = FrameError.malformed(line: 3, found: "a wrong kind of value in position")
    #expect(throws: error) { try PullResponse(decoding: bytes) }
  }

  @Test func `a text that is not UTF-8 is refused`() {
    var bytes = answer(#"{"t":"drop","s":"X"}"#)
    bytes = bytes.map { $0 == UInt8(ascii: "X") ? 0xFF : $0 }
    #expect(throws: FrameError.malformed(line: 2, found: "a text that is not UTF-8")) {
      try PullResponse(decoding: bytes)
    }
  }

  @Test func `a line without end is refused before it fills the memory`() {
    var decoder = FrameDecoder()
    let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: SyncLimits.lineBytes / 2 + 1)
    #expect(throws: Never.self) { try decoder.feed(chunk) { _ in } }
    #expect(throws: FrameError.lineTooLong(line: 1, limit: SyncLimits.lineBytes)) {
      try decoder.feed(chunk) { _ in }
    }
  }

  @Test func `lines after the end are refused`() throws {
    let bytes = answer()
    #expect(throws: FrameError.self) { try PullResponse(decoding: bytes + bytes) }
  }
}

extension Frame {
  fileprivate var isPut: Bool {
    if case .put = self { true } else { false }
  }
}

@Suite struct ChecksumTests {
  @Test func `the check is that of zip and PNG, however the bytes come`() {
    let bytes = Array("123456789".utf8)
    for split in 0...bytes.count {
      var check = CRC32()
      check.update(bytes, in: 0..<split)
      check.update(bytes, in: split..<bytes.count)
      #expect(check.value == 0xCBF4_3926, "split at \(split)")
    }
  }

  @Test func `a row's checksum never changes, or every replica would repair everything`() {
    #expect(
      RowChecksum.of(table: "cta", id: "a0X5g00000AbcXYZ", position: Position(42))
        == 12_575_094_867_705_875_896)
  }

  @Test func `table, id and position all count`() {
    let sums = Set(
      [("ab", "c", 1), ("a", "bc", 1), ("ab", "c", 2), ("ab", "d", 1)].map {
        RowChecksum.of(table: $0.0, id: $0.1, position: Position($0.2))
      })
    #expect(sums.count == 4)
  }

  @Test func `a sum does not depend on the order, and taking out undoes putting in`() {
    var forward = ScopeSum.empty
    var backward = ScopeSum.empty
    for number in 0..<100 {
      forward.add(table: "cta", id: "c\(number)", position: Position(Int64(number)))
      backward.add(table: "cta", id: "c\(99 - number)", position: Position(Int64(99 - number)))
    }
    #expect(forward == backward)
    for number in 0..<100 {
      forward.subtract(table: "cta", id: "c\(number)", position: Position(Int64(number)))
    }
    #expect(forward == .empty)
  }
}
