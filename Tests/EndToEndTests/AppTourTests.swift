import Foundation
import Support
import Testing
import Glibc

/// The real binaries: the app under a pseudo-terminal, its service on loopback.
@Suite(.serialized) struct AppTourTests {
  @Test func `the day of the README, with the network gone in the middle`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let robin = try await company.home("robin", of: TestCompany.robin)
    let app = try robin.openApp()

    try await morning(app)
    try await company.stop()
    try await logsOffline(app)
    try await leaves(app)

    // Evening: the service is back, and a colleague's app shows what was logged.
    try await company.start()
    try await robin.do("sync")
    let alex = try await company.home("alex", of: TestCompany.alex)
    let colleague = try alex.openApp()
    try await colleague.openRaven()
    try await colleague.send("3")
    try await colleague.wait(for: "Renewal plan")
    #expect(!colleague.screen.text.contains("Kickoff offsite"), "what was undone never counts")
    try await colleague.send("q")
    #expect(try await colleague.waitForExit() == .success)
  }

  /// The book, worst health first; a filter; a customer by name.
  private func morning(_ app: PseudoTerminal) async throws {
    try await app.wait(for: "Raven Systems")
    try await app.wait(for: "online")
    try await app.send("/raven")
    try await app.press(.enter)
    try await app.wait(for: "1 of ")
    try await app.press(.escape)
    try await app.wait(forNo: "1 of ")
    try await app.openRaven()
  }

  /// A call in one line while the service is away; one by the form, with an editor, taken back.
  private func logsOffline(_ app: PseudoTerminal) async throws {
    try await app.send("l")
    try await app.wait(for: "Log for Raven Systems:")
    try await app.send(
      "call yesterday Renewal plan @jane@raven.example !yellow -- they wait for procurement")
    try await app.press(.enter)
    try await app.wait(for: "u undoes")
    try await app.wait(for: "1 unsent")
    try await app.send("3")
    try await app.wait(for: "Renewal plan")
    try await app.press(.enter)
    try await app.wait(for: "they wait for procurement")
    try await app.wait(for: "with jane@raven.example")

    try await app.send("L")
    try await app.wait(for: "Log activity")
    try await app.send("Kickoff offsite")
    try await app.press(.control("e"))
    try await app.wait(for: "written in the editor")
    try await app.press(.control("s"))
    try await app.wait(for: "2 unsent")
    try await app.send("u")
    try await app.wait(for: "Undone")
  }

  /// Help is searchable; the app leaves the terminal as it was.
  private func leaves(_ app: PseudoTerminal) async throws {
    try await app.send("?")
    try await app.wait(for: "Keys of Raven Systems")
    try await app.send("section")
    try await app.press(.escape)
    try await app.wait(forNo: "Keys of Raven Systems")
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
    try expectUntouched(app)
  }

  @Test func `a note that was being typed when the app was killed is offered again`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let robin = try await company.home("robin", of: TestCompany.robin)
    let app = try robin.openApp()
    try await app.openRaven()
    try await app.send("L")
    try await app.wait(for: "Log activity")
    try await app.send("Half a thought")
    try await robin.waitForDraft(holding: "Half a thought")
    app.signal(SIGKILL)
    _ = try await app.waitForExit()

    let again = try robin.openApp()
    try await again.wait(for: "A draft is waiting")
    try await again.wait(for: "Half a thought")
    try await again.send("r")
    try await again.wait(for: "Log activity")
    try await again.press(.control("s"))
    try await again.wait(for: "u undoes")
    try await again.send("q")
    #expect(try await again.waitForExit() == .success)

    let third = try robin.openApp()
    try await third.openRaven()
    #expect(!third.screen.text.contains("A draft is waiting"), "what was logged is not offered")
    try await third.send("q")
    _ = try await third.waitForExit()
    let subjects = try await robin.subjects()
    #expect(subjects.count { $0 == "Half a thought" } == 1, "logged once")
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func `a signal ends the app cleanly and keeps the draft`(signal: Int32) async throws {
    let company = try await TestCompany()
    try await company.start()
    let robin = try await company.home("robin", of: TestCompany.robin)
    let app = try robin.openApp()
    try await app.wait(for: "customers")
    try await app.send("L")
    try await app.wait(for: "Log activity")
    try await app.send("Cut short")
    try await app.wait(for: "Cut short")
    app.signal(signal)
    #expect(try await app.waitForExit() == .exited(128 + signal))
    try expectUntouched(app)
    try await robin.waitForDraft(holding: "Cut short")
  }

  @Test func `any size and a storm of resizes end right`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let robin = try await company.home("robin", of: TestCompany.robin)
    let app = try robin.openApp()
    try await app.wait(for: "customers")
    for step in 0..<30 {
      try app.resize(rows: 1 + step % 13, columns: 1 + (step * 17) % 120)
    }
    try app.resize(rows: 12, columns: 40)
    try await app.wait(until: "the table at its last size") { screen in
      screen.lines.count == 12 && screen.lines[0].contains("Portfolio")
        && screen.lines[1].contains("customers") && screen.lines[11].contains("? keys")
    }
    try await app.send("q")
    #expect(try await app.waitForExit() == .success)
    try expectUntouched(app)
  }
}

extension PseudoTerminal {
  /// Opens the 360 of Raven Systems by a few letters of its name.
  fileprivate func openRaven() async throws {
    try await wait(for: "Portfolio")
    try await send("frav")
    try await press(.enter)
    try await wait(for: "Attributes")
  }
}

extension TestHome {
  /// Waits until a draft with that text lies on the disk, as it must before any crash.
  fileprivate func waitForDraft(holding text: String) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: patience)
    while clock.now < deadline {
      let drafts = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/drafts")) ?? []
      for name in drafts where name.hasSuffix(".json") {
        let content = try? String(contentsOfFile: "\(path)/drafts/\(name)", encoding: .utf8)
        if content?.contains(text) == true { return }
      }
      await Task.yield()
    }
    Issue.record("no draft on the disk holds \(text)")
  }
}
