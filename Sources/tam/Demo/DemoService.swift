import Foundation
import Glibc

/// The demonstration's own service, running for as long as the app does.
///
/// It ends when its standard input does, whose other end only this program holds: whatever ends us,
/// a signal that nobody can catch too, ends it.
final class DemoService {
  /// Where it listens, such as `http://127.0.0.1:40123`.
  let address: String
  private let process: Process
  /// Nothing is ever written there.
  private let lifeline: FileHandle
  private let notePath: String

  /// How long a service may take to start or to stop, in tenths of a second.
  private static let patience = 300

  /// Starts it on a port that is free, and waits until it listens; see ``awaitLeftover(of:)``.
  static func start(for company: DemoCompany) async throws -> DemoService {
    let portFile = "\(company.folder)/port"
    // None is there the first time.
    try? FileManager.default.removeItem(atPath: portFile)
    let process = company.tamd.process([
      "serve", "--data", company.dataPath, "--listen", "127.0.0.1:0", "--port-file", portFile,
      "--until-input-ends",
    ])
    let lifeline = Pipe()
    // An editor that outlives us must not hold the other end.
    _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    process.standardInput = lifeline.fileHandleForReading
    let log = "\(company.folder)/service.log"
    try Data().write(to: URL(fileURLWithPath: log))
    let logFile = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    process.standardOutput = logFile
    process.standardError = logFile
    try process.run()
    let note = notePath(of: company)
    try noteText(process).write(toFile: note, atomically: true, encoding: .utf8)
    for _ in 0..<patience {
      if let port = port(in: portFile) {
        return DemoService(
          address: "http://127.0.0.1:\(port)", process: process,
          lifeline: lifeline.fileHandleForWriting, notePath: note)
      }
      guard process.isRunning else { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    process.terminate()
    throw Problem.failed(
      "the demonstration's service did not start: see \(log), or make it anew with --fresh")
  }

  private init(address: String, process: Process, lifeline: FileHandle, notePath: String) {
    self.address = address
    self.process = process
    self.lifeline = lifeline
    self.notePath = notePath
  }

  /// Asks it to end, and waits until it has.
  func stop() {
    // A pipe that cannot be closed is closed when we end.
    try? lifeline.close()
    for _ in 0..<Self.patience where process.isRunning { usleep(100_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    // A note that is gone, or that another demonstration wrote since, is none of ours.
    guard (try? String(contentsOfFile: notePath, encoding: .utf8)) == Self.noteText(process) else {
      return
    }
    // The note only matters when it names a process that still runs.
    try? FileManager.default.removeItem(atPath: notePath)
  }

  private static func port(in file: String) -> Int? {
    // Until the service listens there is no file.
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Waits for the service of a demonstration that was killed: it ends by itself.
  ///
  /// To be called before anything in the folder is touched.
  ///
  /// - Throws: ``Problem`` while another demonstration is open.
  static func awaitLeftover(of company: DemoCompany) throws {
    // There is no note after an ordinary end.
    guard let text = try? String(contentsOfFile: notePath(of: company), encoding: .utf8) else {
      return
    }
    let numbers = text.split { $0.isWhitespace }.compactMap { Int32($0) }
    guard numbers.count == 2 else { return }
    guard numbers[0] == getpid() || !isRunning(numbers[0], "tam\0demo\0") else {
      throw Problem.failed(
        "the demonstration is open already, in process \(numbers[0]): use that one, or quit it")
    }
    for _ in 0..<patience where isRunning(numbers[1], "tamd\0serve\0") { usleep(100_000) }
  }

  private static func notePath(of company: DemoCompany) -> String {
    "\(company.folder)/service.pid"
  }

  /// The process numbers of the app and of its service.
  private static func noteText(_ process: Process) -> String {
    "\(getpid()) \(process.processIdentifier)\n"
  }

  /// Whether a process with that number runs that command; numbers are used again.
  private static func isRunning(_ number: Int32, _ command: String) -> Bool {
    guard number > 1 else { return false }
    // A process that has ended has no such file.
    let line = try? String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)
    return line?.contains(command) ?? false
  }
}
