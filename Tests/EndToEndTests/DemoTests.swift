import Foundation
import Glibc
import Support
import Testing

/// What a newcomer sees first: the app on a company of its own.
@Suite struct DemoTests {
  @Test func `the demonstration makes its company once and keeps what was done in it`()
    async throws
  {
    let folder = try TemporaryDirectory()
    let first = try demo(in: folder)
    try await first.wait(for: "Portfolio", within: .seconds(240))
    try await first.wait(for: "online")
    let service = try #require(try numbers(in: folder)).service
    #expect(FileManager.default.fileExists(atPath: "/proc/\(service)"))
    try await first.send("q")
    #expect(try await first.waitForExit() == .success)
    #expect(!FileManager.default.fileExists(atPath: "/proc/\(service)"))
    #expect(String(decoding: first.received, as: UTF8.self).contains("Making a company"))

    // An edit that the service does not have: nothing runs beside the verb.
    let home = TestHome(path: folder.path(of: "demo/home"))
    let customer = try #require(try await home.json("portfolio").items.first?["name"]?.text)
    _ = try await home.log("Kept from one day to the next", with: customer)

    let second = try demo(in: folder)
    try await second.wait(for: "online")
    try await second.send("q")
    #expect(try await second.waitForExit() == .success)
    let words = String(decoding: second.received, as: UTF8.self)
    #expect(!words.contains("Making a company"))
    #expect(!words.contains("Fetching your book"))
    #expect(try await home.subjects(of: customer).contains("Kept from one day to the next"))
    #expect(try numbers(in: folder) == nil)
  }

  @Test func `a demonstration that is open is not thrown away`() async throws {
    let folder = try TemporaryDirectory()
    let app = try demo(in: folder)
    try await app.wait(for: "online", within: .seconds(240))
    let before = try #require(try numbers(in: folder))

    // Lines need no terminal.
    let other = try await ChildProcess.run(
      binary(named: "tam"), ["demo", "--fresh", "--accessible"],
      environment: ["TAM_HOME": folder.path, "TAM_CONFIG": folder.path])

    #expect(other.status == .exited(1))
    #expect(other.errors.contains("open already, in process \(before.app)"), "\(other.errors)")
    #expect(try #require(try numbers(in: folder)) == before)
    #expect(FileManager.default.fileExists(atPath: folder.path(of: "demo/home/replica.sqlite")))
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
  }

  @Test func `no service is left behind, however the app ends`() async throws {
    let folder = try TemporaryDirectory()
    // A shell that has the terminal and hears of a hang-up first, as at any desk.
    let shell = #""$0" demo; true"#
    let ends: [(PseudoTerminal) throws -> Void] = [
      { $0.hangUp() },
      { _ in kill(try #require(try self.numbers(in: folder)).app, SIGKILL) },
      { _ in kill(try #require(try self.numbers(in: folder)).app, SIGSEGV) },
    ]
    for end in ends {
      let app = try PseudoTerminal(
        "/bin/sh", ["-c", shell, binary(named: "tam")],
        environment: [
          "TAM_HOME": folder.path, "TAM_CONFIG": folder.path, "SWIFT_BACKTRACE": "enable=no",
        ],
        rows: 24, columns: 100)
      try await app.wait(for: "online", within: .seconds(240))
      let service = try #require(try numbers(in: folder)).service
      #expect(isRunning(service))
      try end(app)
      _ = try await app.waitForExit()
      let deadline = ContinuousClock.now + patience
      while isRunning(service), ContinuousClock.now < deadline { await Task.yield() }
      #expect(!isRunning(service))
    }
  }

  private func demo(in folder: TemporaryDirectory) throws -> PseudoTerminal {
    try PseudoTerminal(
      binary(named: "tam"), ["demo"],
      environment: ["TAM_HOME": folder.path, "TAM_CONFIG": folder.path], rows: 24, columns: 100)
  }

  /// Whether a process runs; one that ended and that nobody asked about has no command.
  private func isRunning(_ number: Int32) -> Bool {
    let command = FileManager.default.contents(atPath: "/proc/\(number)/cmdline")
    return command?.isEmpty == false
  }

  /// The process numbers of the running app and service; nil when none are noted.
  private func numbers(in folder: TemporaryDirectory) throws -> (app: Int32, service: Int32)? {
    guard FileManager.default.fileExists(atPath: folder.path(of: "demo/service.pid")) else {
      return nil
    }
    let numbers = try folder.read("demo/service.pid").split(whereSeparator: \.isWhitespace)
      .compactMap { Int32($0) }
    return (try #require(numbers.first), try #require(numbers.last))
  }
}
