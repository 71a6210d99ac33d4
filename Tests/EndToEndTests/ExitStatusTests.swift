import Support
import Testing

/// What scripts branch on.
@Suite struct ExitStatusTests {
  @Test(arguments: [
    (["portfolio"], Int32(5), "tam login"), (["sync"], 5, "tam login"),
    (["log", "call", "Acme", "--subject", "x"], 5, "tam login"),
    (["nonsense"], 64, "nonsense"), (["portfolio", "--json", "--csv"], 64, "exclude each other"),
    (["log", "chat", "Acme", "--subject", "x"], 64, "call"),
    (["cta", "list", "--due", "someday"], 64, "someday"),
    (["export", "portfolio", "--to", "list.xlsx"], 64, ".csv"),
    (["timeline", "--limit", "9223372036854775807"], 64, "--limit"),
    (["info"], 0, ""), (["--help"], 0, ""), (["help", "cta"], 0, ""), (["--version"], 0, ""),
    (["demo"], 1, "terminal"), ([], 5, "tam login"),
  ])
  func `before a login`(arguments: [String], status: Int32, words: String) async throws {
    let folder = try TemporaryDirectory()
    let result = try await TestHome(path: folder.path).tam(arguments)
    #expect(result.status == .exited(status), "\(result.errors)")
    if status == 0 {
      #expect(!result.output.isEmpty)
      #expect(result.errors == "")
    } else {
      #expect(result.output == "", "only results go to standard output")
      #expect(result.errors.contains(words), "\(result.errors)")
    }
  }

  @Test func `a clock that cannot be read is wrong usage`() async throws {
    let folder = try TemporaryDirectory()
    let result = try await TestHome(path: folder.path).tam(["info"], now: "yesterday")
    #expect(result.status == .exited(64))
    #expect(result.errors.contains("TAM_NOW"), "\(result.errors)")
  }

  @Test func `info tells what the settings decided, and a relative folder is one of here`()
    async throws
  {
    let folder = try TemporaryDirectory()
    try folder.write("colors: 16\nglyphs: ascii\naccessible: yes\n", to: "config.yaml")
    let result = try await ChildProcess.run(
      binary(named: "tam"), ["info", "--json"],
      environment: [
        "TAM_HOME": folder.path, "TAM_CONFIG": "settings", "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
      ])
    #expect(!result.output.contains("\"config\":\"settings\""), "\(result.output)")
    #expect(result.output.contains("/settings\""), "\(result.output)")
    let settled = try await TestHome(path: folder.path).json("info")
    #expect(settled["colors"] == .text("sixteen"))
    #expect(settled["unicode"] == .flag(false))
    #expect(settled["lines"] == .flag(true))
  }

  @Test func `with a company at hand`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    let instance = try #require(
      try await home.json("instances", "--unknown").items.first?["id"]?.text)
    let cases: [(arguments: [String], status: Int32, words: String)] = [
      (["show", "Raven"], 0, ""),
      (["show", "S"], 64, "Silver Hotels"),
      (["show", "Nobody at all"], 1, "tam search"),
      (["cta", "close", "no-such-id"], 1, "no-such-id"),
      (
        ["log", "call", "Raven Systems", "--subject", "x", "--date", "2021-06-01"], 1, "2021-06-01"
      ),
      (["instances", "label", instance, "no-such-id", "--type", "production"], 3, "no-such-id"),
      (["instances", "label", "no-such-id", "--type", "production"], 1, "no-such-id"),
      (["outbox", "retry", "no-such-id"], 1, "no-such-id"),
      (["search", "renewal"], 0, ""),
      (
        ["cta", "add", "Raven Systems", "--name", "Renew", "--type", "risk", "--task", "- quote"],
        0, ""
      ),
      (["timeline", "--type", "call", "Raven Systems"], 0, ""),
    ]
    for (arguments, status, words) in cases {
      let result = try await home.tam(arguments)
      #expect(result.status == .exited(status), "tam \(arguments): \(result.errors)")
      #expect(result.errors.contains(words), "tam \(arguments): \(result.errors)")
    }
  }

  @Test func `a reader that has seen enough is no failure`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    let tam = try binary(named: "tam")
    let script = "(\(tam) timeline --all --limit 0 --json; echo $? >&2) | head -c 1"

    let result = try await ChildProcess.run(
      "/bin/sh", ["-c", script],
      environment: ["TAM_HOME": home.path, "TAM_NOW": TestCompany.now])

    #expect(result.output == "[")
    #expect(result.errors == "0\n")
  }
}
