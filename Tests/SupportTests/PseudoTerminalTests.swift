import Glibc
import Support
import Testing

@Suite struct PseudoTerminalTests {
  private func shell(
    _ script: String, rows: Int = 24, columns: Int = 80
  ) throws -> PseudoTerminal {
    try PseudoTerminal("/bin/sh", ["-c", script], rows: rows, columns: columns)
  }

  @Test func `a program has the size it was given, and hears of a new one`() async throws {
    let terminal = try shell(
      "trap 'stty size' WINCH; stty size; while :; do read line; done", rows: 30, columns: 100)
    try await terminal.wait(for: "30 100")
    try terminal.resize(rows: 10, columns: 40)
    try await terminal.wait(for: "10 40")
  }

  @Test func `keys reach the program and its answer reaches the screen`() async throws {
    let terminal = try shell("stty -echo; echo ready; read line; echo \"got $line\"")
    try await terminal.wait(for: "ready")
    try await terminal.send("hé日")
    try await terminal.press(.enter)
    try await terminal.wait(for: "got hé日")
    #expect(try await terminal.waitForExit() == .success)
  }

  @Test func `the environment is pinned and can be changed`() async throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "echo $TERM $TZ $EXTRA $USER."], environment: ["EXTRA": "more"])
    #expect(try await terminal.waitForExit() == .success)
    #expect(terminal.screen.text == "xterm-256color UTC more .")
  }

  @Test func `settings that a program leaves behind are noticed`() async throws {
    let untidy = try shell("stty -echo -icanon")
    #expect(try await untidy.waitForExit() == .success)
    #expect(try untidy.settings != untidy.initialSettings)

    let restored = try shell("old=$(stty -g); stty raw -echo; stty $old")
    #expect(try await restored.waitForExit() == .success)
    #expect(try restored.settings == restored.initialSettings)
  }

  @Test func `exit codes and signals are told apart`() async throws {
    #expect(try await shell("exit 7").waitForExit() == .exited(7))
    let sleeper = try shell("echo up; exec sleep 1000")
    try await sleeper.wait(for: "up")
    sleeper.signal(SIGTERM)
    #expect(try await sleeper.waitForExit() == .killed(SIGTERM))
  }

  @Test func `closing the window hangs the program up`() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.path(of: "hung-up")
    let terminal = try shell(
      "trap 'echo yes > \(path); exit 0' HUP; echo up; while :; do read x; done")
    try await terminal.wait(for: "up")
    terminal.hangUp()
    #expect(try await terminal.waitForExit() == .success)
    #expect(try folder.read("hung-up") == "yes\n")
  }

  @Test func `a program that stops itself can be continued`() async throws {
    let terminal = try shell("echo before; kill -STOP $$; echo after")
    try await terminal.waitForStop()
    #expect(terminal.screen.text == "before")
    terminal.signal(SIGCONT)
    #expect(try await terminal.waitForExit() == .success)
    #expect(terminal.screen.text == "before\nafter")
  }

  @Test func `text that never comes fails with the screen and the exit in the message`()
    async throws
  {
    let terminal = try shell("echo something else; exit 3")
    let error = await #expect(throws: ProcessError.self) {
      try await terminal.wait(for: "Portfolio")
    }
    let message = error?.description ?? ""
    #expect(message.contains("something else"))
    #expect(message.contains("exit code 3"))
    #expect(message.contains("\"Portfolio\""))
  }

  @Test func `a wait has a deadline`() async throws {
    let terminal = try shell("echo here; exec sleep 1000")
    let error = await #expect(throws: ProcessError.self) {
      try await terminal.wait(for: "never", within: .milliseconds(1))
    }
    #expect(error?.description.contains("did not come within") == true)
  }

  @Test func `a megabyte typed and echoed blocks neither side`() async throws {
    let terminal = try shell("stty raw -echo; echo up; head -c 1000000 | tr a b; echo done")
    try await terminal.wait(for: "up")
    try await terminal.send([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
    try await terminal.wait(for: "done")
    #expect(terminal.received.count { $0 == UInt8(ascii: "b") } == 1_000_000)
  }

  @Test func `queries of the program are answered`() async throws {
    let terminal = try shell(
      "stty raw -echo; printf '\\033[6n'; answer=$(head -c 6); stty sane; echo \"$answer\" | od -c")
    try await terminal.wait(for: "[   1   ;   1   R")
    #expect(try await terminal.waitForExit() == .success)
  }

  @Test func `a program that is not there is named`() {
    let error = #expect(throws: ProcessError.self) { try PseudoTerminal("/nonexistent/tam") }
    #expect(error?.description == "cannot start /nonexistent/tam: No such file or directory")
  }
}
