import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct PortfolioScreenTests {
  private let rows: [PortfolioRow] = [
    .sample("Acme GmbH", health: 31.5, renewsIn: 12, silentFor: 74, open: 5, overdue: 2),
    .sample("日本電気サービス", health: 62.5, renewsIn: 80, silentFor: nil, unknown: 3),
    .sample("Globex", health: nil, renewsIn: nil, utilization: nil, isActive: false),
  ]

  @Test func `the book fits eighty columns, worst health first`() {
    var state = AppState.sample(rows)
    expectScreen(
      state.draw(),
      reads: """
         Portfolio                                              ● online  synced 2m ago
         3 customers · my book · by Health ↑
         At risk  FY27-Q4  FY28-Q1  FY28-Q2  FY28-Q3  Late     No label Quiet
         1        1        1        0        0        2        3        2
         $120K    $120K    $120K                      at 1     at 1     $240K
          Customer            Health  Renewal Last call    CTAs      ARR License Tix P
        ▸ Acme GmbH           ▲  32       12d     ▲ 74d    5/2!    $120K     62%     1
          日本電気サービス    ◐  63       80d   ▲ never            $120K     62%     1
          Globex              ○ NA                ● 10d            $120K      NA     1














         ? keys  enter open  l log  / filter  s sort  v views  L form  p preview  f find
        """)
  }

  @Test func `a wide terminal says dates, words and a year of licenses in full`() {
    var state = AppState.sample(rows, surroundings: .sample(rows: 8, columns: 120))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio                                                                                      ● online  synced 2m ago
         3 customers · my book · by Health ↑
          Customer                    Health                Renewal          Last call        CTAs       ARR            License
        ▸ Acme GmbH                   ▲  32 Red    2026-12-03   12d ▲ 2026-09-08   74d   5, 2 late     $120K   62%     ▄▄▅·▅▅▅▅
          日本電気サービス            ◐  63 Yellow 2027-02-09   80d           ▲  never                 $120K   62%     ▄▄▅·▅▅▅▅
          Globex                      ○ NA                          ● 2026-11-11   10d                 $120K    NA

         ? keys  enter open  l log  / filter  s sort  v views  L form  p preview  f find  c columns  b book  o group  u undo
        """)
  }

  @Test func `forty columns and twelve rows keep name, health and renewal`() {
    var state = AppState.sample(rows, surroundings: .sample(rows: 12, columns: 40))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio      ● online  synced 2m ago
         3 customers · my book · by Health ↑
          Customer              Health  Renewal
        ▸ Acme GmbH             ▲  32       12d
          日本電気サービス      ◐  63       80d
          Globex                ○ NA





         ? keys  enter open  l log  / filter
        """)
  }

  @Test func `ascii glyphs say the same without color`() {
    var state = AppState.sample(
      rows, surroundings: .sample(rows: 8, columns: 80, glyphs: .ascii))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio                                              + online  synced 2m ago
         3 customers | my book | by Health ^
          Customer            Health  Renewal Last call    CTAs      ARR License Tix P
        > Acme GmbH           !  32       12d     ! 74d    5/2!    $120K     62%     1
          日本電気サービス    ~  63       80d   ! never            $120K     62%     1
          Globex              ? NA                + 10d            $120K      NA     1

         ? keys  enter open  l log  / filter  s sort  v views  L form  p preview  f find
        """)
  }

  @Test func `the cursor follows its customer when the order changes`() {
    var state = AppState.sample(rows)
    state.press("down", "s", "1")
    #expect(state.selectedName == "日本電気サービス")
  }

  @Test func `a refresh changes values and moves nobody`() {
    var state = AppState.sample(rows)
    let changed: [PortfolioRow] = [
      .sample("Globex", health: 5), .sample("日本電気サービス", health: 62.5),
      .sample("Acme GmbH", health: 90), .sample("Newcomer", health: 1),
    ]
    _ = state.update(.loaded(Loaded(PortfolioReading(book: .own), changed)))
    #expect(state.names == ["Acme GmbH", "日本電気サービス", "Globex", "Newcomer"])
    #expect(state.text().contains("r re-sorts"))
    state.press("r")
    #expect(state.names == ["Newcomer", "Globex", "日本電気サービス", "Acme GmbH"])
  }

  @Test func `a filter counts what it shows, and Escape clears it`() {
    var state = AppState.sample(rows)
    state.press("/")
    state.type("acme red")
    state.press("enter")
    #expect(state.names == ["Acme GmbH"])
    #expect(state.text().contains("1 of 3 customers"))
    state.press("esc")
    #expect(state.names.count == 3)
  }

  @Test func `a filter that hides everything says so`() {
    var state = AppState.sample(rows)
    state.press("/")
    state.type("zzz")
    #expect(state.text().contains("No customer matches the filter. Esc clears it."))
  }

  @Test func `an empty book says why and what to do`() {
    var state = AppState.sample([])
    #expect(state.text().contains("No customer has you as its TAM."))
  }

  @Test func `a first screenful is not news when the rest comes`() {
    var state = AppState(sync: .sample(), surroundings: .sample())
    _ = state.update(.loaded(Loaded(PortfolioReading(book: .own, limit: 1), [rows[0]])))
    _ = state.update(.loaded(Loaded(PortfolioReading(book: .own), rows)))
    #expect(!state.text().contains("re-sorts"))
    #expect(state.names.count == 3)
  }

  @Test func `hostile names reach the screen without their tricks`() {
    var state = AppState.sample([.sample("\u{1B}[31mEvil\u{07}\u{202E}Corp\u{9B}2J")])
    let text = state.text()
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(
      !text.unicodeScalars.contains { (0x80...0x9F).contains($0.value) || $0.value == 0x202E })
    #expect(text.contains("Evil"))
  }

  @Test func `every order puts what is missing last, in both directions`() {
    for column in PortfolioColumn.allCases {
      for isReversed in [false, true] {
        let order = PortfolioOrder(column: column, isReversed: isReversed)
        let sorted = order.sorted(rows, today: .sampleToday)
        #expect(Set(sorted.map(\.id)) == Set(rows.map(\.id)), "\(column)")
        if [.health, .renewal, .utilization].contains(column) {
          #expect(sorted.last?.name == "Globex", "\(column) reversed \(isReversed)")
        }
      }
    }
  }

  @Test func `the status line names what needs a person before anything else`() {
    var state = AppState.sample(
      rows, sync: .sample(connection: .offline, unsent: 4, attention: 2))
    let line = state.text().split(separator: "\n").first.map(String.init) ?? ""
    #expect(line.contains("2 need attention"))
    #expect(line.contains("offline"))
    #expect(line.contains("4 unsent"))
  }
}

extension AppState {
  var portfolio: PortfolioState? {
    for case let state as PortfolioState in screens { return state }
    return nil
  }
  var names: [String] { portfolio.map { state in state.visible.map { state.rows[$0].name } } ?? [] }
  var selectedName: String? { portfolio?.selectedRow?.name }
}
