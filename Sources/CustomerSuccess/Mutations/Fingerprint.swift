/// A short text that is the same for the same edit on every machine, for ids that nobody chose.
///
/// FNV-1a of 64 bits: it tells a handful of versions of one row apart, and is no secret.
struct Fingerprint {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  init(_ actor: String, _ changes: [FieldChange]) {
    add(actor)
    for change in changes {
      add(change.column)
      add(change.from)
      add(change.to)
    }
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func add(_ value: Value) {
    switch value {
    case .null: add("null")
    case .integer(let number): add("i\(number)")
    case .real(let number): add("r\(number.bitPattern)")
    case .text(let text): add("t" + text)
    case .data(let bytes): add("d\(bytes)")
    }
  }

  private mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    // No UTF-8 holds this byte, so "ab", "c" and "a", "bc" differ.
    add(UInt8(0xff))
  }

  private mutating func add(_ byte: UInt8) {
    hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }
}
