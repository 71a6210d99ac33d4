/// The clipboard of the terminal, which is the person's own also over ssh: OSC 52, and never read.
package enum Clipboard {
  /// Bytes after encoding; xterm and tmux take no more in one sequence.
  static let encodedLimit = 74_994

  package static func fits(_ text: SafeText) -> Bool {
    (text.text.utf8.count + 2) / 3 * 4 <= encodedLimit
  }

  /// What puts the text there; empty for one that does not fit.
  static func bytes(_ text: SafeText) -> [UInt8] {
    guard fits(text) else { return [] }
    return Array("\u{1B}]52;c;".utf8) + base64(Array(text.text.utf8)) + Array("\u{1B}\\".utf8)
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// RFC 4648, section 4.
  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var encoded: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        let digit = digits[bits >> (18 - 6 * place) & 63]
        encoded.append(place <= group.count ? digit : UInt8(ascii: "="))
      }
    }
    return encoded
  }
}
