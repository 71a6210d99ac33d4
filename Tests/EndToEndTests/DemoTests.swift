import Foundation
import Support
import Testing

/// What a newcomer sees first: the app on a company of its own.
@Suite struct DemoTests {
  @Test func `the demonstration makes its company once and takes its service down with it`()
    async throws
  {
    let folder = try TemporaryDirectory()
    let environment = ["TAM_HOME": folder.path, "TAM_CONFIG": folder.path]

    let first = try PseudoTerminal(
      binary(named: "tam"), ["demo"], environment: environment, rows: 24, columns: 100)
    try await first.wait(for: "Portfolio", within: .seconds(240))
    try await first.wait(for: "online")
    let service = try #require(try serviceNumber(in: folder))
    #expect(FileManager.default.fileExists(atPath: "/proc/\(service)"))
    try await first.send("q")
    #expect(try await first.waitForExit() == .success)
    #expect(!FileManager.default.fileExists(atPath: "/proc/\(service)"))
    #expect(String(decoding: first.received, as: UTF8.self).contains("Making a company"))

    let second = try PseudoTerminal(
      binary(named: "tam"), ["demo"], environment: environment, rows: 24, columns: 100)
    try await second.wait(for: "online")
    try await second.send("q")
    #expect(try await second.waitForExit() == .success)
    #expect(!String(decoding: second.received, as: UTF8.self).contains("Making a company"))
    #expect(try serviceNumber(in: folder) == nil)
  }

  /// The process number of the running service; nil when none is noted.
  private func serviceNumber(in folder: TemporaryDirectory) throws -> Int32? {
    let path = folder.path(of: "demo/service.pid")
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try folder.read("demo/service.pid").split(whereSeparator: \.isWhitespace).last
      .flatMap { Int32($0) }
  }
}
