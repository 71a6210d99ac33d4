/// Where and why a text is not JSON.
package struct JSONFault: Error, Equatable, CustomStringConvertible {
  /// Counted from 0.
  package let byte: Int
  package let expected: String

  package var description: String { "\(expected) expected at byte \(byte)" }
}

/// Reads one JSON text (RFC 8259) into a ``JSONValue``.
struct JSONParser {
  /// Nobody nests deeper, and the parser's own stack is bounded by it.
  private static let depthLimit = 64

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func parse() throws(JSONFault) -> JSONValue {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw fault("the end") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth < Self.depthLimit else { throw fault("an end of the nesting") }
    skipSpace()
    guard let byte = current else { throw fault("a value") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: return try word()
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
    position += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw fault("a name") }
      let name = try text()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault("a colon") }
      members[name] = try value(depth: depth + 1)
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw fault("a comma or a brace") }
    }
  }

  private mutating func list(depth: Int) throws(JSONFault) -> JSONValue {
    position += 1
    var values: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .list(values) }
    while true {
      values.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .list(values) }
      guard take(UInt8(ascii: ",")) else { throw fault("a comma or a bracket") }
    }
  }

  private mutating func number() throws(JSONFault) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let firstDigit = current
    let whole = takeDigits()
    guard whole == 1 || whole > 1 && firstDigit != UInt8(ascii: "0") else { throw fault("a digit") }
    if take(UInt8(ascii: ".")), takeDigits() == 0 { throw fault("a digit") }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard takeDigits() > 0 else { throw fault("a digit") }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func takeDigits() -> Int {
    let start = position
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      position += 1
    }
    return position - start
  }

  private mutating func word() throws(JSONFault) -> JSONValue {
    let words: [(String, JSONValue)] = [
      ("null", .null), ("true", .boolean(true)), ("false", .boolean(false)),
    ]
    for (word, value) in words where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw fault("a value")
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      position += 1
    }
  }

  private func fault(_ expected: String) -> JSONFault {
    JSONFault(byte: position, expected: expected)
  }
}

extension JSONParser {
  private mutating func text() throws(JSONFault) -> String {
    position += 1
    let start = position
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      guard byte >= 0x20 else { throw fault("no control character in a text") }
      position += 1
    }
    guard current == UInt8(ascii: "\\") else {
      guard current != nil else { throw fault("the end of a text") }
      position += 1
      return String(decoding: bytes[start..<position - 1], as: UTF8.self)
    }
    return try escapedText(from: start)
  }

  private mutating func escapedText(from start: Int) throws(JSONFault) -> String {
    var plain = Array(bytes[start..<position])
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: plain, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        try escape(into: &plain)
      case 0..<0x20: throw fault("no control character in a text")
      default:
        plain.append(byte)
        position += 1
      }
    }
    throw fault("the end of a text")
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c,
    UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
  ]

  private mutating func escape(into plain: inout [UInt8]) throws(JSONFault) {
    guard let byte = current else { throw fault("an escape") }
    if let escaped = Self.escapes[byte] {
      plain.append(escaped)
      position += 1
      return
    }
    guard byte == UInt8(ascii: "u") else { throw fault("an escape") }
    position += 1
    let first = try unit()
    // Half of a pair alone is no character: it is shown as one that is missing.
    var scalar = Unicode.Scalar(first) ?? "\u{fffd}"
    if (0xd800..<0xdc00).contains(first), bytes[position...].starts(with: "\\u".utf8) {
      let behindFirst = position
      position += 2
      let second = try unit()
      if (0xdc00..<0xe000).contains(second) {
        let joined = 0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)
        scalar = Unicode.Scalar(joined) ?? "\u{fffd}"
      } else {
        position = behindFirst
      }
    }
    plain += UTF8.encode(scalar).map(Array.init) ?? []
  }

  private mutating func unit() throws(JSONFault) -> UInt32 {
    guard position + 4 <= bytes.count else { throw fault("four hexadecimal digits") }
    var unit: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
    }
    position += 4
    return unit
  }
}
