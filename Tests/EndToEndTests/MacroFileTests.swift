import Foundation
import Support
import Testing

/// Recorded keys from one start of the real program to the next, through their files.
@Suite struct MacroFileTests {
  @Test func `keys recorded last are pressed after a restart, and go with a logout`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    let first = try open(home)
    try await first.wait(for: "online")
    try await first.send("Ql")
    try await first.wait(for: "recording on")
    try await first.send("Release notes sent\rQ")
    try await first.wait(for: "Recorded l Release notes")
    try await first.send("q")
    #expect(try await first.waitForExit() == .success)
    let file = "\(home.path)/macro.yaml"
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("type: Release notes sent"))
    #expect(!FileManager.default.fileExists(atPath: "\(home.path)/views/macros/last.yaml"))

    let second = try open(home)
    try await second.wait(for: "online")
    try await second.send("j@")
    try await second.wait(for: "Pressed the keys on 1 customer")
    try await second.send("q")
    #expect(try await second.waitForExit() == .success)
    let entries = try await home.json("timeline", "--limit", "0").items
    #expect(entries.count { $0["subject"]?.text == "Release notes sent" } == 2)

    try await home.do("logout", "--force")
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func `a mistake in a file of keys is named, and what is right counts at once`()
    async throws
  {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    try FileManager.default.createDirectory(
      atPath: "\(home.path)/views/macros", withIntermediateDirectories: true)
    try write("start: timelin\nkeys: [l]\n", home)
    let app = try open(home)
    try await app.wait(for: "release.yaml:1: \"timelin\" is no place to start")

    try write("start: portfolio\nkeys:\n  - l\n  - type: Release notes sent\n  - enter\n", home)
    try await app.wait(for: "release.yaml:2: keys is no list of words")
    try write("keys: [l, \"type: Release notes sent\", enter]\n", home)
    // Read after the other one, so that the other one was read too.
    try write("keys: []\n", to: "second", home)
    try await app.wait(for: "second.yaml:1: keys is no list of words")
    try await app.send("@1")
    try await app.wait(for: "At hand: l Release notes sent")
    try await app.send("@")
    try await app.wait(for: "Pressed the keys on 1 customer")
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
    let entries = try await home.json("timeline", "--limit", "0").items
    #expect(entries.count { $0["subject"]?.text == "Release notes sent" } == 1)
  }

  private func write(_ text: String, to name: String = "release", _ home: TestHome) throws {
    try text.write(
      toFile: "\(home.path)/views/macros/\(name).yaml", atomically: true, encoding: .utf8)
  }

  private func open(_ home: TestHome) throws -> PseudoTerminal {
    try PseudoTerminal(
      binary(named: "tam"), [],
      environment: [
        "TAM_HOME": home.path, "TAM_CONFIG": home.path, "TAM_NOW": TestCompany.now,
      ], rows: 24, columns: 100)
  }
}
