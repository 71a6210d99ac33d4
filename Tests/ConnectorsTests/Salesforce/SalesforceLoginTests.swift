import Foundation
import Sandbox
import Support
import Testing

@testable import Connectors

@Suite struct SalesforceLoginTests {
  private let world: SalesforceWorld

  init() throws {
    world = try SalesforceWorld()
    world.add(accounts: 1)
  }

  private func describe(
    _ grant: (UpstreamHost) throws -> SalesforceGrant, skew: Double = 0,
    domains: [String] = ["salesforce.com"]
  ) async throws {
    let clock = world.clock
    let environment = UpstreamEnvironment(
      now: { clock.now.addingTimeInterval(skew) }, sleep: { try await clock.wait($0) },
      random: { 0.5 }, log: UpstreamEnvironment.sample(clock).log)
    try await withServer(world.standIn.server) { host in
      let connection = SalesforceConnection(
        SalesforceSettings(loginHost: host, grant: try grant(host), instanceDomains: domains),
        shares: .pull, environment: environment)
      _ = try await connection.describe("Account")
    }
  }

  @Test func `a signed assertion opens the door`() async throws {
    try await describe { _ in try world.grant() }
    #expect(world.violations.isEmpty)
  }

  @Test func `so does the secret of the app`() async throws {
    try await describe { _ in
      .clientCredentials(
        consumerKey: world.standIn.login.consumerKey,
        consumerSecret: Secret(world.standIn.login.consumerSecret))
    }
    #expect(world.violations.isEmpty)
  }

  @Test func `an audience that is not theirs does not`() async throws {
    let error = await #expect(throws: UpstreamError.self) {
      try await describe { _ in try world.grant("https://evil.example") }
    }
    #expect("\(String(describing: error))".contains("audience is invalid"))
  }

  // edge 34
  @Test(arguments: [(600.0, "600 s ahead of"), (-600.0, "600 s behind")])
  func `a login that our clock spoils is explained by it`(
    skew: Double, words: String
  ) async throws {
    let error = await #expect(throws: UpstreamError.self) {
      try await describe({ _ in try world.grant() }, skew: skew)
    }
    #expect(error?.description.contains(words) == true)
  }

  // edge 38
  @Test func `a token for another host is not used`() async throws {
    let elsewhere = "https://salesforce.com.evil.example"
    world.standIn.server.faults.add(
      Fault(
        "token",
        .change { answer in
          let text = "{\"access_token\":\"t\",\"instance_url\":\"\(elsewhere)\"}"
          answer.body = Array(text.utf8)
        }))
    let error = await #expect(throws: UpstreamError.self) {
      try await describe { _ in try world.grant() }
    }
    #expect(error?.description.contains("none of the configured domains") == true)
    #expect(world.standIn.server.journal.entries.map(\.path) == ["/services/oauth2/token"])
  }

  private func refresh(_ file: GrantFile) -> SalesforceGrant {
    .refresh(
      consumerKey: world.standIn.login.consumerKey, consumerSecret: nil, file: file)
  }

  private func grantFile() throws -> GrantFile {
    world.standIn.change { $0.refreshTokens = ["refresh.first"] }
    let file = GrantFile(path: "\(world.directory.path)/refresh-token")
    try "refresh.first\n".write(toFile: file.path, atomically: true, encoding: .utf8)
    return file
  }

  // edge 3
  @Test func `a refresh token that changes is stored before the access token is used`()
    async throws
  {
    let file = try grantFile()
    let atDescribe = Shared("")
    world.standIn.server.faults.add(
      Fault(
        "describe",
        .first {
          // A file that cannot be read is the failure that the test looks for.
          let text = try? String(contentsOfFile: file.path, encoding: .utf8)
          atDescribe.set(text ?? "unreadable")
        }))
    try await describe { _ in refresh(file) }
    let current = world.standIn.change { $0.refreshTokens.last }
    #expect(atDescribe.value == current)
    #expect(current != "refresh.first")
    #expect(!file.isInDoubt)
    try await describe { _ in refresh(file) }
  }

  // edge 4
  @Test func `a renewal whose answer was lost is told apart, with what to do`() async throws {
    let file = try grantFile()
    world.standIn.server.faults.add(Fault("token", on: .nth(1), .closeAfter))
    await #expect(throws: UpstreamError.self) { try await describe { _ in refresh(file) } }
    #expect(world.standIn.server.journal.entries.count == 1)
    #expect(file.isInDoubt)
    let error = await #expect(throws: SalesforceError.self) {
      try await describe { _ in refresh(file) }
    }
    guard case .grantGone(_, wasInDoubt: true, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("put the new refresh token into \(file.path)") == true)
  }
}
