import CTestTerminal
import Glibc
package import Testing

/// A real program without a terminal, such as a service or a command whose output is checked.
///
/// Standard output and errors are collected while it runs. Killed when the last reference goes.
package final class ChildProcess {
  private let program: RunningProgram
  private let outputCollector: OutputCollector
  private let errorCollector: OutputCollector

  /// Starts `path`.
  ///
  /// - Parameters:
  ///   - environment: Changes to ``TestEnvironment/base``.
  ///   - directory: Where it starts; nil for the test's own working directory.
  ///   - inputPath: A file as its standard input; empty input when nil.
  package init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:],
    directory: String? = nil, inputPath: String? = nil
  ) throws {
    let inputPath = inputPath ?? "/dev/null"
    let input = open(inputPath, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else {
      throw ProcessError.unusable(action: "open \(inputPath)", reason: reason(Int(-errno)))
    }
    defer { close(input) }
    let output = try Pipe()
    let errors = try Pipe()
    program = try RunningProgram(
      path: path, arguments: arguments, environment: TestEnvironment.with(environment),
      directory: directory, streams: (input, output.writingEnd, errors.writingEnd),
      ownsTerminal: false)
    outputCollector = OutputCollector(readingFrom: output.takeReadingEnd())
    errorCollector = OutputCollector(readingFrom: errors.takeReadingEnd())
  }

  package var processID: Int32 { program.id }
  package var output: String { outputCollector.text }
  package var errors: String { errorCollector.text }

  package func signal(_ number: Int32) { program.send(signal: number) }

  /// `kill -9`: no chance to tidy up.
  package func kill() { program.send(signal: SIGKILL) }

  /// Waits until standard output holds `text`; fails early when the program ends without it.
  package func wait(
    forOutput text: String, within limit: Duration = patience,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await wait(for: text, in: outputCollector, within: limit, sourceLocation)
  }

  /// Waits until standard error holds `text`; fails early when the program ends without it.
  package func wait(
    forErrors text: String, within limit: Duration = patience,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await wait(for: text, in: errorCollector, within: limit, sourceLocation)
  }

  /// Waits for the program's end, and for all that it wrote.
  package func waitForExit(
    within limit: Duration = patience, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> ExitStatus {
    let deadline = ContinuousClock.now + limit
    while true {
      program.look()
      let outputIsEnded = await outputCollector.waitForEnd()
      let errorsAreEnded = await errorCollector.waitForEnd()
      if let status = program.status, outputIsEnded, errorsAreEnded { return status }
      guard ContinuousClock.now < deadline else {
        throw ProcessError.stillRunning(program: program.path, shown: everything, sourceLocation)
      }
    }
  }

  private var everything: String { "\(output)\n-- errors:\n\(errors)" }

  private func wait(
    for text: String, in collector: OutputCollector, within limit: Duration,
    _ sourceLocation: SourceLocation
  ) async throws {
    let deadline = ContinuousClock.now + limit
    var seen = 0
    while true {
      program.look()
      let isEnded = collector.isEnded
      if collector.text.contains(text) { return }
      if isEnded, let status = program.status {
        throw ProcessError.neverCame(
          expected: "\"\(text)\"", .exit(status), shown: everything, sourceLocation)
      }
      guard ContinuousClock.now < deadline else {
        throw ProcessError.neverCame(
          expected: "\"\(text)\"", .deadline(limit), shown: everything, sourceLocation)
      }
      seen = await collector.waitForMore(than: seen)
    }
  }
}

extension ChildProcess {
  /// What a program left behind.
  package struct Result: Equatable, Sendable {
    package let status: ExitStatus
    package let output: String
    package let errors: String
  }

  /// Runs a program to its end.
  package static func run(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:],
    directory: String? = nil, inputPath: String? = nil, within limit: Duration = patience,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Result {
    let child = try ChildProcess(
      path, arguments, environment: environment, directory: directory, inputPath: inputPath)
    let status = try await child.waitForExit(within: limit, sourceLocation: sourceLocation)
    return Result(status: status, output: child.output, errors: child.errors)
  }
}

/// A pipe whose ends close with the last reference.
private final class Pipe {
  private var readingEnd: Int32
  let writingEnd: Int32

  init() throws {
    var ends: (reading: Int32, writing: Int32) = (-1, -1)
    let answer = test_pipe_open(&ends.reading, &ends.writing)
    guard answer == 0 else {
      throw ProcessError.unusable(action: "open a pipe", reason: reason(Int(answer)))
    }
    readingEnd = ends.reading
    writingEnd = ends.writing
  }

  deinit {
    if readingEnd >= 0 { close(readingEnd) }
    close(writingEnd)
  }

  /// Hands the reading end over; the caller closes it.
  func takeReadingEnd() -> Int32 {
    defer { readingEnd = -1 }
    return readingEnd
  }
}
