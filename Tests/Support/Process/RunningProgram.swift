import CTestTerminal
import Glibc
import Foundation

/// How long a test waits for something that must come: far beyond any machine's bad day, because
/// passing must not depend on speed.
package let patience = Duration.seconds(600)

/// How long one look at a program lasts before its state is looked at too.
let glanceMilliseconds: Int32 = 50

/// A started program; killed with its process group when the last reference goes.
final class RunningProgram {
  let path: String
  let id: pid_t
  /// nil while it runs.
  private(set) var status: ExitStatus?
  /// SIGSTOP or SIGTSTP halted it, and it was not seen to continue.
  var isStopped = false

  /// - Parameters:
  ///   - environment: All of it; nothing is inherited.
  ///   - streams: Standard input, output and errors.
  ///   - ownsTerminal: Its standard input becomes its controlling terminal.
  init(
    path: String, arguments: [String], environment: [String: String], directory: String?,
    streams: (input: Int32, output: Int32, errors: Int32), ownsTerminal: Bool
  ) throws {
    let argumentVector = CStringVector([path] + arguments)
    let environmentVector = CStringVector(
      environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })
    let answer = test_terminal_spawn(
      path, argumentVector.pointers, environmentVector.pointers, directory,
      streams.input, streams.output, streams.errors, ownsTerminal ? 1 : 0)
    guard answer > 0 else {
      throw ProcessError.notStarted(program: path, reason: reason(Int(answer)))
    }
    self.path = path
    id = answer
  }

  deinit {
    if status == nil { test_process_destroy(id) }
  }

  /// Brings ``status`` and ``isStopped`` up to date, without waiting.
  func look() {
    guard status == nil else { return }
    var code: Int32 = 0
    switch UInt32(bitPattern: test_process_poll(id, &code)) {
    case TEST_PROCESS_EXITED.rawValue: status = .exited(code)
    case TEST_PROCESS_KILLED.rawValue: status = .killed(code)
    case TEST_PROCESS_STOPPED.rawValue: isStopped = true
    default: break
    }
  }

  /// Sends a signal; does nothing when the program has ended.
  func send(signal: Int32) {
    guard status == nil else { return }
    if signal == SIGCONT { isStopped = false }
    kill(id, signal)
  }
}

/// Runs a call that blocks on a thread of its own, so that it takes none from Swift's pool.
func blocking<Value: Sendable>(_ work: @Sendable @escaping () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: work()) }
  }
}

/// A negative errno, as the functions of CTestTerminal return it, in words.
func reason(_ failure: Int) -> String { String(cString: strerror(Int32(-failure))) }

/// Strings in the form that `execve` takes.
final class CStringVector {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointers = .allocate(capacity: count + 1)
    for (index, string) in strings.enumerated() { pointers[index] = strdup(string) }
    pointers[count] = nil
  }

  deinit {
    for index in 0..<count { free(pointers[index]) }
    pointers.deallocate()
  }
}
