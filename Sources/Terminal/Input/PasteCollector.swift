/// Gathers a bracketed paste up to the sequence that ends it.
struct PasteCollector {
  private static let end = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  private var matched = 0
  private var isCut = false
  /// Bytes that came since the last silence.
  private(set) var fresh = 0

  /// Takes in one byte; true when it was the last of the ending.
  mutating func take(_ byte: UInt8) -> Bool {
    fresh += 1
    if byte == Self.end[matched] {
      matched += 1
      return matched == Self.end.count
    }
    keepMatched()
    if byte == Self.end[0] { matched = 1 } else { keep(byte) }
    return false
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// Whether nothing but Escape came since the last silence: a person's key, not half an ending.
  var isLoneEscape: Bool { fresh == 1 && matched == 1 }

  /// The whole of it, without its ending.
  mutating func finish() -> InputEvent {
    defer { self = PasteCollector() }
    return .paste(String(decoding: bytes, as: UTF8.self), isCut: isCut)
  }

  /// What came before a silence, if anything; half an ending or half a character waits for its rest.
  mutating func flush() -> InputEvent? {
    fresh = 0
    let whole = bytes.count - openBytes
    guard whole > 0 else { return nil }
    let text = String(decoding: bytes[..<whole], as: UTF8.self)
    bytes.removeFirst(whole)
    defer { isCut = false }
    return .paste(text, isCut: isCut)
  }

  /// How many of the last bytes begin a character, or a line break, whose rest is not here yet.
  private var openBytes: Int {
    if bytes.last == UInt8(ascii: "\r") { return 1 }
    for (index, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
      let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      return length > index + 1 ? index + 1 : 0
    }
    return 0
  }

  private mutating func keepMatched() {
    for byte in Self.end.prefix(matched) { keep(byte) }
    matched = 0
  }

  private mutating func keep(_ byte: UInt8) {
    if bytes.count < InputDecoder.pasteLimit { bytes.append(byte) } else { isCut = true }
  }
}
