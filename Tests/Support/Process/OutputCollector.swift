import CTestTerminal
import Foundation
import Glibc
import Synchronization

/// Reads one stream of a program to its end on a thread of its own, so that the program never
/// blocks on a full pipe.
final class OutputCollector: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isEnded = false
  }

  private let state = Mutex(State())
  private let changed = NSCondition()

  /// - Parameter stream: Closed at the end of the stream.
  init(readingFrom stream: Int32) {
    Thread.detachNewThread { [self] in
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = test_terminal_read(stream, &buffer, buffer.count, -1)
        if count == TEST_TERMINAL_QUIET { continue }
        note(count > 0 ? Array(buffer[..<count]) : nil)
        guard count > 0 else { break }
      }
      close(stream)
    }
  }

  /// All that came so far; bytes that are not UTF-8 read as U+FFFD.
  var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

  /// Nobody holds the other end of the stream any more, and all is read.
  var isEnded: Bool { state.withLock { $0.isEnded } }

  /// Waits a glance for more than `count` bytes; returns how many there are.
  func waitForMore(than count: Int) async -> Int {
    await waitBriefly { $0.bytes.count > count || $0.isEnded }
    return state.withLock { $0.bytes.count }
  }

  /// Waits a glance for the end of the stream; returns whether it is reached.
  func waitForEnd() async -> Bool {
    await waitBriefly { $0.isEnded }
    return isEnded
  }

  private func note(_ bytes: [UInt8]?) {
    changed.withLock {
      state.withLock { state in
        state.bytes += bytes ?? []
        state.isEnded = bytes == nil
      }
      changed.broadcast()
    }
  }

  private func waitBriefly(until condition: @Sendable @escaping (borrowing State) -> Bool) async {
    await blocking { [self] in
      let limit = Date(timeIntervalSinceNow: Double(glanceMilliseconds) / 1000)
      changed.withLock {
        while !state.withLock({ condition($0) }) {
          guard changed.wait(until: limit) else { return }
        }
      }
    }
  }
}
