import CustomerSuccess

/// The fields of a short frame, by packed key.
struct FrameFields {
  private(set) var texts: [UInt64: String] = [:]
  private(set) var numbers: [UInt64: Int64] = [:]
  private(set) var list: [String] = []
  /// Where the reason of a refused mutation stands.
  private(set) var refusal: Range<Int>?

  /// Reads up to the end of the object; keys that are not known are left out.
  init(_ reader: inout LineReader) throws(FrameError) {
    while let key = try reader.nextKey(isFirst: false) {
      switch key {
      case KeyName.scope, KeyName.table, KeyName.id, KeyName.lane, KeyName.mutation,
        KeyName.status, KeyName.checksum:
        texts[key] = try reader.string()
      case KeyName.epoch, KeyName.from, KeyName.to, KeyName.sequence, KeyName.position,
        KeyName.count:
        numbers[key] = try reader.integer()
      case KeyName.list: list = try reader.strings()
      case KeyName.refusal: refusal = try reader.skipValue()
      default: try reader.skipValue()
      }
    }
  }

  func scope(_ reader: LineReader) throws(FrameError) -> Scope {
    guard let text = texts[KeyName.scope] else { throw reader.malformed("no scope") }
    return Scope(rawValue: text)
  }

  func count(_ reader: LineReader) throws(FrameError) -> Int {
    guard let number = numbers[KeyName.count], number >= 0 else {
      throw reader.malformed("no count")
    }
    return Int(number)
  }

  func sum(_ reader: LineReader) throws(FrameError) -> ScopeSum {
    guard let text = texts[KeyName.checksum], let checksum = UInt64(text, radix: 16) else {
      throw reader.malformed("no checksum")
    }
    return ScopeSum(rows: try count(reader), checksum: checksum)
  }
}
