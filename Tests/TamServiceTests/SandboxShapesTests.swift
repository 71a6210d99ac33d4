import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import TamService

/// The awkward customers of the make-believe company, as they stand in the store after the import.
@Suite struct SandboxShapesTests {
  /// A company is imported once and only read: an import a test would take minutes.
  private static let imported = Result { try Imported() }

  private struct Imported {
    let company: Company
    let world: ImportWorld

    init() throws {
      company = Company(
        seed: 1, sizes: Sizes(tams: 6, accounts: 60, activities: 1_200, ctas: 600),
        today: ImportWorld.today)
      world = try ImportWorld()
      let folder = try TemporaryDirectory()
      try company.write(to: folder.path)
      _ = try world.importer().company(directory: folder.path)
    }

    func account(_ shape: Shape) throws -> Row {
      let id = try #require(company.account(shaped: shape))
      return try #require(try world.row(Account.table, id.rawValue), "\(shape)")
    }

    func rows(_ table: Table, of shape: Shape) throws -> [Row] {
      let id = try #require(company.account(shaped: shape))
      return try world.store.read {
        try $0.rows(table, where: "account_id", equals: .text(id.rawValue))
      }
    }
  }

  private let company: Imported

  init() throws { company = try Self.imported.get() }

  @Test func `parents, children and grandchildren are a family`() throws {
    let parent = try company.account(.parentCompany)
    let grandchild = try company.account(.grandchildCompany)
    #expect(grandchild[Account.ultimateParent] == Account.ID(parent.id))
    #expect(grandchild[Account.parent] != Account.ID(parent.id))
    #expect(try company.account(.unmanagedChild)[Account.prioritization] == .third)
    #expect((parent[Account.arrOfChildren] ?? 0) > 0)
  }

  @Test func `accounts have no instances and forty`() throws {
    #expect(try company.rows(Instance.table, of: .noInstances).isEmpty)
    let forty = try company.rows(Instance.table, of: .fortyInstances)
    #expect(forty.count == 40)
    #expect(forty.contains { $0[Instance.type] == .unknown })
  }

  @Test func `names keep every script and every hostile byte`() throws {
    #expect(try company.account(.japaneseName)[Account.name] == "株式会社さくらテクノロジー")
    #expect(try company.account(.arabicName)[Account.name] == "شركة النخيل للتقنية")
    #expect(try company.account(.emojiName)[Account.name]?.contains("👨‍👩‍👧‍👦") == true)
    #expect(
      try company.account(.combiningMarks)[Account.name]?.unicodeScalars.contains("\u{30E}") == true
    )
    let escape = try #require(try company.account(.escapeSequences)[Account.name])
    for part in ["\u{1B}[2J", "\u{1B}]0;owned\u{07}", "\u{1B}]52;"] {
      #expect(escape.contains(part))
    }
    let scalars = try #require(try company.account(.bidirectionalControls)[Account.name])
      .unicodeScalars
    for scalar: Unicode.Scalar in ["\u{202E}", "\u{9B}", "\u{9D}", "\u{FEFF}"] {
      #expect(scalars.contains(scalar))
    }
  }

  @Test func `hostile text stands in notes, subjects, tickets and hosts`() throws {
    let activities = try company.rows(Activity.table, of: .escapeSequences)
    #expect(activities.contains { $0[Activity.notes]?.contains("\u{1B}P$q") == true })
    #expect(activities.contains { $0[Activity.subject]?.contains("\u{1B}]0;") == true })
    let tickets = try company.rows(Ticket.table, of: .escapeSequences)
    #expect(tickets.contains { $0[Ticket.subject]?.contains("\u{1B}[41m") == true })
  }

  @Test func `line breaks and quotes come through`() throws {
    let account = try company.account(.lineBreaks)
    #expect(account[Account.name] == "Smith, Jones \"& Sons\", Inc.")
    #expect(account[Account.city]?.hasSuffix("\r\n2nd floor, \"left\"") == true)
    #expect(account[Account.summary] == "First line\r\nSecond \"line\", with a comma\n\nlast line")
  }

  @Test func `customers leave, and some nobody looks after`() throws {
    let churned = try company.account(.churned)
    #expect(churned[Account.status] == .inactive)
    #expect(churned[Account.tam] == nil)
    #expect(try company.account(.withoutTAM)[Account.tam] == nil)
    #expect(try company.account(.noScores)[Account.healthScore] != nil, "the cadence has a score")
    let scores = try company.rows(HealthMeasure.table, of: .noScores)
      .filter { $0[HealthMeasure.measure] != .engagement }
    #expect(scores.count == 9)
    #expect(scores.allSatisfy { $0[HealthMeasure.score] == nil })
  }

  @Test func `an account of the public sector has a TAM who may see it`() throws {
    let account = try company.account(.publicSector)
    #expect(account[Account.isPublicSector] == true)
    let tam = try #require(account[Account.tam])
    let user = try #require(try company.world.row(User.table, tam.rawValue))
    #expect(user[User.seesPublicSector] == true)
  }

  @Test func `a CTA is five years overdue and still open`() throws {
    let oldest = try company.rows(CTA.table, of: .overdueCTA)
      .filter { $0[CTA.status]?.isOpen == true }.compactMap { $0[CTA.dueDate] }.min()
    #expect(oldest == ImportWorld.today.adding(months: -60))
  }

  @Test func `a note is very long`() throws {
    let lengths = try company.rows(Activity.table, of: .veryLongNote)
      .compactMap { $0[Activity.notes]?.utf8.count }
    #expect((lengths.max() ?? 0) > 40_000)
  }

  @Test func `short ids are the same account everywhere`() throws {
    #expect(try company.account(.shortIDs).id.count == 18)
    #expect(try !company.rows(Contact.table, of: .shortIDs).isEmpty)
    #expect(try !company.rows(Opportunity.table, of: .shortIDs).isEmpty)
  }

  @Test func `one address stands on two accounts, and one contact has none`() throws {
    for shape in [Shape.sharedAddressFirst, .sharedAddressSecond] {
      let addresses = try company.rows(Contact.table, of: shape).map { $0[Contact.email] }
      #expect(addresses.contains("consultant@partner.example"))
    }
    let contacts = try company.rows(Contact.table, of: .contactWithoutAddress)
    #expect(contacts.contains { $0[Contact.email] == nil })
  }

  @Test func `usage has gaps, collapses, and grows past the licenses`() throws {
    let gaps = try company.rows(UsageSeries.table, of: .missingMonths).contains { row in
      let months = try UsageMonths(packed: row[UsageSeries.months] ?? []).months
      guard let first = months.first?.day, let last = months.last?.day else { return false }
      return months.count < (last.daysSinceEpoch - first.daysSinceEpoch) / 31 + 1
    }
    #expect(gaps)
    let overuse = try company.account(.overuse)[Account.licenseUtilization]
    #expect((overuse ?? 0) > 1)
    let trend = try #require(try company.account(.collapsingUsage)[Account.utilizationTrend])
    let parts = trend.split(separator: ";").compactMap { Int($0) }
    #expect((parts.first ?? 0) > (parts.last ?? 0) + 20, "\(trend)")
  }

  @Test func `a new customer is in onboarding, and yen are whole`() throws {
    let new = try company.account(.onboarding)
    #expect(new[Account.lifecycleStage] == .onboarding)
    #expect(new[Account.onboardingStart] != nil)
    let yen = try company.account(.yen)
    #expect(yen[Account.currency] == "JPY")
  }

  @Test func `every TAM has a book, every kind of row is there, and words are found`() throws {
    let tams = Set(try company.world.rows(Account.table).compactMap { $0[Account.tam] })
    #expect(tams.count == 6)
    // What people or jobs write, and no import.
    let others: Set = [
      Follow.tableName, ActivityDraft.tableName, SourceState.tableName, DataGap.tableName,
      HealthSetting.tableName, StoredPlaybook.tableName, StoredPlanTemplate.tableName,
    ]
    for table in Schema.tables where !others.contains(table.name) {
      #expect(try !company.world.rows(table).isEmpty, "no \(table.name)")
    }
    let notes = try company.world.rows(Activity.table).compactMap { $0[Activity.notes] }
    #expect(notes.filter { $0.contains("Jenkins") }.count > 20)
  }
}
