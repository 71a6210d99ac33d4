import CTestTerminal
import Foundation
import Glibc
import TestScreen

/// A program at a terminal; notes when which bytes came.
final class PseudoTerminalRun {
  static let rows = 50
  static let columns = 160
  /// How long a program may take to fill its screen.
  private static let patience = Duration.seconds(10)

  let process: pid_t
  private let controller: Int32
  private let start: ContinuousClock.Instant
  private var pieces: [(at: ContinuousClock.Instant, bytes: [UInt8])] = []

  init(_ path: String, _ arguments: [String], _ environment: [String: String]) throws {
    var ends = test_terminal(controller: -1, terminal: -1)
    guard test_terminal_open(Int32(Self.rows), Int32(Self.columns), &ends) == 0 else {
      throw BenchFailure("no pseudo-terminal")
    }
    let terminal = ends.terminal
    start = ContinuousClock.now
    let process = Child.withStrings([path] + arguments) { argv in
      Child.withStrings(Child.environment(environment)) { envp in
        test_terminal_spawn(path, argv, envp, nil, terminal, terminal, terminal, 1)
      }
    }
    close(terminal)
    guard process > 0 else { throw BenchFailure("\(path) could not be started") }
    self.process = process
    controller = ends.controller
  }

  deinit {
    close(controller)
    test_process_destroy(process)
  }

  /// Seconds from the start until the screen was full, and the bytes it took.
  ///
  /// Waits until the program has been quiet for that long with a full screen; one that stays quiet
  /// before is given some seconds.
  ///
  /// - Parameter leastRows: Rows that are not empty on a full screen; up to three may be left empty
  ///   for looks.
  func fillScreen(
    leastRows: Int = rows - 3, quietMilliseconds: Int32
  ) throws -> (seconds: Double, bytes: Int) {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      read(quietMilliseconds: quietMilliseconds)
      if let found = filling(leastRows: leastRows) { return found }
      guard ContinuousClock.now < deadline else { break }
    }
    throw BenchFailure("the screen was never full:\n\(screen().text)")
  }

  /// When the screen was full, and the bytes until then; nil when it is not.
  private func filling(leastRows: Int) -> (seconds: Double, bytes: Int)? {
    var screen = VTScreen(rows: Self.rows, columns: Self.columns)
    var bytes = 0
    for piece in pieces {
      screen.feed(piece.bytes)
      bytes += piece.bytes.count
      if screen.lines.count(where: { $0.contains { $0 != " " } }) >= leastRows {
        return ((piece.at - start) / .seconds(1), bytes)
      }
    }
    return nil
  }

  private func screen() -> VTScreen {
    var screen = VTScreen(rows: Self.rows, columns: Self.columns)
    for piece in pieces { screen.feed(piece.bytes) }
    return screen
  }

  /// Seconds from typing a key until the last byte of the answer, and its length.
  func press(_ key: String, quietMilliseconds: Int32) -> (seconds: Double, bytes: Int) {
    pieces = []
    let before = ContinuousClock.now
    let bytes = Array(key.utf8)
    _ = test_terminal_write(controller, bytes, bytes.count, 1_000)
    read(quietMilliseconds: quietMilliseconds)
    let last = pieces.last?.at ?? before
    return ((last - before) / .seconds(1), pieces.reduce(0) { $0 + $1.bytes.count })
  }

  /// Changes the size many times and back; returns the seconds until the last byte.
  func resize(times: Int, quietMilliseconds: Int32) throws -> Double {
    pieces = []
    let before = ContinuousClock.now
    for step in 1...times {
      let (rows, columns) =
        step == times ? (Self.rows, Self.columns) : (5 + step * 7 % 60, 30 + step * 13 % 200)
      guard test_terminal_resize(controller, Int32(rows), Int32(columns)) == 0 else {
        throw BenchFailure("the size of the terminal could not be changed")
      }
    }
    read(quietMilliseconds: quietMilliseconds)
    return ((pieces.last?.at ?? before) - before) / .seconds(1)
  }

  /// Lets the program be for so long; what it writes is read.
  func wait(seconds: Int32) {
    let deadline = ContinuousClock.now + .seconds(Int(seconds))
    while ContinuousClock.now < deadline {
      let left = (deadline - ContinuousClock.now) / .milliseconds(1)
      read(quietMilliseconds: Int32(max(left, 1)))
    }
  }

  /// Types the key that quits and waits for the end.
  func quit() {
    _ = test_terminal_write(controller, Array("q".utf8), 1, 1_000)
    read(quietMilliseconds: 5_000)
  }

  private func read(quietMilliseconds: Int32) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = test_terminal_read(controller, &buffer, buffer.count, quietMilliseconds)
      guard count > 0 else { return }
      pieces.append((ContinuousClock.now, Array(buffer.prefix(count))))
    }
  }
}
