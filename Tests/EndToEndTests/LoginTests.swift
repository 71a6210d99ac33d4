import Foundation
import Support
import Testing

/// Who gets in, and what the others are told.
@Suite struct LoginTests {
  @Test func `codes that are wrong, used or expired are refused with the reason`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let used = try await company.code(for: TestCompany.robin)
    try await company.home("first").do("login", company.address, "--code", used)
    let expired = try await company.code(for: TestCompany.alex)
    try await company.stop()
    try await company.start(at: "2021-05-14T09:46:00Z")

    for code in ["AAAA-BBBB-CCCC", used, expired] {
      let home = company.home("refused")
      let login = try await home.tam(["login", company.address, "--code", code])
      #expect(login.status == .exited(5), "\(code): \(login.errors)")
      #expect(login.errors.contains("code"), "\(login.errors)")
      #expect(login.output.isEmpty)
      let files = try FileManager.default.contentsOfDirectory(atPath: home.path)
      #expect(!files.contains("token"))
    }
  }

  @Test func `the token goes to an encrypted service or to this machine only`() async throws {
    let folder = try TemporaryDirectory()
    let home = TestHome(path: folder.path)
    for address in ["http://tam.example.com", "ftp://127.0.0.1", "tam.example.com", ""] {
      let login = try await home.tam(["login", address, "--code", "AAAA-BBBB-CCCC"])
      #expect(login.status == .exited(64), "\(address): \(login.errors)")
    }
  }

  @Test func `a second person does not get into the first one's home`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("shared", of: TestCompany.robin)

    let code = try await company.code(for: TestCompany.alex)
    let login = try await home.tam(["login", company.address, "--code", code])

    #expect(login.status == .exited(1))
    #expect(login.errors.contains("Robin Vega"), "\(login.errors)")
    #expect(try await home.json("whoami")["name"] == .text("Robin Vega"))
  }

  @Test func `a new login of the same person keeps the edits that wait`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    _ = try await home.log("Before the new login")

    let code = try await company.code(for: TestCompany.robin)
    try await home.do("login", company.address, "--code", code)
    #expect(try await home.json("sync")["pushed"] == .number(1))

    #expect(try await home.subjects().contains("Before the new login"))
  }

  @Test func `a login that cannot be kept does not cost the code`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    let replica = "\(home.path)/replica.sqlite"
    try FileManager.default.moveItem(atPath: replica, toPath: replica + "-elsewhere")
    try FileManager.default.createDirectory(
      atPath: replica, withIntermediateDirectories: false)

    let code = try await company.code(for: TestCompany.robin)
    let refused = try await home.tam(["login", company.address, "--code", code])
    #expect(refused.status == .exited(1), "\(refused.errors)")
    try FileManager.default.removeItem(atPath: replica)
    try FileManager.default.moveItem(atPath: replica + "-elsewhere", toPath: replica)

    try await home.do("login", company.address, "--code", code)
  }

  @Test func `edits that wait are their author's to send, or anybody's to give up`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("shared", of: TestCompany.robin)
    _ = try await home.log("Mine")
    try FileManager.default.removeItem(atPath: "\(home.path)/token")

    let alex = try await company.code(for: TestCompany.alex)
    let refused = try await home.tam(["login", company.address, "--code", alex])
    #expect(refused.errors.contains("1 unsent edit of Robin Vega"), "\(refused.errors)")
    #expect(refused.errors.contains("tam logout --force"))
    let robin = try await company.code(for: TestCompany.robin)
    try await home.do("login", company.address, "--code", robin)
    #expect(try await home.json("sync")["pushed"] == .number(1))

    _ = try await home.log("Given up")
    try FileManager.default.removeItem(atPath: "\(home.path)/token")
    try await home.do("logout", "--force")
    let again = try await company.code(for: TestCompany.alex)
    try await home.do("login", company.address, "--code", again)
  }

  @Test func `logging out removes the copy, but not edits that nobody else has`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    _ = try await home.log("Not sent yet")

    let refused = try await home.tam(["logout"])
    #expect(refused.status == .exited(1))
    #expect(refused.errors.contains("tam sync"), "\(refused.errors)")

    try await home.do("sync")
    try await home.do("logout")
    #expect(try await home.tam(["portfolio"]).status == .exited(5))
    let files = FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String }
    for file in files ?? [] {
      let content = FileManager.default.contents(atPath: "\(home.path)/\(file)") ?? Data()
      #expect(content.range(of: Data("Raven Systems".utf8)) == nil, "\(file) still has a name")
    }
  }

  @Test func `everything in a home is for its owner alone`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    _ = try await home.log("Private")

    let files = FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String }
    for file in ["."] + (files ?? []) {
      let facts = try FileManager.default.attributesOfItem(atPath: "\(home.path)/\(file)")
      let mode = try #require(facts[.posixPermissions] as? Int)
      #expect(mode & 0o077 == 0, "\(file) has mode \(String(mode, radix: 8))")
    }
  }
}
