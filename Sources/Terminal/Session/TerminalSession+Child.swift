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
    settleAnswers()
    leaveModes(dropInput: false)
    stderr_release()
    // ^Z and fg while the child ran were meant for it, and we went along.
    defer { resume(after: signals_take(), isChild: true) }
    return try ForegroundProgram.run(arguments, environment: environment)
  }
}
