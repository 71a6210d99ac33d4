import CustomerSuccess

/// Reads one line of JSON byte by byte, without building anything that is not asked for.
struct LineReader {
  let bytes: [UInt8]
  /// The line in ``bytes``, without its line break.
  let range: Range<Int>
  /// Counts from 1, for errors.
  let line: Int
  private(set) var index: Int

  init(_ bytes: [UInt8], _ range: Range<Int>, line: Int) {
    self.bytes = bytes
    self.range = range
    self.line = line
    self.index = range.lowerBound
  }

  func malformed(_ found: String) -> FrameError { .malformed(line: line, found: found) }

  /// The next byte; 0, which stands in no valid line, at the end.
  @inline(__always) private var byte: UInt8 { index < range.upperBound ? bytes[index] : 0 }

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

  /// Where a string stands, without its quotes.
  struct StringSpan {
    let range: Range<Int>
    var hasEscapes = false
    var isASCII = true
  }

  mutating func stringSpan() throws(FrameError) -> StringSpan {
    try expect(UInt8(ascii: "\""))
    let start = index
    var hasEscapes = false
    var isASCII = true
    while index < range.upperBound {
      isASCII = skipPlain() && isASCII
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return StringSpan(
          range: start..<(index - 1), hasEscapes: hasEscapes, isASCII: isASCII)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        index += 2
      default:
        if index < range.upperBound { throw malformed("a control character in a text") }
      }
    }
    throw malformed("a text without its end")
  }

  mutating func string() throws(FrameError) -> String { try text(try stringSpan()) }

  /// The bytes of a string as they stand; for comparing with what is known already.
  mutating func plainBytes() throws(FrameError) -> Range<Int>? {
    let span = try stringSpan()
    return span.hasEscapes ? nil : span.range
  }

  func text(_ span: StringSpan) throws(FrameError) -> String {
    // Most texts are ASCII and need no second look.
    if span.isASCII, !span.hasEscapes {
      return String(decoding: bytes[span.range], as: UTF8.self)
    }
    guard span.hasEscapes else { return try text(bytes[span.range]) }
    return try text(try unescaped(span.range)[...])
  }

  private func text(_ slice: ArraySlice<UInt8>) throws(FrameError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw malformed("a text that is not UTF-8")
    }
    return text
  }

  mutating func integer() throws(FrameError) -> Int64 {
    guard case .integer(let number) = try number() else { throw malformed("a fraction") }
    return number
  }

  mutating func value() throws(FrameError) -> Value {
    skipSpace()
    switch byte {
    case UInt8(ascii: "\""):
      return .text(try string())
    case UInt8(ascii: "n"):
      try literal("null")
      return .null
    case UInt8(ascii: "{"):
      return .data(try data())
    default:
      return try number()
    }
  }

  private mutating func literal(_ text: StaticString) throws(FrameError) {
    let end = index + text.utf8CodeUnitCount
    guard end <= range.upperBound,
      text.withUTF8Buffer({ $0.elementsEqual(bytes[index..<end]) })
    else { throw malformed("neither a value nor \(text)") }
    index = end
  }

  private mutating func data() throws(FrameError) -> [UInt8] {
    try expect(UInt8(ascii: "{"))
    guard try nextKey(isFirst: true) == KeyName.data, let span = try plainBytes(),
      let data = Base64.decode(bytes[span])
    else { throw malformed("an object that is not data") }
    try expect(UInt8(ascii: "}"))
    return data
  }

  /// An integer when it has neither point nor exponent.
  private mutating func number() throws(FrameError) -> Value {
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

/// Scanning texts, where most of the bytes of an answer are.
extension LineReader {
  /// Goes on to the next quote, backslash or control character, eight bytes at a time; whether all
  /// that was gone over is ASCII.
  private mutating func skipPlain() -> Bool {
    let end = range.upperBound
    var index = index
    var seen: UInt64 = 0
    bytes.withUnsafeBytes { bytes in
      while index + 8 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        guard !Self.hasSpecial(word) else { break }
        seen |= word
        index += 8
      }
      while index < end, !Self.isSpecial(bytes[index]) {
        seen |= UInt64(bytes[index])
        index += 1
      }
    }
    self.index = index
    return seen & 0x8080_8080_8080_8080 == 0
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Whether one of the eight bytes is special. (x - 1) & ~x has its top bit set where x is zero;
  /// a byte below 32 is found by subtracting 32.
  private static func hasSpecial(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let found =
      ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
      | ((word &- ones &* 0x20) & ~word)
    return found & tops != 0
  }
}

/// Going over values that are not wanted, and undoing escapes.
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

  private func unescaped(_ range: Range<Int>) throws(FrameError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      let escape = bytes[index]
      index += 1
      switch escape {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(escape)
      case UInt8(ascii: "u"):
        result.append(contentsOf: try scalar(at: &index, before: range.upperBound).utf8)
      default: throw malformed("an unknown escape in a text")
      }
    }
    return result
  }

  /// The character of `\uXXXX`, or of two of them for one beyond the first 65,536.
  private func scalar(at index: inout Int, before end: Int) throws(FrameError) -> String {
    var code = try unit(at: &index, before: end)
    if (0xD800..<0xDC00).contains(code), index + 6 <= end,
      bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
    {
      index += 2
      let low = try unit(at: &index, before: end)
      guard (0xDC00..<0xE000).contains(low) else { throw malformed("half a character") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw malformed("half a character") }
    return String(scalar)
  }

  private func unit(at index: inout Int, before end: Int) throws(FrameError) -> UInt32 {
    guard index + 4 <= end else { throw malformed("an escape that is cut") }
    var unit: UInt32 = 0
    for byte in bytes[index..<(index + 4)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed("an escape that is no number")
      }
      unit = unit << 4 | UInt32(digit)
    }
    index += 4
    return unit
  }
}

/// The keys of frames, packed into one number so that comparing them is one instruction.
enum KeyName {
  static let kind = packed("t")
  static let table = packed("tb")
  static let id = packed("id")
  static let scope = packed("s")
  static let position = packed("p")
  static let values = packed("v")
  static let names = packed("n")
  static let count = packed("n")
  static let list = packed("l")
  static let checksum = packed("x")
  static let epoch = packed("epoch")
  static let lane = packed("lane")
  static let from = packed("from")
  static let to = packed("to")
  static let sequence = packed("seq")
  static let mutation = packed("mid")
  static let status = packed("st")
  static let refusal = packed("why")
  static let frames = packed("frames")
  static let resume = packed("resume")
  static let check = packed("crc")
  static let data = packed("data")

  /// At most eight bytes, most significant first.
  private static func packed(_ text: StaticString) -> UInt64 {
    text.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt64($1) } }
  }
}
