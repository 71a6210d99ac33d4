import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct RowFactsQueryTests {
  @Test func `a row comes with the names it refers to and what is not sent yet`() throws {
    var account = Row.account("acme")
    account[Account.tam] = ReplicaWorld.me
    let world = try ReplicaWorld([account])
    let key = RowKey(Account.table, "acme")
    let before = try #require(try world.replica.facts(of: key))
    #expect(before.userNames == [ReplicaWorld.me: "Ada"])
    #expect(before.unsentColumns.isEmpty)
    #expect(before.lastCheckpoint != nil)

    try world.replica.perform([
      .setAttribute(
        SetAttribute(
          table: Account.table, id: "acme",
          change: FieldChange(Account.hosting, from: nil, to: .cloud)))
    ])

    let after = try #require(try world.replica.facts(of: key))
    #expect(after.unsentColumns.contains(Account.hosting.name))
    #expect(!after.unsentColumns.contains(Account.name.name))
  }

  @Test func `there is nothing to say of a row that is not here`() throws {
    let world = try ReplicaWorld()
    #expect(try world.replica.facts(of: RowKey(Account.table, "nobody")) == nil)
  }
}
