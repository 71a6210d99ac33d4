import CNcurses
import Glibc

/// A program that has the terminal for itself while we wait, such as an editor.
package enum ForegroundProgram {
  /// Runs a program on a terminal in its usual mode, and waits for its end.
  ///
  /// - Parameters:
  ///   - arguments: The program, looked up in `PATH`, and its arguments; no shell is involved.
  ///   - environment: Nil keeps ours.
  /// - Returns: Its exit status, or 128 + the signal it died of.
  /// - Throws: ``TerminalError/cannotRun(program:reason:)``.
  package static func run(
    _ arguments: [String], environment: [String: String]? = nil
  ) throws(TerminalError) -> Int32 {
    guard let program = arguments.first else { throw .cannotRun(program: "", reason: "no command") }
    var status: Int32 = 0
    let failure = withCStrings(arguments) { arguments in
      guard let environment else { return process_run(arguments, nil, &status) }
      return withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        process_run(arguments, environment, &status)
      }
    }
    guard failure == 0 else {
      throw .cannotRun(program: program, reason: TerminalError.words(for: failure))
    }
    return status
  }
}

/// Lends `strings` to C as a list that ends with NULL.
private func withCStrings(
  _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Int32
) -> Int32 {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  let list: [UnsafePointer<CChar>?] = copies.map { $0.map { UnsafePointer($0) } } + [nil]
  return list.withUnsafeBufferPointer { body($0.baseAddress) }
}
