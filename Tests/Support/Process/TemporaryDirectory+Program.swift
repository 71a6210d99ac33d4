import Testing

extension TemporaryDirectory {
  /// Writes a shell script that can be run, and returns its path.
  ///
  /// Another process copies it into place: were it written here, a test that starts a program at
  /// that moment would hand the open file on, and the system refuses to run a file that is open for
  /// writing.
  package func writeProgram(_ script: String, to name: String) async throws -> String {
    let text = try write("#!/bin/sh\n\(script)\n", to: "\(name).text")
    let copy = "/bin/cp \"$1\" \"$2\" && /bin/chmod 700 \"$2\""
    let program = path(of: name)
    let result = try await ChildProcess.run("/bin/sh", ["-c", copy, "copy", text, program])
    guard result.status == .success else { throw ProgramNotWritten(reason: result.errors) }
    return program
  }

  /// The copy failed; the words are those of `cp`.
  private struct ProgramNotWritten: Error {
    let reason: String
  }
}
