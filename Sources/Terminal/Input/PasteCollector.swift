/// Gathers a bracketed paste up to the sequence that ends it.
struct PasteCollector {
  private static let end = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  private var matched = 0
  private var isCut = false

  /// Takes in one byte; answers with the whole paste when it is complete.
  mutating func take(_ byte: UInt8) -> InputEvent? {
    if byte == Self.end[matched] {
      matched += 1
      return matched == Self.end.count ? finish(withoutEnd: true) : nil
    }
    keepMatched()
    if byte == Self.end[0] { matched = 1 } else { keep(byte) }
    return nil
  }

  /// What was gathered so far; a half of the ending is part of the text.
  mutating func finish() -> InputEvent { finish(withoutEnd: false) }

  private mutating func finish(withoutEnd: Bool) -> InputEvent {
    if withoutEnd { matched = 0 } else { keepMatched() }
    defer { self = PasteCollector() }
    return .paste(String(decoding: bytes, as: UTF8.self), isCut: isCut)
  }

  private mutating func keepMatched() {
    for byte in Self.end.prefix(matched) { keep(byte) }
    matched = 0
  }

  private mutating func keep(_ byte: UInt8) {
    if bytes.count < InputDecoder.pasteLimit { bytes.append(byte) } else { isCut = true }
  }
}
