import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

extension InstanceRow {
  /// An installation that nobody has labeled.
  ///
  /// - Parameter pingedAgo: Days since the newest ping; nil when there never was one.
  static func sample(
    _ host: String, of account: String = "Acme", type: InstanceType = .unknown, users: Int? = 120,
    version: String? = "15.4.2", pingedAgo: Int? = 1, tam: String = "005ada", isUnsent: Bool = false
  ) -> InstanceRow {
    InstanceRow(
      id: Instance.ID(host), account: Account.ID(account), accountName: account,
      owner: User.ID(tam), ownerName: tam == "005ada" ? "Ada Lovelace" : "Bob Babbage",
      subscription: Subscription.ID("sub"), subscriptionName: "A-S00012345", plan: "Ultimate",
      subscriptionSeats: 500, deliveryType: .selfManaged,
      uuid: "9f5c1f6e-2f7a-4d3c-8e52-3f0b9a1c7d11", hostname: host, namespaceID: nil,
      namespaceName: nil, type: type, healthInclusion: nil, version: version,
      billableUsers: users, activeUsers: users.map { $0 + 10 }, licensedUsers: 500,
      lastPing: pingedAgo.map { Surroundings.sample().now.adding(seconds: -$0 * 86_400) },
      firstSeenMonth: Day(year: 2024, month: 2, day: 1),
      lastSeenMonth: Day(year: 2026, month: 11, day: 1), isUnsent: isUnsent)
  }
}

@Suite struct InstancesScreenTests {
  private let rows: [InstanceRow] = [
    .sample("gitlab.acme.com", type: .production, users: 410),
    .sample("gitlab-test.acme.com", users: 12, version: "15.6.0"),
    .sample("geo.acme.com", users: nil, version: nil, pingedAgo: nil),
    .sample("git.globex.com", of: "Globex", users: 88),
    .sample("git.initech.com", of: "Initech", tam: "005bob"),
  ]

  @Test func `the queue with what decides below it fits eighty columns`() {
    var state = AppState.instances(rows)
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Instances                                  ● online  synced 2m ago
         4 of 4 left · my book
          Host or namespace           Customer   Users Version Last ping Label
        ▸ gitlab-test.acme.com        Acme          12 15.6.0     1d ago Unknown
          geo.acme.com                Acme           ?             never Unknown
          git.globex.com              Globex        88 15.4.2     1d ago Unknown
          git.initech.com             Initech      120 15.4.2     1d ago Unknown




        ── gitlab-test.acme.com ────────────────────────────────────────────────────────
        Label     Unknown
        Users     12, 22 active of 500 licenses, 2%
        Ping      2026-11-20, 1d ago; months 2024-02 to 2026-11
        Version   15.6.0 · Self-Managed
        Customer  Acme · TAM Ada Lovelace
        License   A-S00012345, Ultimate, 500 licenses
        Health    not decided; Production counts by default
        Id        9f5c1f6e-2f7a-4d3c-8e52-3f0b9a1c7d11
        ── Other instances of Acme ─────────────────────────────────────────────────────
         Production      410 users 15.4.2     1d ago gitlab.acme.com
         Unknown           ? users             never geo.acme.com
         p production  n non-production  o obsolete  2 geo secondary  ? keys  l log
        """)
  }

  @Test func `a wide terminal shows it beside the queue`() {
    var state = AppState.instances(rows, surroundings: .sample(rows: 16, columns: 120))
    expectScreen(
      state.draw(),
      reads: """
         Portfolio / Instances                                                                          ● online  synced 2m ago
         4 of 4 left · my book
          Host or namespace       Customer   Users Version Label           ── gitlab-test.acme.com ────────────────────────────
        ▸ gitlab-test.acme.com    Acme          12 15.6.0  Unknown         Label     Unknown
          geo.acme.com            Acme           ?         Unknown         Users     12, 22 active of 500 licenses, 2%
          git.globex.com          Globex        88 15.4.2  Unknown         Ping      2026-11-20, 1d ago; months 2024-02 to 202…
          git.initech.com         Initech      120 15.4.2  Unknown         Version   15.6.0 · Self-Managed
                                                                           Customer  Acme · TAM Ada Lovelace
                                                                           License   A-S00012345, Ultimate, 500 licenses
                                                                           Health    not decided; Production counts by default
                                                                           Id        9f5c1f6e-2f7a-4d3c-8e52-3f0b9a1c7d11
                                                                           ── Other instances of Acme ─────────────────────────
                                                                            Production      410 users gitlab.acme.com
                                                                            Unknown           ? users geo.acme.com

         p production  n non-production  o obsolete  2 geo secondary  ? keys  l log  / filter  tab skip  space mark  L form
        """)
  }

  @Test func `forty columns and twelve rows keep host, customer and users`() {
    var state = AppState.instances(rows, surroundings: .sample(rows: 12, columns: 40))
    expectScreen(
      state.draw(),
      reads: """
         Instances      ● online  synced 2m ago
         4 of 4 left · my book
          Host or namespace    Customer   Users
        ▸ gitlab-test.acme.com Acme          12█
          geo.acme.com         Acme           ?█
          git.globex.com       Globex        88│
        ── gitlab-test.acme.com ────────────────
        Label     Unknown
        Users     12, 22 active of 500 licenses…
        Ping      2026-11-20, 1d ago; months 20…
        Version   15.6.0 · Self-Managed
         p production  n non-production
        """)
  }

  @Test func `two hundred columns and sixty rows hold everything`() {
    var state = AppState.instances(rows, surroundings: .sample(rows: 60, columns: 200))
    let text = state.text()
    #expect(text.contains("Other instances of Acme"))
    #expect(text.contains("9f5c1f6e-2f7a-4d3c-8e52-3f0b9a1c7d11"))
  }

  @Test func `one key labels and moves on to the next that is Unknown`() {
    var state = AppState.instances(rows)
    #expect(state.press("n") == [.label("gitlab-test.acme.com", .nonProduction)])
    #expect(state.instances?.cursor.selected == Instance.ID("geo.acme.com"))
    #expect(state.press("2") == [.label("geo.acme.com", .geoSecondary)])
    #expect(state.press("p") == [.label("git.globex.com", .production)])
    #expect(state.text().contains("1 of 4 left"))
  }

  @Test func `twenty instances take twenty-one keys from anywhere`() {
    let many = (1...20).map { InstanceRow.sample("host\($0).acme.com") }
    var state = AppState.sample([])
    _ = state.press("I")
    _ = state.update(.loaded(Loaded(InstancesReading(book: .own), InstancesPage.sample(many))))
    let effects = (1...20).flatMap { _ in state.press("p") }
    #expect(effects == many.map { .label($0.id.rawValue, .production) })
    #expect(state.text().contains("all 20 labeled"))
  }

  @Test func `what is labeled stays in its place until the queue is renewed`() {
    var state = AppState.instances(rows)
    state.press("n")
    state.reload([
      rows[0], .sample("gitlab-test.acme.com", type: .nonProduction, users: 12), rows[2], rows[3],
      rows[4],
    ])
    #expect(state.hosts.first == "gitlab-test.acme.com")
    #expect(state.text().contains("3 of 4 left"))
    state.press("r")
    #expect(state.hosts.first == "geo.acme.com")
    #expect(state.text().contains("3 of 3 left"))
  }

  @Test func `a label taken back is Unknown again, under the cursor`() {
    var state = AppState.instances(rows)
    state.press("n")
    let labeled = InstanceRow.sample("gitlab-test.acme.com", type: .nonProduction)
    state.reload([rows[0], labeled, rows[2], rows[3], rows[4]])
    _ = state.update(.edited(.undone("Labelled")))
    state.reload(rows)
    #expect(state.instances?.cursor.selected == rows[1].id)
    #expect(state.text().contains("4 of 4 left"))
  }

  @Test func `a label that was refused is taken off the screen`() {
    var state = AppState.instances(rows)
    state.press("n")
    _ = state.update(.edited(.refused("it left your book")))
    #expect(state.text().contains("4 of 4 left"))
    #expect(state.text().contains("it left your book"))
  }

  @Test func `whose label it is not hears why before anything is tried`() {
    var state = AppState.instances(rows)
    state.press("end")
    #expect(state.text().contains("Only its TAM Bob Babbage or a manager may label this"))
    #expect(state.press("p") == [])
    #expect(state.text().contains("4 of 4 left"))
  }

  @Test func `a manager labels what belongs to others`() {
    var state = AppState.instances(rows, bundle: .manager)
    state.press("end")
    #expect(state.press("p") == [.label("git.initech.com", .production)])
  }

  @Test func `whoever may only look hears that`() {
    var state = AppState.instances(rows, bundle: .viewer)
    #expect(state.press("p") == [])
    #expect(state.text().contains("may look but not label"))
  }

  @Test func `marked ones are labeled together after a preview`() {
    var state = AppState.instances(rows)
    state.press("V", "o")
    let preview = state.text()
    #expect(preview.contains("gitlab-test.acme.com (Acme): Unknown becomes Obsolete"))
    #expect(preview.contains("git.initech.com (Initech) stays: Only its TAM"))
    let effects = state.press("y")
    let ids = ["gitlab-test.acme.com", "geo.acme.com", "git.globex.com"]
    #expect(
      effects == [
        .perform(
          ids.map { .labelInstance(LabelInstance(id: Instance.ID($0), type: .obsolete)) },
          label: "Labeled 3 instances as Obsolete")
      ])
    #expect(state.text().contains("1 of 4 left"))
  }

  @Test func `a preview can be left without a change`() {
    var state = AppState.instances(rows)
    state.press("space", "p")
    #expect(state.press("n") == [])
    #expect(state.text().contains("4 of 4 left"))
    #expect(state.text().contains("1 marked"))
  }

  @Test func `tab leaves one Unknown and goes on`() {
    var state = AppState.instances(rows)
    state.press("tab")
    #expect(state.instances?.cursor.selected == Instance.ID("geo.acme.com"))
    state.press("tab", "tab")
    #expect(state.instances?.cursor.selected == Instance.ID("gitlab-test.acme.com"))
  }

  @Test func `words narrow the queue, and v adds what has a label`() {
    var state = AppState.instances(rows)
    state.press("/")
    state.type("globex 15.4")
    state.press("enter")
    #expect(state.hosts == ["git.globex.com"])
    state.press("esc", "v")
    #expect(state.hosts.count == 5)
  }

  @Test func `health inclusion goes around`() {
    var state = AppState.instances(rows)
    let change = SetInstanceHealthInclusion(id: rows[1].id, inclusion: .included)
    #expect(state.press("h") == [.perform([.setInstanceHealthInclusion(change)], label: nil)])
  }

  @Test func `an empty queue says why and what to do`() {
    var state = AppState.instances([rows[0]])
    #expect(state.text().contains("Every instance of your customers has a label."))
  }

  @Test func `hostile hosts reach the screen without their tricks`() {
    var state = AppState.instances([.sample("\u{1B}[7mgit\u{202E}.acme.com", of: "\u{9B}2JAcme")])
    let text = state.text()
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!text.unicodeScalars.contains { (0x80...0x9F).contains($0.value) })
  }
}

extension InstancesPage {
  fileprivate static func sample(_ rows: [InstanceRow], bundle: Bundle = .tam) -> InstancesPage {
    InstancesPage(rows: rows, rights: LabelRights(me: User.ID("005ada"), bundle: bundle))
  }
}

extension AppEffect {
  fileprivate static func label(_ id: String, _ type: InstanceType) -> AppEffect {
    .perform([.labelInstance(LabelInstance(id: Instance.ID(id), type: type))], label: nil)
  }
}

extension AppState {
  /// The app on the queue of instances, loaded.
  fileprivate static func instances(
    _ rows: [InstanceRow], bundle: Bundle = .tam, surroundings: Surroundings = .sample()
  ) -> AppState {
    var state = AppState.sample([], surroundings: surroundings)
    state.press("I")
    state.reload(rows, bundle: bundle)
    return state
  }

  fileprivate mutating func reload(_ rows: [InstanceRow], bundle: Bundle = .tam) {
    _ = update(
      .loaded(Loaded(InstancesReading(book: .own), InstancesPage.sample(rows, bundle: bundle))))
  }

  fileprivate var instances: InstancesState? { top as? InstancesState }
  fileprivate var hosts: [String] { instances?.visible.map(\.name) ?? [] }
}
