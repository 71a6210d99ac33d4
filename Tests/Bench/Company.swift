import Foundation
import Glibc

/// A make-believe company as export files, and a service that holds it.
final class Company {
  /// The one TAM; also an administrator here, so that the replica holds the whole company.
  static let person = "robin.vega@tamarack.example"

  let tam: String
  let tamd: String
  /// The trivial curses program.
  let floor: String
  /// The export files.
  let files: String
  let data: String
  private(set) var address = ""
  private let folder: WorkFolder
  private var service: pid_t?
  private var homes = 0

  init(_ size: Size, in folder: WorkFolder) throws {
    let environment = ProcessInfo.processInfo.environment
    guard let programs = environment["programs"], let floor = environment["floor"] else {
      throw BenchFailure("programs and floor are not set: use make bench")
    }
    (tam, tamd) = ("\(programs)/tam", "\(programs)/tamd")
    self.floor = floor
    self.folder = folder
    files = folder.path("files")
    data = folder.path("data")
    _ = try Child.run(
      tamd,
      [
        "sandbox", "--data", data, "--seed", "1", "--tams", "1", "--accounts",
        "\(size.accounts)", "--activities", "\(size.activities)", "--ctas", "\(size.ctas)",
        "--usage-months", "\(size.usageMonths)", "--export", files, "--no-rules",
      ])
    _ = try Child.run(tamd, ["user", "bundle", Self.person, "administrator", "--data", data])
    _ = try Child.run(tamd, ["user", "public-sector", Self.person, "yes", "--data", data])
  }

  deinit {
    if let service { kill(service, SIGKILL) }
  }

  func serve() throws {
    let port = folder.path("port")
    service = try Child.spawn(
      tamd,
      [
        "serve", "--data", data, "--listen", "127.0.0.1:0", "--port-file", port, "--log-level",
        "error",
      ], input: "/dev/null", output: "/dev/null", errors: folder.path("service-log"))
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if let text = try? String(contentsOfFile: port, encoding: .utf8),
        let number = Int(text.trimmingCharacters(in: .newlines))
      {
        address = "http://127.0.0.1:\(number)"
        return
      }
      poll(nil, 0, 20)
    }
    throw BenchFailure("the service does not listen")
  }

  func stop() throws {
    guard let service else { return }
    kill(service, SIGTERM)
    waitpid(service, nil, 0)
    self.service = nil
  }

  /// The most memory the service has held since it started.
  func servicePeakMegabytes() -> Double { service.map(Memory.peakMegabytes) ?? .nan }

  /// A home of a new device, logged in and empty.
  func home() throws -> String {
    let home = nextHome()
    let code = try Child.run(tamd, ["user", "enroll", Self.person, "--data", data]).output
      .trimmingCharacters(in: .whitespacesAndNewlines)
    _ = try run(home, "login", address, "--code", code)
    return home
  }

  /// An empty home with the login of another one, because a person may have a few devices only.
  ///
  /// Good for reading; edits would come from the same device twice.
  func emptyCopy(of home: String) throws -> String {
    let copy = nextHome()
    try FileManager.default.createDirectory(
      atPath: copy, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try FileManager.default.copyItem(atPath: "\(home)/token", toPath: "\(copy)/token")
    return copy
  }

  private func nextHome() -> String {
    homes += 1
    return folder.path("home\(homes)")
  }

  /// Runs a verb of `tam` on a home.
  func run(_ home: String, _ arguments: String...) throws -> Run { try run(home, arguments) }

  func run(_ home: String, _ arguments: [String]) throws -> Run {
    do {
      return try Child.run(tam, arguments, environment: Self.environment(home))
    } catch {
      // Why the service did not help is in its own log.
      let log = try String(contentsOfFile: folder.path("service-log"), encoding: .utf8)
      throw BenchFailure("\(error)\nthe service says: \(log.suffix(2_000))")
    }
  }

  static func environment(_ home: String) -> [String: String] {
    ["TAM_HOME": home, "TAM_CONFIG": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]
  }
}

enum Memory {
  /// The peak of a process that still runs, as the kernel counts it.
  static func peakMegabytes(of process: pid_t) -> Double { megabytes("VmHWM:", of: process) }

  /// What it holds now.
  static func residentMegabytes(of process: pid_t) -> Double { megabytes("VmRSS:", of: process) }

  private static func megabytes(_ name: String, of process: pid_t) -> Double {
    // A process that has just ended has no such file.
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix(name) }
    let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap {
      Double($0)
    }
    return (kilobytes ?? .nan) / 1_024
  }
}
