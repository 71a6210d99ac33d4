import CTestTerminal

/// The settings of a terminal (termios), to compare before with after.
package struct TerminalSettings: Equatable, Sendable {
  private let words: [UInt32]

  /// Reads them from either end of a pseudo-terminal.
  init(of terminal: Int32) throws {
    var words = [UInt32](repeating: 0, count: Int(TEST_TERMINAL_SETTINGS))
    let answer = test_terminal_settings(terminal, &words)
    guard answer == 0 else {
      throw ProcessError.unusable(
        action: "read the terminal's settings", reason: reason(Int(answer)))
    }
    self.words = words
  }
}

extension TerminalSettings: CustomStringConvertible {
  package var description: String {
    let names = ["input", "output", "control", "local"]
    let flags = zip(names, words).map { "\($0) \(String($1, radix: 8))" }
    let characters = words.dropFirst(names.count).map { "\($0)" }.joined(separator: " ")
    return flags.joined(separator: ", ") + ", characters \(characters)"
  }
}
