import CTestTerminal
import Glibc
package import Testing

/// A real program at a terminal that a test can read and type on.
///
/// Nothing waits for time to pass: every wait is for something on the screen, or for the
/// program's end, and gives up with the screen in its message after ``patience``.
package final class PseudoTerminal {
  /// What a person would see, as of the last wait.
  package private(set) var screen: VTScreen
  /// Every byte the program has written, as of the last wait.
  package private(set) var received: [UInt8] = []
  /// The terminal's settings before the program started.
  package let initialSettings: TerminalSettings
  /// Whether queries are answered, as most terminals do and some do not.
  package var answersQueries = true
  /// The color of the background as it is told to a program that asks, such as `rgb:ff/ff/ff`.
  package var background: String? {
    get { screen.background }
    set { screen.background = newValue }
  }

  private let program: RunningProgram
  private var controller: Int32?
  /// Held open so that the settings can be read after the program has ended.
  private var terminal: Int32?

  /// Starts `path` in a terminal.
  ///
  /// - Parameters:
  ///   - environment: Changes to ``TestEnvironment/base``.
  ///   - directory: Where it starts; nil for the test's own working directory.
  package init(
    _ path: String, _ arguments: [String] = [], environment: [String: String] = [:],
    directory: String? = nil, rows: Int = 24, columns: Int = 80
  ) throws {
    var ends = test_terminal(controller: -1, terminal: -1)
    let answer = test_terminal_open(Int32(rows), Int32(columns), &ends)
    guard answer == 0 else {
      throw ProcessError.unusable(action: "open a pseudo-terminal", reason: reason(Int(answer)))
    }
    do {
      initialSettings = try TerminalSettings(of: ends.terminal)
      program = try RunningProgram(
        path: path, arguments: arguments, environment: TestEnvironment.with(environment),
        directory: directory, streams: (ends.terminal, ends.terminal, ends.terminal),
        ownsTerminal: true)
    } catch {
      close(ends.controller)
      close(ends.terminal)
      throw error
    }
    screen = VTScreen(rows: rows, columns: columns)
    controller = ends.controller
    terminal = ends.terminal
  }

  deinit {
    if let controller { close(controller) }
    if let terminal { close(terminal) }
  }

  package var processID: Int32 { program.id }

  /// The terminal's settings now; equal to ``initialSettings`` after every good exit.
  package var settings: TerminalSettings {
    get throws {
      guard let terminal else {
        throw ProcessError.unusable(action: "read the terminal's settings", reason: "hung up")
      }
      return try TerminalSettings(of: terminal)
    }
  }

  package func signal(_ number: Int32) { program.send(signal: number) }

  /// Drags the window to a new size.
  package func resize(rows: Int, columns: Int) throws {
    screen.resize(rows: rows, columns: columns)
    let answer = test_terminal_resize(try openController(), Int32(rows), Int32(columns))
    guard answer == 0 else {
      throw ProcessError.unusable(action: "resize the terminal", reason: reason(Int(answer)))
    }
  }

  /// Closes the window, as when a connection breaks: the program gets SIGHUP.
  package func hangUp() {
    if let controller { close(controller) }
    if let terminal { close(terminal) }
    controller = nil
    terminal = nil
  }

  fileprivate func openController() throws -> Int32 {
    guard let controller else {
      throw ProcessError.unusable(action: "use the terminal", reason: "it is hung up")
    }
    return controller
  }
}

extension PseudoTerminal {
  /// Types text; the program's output is taken in meanwhile, so that neither side can block.
  package func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  package func press(_ keys: VTKey...) async throws {
    for key in keys {
      try await send(key.text(applicationCursor: screen.modes.contains(1)))
    }
  }

  package func send(_ bytes: [UInt8]) async throws {
    let deadline = ContinuousClock.now + patience
    var rest = bytes[...]
    while !rest.isEmpty {
      let controller = try openController()
      let chunk = Array(rest)
      let count = test_terminal_write(controller, chunk, chunk.count, 0)
      guard count >= 0 else {
        throw ProcessError.unusable(action: "type on the terminal", reason: reason(count))
      }
      rest = rest.dropFirst(count)
      if count == 0 { try await takeOutput(waitingMilliseconds: 1) }
      guard ContinuousClock.now < deadline else {
        throw ProcessError.unusable(action: "type on the terminal", reason: "nobody reads")
      }
    }
  }

  /// Waits until the screen shows `text` in one of its rows.
  package func wait(
    for text: String, within limit: Duration = patience,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await wait(until: "\"\(text)\"", within: limit, sourceLocation: sourceLocation) {
      $0.lines.contains { $0.contains(text) }
    }
  }

  /// Waits until the screen no longer shows `text`.
  package func wait(
    forNo text: String, within limit: Duration = patience,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let expected = "a screen without \"\(text)\""
    try await wait(until: expected, within: limit, sourceLocation: sourceLocation) {
      !$0.lines.contains { $0.contains(text) }
    }
  }

  /// Waits until `condition` holds for the screen; `expected` says in words what that means.
  package func wait(
    until expected: String, within limit: Duration = patience,
    sourceLocation: SourceLocation = #_sourceLocation, _ condition: (VTScreen) -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + limit
    while !condition(screen) {
      let isEnded = try await takeOutput(waitingMilliseconds: glanceMilliseconds) == false
      if condition(screen) { return }
      if isEnded, let status = program.status {
        throw ProcessError.neverCame(
          expected: expected, .exit(status), shown: screen.picture, sourceLocation)
      }
      guard ContinuousClock.now < deadline else {
        throw ProcessError.neverCame(
          expected: expected, .deadline(limit), shown: screen.picture, sourceLocation)
      }
    }
  }

  /// Waits for the program's end, and takes in all that it wrote.
  package func waitForExit(
    within limit: Duration = patience, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> ExitStatus {
    let deadline = ContinuousClock.now + limit
    while true {
      let isOpen = try await takeOutput(waitingMilliseconds: glanceMilliseconds)
      if !isOpen, let status = program.status { return status }
      guard ContinuousClock.now < deadline else {
        throw ProcessError.stillRunning(
          program: program.path, shown: screen.picture, sourceLocation)
      }
    }
  }

  /// Waits until the program has stopped itself, as after ^Z; continue it with SIGCONT.
  package func waitForStop(
    within limit: Duration = patience, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await wait(until: "stopping", within: limit, sourceLocation: sourceLocation) { _ in
      program.isStopped
    }
  }

  /// Takes in what is there, waiting for a first byte at most so long; false when the program has
  /// ended and all that it wrote is taken in.
  @discardableResult
  private func takeOutput(waitingMilliseconds timeout: Int32) async throws -> Bool {
    program.look()
    let wasEnded = program.status != nil
    guard let controller else { return !wasEnded }
    let bytes = await blocking { readAvailable(from: controller, waitingMilliseconds: timeout) }
    received += bytes
    screen.feed(bytes)
    let replies = screen.takeReplies()
    if answersQueries, !replies.isEmpty, !wasEnded { try await send(replies) }
    return !(wasEnded && bytes.isEmpty)
  }
}

/// Everything that can be read at once, waiting for the first byte at most so long.
private func readAvailable(
  from controller: Int32, waitingMilliseconds timeout: Int32
) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = test_terminal_read(
      controller, &buffer, buffer.count, bytes.isEmpty ? timeout : 0)
    guard count > 0 else { return bytes }
    bytes += buffer[..<count]
  }
}
