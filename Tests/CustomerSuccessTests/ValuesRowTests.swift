import CustomerSuccess
import Testing

@Suite struct ValuesRowTests {
  @Test func `a field reads back what was set and nil stores null`() {
    var row = Row(Account.table, id: "A1")
    row[Account.name] = "Acme"
    row[Account.tam] = User.ID("U1")
    row[Account.prioritization] = .first
    row[Account.usesGeo] = false
    row[Account.licenseUtilization] = 0.5
    #expect(row[Account.name] == "Acme")
    #expect(row[Account.tam] == User.ID("U1"))
    #expect(row[Account.prioritization] == .first)
    #expect(row[Account.usesGeo] == false)
    #expect(row[Account.licenseUtilization] == 0.5)

    row[Account.name] = nil
    #expect(row[column: "name"] == .null)
    #expect(row[Account.name] == nil)
  }

  @Test func `a value of another type reads as nil rather than as a wrong one`() {
    var row = Row(Account.table, id: "A1")
    row[column: "tam_prioritization"] = .text("7")
    row[column: "renewal_date"] = .text("soon")
    row[column: "employees"] = .text("12")
    #expect(row[Account.prioritization] == nil)
    #expect(row[Account.renewalDate] == nil)
    #expect(row[Account.employees] == nil)
  }

  @Test func `a list of values is fitted to the table's columns`() {
    let count = Follow.table.columns.count
    #expect(Row(Follow.table, id: "F", values: []).values == Array(repeating: .null, count: count))
    let long = Row(
      Follow.table, id: "F", values: Array(repeating: .integer(1), count: count + 3))
    #expect(long.values.count == count)
  }

  @Test func `a row's scope follows from its table`() {
    var contact = Row(Contact.table, id: "C1")
    #expect(contact.scope == nil)
    contact[Contact.account] = Account.ID("A1")
    #expect(contact.scope?.rawValue == "acct:A1")

    var usage = Row(UsageSeries.table, id: "S1")
    usage[UsageSeries.account] = Account.ID("A1")
    #expect(usage.scope?.rawValue == "bulk:A1")
    #expect(usage.scope?.lane == .bulk)
    #expect(usage.scope?.accountID == "A1")

    var follow = Row(Follow.table, id: "F1")
    follow[Follow.user] = User.ID("U1")
    #expect(follow.scope?.rawValue == "user:U1")
    #expect(follow.scope?.accountID == nil)

    #expect(Row(Account.table, id: "A1").scope?.rawValue == "acct:A1")
    #expect(Row(User.table, id: "U1").scope == .organization)
  }
}
