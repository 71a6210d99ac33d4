import CustomerSuccess
import Support
import Testing

@testable import TamService

/// Accounts that were deleted or merged in Salesforce.
@Suite struct ImportDepartedAccountTests {
  private static let ids = [
    "001D000000IqhSLIAZ", "001R0000005hDFYIA2", "001D000000Jab12IAB",
  ]

  /// Each account with the place of the one that it was merged into; nil is one that is there, -1 one
  /// that was deleted.
  private func bring(_ world: ImportWorld, _ fates: [Int?]) throws -> [String] {
    let lines = zip(Self.ids, fates).map { id, fate in
      let winner = fate.flatMap { Self.ids.indices.contains($0) ? Self.ids[$0] : nil }
      return "\(id),Account,\(fate == nil ? 0 : 1),\(winner?.prefix(15) ?? "")"
    }
    let report = try world.salesforce([
      "Account": "Id,Name,IsDeleted,MasterRecordId\n\(lines.joined(separator: "\n"))\n"
    ])
    return report.object("account")?.notes.filter { $0.contains("only marked here") } ?? []
  }

  private func departures(_ world: ImportWorld) throws -> [Departure?] {
    try Self.ids.map { try world.row(Account.table, $0)?[Account.departure] }
  }

  private func winners(_ world: ImportWorld) throws -> [String?] {
    try Self.ids.map { try world.row(Account.table, $0)?[Account.mergedInto]?.rawValue }
  }

  private func marks(_ world: ImportWorld) throws -> [Bool] {
    try Self.ids.map { try world.row(Account.table, $0)?[Account.isMarkedForDeletion] == true }
  }

  // edge 12
  @Test func `a merged account stays with all that is ours, and the report says where it went`()
    throws
  {
    let world = try ImportWorld()
    #expect(try bring(world, [nil, nil, nil]) == [])
    var cta = Row(CTA.table, id: "c")
    cta[CTA.account] = Account.ID(Self.ids[0])
    var activity = Row(Activity.table, id: "a")
    activity[Activity.account] = Account.ID(Self.ids[0])
    try world.world.save(cta, activity)
    let notes = try bring(world, [1, 2, nil])
    #expect(
      notes == [
        "2 accounts were merged in Salesforce, and are only marked here: "
          + "\(Self.ids[0]) into \(Self.ids[2]); \(Self.ids[1]) into \(Self.ids[2])"
      ])
    #expect(try marks(world) == [true, true, false])
    #expect(try departures(world) == [.merged, .merged, nil])
    #expect(try winners(world) == [Self.ids[2], Self.ids[2], nil])
    #expect(try world.row(CTA.table, "c")?[CTA.account] == Account.ID(Self.ids[0]))
    #expect(try world.row(Activity.table, "a")?[Activity.account] == Account.ID(Self.ids[0]))
  }

  // edge 12
  @Test func `a chain goes on over what an earlier import has told`() throws {
    let world = try ImportWorld()
    _ = try bring(world, [nil, nil, nil])
    _ = try bring(world, [nil, 2, nil])
    let report = try world.salesforce([
      "Account": """
      Id,Name,IsDeleted,MasterRecordId
      \(Self.ids[0]),Account,1,\(Self.ids[1])
      """
    ])
    let notes = report.object("account")?.notes ?? []
    #expect(notes.contains { $0.hasSuffix("\(Self.ids[0]) into \(Self.ids[2])") }, "\(notes)")
    #expect(try winners(world) == [Self.ids[2], Self.ids[2], nil])
  }

  // edge 12
  @Test func `accounts merged in a circle are told as such`() throws {
    let world = try ImportWorld()
    _ = try bring(world, [nil, nil, nil])
    let notes = try bring(world, [1, 0, nil])
    #expect(notes.contains { $0.contains("\(Self.ids[0]) in a circle with \(Self.ids[1])") })
    #expect(try departures(world) == [.mergedUnclear, .mergedUnclear, nil])
  }

  // edge 13
  @Test func `a winner that was deleted since is told as deleted`() throws {
    let world = try ImportWorld()
    _ = try bring(world, [nil, nil, nil])
    let notes = try bring(world, [1, -1, nil])
    #expect(
      notes == [
        "1 accounts were merged in Salesforce, and are only marked here: "
          + "\(Self.ids[0]) into \(Self.ids[1]), which was deleted since",
        "1 accounts were deleted in Salesforce, and are only marked here: \(Self.ids[1])",
      ])
  }

  // edge 13
  @Test func `a winner that is deleted by a later file changes those that were merged into it`()
    throws
  {
    let world = try ImportWorld()
    _ = try bring(world, [nil, nil, nil])
    _ = try bring(world, [1, nil, nil])
    #expect(try departures(world) == [.merged, nil, nil])
    let header = "Id,Name,IsDeleted,MasterRecordId"
    _ = try world.salesforce(["Account": "\(header)\n\(Self.ids[1]),Account,1,\n"])
    #expect(try departures(world) == [.mergedThenDeleted, .deleted, nil])
  }

  // edge 14
  @Test func `a mark of an earlier version leaves with the first import that has the account`()
    throws
  {
    let world = try ImportWorld()
    _ = try bring(world, [nil, nil, nil])
    try world.world.write { work in
      try work.merge(Account.table, Self.ids[0]) { row, _ in
        row[Account.isMarkedForDeletion] = true
      }
    }
    _ = try bring(world, [nil, nil, nil])
    #expect(try marks(world) == [false, false, false])
    #expect(try departures(world) == [nil, nil, nil])
  }

  // edge 14
  @Test func `an account that is back is marked no more`() throws {
    let world = try ImportWorld()
    _ = try bring(world, [nil, nil, nil])
    _ = try bring(world, [1, -1, nil])
    #expect(try marks(world) == [true, true, false])
    #expect(try bring(world, [nil, nil, nil]) == [])
    #expect(try marks(world) == [false, false, false])
    #expect(try departures(world) == [nil, nil, nil])
    #expect(try winners(world) == [nil, nil, nil])
  }
}
