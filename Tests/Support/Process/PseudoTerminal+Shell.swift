package import Testing

/// A shell at the terminal: what job control does to a program shows only where there is one.
extension PseudoTerminal {
  private static let prompt = "shell>"

  /// An interactive shell that waits at its prompt.
  ///
  /// - Parameter environment: Changes to ``TestEnvironment/base``; the programs run in it see them.
  package static func shell(
    environment: [String: String] = [:], rows: Int = 24, columns: Int = 80
  ) async throws -> PseudoTerminal {
    let own = ["PS1": "\(prompt) ", "ENV": ""].merging(environment) { _, changed in changed }
    let shell = try PseudoTerminal(
      "/bin/sh", ["-i"], environment: own, rows: rows, columns: columns)
    try await shell.waitForPrompt()
    return shell
  }

  /// Waits until the shell waits for a command: the program in front has stopped or ended.
  package func waitForPrompt(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await wait(until: "the shell's prompt", sourceLocation: sourceLocation) { screen in
      !screen.isAlternate && screen.lines[screen.cursor.row] == Self.prompt
    }
  }
}
