import Foundation
import Support
import Testing

/// Customers outside of the own book, through a real service.
@Suite struct FollowTests {
  @Test
  func `a followed customer outside of the book arrives with the next sync, and leaves again`()
    async throws
  {
    let company = try await TestCompany()
    try await company.start()
    let robin = try await company.home("robin", of: TestCompany.robin)
    let alex = try await company.home("alex", of: TestCompany.alex)
    let held = Set(try await robin.ids("portfolio", "--all"))
    let own = try await robin.ids("portfolio")
    let others = try await alex.ids("portfolio", "--all").filter { !held.contains($0) }
    let stranger = try #require(others.first, "robin's team has the whole company")

    try await robin.do("follow", stranger)
    #expect(try await robin.ids("portfolio", "--followed").isEmpty, "it is not here yet")
    try await robin.do("sync")
    #expect(try await robin.ids("portfolio", "--followed") == [stranger])
    #expect(try await robin.ids("portfolio") == own)
    let page = try await robin.json("show", stranger, "--section", "summary")
    #expect(page["followed"] == .flag(true))

    try await robin.do("unfollow", stranger)
    try await robin.do("sync")
    #expect(try await robin.ids("portfolio", "--all").contains(stranger) == false)
  }
}

extension TestHome {
  /// The ids of what a verb lists.
  fileprivate func ids(_ arguments: String...) async throws -> [String] {
    let result = try await tam(arguments + ["--json"])
    try #require(result.status == .success, "\(arguments): \(result.errors)")
    return try JSONDecoder().decode(JSON.self, from: Data(result.output.utf8)).items
      .compactMap { $0["id"]?.text }
  }
}
