import CustomerSuccess
import Rules
import Testing

@testable import TamService

@Suite struct RuleSourceTests {
  private let world: World

  init() throws { world = try World(company: [SmallCompany.customer()]) }

  private func rows(_ sql: String) throws -> [[Value]] {
    let source = try RuleConnection(path: world.store.directory.storePath, .standard)
    var rows: [[Value]] = []
    try source.forEach(sql, today: SmallCompany.today, now: world.clock.now) {
      rows.append($0.values)
    }
    return rows
  }

  @Test(arguments: RuleView.all.map(\.name))
  func `every view can be read, and tells what each column holds`(name: String) throws {
    _ = try rows("SELECT * FROM \(name)")
    let view = try #require(RuleView.all.first { $0.name == name })
    #expect(view.columns.allSatisfy { !$0.about.isEmpty })
    #expect(Set(view.columns.map(\.name)).count == view.columns.count)
  }

  @Test func `views, functions and the day come together`() throws {
    let sql = """
      WITH near AS (SELECT * FROM accounts WHERE renewal_date > :today)
      SELECT name, arr, days_between(:today, renewal_date), tam_name,
        row_number() OVER (ORDER BY name) FROM near
      """
    #expect(
      try rows(sql) == [
        [.text("Acme"), .integer(100_000), .integer(300), .text("ADA"), .integer(1)]
      ])
  }

  @Test(arguments: [
    ("SELECT * FROM device", "device is no view of rules"),
    ("SELECT token_hash FROM device", "device is no view of rules"),
    ("SELECT count(*) FROM meta", "meta is no view of rules"),
    ("SELECT name FROM account", "account is no view of rules"),
    ("SELECT * FROM sqlite_master", "sqlite_master is no view of rules"),
    (
      "WITH accounts AS (SELECT * FROM device) SELECT * FROM accounts", "device is no view of rules"
    ),
    ("WITH x AS (SELECT id FROM account) SELECT * FROM x", "account is no view of rules"),
    ("SELECT (SELECT max(at) FROM mutation)", "mutation is no view of rules"),
    ("DELETE FROM account", "it may only read"),
    ("UPDATE account SET name = 'x'", "it may only read"),
    ("CREATE TABLE x (y)", "it may only read"),
    ("PRAGMA query_only = 0", "it may only read"),
    ("ATTACH 'x' AS y", "it may only read"),
    ("DROP VIEW accounts", "it may only read"),
    ("SELECT date('now')", "date is no function that rules may call"),
    ("SELECT random()", "random is no function that rules may call"),
    ("SELECT load_extension('x')", "load_extension is no function that rules may call"),
    ("SELECT 1; SELECT 2", "it has to be one SELECT"),
    ("SELECT :yesterday", "there is no :yesterday, only :today and :now"),
    ("  ", "there is no SQL"),
    (
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT * FROM n",
      "a query may not name itself"
    ),
  ])
  func `what is no reading of a view is refused before it runs`(
    sql: String, reason: String
  ) throws {
    #expect(throws: RuleSourceError.refused(reason)) { try rows(sql) }
  }

  @Test func `a mistake in SQL is told in its words`() throws {
    let error = #expect(throws: RuleSourceError.self) { try rows("SELECT password FROM accounts") }
    #expect(error?.description.contains("no such column: password") == true)
  }

  @Test func `what was absorbed by another account is not there`() throws {
    try world.save(SmallCompany.customer { $0[Account.absorbedBy] = Account.ID("other") })
    #expect(try rows("SELECT account_id FROM accounts") == [])
  }
}
