import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct HierarchySectionTests {
  @Test func `parents and children stand as a tree, each with the sum of what is below`() throws {
    let app = try HeadlessApp(.family)
    try app.open360("Acme Italia").press("'", "h")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme Italia                               connecting  never synced
         Overview ' + letter │▸ Acme Holding       ●  82     $120K = $360K … 2027-06-09
         s Summary           │  └ Acme GmbH        ◐  60     $120K = 120K C… 2027-06-09
         a Attributes     67 │    └ Acme Schweiz   ▲  35  120K CHF           2027-06-09
         t Timeline        0 │  └ • Acme Italia    ○ NA      $120K           2027-06-09
         c Cockpit         1 │── All together ──────────────────────────────────────────
         r Scorecard       0 │  ARR: $360K and 120K CHF
         g Success Plan    0 │  Health: 1 red, 1 yellow, 1 green, 1 NA
         People              │  Instances: 0, of which 0 Unknown
         n Contacts        0 │  Open CTAs: 1
         p Sponsor Tracki… 0 │
         Business            │
         h Account Hierar… 4 │
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

  @Test func `a wide terminal shows renewal, TAM, CTAs and instances as well`() throws {
    let app = try HeadlessApp(.family, size: Size(rows: 16, columns: 140))
    try app.open360("Acme Italia").press("'", "h")
    expectScreen(
      app.screen,
      reads: """
         Portfolio / Acme Italia                                                                                           connecting  never synced
         Overview      ' + letter │▸ Acme Holding                 ●  82     $120K = $360K + 120K CHF 2027-06-09 Ada Lovelace
         s Summary                │  └ Acme GmbH                  ◐  60     $120K = 120K CHF + $120K 2027-06-09 Ada Lovelace
         a Attributes          67 │    └ Acme Schweiz             ▲  35  120K CHF                    2027-06-09 Ada Lovelace
         t Timeline             0 │  └ • Acme Italia              ○ NA      $120K                    2027-06-09 Ada Lovelace     1 CTA
         c Cockpit              1 │── All together ─────────────────────────────────────────────────────────────────────────────────────────────────
         r Scorecard            0 │  ARR: $360K and 120K CHF
         g Success Plan         0 │  Health: 1 red, 1 yellow, 1 green, 1 NA
         People                   │  Instances: 0, of which 0 Unknown
         n Contacts             0 │  Open CTAs: 1
         p Sponsor Tracking     0 │
         Business                 │
         h Account Hierarchy    4 │
         z Zendesk Tickets      0 │
         b Subscriptions        0 │
         ? keys  l log  tab section  / filter  enter open  e edit  L form  a add  f find  = all on one page  s status  v another view  u undo
        """)
  }

  @Test func `names and health find room on a narrow terminal`() throws {
    let app = try HeadlessApp(.family, size: Size(rows: 12, columns: 40))
    try app.open360("Acme Italia").press("'", "h")
    expectScreen(
      app.screen,
      reads: """
         Acme Italia   connecting  never synced
         ' p Sponsor Tracking  h Account Hierarc

        ▸ Acme Holding          ●  82     $120K█
          └ Acme GmbH           ◐  60     $120K█
            └ Acme Schweiz      ▲  35  120K CHF█
          └ • Acme Italia       ○ NA      $120K█
        ── All together ───────────────────────█
          ARR: $360K and 120K CHF              █
          Health: 1 red, 1 yellow, 1 green, 1 N█
          Instances: 0, of which 0 Unknown     │
         ? keys  l log  tab section  / filter
        """)
  }

  @Test func `the customer under the cursor opens`() throws {
    let app = try HeadlessApp(.family)
    try app.open360("Acme Italia").press("'", "h", "enter")
    #expect(app.text.contains("Acme Italia / Acme Holding"))
  }

  @Test func `a customer that stands alone says so, and that a parent is not in the book`() throws {
    let alone = try HeadlessApp([.account("globex", name: "Globex")])
    try alone.open360("Globex").press("'", "h")
    #expect(alone.text.contains("neither parent nor children in your book"))

    let orphan = try HeadlessApp([.account("sub", name: "Subsidiary", parent: "elsewhere")])
    try orphan.open360("Subsidiary").press("'", "h")
    #expect(orphan.text.contains("parent above is not in your book"))
  }
}

extension [Row] {
  fileprivate static var family: [Row] {
    var swiss = Row.account("ch", name: "Acme Schweiz", parent: "de", health: 35)
    swiss[Account.currency] = "CHF"
    return [
      .account("top", name: "Acme Holding", health: 82),
      .account("de", name: "Acme GmbH", parent: "top", health: 60),
      swiss,
      .account("it", name: "Acme Italia", parent: "top", health: nil),
      .account("other", name: "Globex"),
      .cta("risk", of: "it"),
    ]
  }
}
