import Foundation
import Logging
import Support
import Testing

@testable import TamService

/// Mails on their way out, with a program that stands in for sendmail.
@Suite struct MailHandoverTests {
  private let files: TemporaryDirectory

  init() throws { files = try TemporaryDirectory() }

  /// - Parameter isPatient: Whether it waits for a program for ever, or not at all.
  private func handover(isPatient: Bool = true) -> MailHandover {
    MailHandover(
      directory: DataDirectory(files.path(of: "data")),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      sleep: { _ in
        guard isPatient else { return }
        let (nothing, _) = AsyncStream.makeStream(of: Void.self)
        for await _ in nothing {}
      })
  }

  private static let mail =
    "From: tamarack@localhost\r\nTo: ada@example.com\r\nSubject: =?utf-8?B?WA==?=\r\n\r\nSGk=\r\n"

  private var waiting: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: files.path(of: "data/outgoing")).sorted()
    }
  }

  private func use(_ script: String) throws {
    let path = try files.write("#!/bin/sh\n\(script)\n", to: "sendmail")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    try files.write(
      "failure_mail: ada@example.com\nmail_program: \(path)\n", to: "data/rules/settings.yaml")
  }

  @Test func `a mail is handed over as it is, and then it is gone`() async throws {
    try files.write(Self.mail, to: "data/outgoing/1-rule.eml")
    try files.write("half a mail", to: "data/outgoing/.part")
    let folder = files.path
    try use("echo \"$@\" > \(folder)/arguments; env > \(folder)/environment; cat > \(folder)/sent")
    #expect(await handover().settle() == [])
    #expect(try files.read("sent") == Self.mail)
    #expect(try files.read("arguments") == "-t -i\n")
    #expect(try !files.read("environment").contains("HOME="), "credentials may stand in ours")
    #expect(try waiting == [".part"])
  }

  @Test func `what is not taken stays, keeps no other back, and is taken later`() async throws {
    for name in ["1-rule.eml", "2-rule.eml"] {
      try files.write(Self.mail, to: "data/outgoing/\(name)")
    }
    let folder = files.path
    try use("test -e \(folder)/met && exec cat >> \(folder)/sent; touch \(folder)/met; exit 75")
    let complaints = await handover().settle()
    #expect(
      complaints == [
        "1-rule.eml: \(folder)/sendmail ended with status 75: its own log says why"
      ])
    #expect(try waiting == ["1-rule.eml"])
    #expect(await handover().settle() == [])
    #expect(try waiting == [])
    #expect(try files.read("sent") == Self.mail + Self.mail)
  }

  // edge 47
  @Test(arguments: [
    "To: ada@example.com\nBcc: eve@example.com\nFrom: t@localhost\n\nx",
    "To: ada@example.com\nTo: eve@example.com\nFrom: t@localhost\n\nx",
    "From: t@localhost\nSubject: x\n\teve@example.com\nTo: ada@example.com\n\nx",
    "From: t@localhost\nSubject: x\n\nTo: eve@example.com\n",
    "From: t@localhost\nSubject: x\rBcc: eve@example.com\nTo: ada@example.com\n\nx",
  ])
  func `a head that is not ours goes to nobody`(mail: String) async throws {
    try files.write(mail, to: "data/outgoing/1-rule.eml")
    try use("touch \(files.path)/met")
    let complaint = try #require(await handover().settle().first)
    #expect(complaint.hasPrefix("1-rule.eml: the line \""))
    #expect(throws: (any Error).self) { try files.read("met") }
    #expect(try waiting == ["1-rule.eml"])
  }

  @Test func `a program that does not end is ended`() async throws {
    try files.write(Self.mail, to: "data/outgoing/1-rule.eml")
    try use("exec sleep 600")
    let complaint = await handover(isPatient: false).settle().first
    #expect(complaint?.contains("did not end within 60 s") == true)
    #expect(try waiting == ["1-rule.eml"])
  }

  @Test func `without a program mails stay, and a wrong one is named`() async throws {
    try files.write(Self.mail, to: "data/outgoing/1-rule.eml")
    #expect(await handover().settle() == [])
    try files.write("mail_program: sendmail\n", to: "data/rules/settings.yaml")
    #expect(
      await handover().settle() == [
        "rules/settings.yaml:1: mail_program is \"sendmail\": write its whole path, as "
          + "/usr/sbin/sendmail"
      ])
    try files.write("mail_program: /nowhere/sendmail\n", to: "data/rules/settings.yaml")
    let complaint = await handover().settle().first
    #expect(complaint?.contains("/nowhere/sendmail cannot be started") == true)
    #expect(try waiting == ["1-rule.eml"])
  }
}
