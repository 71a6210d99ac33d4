import Connectors
import CustomerSuccess
import Support
import Testing

@testable import TamService

/// What became of an account, as an import and the jobs that ask Salesforce say it in turn.
@Suite struct MergeFateTests {
  private static let ids = ["001D000000IqhSLIAZ", "001R0000005hDFYIA2", "001D000000Jab12IAB"]
  /// Never an account of ours.
  private static let stranger = "001D000000Kab12IAB"

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// For the accounts in their order: the id of the winner, empty for one that was only deleted, nil
    /// for one that is there.
    let file: [String?]
    let fate: DepartedRecord.Fate
    /// Whether the second account is not shown to us any more.
    var isHidden = false
    let departure: Departure
    let winner: String

    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "merged into a stranger, and that into one of ours", file: [stranger, nil, nil],
      fate: .merged(into: ids[2]), departure: .merged, winner: ids[2]),
    Case(
      name: "merged into a stranger that was deleted", file: [stranger, nil, nil],
      fate: .mergedThenDeleted(winner: stranger), departure: .mergedThenDeleted, winner: stranger),
    Case(
      name: "merged into one that is hidden", file: [ids[1], nil, nil],
      fate: .unclear(lastSeen: ids[1]), isHidden: true, departure: .mergedUnclear, winner: ids[1]),
    Case(
      name: "merged into one that was purged since", file: [ids[1], "", nil],
      fate: .unclear(lastSeen: ids[1]), departure: .mergedThenDeleted, winner: ids[1]),
    Case(
      name: "merged into one that was merged and purged since", file: [ids[1], ids[2], nil],
      fate: .unclear(lastSeen: ids[1]), departure: .merged, winner: ids[2]),
    Case(
      name: "merged in a circle", file: [ids[1], ids[0], nil],
      fate: .unclear(lastSeen: ids[1]), departure: .mergedUnclear, winner: ids[1]),
  ]

  private func bring(_ world: ImportWorld, _ fates: [String?]) throws {
    let lines = zip(Self.ids, fates).map { "\($0),Account,\($1 == nil ? 0 : 1),\($1 ?? "")\n" }
    _ = try world.salesforce([
      "Account": "Id,Name,IsDeleted,MasterRecordId\n\(lines.joined())"
    ])
  }

  // edges 12 and 13
  @Test(arguments: cases)
  func `it is the same whoever says it last`(_ fate: Case) throws {
    let world = try ImportWorld()
    try bring(world, [nil, nil, nil])
    try bring(world, fate.file)
    if fate.isHidden {
      try world.world.write { work in
        _ = try DepartureNews(missing: [Self.ids[1]]).settle(work, read: 1)
      }
    }
    for round in 0..<3 {
      try world.world.write { work in
        let record = DepartedRecord(id: Self.ids[0], fate: fate.fate)
        _ = try DepartureNews(departed: [record]).settle(work, read: 1)
      }
      try expect(fate, world, "round \(round), Salesforce")
      let head = try world.head()
      if fate.isHidden {
        let line = "\(Self.ids[0]),Account,1,\(fate.file[0] ?? "")\n"
        _ = try world.salesforce(["Account": "Id,Name,IsDeleted,MasterRecordId\n\(line)"])
      } else {
        try bring(world, fate.file)
      }
      try expect(fate, world, "round \(round), import")
      if round > 0 { #expect(try world.head() == head, "nobody is sent anything") }
    }
  }

  private func expect(_ fate: Case, _ world: ImportWorld, _ place: Comment) throws {
    let row = try #require(try world.row(Account.table, Self.ids[0]))
    #expect(row[Account.departure] == fate.departure, place)
    #expect(row[Account.mergedInto]?.rawValue == fate.winner, place)
  }
}
