import CustomerSuccess
import Support
import Testing

@testable import TamService

/// An import that was stopped between its rows and what is calculated from them.
@Suite struct ImportInterruptedTests {
  private static let acme = "001D000000IqhSLIAZ"
  private static let robin = "005D0000001abCdIAI"
  private static let kim = "005D0000002efGhIAI"
  private static let later = ImportWorld.at.adding(seconds: 86_400)

  /// Runs an import whose calculation cannot commit, as if it were killed there.
  private func interrupted(_ world: ImportWorld, _ load: () throws -> ImportReport) throws {
    try world.world.write {
      try $0.execute(
        """
        CREATE TRIGGER killed BEFORE DELETE ON dirty_account
        BEGIN SELECT RAISE(ABORT, 'killed'); END
        """)
    }
    #expect(throws: StoreError.self) { _ = try load() }
    try world.world.write { try $0.execute("DROP TRIGGER killed") }
  }

  private func account(tam: String = robin) -> [String: String] {
    [
      "Account": """
      Id,Name,Type,Technical_Account_Manager__c,Zendesk_Organization_ID__c
      \(Self.acme),Acme,Customer,\(tam),360001
      """
    ]
  }

  private func acme(_ world: ImportWorld) throws -> Row {
    try #require(try world.row(Account.table, Self.acme))
  }

  @Test func `the same Salesforce export again brings the dates and the health`() throws {
    let world = try ImportWorld()
    _ = try world.salesforce(account())
    let call = [
      "Timeline_Activity__c": """
      Id,Account__c,Type__c,Subject__c,Activity_Date__c
      a0AD00000000001,\(Self.acme),Call,First,2024-05-02
      """
    ]
    try interrupted(world) { try world.salesforce(call) }
    #expect(try acme(world)[Account.lastActivityDate] == nil)

    let report = try world.salesforce(call)
    #expect(report.changedNothing, "the rows were stored the first time")
    #expect(try acme(world)[Account.lastActivityDate] == Day("2024-05-02"))
    #expect(try acme(world)[Account.healthColor] == .green)
    #expect(try world.store.read { try $0.dirtyAccounts() } == [])
  }

  @Test func `the history still tells of a new TAM`() throws {
    let world = try ImportWorld()
    _ = try world.salesforce(account())
    // Killed before the stamps: they share a transaction with nothing else that has to fail.
    try world.world.write { work in
      try work.execute(
        """
        CREATE TRIGGER killed BEFORE INSERT ON tam_history
        BEGIN SELECT RAISE(ABORT, 'killed'); END
        """)
    }
    #expect(throws: StoreError.self) {
      _ = try world.salesforce(account(tam: Self.kim), at: Self.later)
    }
    try world.world.write { try $0.execute("DROP TRIGGER killed") }
    try Rollups(store: world.store, at: Self.later).run()
    #expect(try world.rows(TAMHistory.table).isEmpty, "only Salesforce can tell")

    _ = try world.salesforce(account(tam: Self.kim), at: Self.later)
    let stamp = try #require(try world.rows(TAMHistory.table).first)
    #expect(stamp[TAMHistory.oldTAM] == User.ID(Self.robin))
    #expect(stamp[TAMHistory.newTAM] == User.ID(Self.kim))
    #expect(try acme(world)[Account.tamFirstAssigned] == Self.later.day(secondsFromGMT: 0))
  }

  @Test func `the mart's next import rebuilds the series`() throws {
    let world = try ImportWorld()
    _ = try world.salesforce(account())
    let mart = """
      snapshot_month,dim_crm_account_id,dim_subscription_id,delivery_type,uuid,hostname,\
      dim_namespace_id,ping_created_at,billable_user_count
      2024-05-01,\(Self.acme),,Self-Managed,u,h,,2024-05-10 06:00:00,42
      """
    try interrupted(world) { try world.usage(mart) }
    #expect(try world.rows(UsageSeries.table).isEmpty)
    #expect(try world.usage(mart).changedNothing)
    #expect(try world.rows(UsageSeries.table).count == 1)
    #expect(try acme(world)[Account.billableUsers] == 42)
  }

  @Test func `a service that starts counts the tickets`() throws {
    let world = try ImportWorld()
    _ = try world.salesforce(account())
    try interrupted(world) {
      try world.zendesk([
        "tickets": """
        {"tickets":[{"id":1,"status":"open","organization_id":360001,\
        "updated_at":"2024-03-01T08:00:00Z"}]}
        """
      ])
    }
    #expect(try acme(world)[Account.openTickets] == 0)
    try Rollups(store: world.store, at: ImportWorld.at).run()
    #expect(try acme(world)[Account.openTickets] == 1)
  }
}
