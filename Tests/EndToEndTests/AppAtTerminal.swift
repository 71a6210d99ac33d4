import Foundation
import Support
import Testing

extension TestHome {
  /// The app on this home at a terminal, with an editor that writes one line.
  func openApp(
    _ arguments: [String] = [], environment: [String: String] = [:], rows: Int = 24,
    columns: Int = 100
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      binary(named: "tam"), arguments,
      environment: appEnvironment().merging(environment) { _, changed in changed }, rows: rows,
      columns: columns)
  }

  /// A shell with the app in its foreground, for what only a shell can do to a program.
  func openAppInShell() async throws -> PseudoTerminal {
    let shell = try await PseudoTerminal.shell(environment: appEnvironment(), columns: 100)
    try await shell.send("\(binary(named: "tam"))\n")
    return shell
  }

  private func appEnvironment() throws -> [String: String] {
    let editor = "\(path)/editor.sh"
    try "echo written in the editor >> \"$1\"\n"
      .write(toFile: editor, atomically: true, encoding: .utf8)
    return [
      "TAM_HOME": path, "TAM_CONFIG": path, "TAM_NOW": TestCompany.now, "EDITOR": "sh \(editor)",
    ]
  }
}

/// After any ending the terminal is as it was, and nothing forbidden ever went to it.
func expectUntouched(
  _ app: PseudoTerminal, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  #expect(try app.settings == app.initialSettings, "termios", sourceLocation: sourceLocation)
  #expect(
    app.screen.modes == VTScreen.initialModes, "terminal modes left on",
    sourceLocation: sourceLocation)
  #expect(
    !app.screen.isAlternate, "the alternate screen was left", sourceLocation: sourceLocation)
  #expect(
    app.screen.violations.isEmpty, "forbidden bytes: \(app.screen.violations.prefix(3))",
    sourceLocation: sourceLocation)
}
