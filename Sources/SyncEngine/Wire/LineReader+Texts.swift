/// Texts, where most of the bytes of an answer are.
extension LineReader {
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

  /// A string of a row, kept with the rows.
  mutating func text(to rows: inout PackedRows) throws(FrameError) -> PackedRows.Span {
    let span = try stringSpan()
    guard !span.hasEscapes else {
      let text = try unescaped(span.range)
      guard Self.isText(text[...]) else { throw malformed("a text that is not UTF-8") }
      return rows.keep(text)
    }
    guard span.isASCII || Self.isText(bytes[span.range]) else {
      throw malformed("a text that is not UTF-8")
    }
    return rows.keep(bytes[span.range])
  }

  private static func isText(_ slice: ArraySlice<UInt8>) -> Bool {
    // That it throws is the answer.
    slice.withUnsafeBufferPointer { (try? UTF8Span(validating: $0.span)) != nil }
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

  /// Goes on to the next quote, backslash or control character, eight bytes at a time; whether all
  /// that was gone over is ASCII.
  private mutating func skipPlain() -> Bool {
    let end = range.upperBound
    var index = index
    var seen: UInt64 = 0
    bytes.withUnsafeBytes { bytes in
      while index + 8 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        guard !JSONText.hasSpecial(word) else { break }
        seen |= word
        index += 8
      }
      while index < end, !JSONText.isSpecial(bytes[index]) {
        seen |= UInt64(bytes[index])
        index += 1
      }
    }
    self.index = index
    return seen & 0x8080_8080_8080_8080 == 0
  }

  private func unescaped(_ range: Range<Int>) throws(FrameError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let plain = bytes[index..<range.upperBound].prefix { $0 != UInt8(ascii: "\\") }
      result.append(contentsOf: plain)
      guard plain.endIndex < range.upperBound else { break }
      let escape = bytes[plain.endIndex + 1]
      index = plain.endIndex + 2
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

  /// The character of one escaped UTF-16 unit, or of two for one beyond the first 65,536.
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
