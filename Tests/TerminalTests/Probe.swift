import Support
import Testing

/// The probe, which shows the events of a session, at a pseudo-terminal of its own.
func probe(
  environment: [String: String] = [:], rows: Int = 12, columns: Int = 60
) throws -> PseudoTerminal {
  try PseudoTerminal(
    binary(named: "TerminalProbe"), environment: environment, rows: rows, columns: columns)
}

/// Everything that any way of ending must leave behind.
func expectRestored(
  _ terminal: PseudoTerminal, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  #expect(
    try terminal.settings == terminal.initialSettings, "settings", sourceLocation: sourceLocation)
  #expect(
    terminal.screen.modes == VTScreen.initialModes, "modes", sourceLocation: sourceLocation)
  #expect(!terminal.screen.isAlternate, "alternate screen", sourceLocation: sourceLocation)
  #expect(terminal.screen.violations == [], "bytes", sourceLocation: sourceLocation)
}
