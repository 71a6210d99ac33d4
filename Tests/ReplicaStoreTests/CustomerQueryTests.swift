import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct CustomerQueryTests {
  @Test func `a family stands under the topmost parent, siblings by name`() throws {
    func account(_ id: String, under parent: String?) -> Row {
      var row = Row.account(id)
      row[Account.parent] = parent.map { Account.ID($0) }
      return row
    }
    let world = try ReplicaWorld([
      account("top", under: nil), account("b", under: "top"), account("a", under: "top"),
      account("a1", under: "a"), account("other", under: nil),
    ])

    let family = try world.replica.family(of: Account.ID("a1"))

    #expect(family.map(\.id.rawValue) == ["top", "a", "a1", "b"])
    #expect(family.map(\.depth) == [0, 1, 2, 1])
    let page = try world.replica.customerPage(Account.ID("b"), today: ReplicaWorld.today)
    #expect(page?.counts.family == 4)
  }

  @Test func `surveys come newest first, and those with an answer are counted`() throws {
    func survey(_ id: String, sent: Int, answered: Int?, score: Int? = nil) -> Row {
      var row = Row(Survey.table, id: id)
      row[Survey.account] = Account.ID("acme")
      row[Survey.sentOn] = ReplicaWorld.today.adding(days: -sent)
      row[Survey.answeredOn] = answered.map { ReplicaWorld.today.adding(days: -$0) }
      row[Survey.recommendation] = score
      return row
    }
    let world = try ReplicaWorld([
      .account("acme"), survey("silent", sent: 9, answered: nil),
      survey("answered", sent: 30, answered: 2),
      survey("undated", sent: 40, answered: nil, score: 0),
    ])

    let surveys = try world.replica.surveys(of: Account.ID("acme"))

    #expect(surveys.map(\.id) == ["answered", "silent", "undated"])
    let page = try world.replica.customerPage(Account.ID("acme"), today: ReplicaWorld.today)
    #expect(page?.counts.answeredSurveys == 2)
  }

  @Test func `of what Salesforce logged talks are shown and counted, mails are not`() throws {
    func activity(_ id: String, _ type: String?) -> Row {
      var row = Row(SalesforceActivity.table, id: id)
      row[SalesforceActivity.account] = Account.ID("acme")
      row[SalesforceActivity.type] = type
      return row
    }
    let world = try ReplicaWorld([
      .account("acme"), activity("1", "Call"), activity("2", "Email"), activity("3", "Workshop"),
      activity("4", nil), activity("5", "Other"),
    ])
    let shown = try world.replica.salesforceActivities(of: Account.ID("acme"))
    #expect(shown.map(\.id) == ["1", "3", "4"])
    let page = try world.replica.customerPage(Account.ID("acme"), today: ReplicaWorld.today)
    #expect(page?.counts.salesforceActivities == 3)
  }

  @Test func `a sponsor counts by role or by tracking, and by role while active`() throws {
    func contact(_ id: String, _ change: (inout Row) -> Void) -> Row {
      var row = Row(Contact.table, id: id)
      row[Contact.account] = Account.ID("acme")
      change(&row)
      return row
    }
    let world = try ReplicaWorld([
      .account("acme"), contact("nobody") { $0[Contact.role] = .developmentLead },
      contact("by role") { $0[Contact.role] = .executiveSponsor },
      contact("left") {
        $0[Contact.role] = .executiveSponsor
        $0[Contact.isInactive] = true
      },
      contact("tracked and left") {
        $0[Contact.sponsorStatus] = .tracked
        $0[Contact.isInactive] = true
      },
    ])

    let page = try world.replica.customerPage(Account.ID("acme"), today: ReplicaWorld.today)

    #expect(page?.counts.sponsors == 2)
    #expect(page?.counts.lostSponsors == 1)
  }

  @Test func `who attended what is known by address, however it is spelled`() throws {
    var call = Row(Activity.table, id: "call")
    call[Activity.account] = Account.ID("acme")
    call[Activity.day] = ReplicaWorld.today
    call[Activity.externalAttendees] = "Jane@Acme.example;bob@acme.example"
    let world = try ReplicaWorld([.account("acme"), call])

    let presence = try world.replica.presence(of: Account.ID("acme"))

    #expect(
      presence["jane@acme.example"] == ContactPresence(last: ReplicaWorld.today, count: 1))
  }

  @Test func `the newest entry with our sponsor present counts, and no other`() throws {
    func entry(_ id: String, daysAgo: Int, withSponsor: Bool) -> Row {
      var row = Row(Activity.table, id: id)
      row[Activity.account] = Account.ID("acme")
      row[Activity.day] = ReplicaWorld.today.adding(days: -daysAgo)
      row[Activity.hasExecutiveSponsor] = withSponsor
      return row
    }
    let world = try ReplicaWorld([
      .account("acme"), entry("old", daysAgo: 90, withSponsor: true),
      entry("newer", daysAgo: 60, withSponsor: true), entry("call", daysAgo: 2, withSponsor: false),
    ])

    #expect(
      try world.replica.lastDayWithSponsor(of: Account.ID("acme"))
        == ReplicaWorld.today.adding(days: -60))
    #expect(try world.replica.lastDayWithSponsor(of: Account.ID("other")) == nil)
  }

  @Test func `the contacts with an address are found at every customer`() throws {
    var jane = Row(Contact.table, id: "jane")
    jane[Contact.account] = Account.ID("globex")
    jane[Contact.firstName] = "Jane"
    jane[Contact.lastName] = "Doe"
    jane[Contact.email] = "Jane@Acme.example"
    let world = try ReplicaWorld([.account("acme"), .account("globex"), jane])

    let owners = try world.replica.owners(ofAddress: "jane@acme.EXAMPLE")

    #expect(owners.map(\.name) == ["Jane Doe"])
    #expect(owners.map(\.account) == [Account.ID("globex")])
    #expect(try world.replica.owners(ofAddress: "jane").isEmpty)
  }
}
