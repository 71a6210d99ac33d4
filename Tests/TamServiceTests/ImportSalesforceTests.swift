import CustomerSuccess
import Foundation
import Support
import Testing

@testable import TamService

/// Files that this repository keeps, in the exact shapes of the vendor.
@Suite struct ImportSalesforceFixtureTests {
  private static let acme = "001D000000IqhSLIAZ"
  private static let globex = "001R0000005hDFYIA2"
  private static let child = "001D000000Jab12IAB"
  private static let robin = User.ID("005D0000001abCdIAI")

  private func imported(_ fixture: String) throws -> (ImportWorld, ImportReport) {
    let world = try ImportWorld()
    let report = try world.importer().salesforce(directory: ImportWorld.fixture(fixture))
    return (world, report)
  }

  @Test func `a Data Export is taken in with its line breaks, short ids and exponents`() throws {
    let (world, report) = try imported("data-export")
    let acme = try #require(try world.row(Account.table, Self.acme))
    #expect(acme[Account.name] == "Acme \"The Anvil\", Inc.")
    #expect(acme[Account.arr] == 95_000_050)
    #expect(acme[Account.currency] == "USD")
    #expect(acme[Account.employees] == 3)
    #expect(acme[Account.originalContractDate] == Day("2020-03-01"))
    #expect(acme[Account.lifecycleStage] == .adoption)
    #expect(acme[Account.tam] == Self.robin)
    #expect(acme[Account.status] == .active)
    #expect(report.object("account")?.inserted == 3)

    let globex = try #require(try world.row(Account.table, Self.globex))
    #expect(globex[Account.arr] == 95_000_000_000)
    #expect(globex[Account.status] == .inactive)
    #expect(globex[Account.isPublicSector] == true)
  }

  @Test func `families of accounts are put together`() throws {
    let (world, _) = try imported("data-export")
    let child = try #require(try world.row(Account.table, Self.child))
    #expect(child[Account.parent] == Account.ID(Self.acme))
    #expect(child[Account.ultimateParent] == Account.ID(Self.acme))
    #expect(child[Account.isPublicSector] == true)
    let acme = try #require(try world.row(Account.table, Self.acme))
    #expect(acme[Account.ultimateParent] == nil)
    #expect(acme[Account.arrOfChildren] == 100_000)
  }

  @Test func `columns and values without a place are kept aside and named once`() throws {
    let (world, report) = try imported("data-export")
    let account = try #require(report.object("account"))
    #expect(
      account.notes.filter {
        $0.contains("BillingStreet, Description, CreatedDate")
      }
      .count == 1)
    #expect(account.notes.contains { $0.contains("1 values of Sales_Segment__c") })
    #expect(account.notes.contains { $0.contains("such as \"Growth hacking\"") })
    let aside = try world.store.read { try $0.stored(Account.table, Self.acme)?.aside }
    let kept = AsideColumns(json: aside)
    #expect(kept["BillingStreet"] == "1 Main St\r\nSuite 5, \"left\"\nDenver")
    #expect(kept["Description"] == "Line one\r\n\r\nLine three, with comma")
    let child = try world.store.read { try $0.stored(Account.table, Self.child)?.aside }
    #expect(AsideColumns(json: child)["Sales_Segment__c"] == "Enterprise")
  }

  @Test func `rejected rows are written as they were, with the reason`() throws {
    let (world, report) = try imported("data-export")
    let contacts = try #require(report.object("contact"))
    #expect((contacts.read, contacts.inserted, contacts.skipped, contacts.rejected) == (6, 2, 1, 3))
    #expect(contacts.rejectedFile == world.rejected.path(of: "rejected-contact.csv"))
    let lines = try world.rejected.read("rejected-contact.csv").split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].hasSuffix("\"LeadSource\",reason"))
    #expect(lines[1].hasPrefix("\"003D000000QAbcg\",\"0\",\"\",\"Private\",\"Pat\""))
    #expect(lines[1].hasSuffix("\"AccountId is empty\""))
    #expect(lines[2].contains("of another object: expected is one that begins with 003"))
    #expect(lines[3].contains("its account 001D000000ZzzzzIAB is not here"))
    let opportunities = try world.rejected.read("rejected-opportunity.csv")
    #expect(opportunities.contains("CloseDate: \"\"31/12/2024\"\" is not a date"))
    #expect(opportunities.contains("Amount: \"\"ten\"\" is not an amount of money"))
  }

  @Test func `a record that belongs to a queue keeps the queue aside`() throws {
    let (world, report) = try imported("data-export")
    let row = try #require(try world.rows(Opportunity.table).first)
    #expect(row[Opportunity.owner] == nil)
    #expect(row[Opportunity.amount] == 1_234_500_000)
    #expect(report.object("opportunity")?.notes.contains { $0.contains("00GD0000001queu") } == true)
  }

  @Test func `users come with manager, bundle and the right to see the public sector`() throws {
    let (world, _) = try imported("data-export")
    let robin = try #require(try world.row(User.table, Self.robin.rawValue))
    #expect(robin[User.manager] == User.ID("005D0000002efGhIAI"))
    #expect(robin[User.bundle] == .tam)
    #expect(robin[User.seesPublicSector] == true)
    #expect(robin[User.region] == .emea)
    let gone = try #require(try world.rows(User.table).first { $0[User.name] == "Al Gone" })
    #expect(gone[User.isActive] == false)
    #expect(gone[User.seesPublicSector] == false)
    #expect(gone[User.region] == nil)
  }

  @Test func `the Bulk API's forms give the same values`() throws {
    let (world, report) = try imported("bulk")
    let acme = try #require(try world.row(Account.table, Self.acme))
    #expect(acme[Account.arr] == 5_000_000, "yen have no smaller unit")
    #expect(try world.row(Account.table, Self.globex)?[Account.arr] == 12_346, "dinars have 1000")
    #expect(try world.row(Account.table, Self.globex)?[Account.name] == "株式会社さくら")
    let activities = try world.rows(SalesforceActivity.table)
    #expect(activities.map { $0[SalesforceActivity.object] } == ["Task", "Event"])
    #expect(activities[0][SalesforceActivity.details] == "two\nlines")
    #expect(report.object("task")?.inserted == 1)
    #expect(report.object("event")?.inserted == 1)
  }

  @Test func `an export in ISO-8859-1 is read as what it says`() throws {
    let (world, report) = try imported("latin1")
    #expect(try world.row(Account.table, Self.acme)?[Account.name] == "Café Zürich")
    #expect(try world.row(Account.table, Self.globex)?[Account.city] == "Köln")
    #expect(report.object("account")?.notes.contains { $0.contains("ISO-8859-1") } == true)
  }

  @Test(arguments: ["data-export", "bulk", "latin1"])
  func `importing the same files again changes nothing`(fixture: String) throws {
    let (world, first) = try imported(fixture)
    let before = try world.everything()
    let head = try world.head()
    let again = try world.importer(at: ImportWorld.at.adding(seconds: 60))
      .salesforce(directory: ImportWorld.fixture(fixture))
    #expect(again.changedNothing, "\(again)")
    #expect(again.objects.map(\.rejected) == first.objects.map(\.rejected))
    #expect(try world.head() == head)
    #expect(try world.everything() == before)
  }
}
