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
