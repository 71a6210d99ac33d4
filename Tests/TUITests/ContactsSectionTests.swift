import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct ContactsSectionTests {
  @Test func `contacts show role, address and when they were last seen`() throws {
    let app = try HeadlessApp(.people, size: Size(rows: 14, columns: 120))
    try app.open360("Acme GmbH").press("'", "n")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme GmbH                                                                         connecting  never synced
         Overview      ' + letter │▸ Jane Doe             Executive Spons… 12 days ago          jane@acme.example  CTO
         s Summary                │  Joe Roth             Dev Lead         never seen   no mail joe@acme.example   Team lead o…
         a Attributes          67 │  Nobody is GitLab Admin: surveys and newsletters reach nobody. s sets the role.
         t Timeline             1 │── Inactive ─────────────────────────────────────────────────────────────────────────────────
         c Cockpit              0 │  Otto Alt                              never seen           otto@acme.example
         r Scorecard            0 │
         g Success Plan         0 │
         People                   │
         n Contacts             2 │
         p Sponsor Tracking     1 │
         Business                 │
         h Account Hierarchy    1 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find  = all on one page  s status
        """)
  }

  @Test func `a usual terminal shows who, which role and how recently`() throws {
    let app = try HeadlessApp(.people)
    try app.open360("Acme GmbH").press("'", "n", "enter")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme GmbH                                 connecting  never synced
         Overview ' + letter │▸ Jane Doe             Executive Sp… 12 days ago
         s Summary           │    First name: Jane
         a Attributes     67 │    Last name: Doe
         t Timeline        1 │    E-mail: jane@acme.example
         c Cockpit         0 │    Title: CTO
         r Scorecard       0 │    GitLab role: Executive Sponsor
         g Success Plan    0 │    On 1 entry of the timeline
         People              │  Joe Roth             Dev Lead      never seen   no mail
         n Contacts        2 │  Nobody is GitLab Admin: surveys and newsletters reach
         p Sponsor Tracki… 1 │  nobody. s sets the role.
         Business            │── Inactive ──────────────────────────────────────────────
         h Account Hierar… 1 │  Otto Alt                           never seen
         z Zendesk Tickets 0 │
         b Subscriptions   0 │
         o Opportunities   0 │
         f Salesforce Act… 0 │
         v Surveys         0 │
         Product             │
         l Adoption        0 │
         m User Adoption Me… │
         u Product Usage … 0 │
         i Instances       0 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find
        """)
  }

  @Test func `a narrow terminal shows who and how recently`() throws {
    let app = try HeadlessApp(.people, size: Size(rows: 12, columns: 40))
    try app.open360("Acme GmbH").press("'", "n")
    expectScreen(
      app.screen,
      reads: """
         Acme GmbH     connecting  never synced
         ' g Success Plan  n Contacts 2

        ▸ Jane Doe       Executiv… 12 days ago
          Joe Roth       Dev Lead  never seen
          Nobody is GitLab Admin: surveys and
          newsletters reach nobody. s sets the
          role.
        ── Inactive ────────────────────────────
          Otto Alt                 never seen

         ? keys  l log  tab section  / filter
        """)
  }

  @Test func `a contact is added from one line, and undone`() throws {
    let app = try HeadlessApp(.people)
    try app.open360("Acme GmbH").press("'", "n", "a")
    app.type("Bob van Dam <bob@acme.example>, Head of Platform, dev lead")
    try app.press("enter")
    let bob = try #require(try contacts(in: app).first { $0[Contact.email] == "bob@acme.example" })
    #expect(bob[Contact.firstName] == "Bob van")
    #expect(bob[Contact.lastName] == "Dam")
    #expect(bob[Contact.title] == "Head of Platform")
    #expect(bob[Contact.role] == .developmentLead)

    try app.press("u")
    #expect(try !contacts(in: app).contains { $0[Contact.email] == "bob@acme.example" })
  }

  @Test func `an address that the customer has already is refused with whose it is`() throws {
    let app = try HeadlessApp(.people)
    try app.open360("Acme GmbH").press("'", "n", "a")
    app.type("J Doe <JANE@acme.example>")
    try app.press("enter")
    #expect(app.text.contains("Jane Doe has this address"))
    #expect(app.text.contains("J Doe <JANE@acme.example>"))
  }

  @Test func `an address that another customer has is asked about before it is added`() throws {
    let app = try HeadlessApp(.people)
    try app.open360("Acme GmbH").press("'", "n", "a")
    app.type("Hank Scorpio <hank@globex.example>")
    try app.press("enter")
    #expect(app.text.contains("Hank Scorpio of Globex has this address"))
    #expect(try contacts(in: app).count == 3)
    try app.press("y")
    #expect(try contacts(in: app).count == 4)
  }

  @Test func `the role is chosen from those there are, for all that are marked, and undone`() throws
  {
    let app = try HeadlessApp(.people)
    try app.open360("Acme GmbH").press("'", "n", "space", "space", "s", "1")
    #expect(try contacts(in: app).count { $0[Contact.role] == .admin } == 2)
    try app.press("u")
    #expect(try contacts(in: app).count { $0[Contact.role] == .admin } == 0)
  }

  @Test func `an edit to the address of another contact is refused`() throws {
    let app = try HeadlessApp(.people)
    try app.open360("Acme GmbH").press("'", "n", "e", "3", "ctrl+u")
    app.type("joe@acme.example")
    try app.press("enter")
    #expect(app.text.contains("Joe Roth has this address"))
  }

  @Test func `x marks a contact as inactive, and as active again`() throws {
    let app = try HeadlessApp(.people)
    try app.open360("Acme GmbH").press("'", "n", "x")
    let jane = try #require(try app.replica.row(Contact.table, "c-jane"))
    #expect(jane[Contact.isInactive] == true)
    try app.press("u")
    let again = try #require(try app.replica.row(Contact.table, "c-jane"))
    #expect(again[Contact.isInactive] != true)
  }

  @Test func `v shows the contacts of the whole hierarchy, which can be edited as well`() throws {
    let app = try HeadlessApp(.smallCompany)
    try app.open360("Acme GmbH").press("'", "n")
    #expect(!app.text.contains("Jana Rossi"))
    try app.press("v")
    #expect(app.text.contains("── Acme Italia"))
    try app.press("G", "s", "1")
    #expect(try app.replica.row(Contact.table, "c-jana")?[Contact.role] == .admin)
    try app.press("v")
    #expect(!app.text.contains("Jana Rossi"))
  }

  @Test func `a customer without contacts says how to add one`() throws {
    let app = try HeadlessApp([.account("acme", name: "Acme GmbH")])
    try app.open360("Acme GmbH").press("'", "n")
    #expect(app.text.contains("No contact is known for this customer. a adds one."))
  }

  @Test(arguments: [
    ("Jane Doe <jane@acme.example>, CTO", "Doe"), ("Doe jane@acme.example", "Doe"),
    ("<jane@acme.example>", nil), ("Jane Doe", nil), ("Jane Doe <jane>", nil), ("", nil),
  ])
  func `a line is a contact when it has a name and an address`(line: String, last: String?) {
    #expect(ContactText.fields(of: line)?[Contact.lastName] == last)
  }

  private func contacts(in app: HeadlessApp) throws -> [Row] {
    try app.replica.contacts(of: Account.ID("acme"))
  }
}

extension [Row] {
  /// Two active contacts of a customer, an inactive one, and one of another customer.
  fileprivate static var people: [Row] {
    var jane = Row.contact("c-jane", of: "acme", "Jane Doe", email: "jane@acme.example")
    jane[Contact.title] = "CTO"
    jane[Contact.role] = .executiveSponsor
    jane[Contact.salesforceID] = "003jane"
    var joe = Row.contact("c-joe", of: "acme", "Joe Roth", email: "joe@acme.example")
    joe[Contact.isOptedOut] = true
    joe[Contact.role] = .developmentLead
    joe[Contact.title] = "Team lead of the runners"
    var old = Row.contact("c-old", of: "acme", "Otto Alt", email: "otto@acme.example")
    old[Contact.isInactive] = true
    var call = Row.activity("call", of: "acme", "Cadence call", daysAgo: 12)
    call[Activity.externalAttendees] = "jane@acme.example"
    return [
      .account("acme", name: "Acme GmbH"), .account("globex", name: "Globex"), jane, joe, old,
      call, .contact("c-hank", of: "globex", "Hank Scorpio", email: "hank@globex.example"),
    ]
  }
}
