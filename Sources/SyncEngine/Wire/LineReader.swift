/// Reads one line of JSON byte by byte, without building anything that is not asked for.
struct LineReader {
  let bytes: [UInt8]
  /// The line in ``bytes``, without its line break.
  let range: Range<Int>
  /// Counts from 1, for errors.
  let line: Int
  var index: Int

  init(_ bytes: [UInt8], _ range: Range<Int>, line: Int) {
    self.bytes = bytes
    self.range = range
    self.line = line
    self.index = range.lowerBound
  }

  func malformed(_ found: String) -> FrameError { .malformed(line: line, found: found) }

  /// The next byte; 0, which stands in no valid line, at the end.
  @inline(__always) var byte: UInt8 { index < range.upperBound ? bytes[index] : 0 }

  /// Takes that byte after any white space.
  @inline(__always) mutating func expect(_ expected: UInt8) throws(FrameError) {
    guard take(expected) else {
      throw malformed("no \(Character(Unicode.Scalar(expected))) at byte \(offset)")
    }
  }

  /// Takes that byte after any white space, if it is next.
  @inline(__always) mutating func take(_ wanted: UInt8) -> Bool {
    if byte != wanted { skipSpace() }
    guard byte == wanted else { return false }
    index += 1
    return true
  }

  var offset: Int { index - range.lowerBound }

  private mutating func skipSpace() {
    while byte == 0x20 || byte == 0x09 || byte == 0x0D { index += 1 }
  }

  mutating func expectEnd() throws(FrameError) {
    skipSpace()
    guard index == range.upperBound else { throw malformed("more after the object") }
  }

  /// Takes the next key with its colon, packed as in ``KeyName``.
  ///
  /// 0 for a key that is longer than 8 bytes or has escapes; nil at the end of the object.
  mutating func nextKey(isFirst: Bool) throws(FrameError) -> UInt64? {
    if take(UInt8(ascii: "}")) { return nil }
    if !isFirst { try expect(UInt8(ascii: ",")) }
    let span = try stringSpan()
    try expect(UInt8(ascii: ":"))
    guard !span.hasEscapes, span.range.count <= 8 else { return 0 }
    var packed: UInt64 = 0
    for index in span.range { packed = packed << 8 | UInt64(bytes[index]) }
    return packed
  }

  mutating func integer() throws(FrameError) -> Int64 {
    guard case .integer(let number) = try number() else { throw malformed("a fraction") }
    return number
  }

  /// A value of a row, its bytes kept with the rows.
  mutating func value(to rows: inout PackedRows) throws(FrameError) -> PackedRows.Packed {
    skipSpace()
    switch byte {
    case UInt8(ascii: "\""):
      return .text(try text(to: &rows))
    case UInt8(ascii: "n"):
      try literal("null")
      return .null
    case UInt8(ascii: "{"):
      return .data(try data(to: &rows))
    default:
      switch try number() {
      case .integer(let number): return .integer(number)
      case .real(let number): return .real(number)
      }
    }
  }

  private enum Number {
    case integer(Int64)
    case real(Double)
  }

  private mutating func literal(_ text: StaticString) throws(FrameError) {
    let end = index + text.utf8CodeUnitCount
    guard end <= range.upperBound,
      text.withUTF8Buffer({ $0.elementsEqual(bytes[index..<end]) })
    else { throw malformed("neither a value nor \(text)") }
    index = end
  }

  private mutating func data(to rows: inout PackedRows) throws(FrameError) -> PackedRows.Span {
    try expect(UInt8(ascii: "{"))
    guard try nextKey(isFirst: true) == KeyName.data, let text = try plainBytes(),
      let span = rows.keep(base64: bytes[text])
    else { throw malformed("an object that is not data") }
    try expect(UInt8(ascii: "}"))
    return span
  }

  /// An integer when it has neither point nor exponent.
  private mutating func number() throws(FrameError) -> Number {
    skipSpace()
    let start = index
    let isNegative = byte == UInt8(ascii: "-")
    if isNegative { index += 1 }
    let firstDigit = index
    var total: UInt64 = 0
    var isTooLarge = false
    while case let digit = byte &- UInt8(ascii: "0"), digit < 10 {
      // Nineteen digits always fit into 64 bits.
      if index - firstDigit >= 19 { isTooLarge = true }
      total = total &* 10 &+ UInt64(digit)
      index += 1
    }
    guard index > firstDigit else { throw malformed("no value at byte \(offset)") }
    guard bytes[firstDigit] != UInt8(ascii: "0") || index == firstDigit + 1 else {
      throw malformed("a number that starts with zero")
    }
    if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
      return .real(try real(from: start))
    }
    guard !isTooLarge, total <= UInt64(Int64.max) + (isNegative ? 1 : 0) else {
      throw malformed("a whole number of more than 64 bits")
    }
    return .integer(isNegative ? Int64(truncatingIfNeeded: 0 &- total) : Int64(total))
  }

  private mutating func real(from start: Int) throws(FrameError) -> Double {
    while isInNumber(byte) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    guard let number = Double(text) else { throw malformed("the number \(text)") }
    return number
  }

  private func isInNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

/// Lists, and going over values that are not wanted.
extension LineReader {
  /// Goes over any value; the bytes it occupies.
  @discardableResult
  mutating func skipValue(depth: Int = 0) throws(FrameError) -> Range<Int> {
    guard depth < SyncLimits.nesting else { throw malformed("too many nested objects") }
    skipSpace()
    let start = index
    switch byte {
    case UInt8(ascii: "\""): _ = try stringSpan()
    case UInt8(ascii: "n"): try literal("null")
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "{"): try skipObject(depth: depth)
    case UInt8(ascii: "["): try skipList(depth: depth)
    default: _ = try number()
    }
    return start..<index
  }

  private mutating func skipObject(depth: Int) throws(FrameError) {
    index += 1
    var isFirst = true
    while try nextKey(isFirst: isFirst) != nil {
      isFirst = false
      try skipValue(depth: depth + 1)
    }
  }

  private mutating func skipList(depth: Int) throws(FrameError) {
    index += 1
    var isFirst = true
    while !take(UInt8(ascii: "]")) {
      if !isFirst { try expect(UInt8(ascii: ",")) }
      isFirst = false
      try skipValue(depth: depth + 1)
    }
  }

  mutating func strings() throws(FrameError) -> [String] {
    var list: [String] = []
    try expect(UInt8(ascii: "["))
    while !take(UInt8(ascii: "]")) {
      if !list.isEmpty { try expect(UInt8(ascii: ",")) }
      list.append(try string())
    }
    return list
  }
}
