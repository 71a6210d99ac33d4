/// Why the terminal could not be used.
package enum TerminalError: Error, Equatable {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// The terminal type cannot place a cursor.
  case dumb(type: String)
  /// Neither the type nor any stand-in is described on this machine.
  case unknownType(String)
  /// The system refused; `reason` is its own word.
  case system(doing: String, reason: String)
  /// A program could not be started in the foreground.
  case cannotRun(program: String, reason: String)
  /// A session is open already; there is one terminal per process.
  case alreadyOpen
}

extension TerminalError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notATerminal:
      "standard input or output is not a terminal: run this in one, or use a subcommand with --json"
    case .dumb(let type):
      "the terminal type \"\(type)\" cannot place a cursor: set TERM, for example to "
        + "xterm-256color, or use a subcommand, which needs no cursor"
    case .unknownType(let type):
      "the terminal type \"\(type)\" is not described on this machine, nor is xterm or vt100: "
        + "install the terminal database (Debian: ncurses-base) or set TERM"
    case .system(let doing, let reason): "\(doing) failed: \(reason)"
    case .cannotRun(let program, let reason):
      "\(program) could not be started: \(reason); check the command, for example $EDITOR"
    case .alreadyOpen: "the terminal is in use by this program already"
    }
  }
}
