package import Testing

/// Why a program under test could not be driven further.
package enum ProcessError: Error {
  case notStarted(program: String, reason: String)
  case notBuilt(program: String, folder: String)
  case unusable(action: String, reason: String)
  /// The text, or whatever else was waited for, did not come; `shown` is what stood there instead.
  case neverCame(expected: String, Ending, shown: String, SourceLocation)
  case stillRunning(program: String, shown: String, SourceLocation)

  /// Why waiting was over.
  package enum Ending: Sendable {
    case deadline(Duration)
    case exit(ExitStatus)
  }
}

extension ProcessError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notStarted(let program, let reason):
      "cannot start \(program): \(reason)"
    case .notBuilt(let program, let folder):
      "there is no \(program) in \(folder): let the test target depend on it, or run swift build"
    case .unusable(let action, let reason):
      "cannot \(action): \(reason)"
    case .neverCame(let expected, .deadline(let duration), let shown, let location):
      "\(location): \(expected) did not come within \(duration); there is:\n\(shown)"
    case .neverCame(let expected, .exit(let status), let shown, let location):
      "\(location): the program ended (\(status)) before \(expected); it left:\n\(shown)"
    case .stillRunning(let program, let shown, let location):
      "\(location): \(program) does not end; it shows:\n\(shown)"
    }
  }
}

/// How a program ended.
package enum ExitStatus: Equatable, Sendable {
  case exited(Int32)
  /// By this signal, such as SIGKILL.
  case killed(Int32)

  package static let success = ExitStatus.exited(0)
}

extension ExitStatus: CustomStringConvertible {
  package var description: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .killed(let signal): "signal \(signal)"
    }
  }
}
