import FoundationEssentials

/// The clipboard of the terminal, which is the person's own also over ssh: OSC 52, and never read.
package enum Clipboard {
  /// Bytes after encoding; xterm and tmux take no more in one sequence.
  static let encodedLimit = 74_994

  package static func fits(_ text: SafeText) -> Bool {
    (text.text.utf8.count + 2) / 3 * 4 <= encodedLimit
  }

  /// Whether a terminal of that type can be sent a text for it; one that cannot may print it.
  package static func isReached(by type: String) -> Bool {
    !type.isEmpty && type != "dumb" && !TerminalType.isOld(type)
  }

  /// What puts the text there; empty for one that does not fit.
  package static func bytes(_ text: SafeText) -> [UInt8] {
    guard fits(text) else { return [] }
    return Array("\u{1B}]52;c;\(Data(text.text.utf8).base64EncodedString())\u{1B}\\".utf8)
  }
}
