import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import TamService

/// The TAM, which is changed here and in Salesforce.
@Suite struct TAMBothWaysTests {
  private static let field = "Technical_Account_Manager__c"
  private let world: JobWorld

  init() throws { world = try JobWorld(sizes: JobWorld.small) }

  private func tam(_ account: Row) throws -> User.ID? {
    try world.imports.row(Account.table, account.id)?[Account.tam]
  }

  @Test func `a TAM assigned here is there, and does not come back as news`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, other) = try world.customer()
      let before = try world.tamHistory(of: account)
      world.pass(minutes: 60)
      try world.assign(account, to: other, history: "h1")
      let run = try await world.run("tam")
      #expect(run.state == .done, "\(run.reason ?? "") \(run.notes)")
      #expect(world.salesforce("Account", account.id, Self.field) == other.rawValue)
      #expect(world.company.violations == [])

      // Before the echo arrives it is assigned anew: the echo must not undo that.
      world.pass(minutes: 10)
      try world.assign(account, to: nil, history: "h2")
      try await world.run("company")
      #expect(try tam(account) == nil)
      try await world.run("tam")
      #expect(world.salesforce("Account", account.id, Self.field) == nil)

      world.pass(minutes: 30)
      try await world.run("company")
      #expect(try tam(account) == nil)
      let added = try world.tamHistory(of: account).dropFirst(before.count)
      #expect(added.map(\.id) == ["h1", "h2"], "our own writing is no change of Salesforce's")
      let requests = world.sent.count
      try await world.run("tam")
      #expect(world.sent.count == requests)
    }
  }

  @Test func `a TAM changed in Salesforce comes here with its stamp`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, other) = try world.customer()
      world.pass(minutes: 60)
      world.salesforceAssigns(account, to: other, history: World.historyID)
      let stamp = Instant(world.clock.now)
      world.pass(minutes: 60)
      try await world.run("bi-directional")
      #expect(try tam(account) == other)
      let newest = try #require(try world.tamHistory(of: account).last)
      #expect(newest[TAMHistory.newTAM] == other)
      #expect(newest[TAMHistory.oldTAM] == account[Account.tam])
      #expect(newest[TAMHistory.changedAt] == stamp)
      #expect(world.salesforce("Account", account.id, Self.field) == other.rawValue)
    }
  }

  // edge 49
  @Test(arguments: [true, false])
  func `of changes on both sides the newer stays, and the other is named`(
    isOursNewer: Bool
  ) async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, other) = try world.customer()
      let former = try #require(account[Account.tam])
      let first = try world.imports.rows(User.table).first {
        $0[User.bundle] == .tam && $0.id != other.rawValue && $0.id != former.rawValue
          && $0[User.isActive] == true
      }
      let third = User.ID(try #require(first).id)
      world.pass(minutes: 60)
      if isOursNewer {
        world.salesforceAssigns(account, to: third, history: World.historyID)
        world.pass(minutes: 10)
        try world.assign(account, to: other, history: "ours")
      } else {
        try world.assign(account, to: third, history: "ours")
        world.pass(minutes: 10)
        world.salesforceAssigns(account, to: other, history: World.historyID)
      }
      world.pass(minutes: 60)
      let run = try await world.run("bi-directional")
      #expect(try tam(account) == other)
      #expect(world.salesforce("Account", account.id, Self.field) == other.rawValue)
      let notes = run.objects.flatMap(\.notes).joined(separator: "\n")
      #expect(notes.contains("changed on both sides"), "\(notes)")
      #expect(notes.contains("\(account.id) keeps \(isOursNewer ? "ours" : "Salesforce's")"))
      #expect(notes.contains(third.rawValue))
      let changes = try world.tamHistory(of: account).suffix(2)
      #expect(changes.map { $0[TAMHistory.newTAM] } == [third, other])
    }
  }

  // edge 50
  @Test func `when Salesforce's changes cannot be had, TAMs are not sent, the rest is`()
    async throws
  {
    try await world.serve {
      for name in ["salesforce", "push"] { try await world.run(name) }
      let (account, other) = try world.customer()
      world.pass(minutes: 60)
      try world.assign(account, to: other, history: "h1")
      try world.edit(
        .setAttribute(
          .account(
            .init(account.id), Account.provider, from: account[Account.provider], to: .other)))
      let faults = world.company.salesforce.server.faults
      faults.add(Fault("AccountHistory", .answer(StandInAnswer(500))))
      let run = try await world.run("push")
      #expect(run.state == .partial)
      #expect(
        run.notes.contains { $0.hasPrefix("what both sides write was not sent") }, "\(run.notes)")
      #expect(world.salesforce("Account", account.id, Self.field) != other.rawValue)
      #expect(world.salesforce("Account", account.id, "GS_Provider__c") == "Other")

      let both = try await world.run("bi-directional")
      #expect(both.state == .failed, "there is nothing else to send: it is tried again")

      faults.clear()
      #expect(try await world.run("push").state == .done)
      #expect(world.salesforce("Account", account.id, Self.field) == other.rawValue)
    }
  }

  @Test func `a value that Salesforce got after it was asked is not written over`() async throws {
    try await world.serve {
      for name in ["salesforce", "push"] { try await world.run(name) }
      let (account, other) = try world.customer()
      world.pass(minutes: 60)
      try world.assign(account, to: other, history: "h1")
      let late = "005000000000999AAA"
      let faults = world.company.salesforce.server.faults
      // Between our fetch and our writing.
      faults.add(
        Fault(
          "Id%20IN", times: 1,
          .first { [world] in world.change("Account", account.id, [Self.field: late]) }))
      let run = try await world.run("tam")
      #expect(world.salesforce("Account", account.id, Self.field) == late)
      let notes = run.objects.flatMap(\.notes)
      #expect(notes.contains { $0.contains("have a newer value in Salesforce") }, "\(notes)")
      let failure = try #require(try PushLedger(world.store).failures(limit: 9).first)
      #expect(failure.state == .overtaken)
    }
  }

  @Test func `a TAM whom only we know is refused by name, and keeps nothing else back`()
    async throws
  {
    try await world.serve {
      for name in ["salesforce", "push"] { try await world.run(name) }
      let (account, _) = try world.customer()
      let before = world.salesforce("Account", account.id, Self.field)
      try world.world.save(.user("user-1"))
      world.pass(minutes: 60)
      try world.assign(account, to: .init("user-1"), history: "h1")
      try world.edit(
        .setAttribute(
          .account(
            .init(account.id), Account.provider, from: account[Account.provider], to: .other)))
      let run = try await world.run("push")
      #expect(run.state == .partial)
      #expect(world.salesforce("Account", account.id, Self.field) == before)
      #expect(world.salesforce("Account", account.id, "GS_Provider__c") == "Other")
      let failure = try #require(try PushLedger(world.store).failures(limit: 9).first)
      #expect(failure.fields == [Self.field])
      #expect(failure.message?.contains("user-1") == true)
      #expect(try tam(account) == .init("user-1"), "the refusal takes nobody's TAM away")
    }
  }

  @Test func `our own writing that comes back as history is no change of the TAM`() throws {
    let world = try ImportWorld()
    let (id, us, other) = ("001D000000IqhSLIAZ", "005D0000001abcd", "005D0000001abce")
    let header = "Id,AccountId,Field,OldValue,NewValue,CreatedDate,CreatedById"
    func bring(_ record: String, by author: String) throws -> Int {
      try world.files.write("Id,Name\n\(id),Acme\n", to: "salesforce/Account.csv")
      try world.files.write(
        "\(header)\n\(record),\(id),\(Self.field),,\(other),2024-05-14T08:00:00.000Z,\(author)\n",
        to: "salesforce/AccountHistory.csv")
      let importer = Importer(
        store: world.store,
        settings: ImportSettings(
          at: ImportWorld.at, rejectedDirectory: world.rejected.path,
          integrationUser: try SalesforceID.normalized(us)))
      _ = try importer.salesforce(directory: world.files.path(of: "salesforce"))
      return try world.rows(TAMHistory.table).count
    }
    var assigned = Row(TAMHistory.table, id: "ours")
    assigned[TAMHistory.account] = Account.ID(id)
    assigned[TAMHistory.newTAM] = User.ID(try SalesforceID.normalized(other))
    assigned[TAMHistory.changedAt] = Instant("2024-05-14T07:00:00Z")
    try world.world.save(.account(id, tam: try SalesforceID.normalized(other)), assigned)
    #expect(try bring("017000000000001AAA", by: us) == 1)
    #expect(try bring("017000000000002AAA", by: other) == 2, "somebody else said so")
  }

  // edge 18
  @Test func `an older version that arrives late brings no old TAM back`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, other) = try world.customer()
      world.pass(minutes: 60)
      let stamp = SalesforceOrg.stamp(world.clock.now)
      try world.assign(account, to: other, history: "h1")
      world.pass(minutes: 10)
      try await world.run("tam")
      let old = account[Account.tam]?.rawValue ?? ""
      _ = try world.imports.salesforce([
        "Account": """
        Id,Name,\(Self.field),SystemModstamp
        \(account.id),Late,\(old),\(stamp)

        """
      ])
      #expect(try tam(account) == other)
    }
  }
}

extension World {
  /// Of a change that somebody made in Salesforce.
  static let historyID = "017000000000777AAA"
}
