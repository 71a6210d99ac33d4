import CustomerSuccess
import Foundation
import Support
import Testing

@testable import TamService

/// What an import may change, and what it leaves to people.
@Suite struct ImportOwnershipTests {
  private static let acme = "001D000000IqhSLIAZ"
  private static let robin = "005D0000001abCdIAI"
  private static let kim = "005D0000002efGhIAI"
  private static let later = ImportWorld.at.adding(seconds: 86_400)

  private func account(
    _ world: ImportWorld, tam: String = robin, stage: String = "Adoption", arr: String = "100",
    at: Instant = ImportWorld.at
  ) throws -> ImportReport {
    try world.salesforce(
      [
        "Account": """
        Id,Name,Type,ARR__c,Technical_Account_Manager__c,GS_Lifecycle_Stage__c
        \(Self.acme),Acme,Customer,\(arr),\(tam),\(stage)
        """
      ], at: at)
  }

  private func acme(_ world: ImportWorld) throws -> Row {
    try #require(try world.row(Account.table, Self.acme))
  }

  @Test func `Salesforce's columns are overwritten, ours are filled once`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    let report = try account(world, stage: "Implementation", arr: "200", at: Self.later)
    #expect(report.object("account")?.updated == 1)
    #expect(try acme(world)[Account.arr] == 20_000)
    #expect(try acme(world)[Account.lifecycleStage] == .adoption)
  }

  @Test func `a column that the file lacks stays as it is`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    _ = try world.salesforce(["Account": "Id,Name\n\(Self.acme),Acme 2\n"])
    #expect(try acme(world)[Account.name] == "Acme 2")
    #expect(try acme(world)[Account.arr] == 10_000)
  }

  @Test func `an edit of a shared column outlives an export that says nothing new`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    var edited = try acme(world)
    edited[Account.tam] = User.ID(Self.kim)
    try world.world.save(edited)

    _ = try account(world, arr: "300", at: Self.later)
    #expect(try acme(world)[Account.tam] == User.ID(Self.kim), "Salesforce repeated the old TAM")
    #expect(try acme(world)[Account.arr] == 30_000)

    _ = try account(world, tam: "", arr: "300", at: Self.later)
    #expect(
      try acme(world)[Account.tam] == User.ID(Self.kim), "nobody knows which is newer: ours counts")
  }

  @Test func `a shared column that nobody has changed here follows Salesforce`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    _ = try account(world, tam: "", at: Self.later)
    #expect(try acme(world)[Account.tam] == nil)
  }

  @Test func `a change of the TAM is stamped, the first load is not`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    #expect(try world.rows(TAMHistory.table).isEmpty)

    _ = try account(world, tam: Self.kim, at: Self.later)
    let stamp = try #require(try world.rows(TAMHistory.table).first)
    #expect(stamp[TAMHistory.oldTAM] == User.ID(Self.robin))
    #expect(stamp[TAMHistory.newTAM] == User.ID(Self.kim))
    #expect(stamp[TAMHistory.changedAt] == Self.later)
    #expect(try acme(world)[Account.tamFirstAssigned] == Self.later.day(secondsFromGMT: 0))

    _ = try account(world, tam: Self.kim, at: Self.later.adding(seconds: 60))
    #expect(try world.rows(TAMHistory.table).count == 1)
  }

  @Test func `Salesforce's own history of the TAM is taken in and not stamped again`() throws {
    let world = try ImportWorld()
    let history = """
      Id,AccountId,Field,OldValue,NewValue,CreatedDate
      017D00000000001,\(Self.acme),Technical_Account_Manager__c,,\(Self.robin),2022-03-04T10:00:00.000Z
      017D00000000002,\(Self.acme),Technical_Account_Manager__c,,Robin Vega,2022-03-04T10:00:00.000Z
      017D00000000003,\(Self.acme),Name,Acme Inc,Acme,2022-03-04T10:00:00.000Z
      017D00000000004,\(Self.acme),Technical_Account_Manager__c,\(Self.robin),\(Self.kim),2023-01-01T10:00:00.000Z
      """
    _ = try account(world)
    let report = try world.salesforce(
      [
        "AccountHistory": history,
        "Account": "Id,Name,Technical_Account_Manager__c\n\(Self.acme),Acme,\(Self.kim)\n",
      ], at: Self.later)
    let changes = try #require(report.object("account_history"))
    #expect((changes.read, changes.inserted, changes.skipped) == (4, 2, 2))
    #expect(try world.rows(TAMHistory.table).count == 2)
    #expect(try acme(world)[Account.tamFirstAssigned] == Day("2022-03-04"))
  }

  @Test func `a survey is sent first and answered later, and a score has its scale`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    func responses(_ rows: String) -> [String: String] {
      [
        "Survey_Response__c": """
        Id,Account__c,Survey__c,Respondent__c,Email__c,Sent_Date__c,Responded_Date__c,NPS_Score__c,Satisfaction__c,Comment__c
        \(rows)
        """
      ]
    }
    let sent = "a0VD00000000001,\(Self.acme),Pre-Renewal,Jane Doe,jane@acme.example,2024-05-01"
    _ = try world.salesforce(responses("\(sent),,,,"))
    #expect(try world.rows(Survey.table).map(Survey.isAnswered) == [false])

    let report = try world.salesforce(
      responses(
        "\(sent),2024-05-03,9.0,Satisfied,Good\na0VD00000000002,\(Self.acme),,,,,,11,,"))
    let survey = try #require(try world.rows(Survey.table).first)
    #expect(survey[Survey.recommendation] == 9)
    #expect(survey[Survey.satisfaction] == .satisfied)
    #expect(survey[Survey.kind] == .preRenewal)
    #expect(report.object("survey")?.updated == 1)
    #expect(report.object("survey")?.rejected == 1)
    let rejected = try world.rejected.read("rejected-survey.csv")
    #expect(rejected.contains("NPS_Score__c: 11 is not 0 through 10"))
  }

  @Test func `rows of ours are taken over once`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    func call(_ subject: String) -> [String: String] {
      [
        "Timeline_Activity__c": """
        Id,Account__c,Type__c,Subject__c,Activity_Date__c,Internal_Attendees__c
        a0AD00000000001,\(Self.acme),In-Person Meeting,\(subject),2024-05-02,005D0000001abCd; Kim
        """
      ]
    }
    #expect(try world.salesforce(call("First")).object("activity")?.inserted == 1)
    let again = try world.salesforce(call("Second"))
    #expect(again.object("activity")?.unchanged == 1)
    let row = try #require(try world.rows(Activity.table).first)
    #expect(row[Activity.subject] == "First")
    #expect(row[Activity.type] == .meeting, "the name of an earlier era")
    #expect(row[Activity.internalAttendees] == "\(Self.robin);Kim")
    #expect(try acme(world)[Account.lastActivityDate] == Day("2024-05-02"))
  }

  @Test func `a contact made here becomes the one that Salesforce made of it`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    var made = Row(Contact.table, id: "made-here")
    made[Contact.account] = Account.ID(Self.acme)
    made[Contact.email] = "Zoe@Acme.example"
    made[Contact.role] = .securityLead
    try world.world.save(made)
    let export = """
      Id,AccountId,LastName,Email,Title
      003D000000QAbcd,\(Self.acme),Zoë,zoe@acme.example,CTO
      """
    #expect(try world.salesforce(["Contact": export]).object("contact")?.updated == 1)
    let contacts = try world.rows(Contact.table)
    #expect(contacts.map(\.id) == ["made-here"])
    #expect(contacts[0][Contact.title] == "CTO")
    #expect(contacts[0][Contact.role] == .securityLead, "a column that the file lacks")
    #expect(contacts[0][Contact.salesforceID] == "003D000000QAbcdIAD")
    #expect(try world.salesforce(["Contact": export]).changedNothing)
  }

  @Test func `a contact made here leaves when Salesforce deletes what it made of it`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    var made = Row(Contact.table, id: "made-here")
    made[Contact.account] = Account.ID(Self.acme)
    made[Contact.salesforceID] = "003D000000QAbcdIAD"
    try world.world.save(made)
    let report = try world.salesforce([
      "Contact": "Id,AccountId,LastName,IsDeleted\n003D000000QAbcd,\(Self.acme),Zoë,1\n"
    ])
    #expect(report.object("contact")?.updated == 1)
    #expect(try world.rows(Contact.table).isEmpty)
  }

  @Test(arguments: [
    ("Closed Success", "2024-01-09", "2024-02-01", "2024-01-09"),
    ("Closed Success", "", "2024-02-01", "2024-02-01"),
    ("Closed Success", "", "2031-02-01", "2024-05-15"), ("Closed Success", "", "", "2024-05-15"),
    ("New", "2024-01-09", "2024-02-01", nil), ("", "2024-01-09", "", "2024-01-09"),
    ("", "", "2024-02-01", nil),
  ])
  func `what is closed by its status has a day on which it was, what is open has none`(
    status: String, given: String, due: String, closed: String?
  ) throws {
    let world = try ImportWorld()
    _ = try account(world)
    let task = status.hasPrefix("Closed") ? "Closed" : status == "New" ? "Open" : ""
    _ = try world.salesforce([
      "Call_To_Action__c": """
      Id,Account__c,Name,Type__c,Status__c,Closed_Date__c,Due_Date__c
      a0CD00000000001,\(Self.acme),Start,Risk,\(status),\(given),\(due)
      """,
      "CTA_Task__c": """
      Id,Account__c,Call_To_Action__c,Name,Status__c,Closed_Date__c,Due_Date__c
      a0ED00000000001,\(Self.acme),a0CD00000000001,Step,\(task),\(given),\(due)
      """,
    ])
    #expect(try world.rows(CTA.table).first?[CTA.closedDate] == closed.flatMap { Day($0) })
    #expect(try world.rows(CTATask.table).first?[CTATask.closedDate] == closed.flatMap { Day($0) })
  }

  @Test func `what was deleted in Salesforce leaves, but a customer is only marked`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    let contact = "Id,AccountId,LastName,IsDeleted\n003D000000QAbcd,\(Self.acme),Zoë,"
    _ = try world.salesforce(["Contact": "\(contact)0\n"])
    let report = try world.salesforce([
      "Contact": "\(contact)1\n",
      "Account": "Id,Name,IsDeleted\n\(Self.acme),Acme,1\n001R0000005hDFY,Never met,1\n",
    ])
    #expect(try world.rows(Contact.table).isEmpty)
    #expect(report.object("contact")?.updated == 1)
    #expect(try acme(world)[Account.isMarkedForDeletion] == true)
    #expect(report.object("account")?.skipped == 1)
  }

  @Test func `scores, stages and onboarding reach the account's row`() throws {
    let world = try ImportWorld()
    _ = try account(world)
    _ = try world.salesforce([
      "Scorecard_Measure__c": """
      Id,Account__c,Measure__c,Score__c
      a0MD00000000001,\(Self.acme),TAM Sentiment,87.5
      a0MD00000000002,\(Self.acme),ROI,
      a0MD00000000003,\(Self.acme),Weather,50
      """,
      "Stage_Adoption__c": """
      Id,Account__c,Stage__c,Active__c
      a0TD00000000001,\(Self.acme),Create,1
      a0TD00000000002,\(Self.acme),Verify,0
      """,
      "Call_To_Action__c": """
      Id,Account__c,Name,Type__c,Status__c,Playbook__c,Start_Date__c,Closed_Date__c,Due_Date__c
      a0CD00000000001,\(Self.acme),Start,Lifecycle,Closed Success,New Customer Onboarding,\
      2024-01-02,2024-02-03,2024-02-01
      """,
    ])
    let account = try acme(world)
    #expect(account[Account.stageCount] == 1)
    #expect(account[Account.onboardingStart] == Day("2024-01-02"))
    #expect(account[Account.onboardingEnd] == Day("2024-02-03"))
    #expect(account[Account.healthColor] == .green)
    let measures = try world.rows(HealthMeasure.table)
    #expect(measures.map(\.id).contains("\(Self.acme):TAM Sentiment"))
    #expect(
      try world.rejected.read("rejected-health_measure.csv").contains("Measure__c: \"\"Weather"))
    let cta = try #require(try world.rows(CTA.table).first)
    #expect(cta[CTA.originalDueDate] == Day("2024-02-01"))
  }
}

/// Files that are not imported at all, and what is said of them.
@Suite struct ImportRefusalTests {
  private static let acme = "001D000000IqhSLIAZ"

  /// Imports the files and expects a refusal after which the store is as it was.
  private func refusal(_ files: [String: String]) throws -> String {
    let world = try ImportWorld()
    _ = try world.salesforce(["Account": "Id,Name\n\(Self.acme),Acme\n"])
    let before = try world.everything()
    let head = try world.head()
    let error = #expect(throws: ImportRefusal.self) { try world.salesforce(files) }
    #expect(try world.head() == head)
    #expect(try world.everything() == before)
    return error?.description ?? ""
  }

  @Test func `a file cut inside quotes changes nothing, not even by the files before it`() throws {
    let words = try refusal([
      "Account": "Id,Name\n\(Self.acme),Renamed\n",
      "Contact": "\"Id\",\"AccountId\",\"LastName\"\n\"003D000000QAbcd\",\"\(Self.acme)\",\"Zo",
    ])
    #expect(
      words.contains("Contact.csv was not imported: the quote opened on line 2 is never closed"))
    #expect(words.contains("export it again"))
  }

  @Test func `a file cut between fields changes nothing`() throws {
    let words = try refusal(["Account": "Id,Name,Type\n\(Self.acme),Renamed,Customer\n001R0000005"])
    #expect(words.contains("the last record, on line 3, has 1 of 3 fields and no line end"))
  }

  @Test func `a file without the columns it needs is refused with what was expected`() throws {
    let words = try refusal(["Account": "Ticket,Subject\n1,Help\n"])
    #expect(words.contains("it lacks Id, Name"))
    #expect(words.contains("found are Ticket, Subject"))
    #expect(words.contains("Is it the right file?"))
  }

  @Test func `another object's file under the name is refused by its ids`() throws {
    let words = try refusal(["Account": "Id,Name\n003D000000QAbcd,Zoë\n003D000000QAbce,Ann\n"])
    #expect(
      words.contains(
        "it should hold accounts, whose ids begin with 001, but its ids begin with 003"))
  }

  @Test func `a header that names a column twice is refused`() throws {
    #expect(
      try refusal(["Account": "Id,Name,name\n"]).contains("the column name stands in the header"))
  }

  @Test func `an empty file is refused`() throws {
    #expect(try refusal(["Account": ""]).contains("the file is empty"))
  }

  @Test func `a directory without export files is refused with their names`() throws {
    let world = try ImportWorld()
    try world.files.write("", to: "salesforce/notes.txt")
    let error = #expect(throws: ImportRefusal.self) { try world.salesforce([:]) }
    #expect(error?.description.contains("expected are files named User.csv, Account.csv") == true)
    #expect(throws: ImportRefusal.notADirectory(path: "/nowhere")) {
      try world.importer().salesforce(directory: "/nowhere")
    }
  }

  @Test func `a row with too many or too few fields is rejected by itself`() throws {
    let world = try ImportWorld()
    let report = try world.salesforce([
      "Account": "Id,Name\n\(Self.acme),Acme,Customer\n001R0000005hDFY\n001D000000Jab12,Fine\n"
    ])
    #expect(report.object("account")?.rejected == 2)
    #expect(report.object("account")?.inserted == 1)
    let rejected = try world.rejected.read("rejected-account.csv")
    #expect(rejected.contains("line 2 has 3 fields, the header 2"))
    #expect(rejected.contains("line 3 has 1 fields, the header 2"))
  }

  @Test func `rejected rows of an earlier import do not stay beside a good one`() throws {
    let world = try ImportWorld()
    _ = try world.salesforce(["Account": "Id,Name\nbad,Acme\n\(Self.acme),Acme\n"])
    #expect(FileManager.default.fileExists(atPath: world.rejected.path(of: "rejected-account.csv")))
    _ = try world.salesforce(["Account": "Id,Name\n\(Self.acme),Acme\n"])
    #expect(
      !FileManager.default.fileExists(atPath: world.rejected.path(of: "rejected-account.csv")))
  }

  @Test func `a report is a table for people and JSON for scripts`() throws {
    let world = try ImportWorld()
    let report = try world.salesforce(["Account": "Id,Name\n\(Self.acme),Acme\nx,y\n"])
    let lines = report.description.split(separator: "\n")
    #expect(lines[0].contains("read  inserted  updated  unchanged  skipped  rejected"))
    #expect(
      lines[1].hasPrefix("Account.csv     2         1        0          0        0         1"))
    let json = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    #expect(json.contains("\"rejected_file\":"))
    #expect(json.contains("\"object\":\"account\""))
  }
}
