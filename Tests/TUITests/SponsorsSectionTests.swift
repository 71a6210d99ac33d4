import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct SponsorsSectionTests {
  @Test func `roles show who covers them, and the tracked people how they are`() throws {
    let app = try HeadlessApp(.sponsors, size: Size(rows: 18, columns: 120))
    try app.open360("Acme GmbH").press("'", "p")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme GmbH                                                                         connecting  never synced
         Overview      ' + letter │── Roles ────────────────────────────────────────────────────────────────────────────────────
         s Summary                │▸ ● Executive Sponsor Jane Doe: 12 days ago
         a Attributes          67 │  ◐ Dev Lead          Joe Roth: never seen
         t Timeline             2 │  ▲ Security Lead     nobody; s says who
         c Cockpit              0 │  ▲ GitLab Admin      nobody; s says who
         r Scorecard            0 │  ◐ Regular contacts  1 in 90 days; aim for 2
         g Success Plan         0 │  ◐ Our sponsor       Grace Hopper, with them 120 days ago
         People                   │── Tracked ──────────────────────────────────────────────────────────────────────────────────
         n Contacts             2 │  ● Jane Doe             12 days ago  Tracked     Executive Sponsor CTO
         p Sponsor Tracking     2 │  ▲ Lena Left            left         Match Found
         Business                 │
         h Account Hierarchy    1 │
         z Zendesk Tickets      0 │
         b Subscriptions        0 │
         o Opportunities        0 │
         f Salesforce Activiti… 0 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find  = all on one page  s status
        """)
  }

  @Test func `a usual terminal leaves out role and title, and a person opens`() throws {
    let app = try HeadlessApp(.sponsors)
    try app.open360("Acme GmbH").press("'", "p", "G", "enter")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme GmbH                                 connecting  never synced
         Overview ' + letter │── Roles ─────────────────────────────────────────────────
         s Summary           │  ● Executive Sponsor Jane Doe: 12 days ago
         a Attributes     67 │  ◐ Dev Lead          Joe Roth: never seen
         t Timeline        2 │  ▲ Security Lead     nobody; s says who
         c Cockpit         0 │  ▲ GitLab Admin      nobody; s says who
         r Scorecard       0 │  ◐ Regular contacts  1 in 90 days; aim for 2
         g Success Plan    0 │  ◐ Our sponsor       Grace Hopper, with them 120 days a…
         People              │── Tracked ───────────────────────────────────────────────
         n Contacts        2 │  ● Jane Doe        12 days ago  Tracked     CTO
         p Sponsor Tracki… 2 │▸ ▲ Lena Left       left         Match Found
         Business            │    Sponsor tracking: Match Found
         h Account Hierar… 1 │    E-mail: lena@acme.example
         z Zendesk Tickets 0 │    Left: the contact is inactive, here or in Salesforce.
         b Subscriptions   0 │    e adds a risk CTA; x stops tracking once somebody
         o Opportunities   0 │    else is found.
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

  @Test func `a narrow terminal keeps the sign and the name`() throws {
    let app = try HeadlessApp(.sponsors, size: Size(rows: 16, columns: 40))
    try app.open360("Acme GmbH").press("'", "p")
    expectScreen(
      app.screen,
      reads: """
         Acme GmbH     connecting  never synced
         ' n Contacts  p Sponsor Tracking 2

        ── Roles ───────────────────────────────
        ▸ ● Executive S… Jane Doe: 12 days ago
          ◐ Dev Lead     Joe Roth: never seen
          ▲ Security Le… nobody; s says who
          ▲ GitLab Admin nobody; s says who
          ◐ Regular con… 1 in 90 days; aim for…
          ◐ Our sponsor  Grace Hopper, with th…
        ── Tracked ─────────────────────────────
          ● Jane Doe   12 days ago  Tracked
          ▲ Lena Left  left         Match Found


         ? keys  l log  tab section  / filter
        """)
  }

  @Test func `a contact is tracked, its profile linked, and both undone`() throws {
    let app = try HeadlessApp(.sponsors)
    try app.open360("Acme GmbH").press("'", "p", "a", "1")
    #expect(try contact("c-joe", in: app)[Contact.sponsorStatus] == .pending)
    try app.press("G", "up", "e", "2")
    app.type("https://people.example/joe")
    try app.press("enter")
    #expect(try contact("c-joe", in: app)[Contact.profileURL] == "https://people.example/joe")
    try app.press("u", "u")
    #expect(try contact("c-joe", in: app)[Contact.sponsorStatus] == nil)
  }

  @Test func `a role that nobody has is given to a contact`() throws {
    let app = try HeadlessApp(.sponsors)
    try app.open360("Acme GmbH").press("'", "p", "down", "down", "s", "2")
    #expect(try contact("c-joe", in: app)[Contact.role] == .securityLead)
  }

  @Test func `where tracking stands is chosen, and x stops it`() throws {
    let app = try HeadlessApp(.sponsors)
    try app.open360("Acme GmbH").press("'", "p", "G", "s", "3")
    #expect(try contact("c-left", in: app)[Contact.sponsorStatus] == .tracked)
    try app.press("x")
    #expect(try contact("c-left", in: app)[Contact.sponsorStatus] == nil)
  }

  @Test func `a sponsor who left leads to a risk CTA, once`() throws {
    let app = try HeadlessApp(.sponsors)
    try app.open360("Acme GmbH").press("'", "p", "G", "e", "5")
    var filter = CTAFilter()
    filter.account = Account.ID("acme")
    let ctas = try app.replica.ctas(filter)
    #expect(ctas.map(\.name) == ["Lena Left is lost as sponsor: find another"])
    #expect(ctas.map(\.type) == [.risk])
    try app.press("e", "5")
    #expect(try app.replica.ctas(filter).count == 1)
    #expect(app.text.contains("One like it is open"))
  }

  @Test func `the summary warns of a sponsor who left, and opens the section`() throws {
    let app = try HeadlessApp(.sponsors)
    try app.open360("Acme GmbH")
    #expect(app.text.contains("2 tracked, 1 left"))
    for _ in 0..<11 { try app.press("down") }
    try app.press("enter")
    #expect(app.text.contains("── Tracked"))
  }

  @Test func `without contacts it is said where to add one`() throws {
    let app = try HeadlessApp([.account("acme", name: "Acme GmbH")])
    try app.open360("Acme GmbH").press("'", "p")
    #expect(app.text.contains("No contact is known to track"))
    try app.press("a")
    #expect(app.text.contains("Contacts adds more people"))
  }

  private func contact(_ id: String, in app: HeadlessApp) throws -> Row {
    try #require(try app.replica.row(Contact.table, id))
  }
}

extension [Row] {
  /// A customer with an executive sponsor seen lately, a lead never seen, and one who left.
  fileprivate static var sponsors: [Row] {
    var account = Row.account("acme", name: "Acme GmbH")
    account[Account.executiveSponsor] = User.ID("005grace")
    var jane = Row.contact("c-jane", of: "acme", "Jane Doe", email: "jane@acme.example")
    jane[Contact.title] = "CTO"
    jane[Contact.role] = .executiveSponsor
    jane[Contact.sponsorStatus] = .tracked
    jane[Contact.profileURL] = "https://people.example/jane"
    var joe = Row.contact("c-joe", of: "acme", "Joe Roth", email: "joe@acme.example")
    joe[Contact.role] = .developmentLead
    var left = Row.contact("c-left", of: "acme", "Lena Left", email: "lena@acme.example")
    left[Contact.isInactive] = true
    left[Contact.sponsorStatus] = .matchFound
    var call = Row.activity("call", of: "acme", "Cadence call", daysAgo: 12)
    call[Activity.externalAttendees] = "jane@acme.example"
    var review = Row.activity("review", of: "acme", "Review", daysAgo: 120)
    review[Activity.hasExecutiveSponsor] = true
    return [.user("005grace", name: "Grace Hopper"), account, jane, joe, left, call, review]
  }
}
