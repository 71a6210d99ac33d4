import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// What can be done on the Portfolio besides reading it.
@Suite struct PortfolioFeatureTests {
  private let rows: [PortfolioRow] = [
    .sample("Acme GmbH", health: 31.5, renewsIn: 12, silentFor: 74, open: 5, overdue: 2),
    .sample("Globex", health: 62.5, renewsIn: 80, silentFor: nil, unknown: 3),
    .sample("Hooli", health: 40, renewsIn: 200, utilization: nil, owner: "Bob Ross"),
    .sample("Initech", health: nil, renewsIn: nil, isActive: false),
  ]

  // Finding

  @Test func `red customers that renew within ninety days take two keys and the words`() {
    var state = AppState.sample(rows)
    state.press("/")
    state.type("health:red renew:<90")
    state.press("enter")
    #expect(state.names == ["Acme GmbH"])
    #expect(
      state.text().contains("1 of 4 customers · health:red hides 2 · renew:<90 hides 2"))
  }

  @Test func `an unknown column is named while it is typed and after`() {
    var state = AppState.sample(rows)
    state.press("/")
    state.type("karma:good")
    #expect(state.text().contains("no column is called \"karma\""))
    #expect(state.names.count == 4)
    state.press("enter")
    #expect(state.text().contains("no column is called \"karma\""))
  }

  @Test(arguments: [
    ("heal", "health:"), ("health:r", "health:red "), ("-reg", "-region:"),
    ("acme tam:a", "acme tam:\"ada lovelace\" "), ("tam:bob,", "tam:bob,"), ("re", "re"),
    ("status:", "status:"), ("ctas:o", "ctas:overdue "), ("zzz", "zzz"),
  ])
  func `Tab completes columns and their values`(typed: String, expected: String) {
    var state = AppState.sample(rows)
    state.press("/")
    state.type(typed)
    state.press("tab")
    #expect(state.portfolio?.filter == expected)
  }

  @Test func `what may follow stands above the line being typed`() {
    var state = AppState.sample(rows, surroundings: .sample(rows: 12, columns: 80))
    state.press("/")
    state.type("tam:")
    #expect(state.text().contains("tam: ada lovelace, bob ross"))
    state.type("bob renew:")
    #expect(state.text().contains("renewal: write <90, >30"))
  }

  @Test func `a filter on what has not been read reads it`() {
    var state = AppState.sample(rows)
    state.press("/")
    let effects = state.type("sentiment:red")
    #expect(
      effects.contains(
        .read(PortfolioReading(book: .own, details: [.plans, .measures]))))
  }

  // Figures

  @Test func `a figure opens its list, and closes it again`() {
    var state = AppState.sample(rows)
    state.press("t", "r")
    #expect(state.names == ["Acme GmbH", "Hooli"])
    state.press("t", "r")
    #expect(state.names.count == 4)
    state.press("t", "u")
    #expect(state.names == ["Globex"])
  }

  @Test func `each figure counts what its list shows`() throws {
    var state = AppState.sample(rows)
    let tiles = try #require(state.portfolio?.tiles)
    #expect(tiles.map(\.kind) == PortfolioTile.Kind.allCases)
    #expect(tiles.contains { $0.sums.customers > 0 })
    for tile in tiles {
      _ = state.run(.portfolio(.tile(tile.kind)))
      #expect(state.names.count == tile.sums.customers, "\(tile.kind)")
      _ = state.run(.portfolio(.tile(tile.kind)))
    }
  }

  @Test func `figures go away on a key and where there is no room`() {
    var state = AppState.sample(rows)
    #expect(state.text().contains("At risk"))
    state.press("t", "t")
    #expect(!state.text().contains("At risk"))
    var small = AppState.sample(rows, surroundings: .sample(rows: 19, columns: 80))
    #expect(!small.text().contains("At risk"))
  }

  // Groups

  @Test func `groups stand under headings with their sums`() {
    var state = AppState.sample(rows, surroundings: .sample(rows: 14, columns: 80))
    state.press("o", "2")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio                                              ● online  synced 2m ago
         4 customers · my book · by Health ↑ · under TAM
          Customer            Health  Renewal Last call    CTAs      ARR License Tix P
        ── Ada Lovelace  3 customers  $360K  1 at risk ─────────────────────────────────
        ▸ Acme GmbH           ▲  32       12d     ▲ 74d    5/2!    $120K     62%     1
          Globex              ◐  63       80d   ▲ never            $120K     62%     1
          Initech             ○ NA                ● 10d            $120K     62%     1
        ── Bob Ross  1 customer  $120K  1 at risk ──────────────────────────────────────
          Hooli               ▲  40      200d     ● 10d            $120K      NA     1




         ? keys  enter open  l log  / filter  s sort  v views  L form  p preview  f find
        """)
    #expect(state.selectedName == "Acme GmbH")
    state.press("j", "j", "j")
    #expect(state.selectedName == "Hooli")
  }

  // Columns

  @Test func `columns are chosen beside the table, and every change shows at once`() {
    var state = AppState.sample(rows, surroundings: .sample(rows: 16, columns: 100))
    state.press("c", "j", "space", "J")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio                                                                  ● online  synced 2m ago
         4 customers · my book · by Health ↑
          Customer             Last call  Renewal    CTAs ┌─ Columns ──────────────────────────────────────┐
        ▸ Acme GmbH                ▲ 74d      12d    5/2! │✓ Customer    Name; dim when inactive          █│
          Hooli                    ● 10d     200d         │  Health      Overall health                   █│
          Globex                 ▲ never      80d         │✓ Last call   Last call or meeting, colored by…││
          Initech                  ● 10d                  │✓ Renewal     Renewal date and days left       ││
                                                          │✓ CTAs        Open CTAs, and how many are late ││
                                                          │✓ ARR         Annual recurring revenue         ││
                                                          │✓ License     License utilization, a year of it││
                                                          │✓ Tix         Open support tickets             ││
                                                          │✓ P           TAM prioritization               ││
                                                          │✓ Lifecycle   Lifecycle stage                  ││
                                                          │space shows  J K move  c closes  X usual ones   │
                                                          └────────────────────────────────────────────────┘
         ? keys  enter open  l log  / filter  s sort  v views  L form  p preview  f find  c columns  b book
        """)
    #expect(state.portfolio?.columns?.prefix(3) == [.customer, .lastActivity, .renewal])
    state.press("esc")
    #expect(state.portfolio?.chooser == nil)
    #expect(state.portfolio?.shownColumns.prefix(2) == [.customer, .lastActivity])
    state.press("X")
    #expect(state.portfolio?.columns == nil)
  }

  @Test func `the name of the customer cannot be hidden`() {
    var state = AppState.sample(rows)
    state.press("c", "space")
    #expect(state.portfolio?.shownColumns.first == .customer)
  }

  @Test func `forty columns are enough to choose columns`() {
    var state = AppState.sample(rows, surroundings: .sample(rows: 12, columns: 40))
    state.press("c")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio      ● online  synced 2m ago
         4 customers · my book · by Health ↑
        ┌─ Columns ────────────────────────────┐
        │✓ Customer    Name; dim when inactive█│
        │✓ Health      Overall health         ││
        │✓ Renewal     Renewal date and days …││
        │✓ Last call   Last call or meeting, …││
        │✓ CTAs        Open CTAs, and how man…││
        │✓ ARR         Annual recurring reven…││
        │space shows  J K move  c closes       │
        └──────────────────────────────────────┘
         ? keys  enter open  l log  / filter
        """)
  }

  @Test func `a column that needs more is read when it is shown`() {
    var state = AppState.sample(rows)
    _ = state.run(.portfolio(.columns))
    let effects = (0..<40).flatMap { _ -> [AppEffect] in
      let more = state.portfolio?.chooser?.selected == .sentiment ? state.press("space") : []
      return more + state.press("j")
    }
    #expect(
      effects.contains(.read(PortfolioReading(book: .own, details: [.plans, .measures]))))
  }

  @Test func `an answer to an older question does not take details away`() {
    var state = AppState.sample(rows)
    var full = rows
    for index in full.indices { full[index].details.known = [.plans] }
    _ = state.update(.loaded(Loaded(PortfolioReading(book: .own, details: [.plans]), full)))
    _ = state.update(.loaded(Loaded(PortfolioReading(book: .own), rows)))
    let known = state.portfolio?.rows.map(\.details.known)
    #expect(known == [Set<PortfolioDetail>](repeating: [.plans], count: rows.count))
  }

  @Test func `a click on a heading sorts by its column`() throws {
    var state = AppState.sample(rows)
    _ = state.draw()
    let target = try #require(
      state.targets.first { $0.command == .portfolio(.sortBy(.customer)) })
    _ = state.run(target.command)
    #expect(state.names.first == "Acme GmbH")
    _ = state.run(target.command)
    #expect(state.names.first == "Initech")
  }

  // Marks

  @Test func `marks are counted, survive a sort, and Escape takes them away`() {
    var state = AppState.sample(rows)
    state.press("space", "space")
    #expect(state.text().contains("2 marked"))
    state.press("s", "1")
    #expect(state.portfolio?.list.marked.count == 2)
    state.press("esc")
    #expect(state.portfolio?.list.marked.isEmpty == true)
    state.press("V")
    #expect(state.text().contains("4 marked"))
  }

  // Views and books

  @Test func `a shipped view sets filter, order and groups at once`() {
    var state = AppState.sample(rows, surroundings: .sample(rows: 24, columns: 200))
    state.press("v", "3")
    #expect(state.names == ["Acme GmbH", "Globex"])
    #expect(state.portfolio?.group == .quarter)
    #expect(state.text().contains("Renewals next 90 days"))
  }

  @Test func `a view is saved as it stands, and offered again`() throws {
    var state = AppState.sample(rows)
    state.press("/")
    state.type("health:red")
    state.press("enter")
    _ = state.settle(state.run(.portfolio(.nameView)))
    state.type("My  reds")
    let effects = state.press("enter")
    let view = PortfolioView(name: "My reds", book: .own, filter: "health:red")
    #expect(effects == [.saveView(view)])
    #expect(state.text().contains("Saved the view My reds"))
    _ = state.update(.views([view]))
    state.press("v")
    #expect(state.text().contains("My reds"))
    #expect(state.text().contains("Delete a view…"))
  }

  @Test func `a name that cannot be a file's stays in the line with the reason`() {
    var state = AppState.sample(rows)
    _ = state.settle(state.run(.portfolio(.nameView)))
    state.type("../up")
    #expect(state.press("enter").isEmpty)
    #expect(state.text().contains("A name does not begin with a dot."))
  }

  @Test func `a saved view stands in for the shipped one of its name`() {
    let mine = PortfolioView(name: "At risk", filter: "acme")
    #expect(PortfolioView.all(saved: [mine]).filter { $0.name == "At risk" } == [mine])
  }

  @Test func `books are chosen by team and TAM, with how many customers each has`() {
    var state = AppState.sample(rows, surroundings: .sample(rows: 14, columns: 80))
    let counts = [
      BookCount(tam: User.ID("005ada"), name: "Ada Lovelace", team: "Blue", customers: 4),
      BookCount(tam: User.ID("005bob"), name: "Bob Ross", team: "Green", customers: 7),
      BookCount(tam: nil, name: nil, team: nil, customers: 2),
    ]
    _ = state.update(.loaded(Loaded(BookCountReading(), counts)))
    state.press("b")
    expectScreen(
      state.draw(),
      reads: """
         Portfolio                                              ● online  synced 2m ago
         4 customers · my book · by Health ↑
          Customer            Health  Renewal Last call    CTAs      ARR License Tix P
        ▸ Acme GmbH           ▲  3┌─ Whose customers ────────┐!    $120K     62%     1
          Hooli               ▲  4│ 1 My book  4             │     $120K      NA     1
          Globex              ◐  6│ 2 team Blue  4           │     $120K     62%     1
          Initech             ○ NA│ 3 team Green  7          │     $120K     62%     1
                                  │ 4 every customer  13     │
                                  │ 5 those I follow         │
                                  │ 6 Bob Ross  7            │
                                  └──────────────────────────┘


         ? keys  enter open  l log  / filter  s sort  v views  L form  p preview  f find
        """)
    let effects = state.press("6")
    let book = Book.user(User.ID("005bob"))
    #expect(effects == [.read(PortfolioReading(book: book, details: [.plans]))])
    #expect(state.text().contains("Reading the replica…"))
    _ = state.update(.loaded(Loaded(PortfolioReading(book: book, details: [.plans]), [])))
    #expect(state.text().contains("book of Bob Ross"))
  }
}
