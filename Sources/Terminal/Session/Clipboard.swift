import FoundationEssentials

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
    return Array("\u{1B}]52;c;\(Data(text.text.utf8).base64EncodedString())\u{1B}\\".utf8)
  }
}
