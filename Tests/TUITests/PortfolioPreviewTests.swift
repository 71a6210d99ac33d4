import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// The preview, and how values show at every size.
@Suite struct PortfolioPreviewTests {
  private let rows: [PortfolioRow] = [
    .sample("Acme GmbH", health: 31.5, renewsIn: 12, silentFor: 74, open: 5, overdue: 2),
    .sample("Globex", health: 62.5, renewsIn: 80, silentFor: nil, unknown: 3),
    .sample("Hooli", health: 40, renewsIn: 200, utilization: nil, owner: "Bob Ross"),
    .sample("Initech", health: nil, renewsIn: nil, isActive: false),
  ]

  @Test func `the preview stands beside the list where it is wide`() {
    var state = AppState.sample(rows, surroundings: .sample(rows: 24, columns: 120))
    let effects = state.press("p")
    let id = Account.ID("Acme GmbH")
    #expect(effects == [.read(PortfolioPreviewReading(id: id))])
    _ = state.update(.loaded(Loaded(PortfolioPreviewReading(id: id), .sample(id))))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio                                                                                      ● online  synced 2m ago
         4 customers · my book · by Health ↑
         At risk t r   FY27-Q4 t 1   FY28-Q1 t 2   FY28-Q2 t 3   FY28-Q3 t 4   Late CTAs t o Unlabeled t u Quiet t q
         2             1             1             1             0             2             3             2
         $240K         $120K         $120K         $120K                       at 1 customer at 1 customer $240K
          Customer           Health  Renewal Last call    CTAs      ARR License ── Acme GmbH ───────────────────────────────────
        ▸ Acme GmbH          ▲  32       12d     ▲ 74d    5/2!    $120K     62%  ▲  32 Red                                $120K
          Hooli              ▲  40      200d     ● 10d            $120K      NA  Renewal    2026-12-03, in 12 days
          Globex             ◐  63       80d   ▲ never            $120K     62%  Last call  2026-09-08, 74 days ago
          Initech            ○ NA                ● 10d            $120K     62%  ROI                ▲  25
                                                                                 TAM Sentiment      ◐  63
                                                                                 SCM Adoption       ●  88
                                                                                 Last entries
                                                                                    3d Call      Renewal plan
                                                                                 Next CTAs
                                                                                     -2d Ask for a date unsent
                                                                                 Contacts
                                                                                 Jane Doe  Head of Platform





         ? keys  enter open  l log  / filter  s sort  v views  L form  p preview  f find  c columns  b book  o group  u undo
        """)
  }

  @Test func `the preview stands below the list where it is narrow`() {
    var state = AppState.sample(rows, surroundings: .sample(rows: 12, columns: 40))
    state.press("p")
    let id = Account.ID("Acme GmbH")
    _ = state.update(.loaded(Loaded(PortfolioPreviewReading(id: id), .sample(id))))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio      ● online  synced 2m ago
         4 customers · my book · by Health ↑
          Customer              Health  Renewal
        ▸ Acme GmbH             ▲  32       12d
          Hooli                 ▲  40      200d
          Globex                ◐  63       80d
          Initech               ○ NA
        ── Acme GmbH ───────────────────────────
         ▲  32 Red                        $120K
         Renewal    2026-12-03, in 12 days
         Last call  2026-09-08, 74 days ago
         ? keys  enter open  l log  / filter
        """)
  }

  @Test func `what was read of another customer is not shown`() {
    var state = AppState.sample(rows)
    state.press("p")
    let effects = state.press("j")
    #expect(effects == [.read(PortfolioPreviewReading(id: Account.ID("Hooli")))])
    let late = Account.ID("Acme GmbH")
    _ = state.update(.loaded(Loaded(PortfolioPreviewReading(id: late), .sample(late))))
    #expect(!state.text().contains("Renewal plan"))
    #expect(state.text().contains("Reading…"))
  }

  @Test func `unsent and refused edits are marked where the customer stands`() {
    var (unsent, refused) = (PortfolioRow.sample("Waiting"), PortfolioRow.sample("Refused"))
    unsent.unsentEdits = 2
    refused.refusedEdits = 1
    var state = AppState.sample(
      [unsent, refused, .sample("Plain")], surroundings: .sample(rows: 8, columns: 40))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio      ● online  synced 2m ago
         3 customers · my book · by Health ↑
          Customer              Health  Renewal
        ▸ Plain                 ●  80      200d
          Refused             ! ●  80      200d
          Waiting             + ●  80      200d

         ? keys  enter open  l log  / filter
        """)
  }

  @Test func `a large terminal shows every usual column`() {
    var details = rows
    for index in details.indices {
      details[index].details.known = [.plans]
      var progress = PlanProgress()
      progress.addObjective(isClosed: true, tasks: 0, closedTasks: 0)
      progress.addObjective(isClosed: false, tasks: 4, closedTasks: 1)
      if index < 2 { details[index].details.plan = progress }
    }
    var state = AppState.sample(details, surroundings: .sample(rows: 60, columns: 200))
    _ = state.update(.loaded(Loaded(PortfolioReading(book: .own, details: [.plans]), details)))
    let lines = state.text().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 60)
    expectScreen(
      lines.prefix(10).joined(separator: "\n"),
      reads: """
         Portfolio                                                                                                                                                                      ● online  synced 2m ago
         4 customers · my book · by Health ↑
         At risk t r             FY27-Q4 t 1             FY28-Q1 t 2             FY28-Q2 t 3             FY28-Q3 t 4             Late CTAs t o           Unlabeled t u           Quiet t q
         2                       1                       1                       1                       0                       2                       3                       2
         $240K                   $120K                   $120K                   $120K                                           at 1 customer           at 1 customer           $240K
          Customer                                               Health                Renewal          Last call        CTAs       ARR            License Tix P  Lifecycle       Unlabeled Stages  Plan Region
        ▸ Acme GmbH                                              ▲  32 Red    2026-12-03   12d ▲ 2026-09-08   74d   5, 2 late     $120K   62%     ▄▄▅·▅▅▅▅     1  Adoption                       4   63% EMEA
          Hooli                                                  ▲  40 Red    2027-06-09  200d ● 2026-11-11   10d                 $120K    NA                  1  Adoption                       4       EMEA
          Globex                                                 ◐  63 Yellow 2027-02-09   80d           ▲  never                 $120K   62%     ▄▄▅·▅▅▅▅     1  Adoption                3      4   63% EMEA
          Initech                                                ○ NA                          ● 2026-11-11   10d                 $120K   62%     ▄▄▅·▅▅▅▅     1  Adoption                       4       EMEA
        """)
  }

  @Test func `every column draws every customer at every width`() {
    var full = rows
    for index in full.indices {
      full[index].details.known = Set(PortfolioDetail.allCases)
      full[index].details.measures = [.roi: 25, .scm: 62.5]
      full[index].details.nextDue = .sampleToday.adding(days: index - 2)
      full[index].details.parentName = "Mother \u{1B}[31m AG"
      full[index].utilizationMonth = .sampleToday.firstOfMonth.adding(months: -index)
    }
    for column in PortfolioColumn.allCases {
      for width in [1, 5, 8, 14, 20] {
        for row in full {
          var canvas = Canvas(size: Size(rows: 1, columns: width))
          column.draw(row, on: &canvas, surroundings: .sample())
          #expect(!canvas.buffer.text.contains("\u{1B}"))
        }
      }
    }
  }
}

extension PortfolioPreview {
  static func sample(_ id: Account.ID) -> PortfolioPreview {
    var contact = Row(Contact.table, id: "c1")
    contact[Contact.firstName] = "Jane"
    contact[Contact.lastName] = "Doe"
    contact[Contact.title] = "Head of Platform"
    let cta = CTARow(
      id: CTA.ID("cta"), account: id, accountName: "", name: "Ask for a date", type: .risk,
      reason: nil, status: .new, priority: .high, owner: nil, ownerName: nil,
      dueDate: .sampleToday.adding(days: -2), originalDueDate: nil, closedDate: nil, playbook: nil,
      comments: "", plan: nil, isImportant: false, snoozedUntil: nil, snoozeReason: nil,
      createdAt: nil, taskCount: 0, openTaskCount: 0, isUnsent: true)
    return PortfolioPreview(
      id: id, measures: [.roi: 25, .tamSentiment: 62.5, .scm: 87.5],
      entries: [.sample("Renewal plan")], ctas: [cta], contacts: [contact])
  }
}
