import CustomerSuccess
import Support
import Testing

@testable import TamService

/// People who stand in Salesforce more than once.
@Suite struct ImportContactTests {
  private static let acme = "001D000000IqhSLIAZ"
  private static let globex = "001D000000IqhSMIAZ"
  private static let first = "003D000000QAbcdIAD"
  private static let second = "003D000000QAbceIAD"
  private static let third = "003D000000QAbcfIAD"

  /// One address in three spellings: twice at Acme, and once at Globex.
  private static let export = """
    Id,AccountId,LastName,Email,Title
    \(first),\(acme),Rossi,ana@acme.example,CTO
    \(second),\(acme),Rossi,Ana@ACME.example,Consultant
    \(third),\(globex),Rossi,ANA@acme.example,Adviser
    """

  private func world() throws -> ImportWorld {
    let world = try ImportWorld()
    _ = try world.salesforce(["Account": "Id,Name\n\(Self.acme),Acme\n\(Self.globex),Globex\n"])
    return world
  }

  private func titles(_ world: ImportWorld) throws -> [String: String] {
    try Dictionary(
      uniqueKeysWithValues: world.rows(Contact.table).map { ($0.id, $0[Contact.title] ?? "") })
  }

  // edge 19
  @Test func `contacts with one address stay apart, and are the same after every import`() throws {
    let world = try world()
    _ = try world.salesforce(["Contact": Self.export])
    let expected = [Self.first: "CTO", Self.second: "Consultant", Self.third: "Adviser"]
    #expect(try titles(world) == expected)
    #expect(try world.salesforce(["Contact": Self.export]).changedNothing)
  }

  // edge 19
  @Test func `a contact made here becomes one of them, and stays that one`() throws {
    let world = try world()
    var made = Row(Contact.table, id: "made-here")
    made[Contact.account] = Account.ID(Self.acme)
    made[Contact.email] = "ANA@acme.example"
    try world.world.save(made)
    _ = try world.salesforce(["Contact": Self.export])
    let expected = ["made-here": "CTO", Self.second: "Consultant", Self.third: "Adviser"]
    #expect(try titles(world) == expected)
    #expect(try world.salesforce(["Contact": Self.export]).changedNothing)
    let lines = Self.export.split(separator: "\n")
    let turned = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    #expect(try world.salesforce(["Contact": turned]).changedNothing)
  }
}
