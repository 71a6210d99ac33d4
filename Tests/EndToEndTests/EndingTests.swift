import Foundation
import Glibc
import Support
import Testing

/// Every way out of the real program, and every way back in: the terminal is as it was.
@Suite(.serialized) struct EndingTests {
  /// A home with a replica; nothing here needs the service any more.
  private func home() async throws -> (company: TestCompany, home: TestHome) {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    try await company.stop()
    return (company, home)
  }

  /// `AppTourTests` has the signals that ask for an end.
  @Test func `keys, crashes and a hang-up all leave the terminal as it was`() async throws {
    let (company, home) = try await home()
    defer { withExtendedLifetime(company) {} }
    for key in ["q", "\u{03}"] {
      let app = try home.openApp()
      try await app.wait(for: "Raven Systems")
      try await app.send(key)
      #expect(try await app.waitForExit() == .success)
      try expectUntouched(app)
    }
    // A null pointer, abort, `fatalError`, arithmetic.
    for signal in [SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGBUS, SIGQUIT] {
      let app = try home.openApp(environment: ["SWIFT_BACKTRACE": "enable=no"])
      try await app.wait(for: "Raven Systems")
      app.signal(signal)
      #expect(try await app.waitForExit() == .killed(signal), "signal \(signal)")
      try expectUntouched(app)
    }
    let app = try home.openApp()
    try await app.wait(for: "Raven Systems")
    app.hangUp()
    #expect(try await app.waitForExit() == .exited(128 + SIGHUP))
  }

  @Test func `^Z gives the terminal back to the shell, and fg goes on where one was`() async throws
  {
    let (company, home) = try await home()
    defer { withExtendedLifetime(company) {} }
    let app = try await home.openAppInShell()
    try await app.wait(for: "Raven Systems")
    for _ in 0..<3 {
      try await app.send("/raven")
      try await app.wait(for: "1 of ")
      try await app.press(.enter)
      try await app.press(.control("z"))
      try await app.waitForPrompt()
      try expectUntouched(app)
      try await app.send("fg\n")
      try await app.wait(for: "1 of ")
      try await app.press(.escape)
      try await app.wait(forNo: "1 of ")
    }
    try await app.send("q")
    try await app.waitForPrompt()
    try expectUntouched(app)
  }

  @Test func `whatever an editor does, the app and then the shell find their terminal`()
    async throws
  {
    let (company, home) = try await home()
    defer { withExtendedLifetime(company) {} }
    // Cannot be found by its shell; dies; does not exist.
    try "kill -9 $$\n".write(toFile: "\(home.path)/dies.sh", atomically: true, encoding: .utf8)
    let editors = [
      ("sh -c \(home.path)/none", "ended with status"), ("sh \(home.path)/dies.sh", "status 137"),
      ("/no/such/editor", "could not be started"),
    ]
    for (editor, words) in editors {
      let app = try home.openApp(environment: ["EDITOR": editor])
      try await app.wait(for: "Raven Systems")
      try await app.send("L")
      try await app.wait(for: "Log activity")
      try await app.press(.control("e"))
      try await app.wait(for: words)
      try await app.press(.control("x"))
      try await app.wait(for: "The draft is gone")
      try await app.send("q")
      #expect(try await app.waitForExit() == .success)
      try expectUntouched(app)
    }
    // Leaves the mouse, reversed text and raw mode on.
    let app = try home.openApp(environment: ["EDITOR": "sh \(home.path)/modes.sh"])
    let modes = #"printf '\033[?1000h\033[7m'; stty raw -echo; echo rude notes >> "$1""#
    try modes.write(toFile: "\(home.path)/modes.sh", atomically: true, encoding: .utf8)
    try await app.wait(for: "Raven Systems")
    try await app.send("L")
    try await app.wait(for: "Log activity")
    try await app.press(.control("e"))
    try await app.wait(for: "rude notes")
    try await app.press(.control("x"))
    try await app.wait(for: "The draft is gone")
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
    try expectUntouched(app)
  }

  @Test func `two thousand pasted keys are one text and no command`() async throws {
    let (company, home) = try await home()
    defer { withExtendedLifetime(company) {} }
    let app = try home.openApp()
    try await app.wait(for: "Raven Systems")
    let keys = String(repeating: "qxZ\u{03}u!\u{1A}Vl\r", count: 200)
    try await app.send("\u{1B}[200~\(keys)\u{1B}[201~")
    try await app.wait(for: "Pasted text goes into a field")
    try await app.send("l")
    try await app.wait(for: "Log")
    try await app.send("\u{1B}[200~call \(keys)\u{1B}[201~")
    try await app.wait(for: "qxZu!Vl qxZu!Vl")
    try await app.press(.escape)
    try await app.wait(for: "? keys")
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
    try expectUntouched(app)
    #expect(try await home.json("outbox").items.isEmpty, "nothing was edited")
  }
}
