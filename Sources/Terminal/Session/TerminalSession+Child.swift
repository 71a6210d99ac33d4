import CNcurses
import Glibc

extension TerminalSession {
  /// Runs a program in the foreground on the terminal's own screen, such as an editor, and waits.
  ///
  /// - Parameters:
  ///   - arguments: The program, looked up in `PATH`, and its arguments; no shell is involved.
  ///   - environment: Nil keeps ours.
  /// - Returns: Its exit status, or 128 + the signal it died of.
  /// - Throws: ``TerminalError/cannotRun(program:reason:)``; the screen is ours again then too.
  package func runChild(
    _ arguments: [String], environment: [String: String]? = nil
  ) throws(TerminalError) -> Int32 {
    guard isOpen else { throw .cannotRun(program: "", reason: "the terminal is given back") }
    leaveModes(dropInput: false)
    stderr_release()
    defer {
      // What was typed at the child and not read by it was not meant for us.
      tty_drop_input(tty)
      tty_put_back(tty)
      resume()
    }
    return try ForegroundProgram.run(arguments, environment: environment)
  }
}
