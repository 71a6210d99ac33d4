import Foundation
import Glibc
import Support
import Testing

/// A make-believe company with its real service, in a world where it always is the same moment.
final class TestCompany {
  static let now = "2021-05-14T09:30:00Z"
  static let today = "2021-05-14"
  /// A TAM with a book.
  static let robin = "robin.vega@tamarack.example"
  /// Sees the whole company.
  static let alex = "alex.winter@tamarack.example"

  let folder: TemporaryDirectory
  private var service: ChildProcess?
  private(set) var address = ""

  private var data: String { folder.path(of: "data") }

  /// A company of 30 customers; the service does not run yet.
  init() async throws {
    folder = try TemporaryDirectory()
    try await Self.pattern.value
    try FileManager.default.copyItem(atPath: Self.patternPath, toPath: data)
  }

  /// Makes the company up, once for all tests.
  private static let pattern = Task {
    let sizes = [
      "--seed", "3", "--accounts", "30", "--tams", "3", "--activities", "200", "--ctas", "100",
      "--usage-months", "6", "--no-rules",
    ]
    atexit {
      // What cannot be removed is left to the system's own cleaning of its temporary folder.
      try? FileManager.default.removeItem(atPath: TestCompany.patternPath)
    }
    let result = try await ChildProcess.run(
      binary(named: "tamd"), ["sandbox"] + sizes + ["--data", patternPath],
      environment: ["TAM_NOW": now])
    try #require(result.status == .success, "tamd sandbox ended with \(result.errors)")
  }

  private static let patternPath =
    FileManager.default.temporaryDirectory.path + "/tamarack-company-\(getpid())"

  /// Runs a verb of the service's program to its end.
  @discardableResult
  func tamd(
    _ arguments: String..., at now: String = TestCompany.now
  ) async throws -> ChildProcess.Result {
    let result = try await ChildProcess.run(
      binary(named: "tamd"), arguments + ["--data", data], environment: ["TAM_NOW": now])
    try #require(
      result.status == .success, "tamd \(arguments) ended with \(result.status): \(result.errors)")
    return result
  }

  /// Starts the service; it listens where it listened before.
  ///
  /// - Parameter now: What its clock stands at.
  func start(at now: String = TestCompany.now) async throws {
    if address.isEmpty { address = "http://127.0.0.1:\(try quietPort())" }
    let listen = address.replacingOccurrences(of: "http://", with: "")
    let child = try ChildProcess(
      binary(named: "tamd"), ["serve", "--data", data, "--listen", listen],
      environment: ["TAM_NOW": now])
    try await child.wait(forErrors: "listening on http://")
    let line = child.errors.split(separator: "\n").first { $0.hasPrefix("listening on ") }
    address = try String(#require(line).dropFirst("listening on ".count))
    service = child
  }

  /// Ends the service as an administrator does.
  func stop() async throws {
    service?.signal(SIGTERM)
    let status = try await service?.waitForExit()
    #expect(status == .success, "\(service?.errors ?? "")")
    service = nil
  }

  /// Ends the service as a power cut does.
  func kill() async throws {
    service?.kill()
    _ = try await service?.waitForExit()
    service = nil
  }

  /// How many bytes the service has written to the end of its store.
  var logSize: Int {
    let files = (try? FileManager.default.subpathsOfDirectory(atPath: data)) ?? []
    let sizes = files.filter { $0.hasSuffix("-wal") }.map { name in
      let facts = try? FileManager.default.attributesOfItem(atPath: "\(data)/\(name)")
      return facts?[.size] as? Int ?? 0
    }
    return sizes.reduce(0, +)
  }

  func code(for email: String) async throws -> String {
    try await tamd("user", "enroll", email).output
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// An empty home.
  func home(_ name: String) -> TestHome { TestHome(path: folder.path(of: name)) }

  /// A home of that person, logged in and synced; the service must run.
  func home(_ name: String, of email: String) async throws -> TestHome {
    let home = home(name)
    try await home.do("login", address, "--code", try await code(for: email))
    try await home.do("sync")
    return home
  }
}

/// One home of `tam`, and the program run on it.
struct TestHome {
  let path: String

  /// Runs a verb to its end, whatever that is.
  func tam(
    _ arguments: [String], input: String? = nil, now: String = TestCompany.now,
    environment: [String: String] = [:]
  ) async throws -> ChildProcess.Result {
    let own = ["TAM_HOME": path, "TAM_CONFIG": path, "TAM_NOW": now]
    return try await ChildProcess.run(
      binary(named: "tam"), arguments,
      environment: own.merging(environment) { _, changed in changed }, inputPath: input)
  }

  /// Runs a verb that must succeed; returns its standard output.
  @discardableResult
  func `do`(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let result = try await tam(arguments)
    try #require(
      result.status == .success, "tam \(arguments) ended with \(result.status): \(result.errors)",
      sourceLocation: sourceLocation)
    return result.output
  }

  /// What a verb prints with `--json`.
  func json(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> JSON {
    let result = try await tam(arguments + ["--json"])
    try #require(
      result.status == .success, "tam \(arguments) ended with \(result.status): \(result.errors)",
      sourceLocation: sourceLocation)
    return try JSONDecoder().decode(JSON.self, from: Data(result.output.utf8))
  }

  /// Logs a call with the first customer of the book; returns the id of the entry.
  func log(_ subject: String, with customer: String = "Raven Systems") async throws -> String {
    try await self.do("log", "call", customer, "--subject", subject)
      .trimmingCharacters(in: .newlines)
  }

  /// The subjects of a customer's timeline, newest first.
  func subjects(of customer: String = "Raven Systems") async throws -> [String] {
    try await json("timeline", customer, "--limit", "0").items.compactMap { $0["subject"]?.text }
  }
}
