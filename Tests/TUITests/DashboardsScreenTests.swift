import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct DashboardsScreenTests {
  private static let today = Day.sampleToday

  /// A customer of the highest priority, whose TAM is the person.
  private static func first(
    _ id: String, silentFor days: Int?, _ change: (inout Row) -> Void = { _ in }
  )
    -> Row
  {
    var row = Row.account(id, name: id, health: 80, silentFor: days)
    row[Account.prioritization] = .first
    row[Account.status] = .active
    change(&row)
    return row
  }

  private func app(
    _ rows: [Row], rows height: Int = 24, columns: Int = 80, at dashboard: Dashboard = .burnDown
  ) throws -> HeadlessApp {
    let app = try HeadlessApp(rows, size: Size(rows: height, columns: columns))
    try app.press("P")
    for _ in 0..<(Dashboard.allCases.firstIndex(of: dashboard) ?? 0) { try app.press("tab") }
    return app
  }

  private func figure(_ title: String, in app: HeadlessApp) throws -> DashboardFigure {
    let dashboards = try #require(app.engine.state.top as? DashboardsState)
    let figures = try #require(dashboards.page).figures
    return try #require(
      figures.first { "\($0.title)" == title }, "\(figures.map(\.title)) lacks \(title)")
  }

  @Test(arguments: Dashboard.allCases)
  func `every dashboard asks only what its lists understand`(_ dashboard: Dashboard) throws {
    let app = try app(.smallCompany, at: dashboard)
    let page = try #require((app.engine.state.top as? DashboardsState)?.page)
    for figure in page.figures {
      switch figure.list {
      case .customers(let filter):
        #expect(PortfolioFilter(filter).problems == [], "\(figure.title): \(filter)")
      case .ctas(let words):
        let filter = CockpitFilter(words, today: Self.today, me: User.ID("005ada"))
        #expect(filter.problem == nil, "\(figure.title): \(words)")
      case .instances(let words):
        #expect(InstancesFilter(words).problem == nil, "\(figure.title): \(words)")
      }
    }
  }

  @Test(arguments: Dashboard.allCases)
  func `what a figure counts is what its list shows`(_ dashboard: Dashboard) throws {
    let app = try app(.smallCompany, at: dashboard)
    let home = app.engine.state
    let page = try #require((home.top as? DashboardsState)?.page)
    for figure in page.figures {
      switch figure.shape {
      case .count, .part: break
      case .share, .colors, .middle: continue
      }
      app.engine.state = home
      var dashboards = try #require(home.top as? DashboardsState)
      dashboards.cursor.selected = figure.id
      app.engine.state.top = dashboards
      try app.press("enter")
      let shown =
        (app.engine.state.top as? PortfolioState)?.visible.count
        ?? (app.engine.state.top as? CockpitState)?.ids.count
        ?? (app.engine.state.top as? InstancesState)?.visible.count
      #expect(shown == figure.count, "\(figure.title) of \(dashboard)")
      try app.press("esc")
      #expect(app.engine.state.top is DashboardsState, "\(figure.title) of \(dashboard)")
    }
  }

  @Test(arguments: [(12, 40), (24, 80), (40, 120), (60, 200)])
  func `figures have room at any size`(_ rows: Int, _ columns: Int) throws {
    let text = try app(.smallCompany, rows: rows, columns: columns, at: .atRisk).text
    for words in ["At-Risk", "Red"] { #expect(text.contains(words), "\(words)\n\(text)") }
    // Globex is red; beside the figures there is room for its name.
    if columns >= 100 { #expect(text.contains("Globex"), "\(text)") }
  }

  @Test(arguments: [(30, 0), (31, 1), (nil, 1)] as [(Int?, Int)])
  func `a customer of priority 1 burns after 30 days without a call`(
    _ days: Int?, _ count: Int
  ) throws {
    let app = try app([Self.first("acme", silentFor: days)])
    #expect(try figure("P1 without a call for 30 days", in: app).count == count)
  }

  @Test(arguments: [(14, nil, 0), (15, nil, 1), (40, 20, 0)] as [(Int, Int?, Int)])
  func `a new customer burns when nobody called for 14 days`(
    _ started: Int, _ called: Int?, _ count: Int
  ) throws {
    let row = Self.first("new", silentFor: called) { row in
      row[Account.onboardingStart] = Self.today.adding(days: -started)
      row[Account.firstEngagement] = called.map { Self.today.adding(days: -$0) }
    }
    #expect(try figure("No first call after 14 days", in: app([row])).count == count)
  }

  @Test(arguments: [(365, 0), (366, 1), (nil, 1)] as [(Int?, Int)])
  func `a customer of priority 1 burns a year after the last EBR`(
    _ days: Int?, _ count: Int
  ) throws {
    var rows = [Self.first("acme", silentFor: 3)]
    if let days {
      var review = Row.activity("a", of: "acme", "EBR", daysAgo: days)
      review[Activity.meetingType] = .ebr
      rows.append(review)
    }
    #expect(try figure("P1 without an EBR for 12 months", in: app(rows)).count == count)
  }

  @Test func `an administrator among the contacts is found by role, while active`() throws {
    var admin = Row.contact("c", of: "acme", "Jane Doe", email: "jane@acme.example")
    admin[Contact.role] = .admin
    var gone = Row.contact("d", of: "globex", "Joe Roth", email: "joe@globex.example")
    gone[Contact.role] = .admin
    gone[Contact.isInactive] = true
    let app = try app([
      Self.first("acme", silentFor: 3), Self.first("globex", silentFor: 3), admin, gone,
    ])
    let figure = try figure("P1 without a GitLab Admin", in: app)
    #expect(figure.customers.map(\.name) == ["globex"])
  }

  @Test func `a share counts those who have it and opens those who lack it`() throws {
    let app = try app(
      [Self.first("near", silentFor: 35), Self.first("far", silentFor: 36)], at: .metrics)
    let figure = try figure("Call in 35 days", in: app)
    #expect(figure.shape == .share(of: 2))
    #expect(figure.count == 1)
    #expect(figure.customers.map(\.name) == ["far"])
  }

  @Test func `late CTAs are counted by owner, the one with most first`() throws {
    let app = try app(
      [
        .user("005bob", name: "Bob Miller"), .user("005eve", name: "Eve Manager"),
        Self.first("acme", silentFor: 3),
        .cta("1", of: "acme", name: "One", owner: "005eve", dueIn: -40),
        .cta("2", of: "acme", name: "Two", owner: "005bob", dueIn: -31),
        .cta("3", of: "acme", name: "Three", owner: "005bob", dueIn: -30),
      ], at: .cleanUp)
    #expect(try figure("Late for more than 30 days", in: app).count == 2)
    let page = try #require((app.engine.state.top as? DashboardsState)?.page)
    let part = try #require(page.parts.first { "\($0.title)" == "Late, by owner" })
    #expect(part.figures.map { "\($0.title) \($0.count)" } == ["Bob Miller 2", "Eve Manager 1"])
  }

  @Test func `a group is counted by its whole name`() throws {
    let app = try app(
      [
        .user("005ann", name: "Ann"), .user("005joann", name: "Joann, the Elder"),
        Self.first("acme", silentFor: 3),
        .cta("1", of: "acme", owner: "005ann", dueIn: -2),
        .cta("2", of: "acme", owner: "005joann", dueIn: -2),
        .cta("3", of: "acme", owner: "005joann", dueIn: -2),
      ], at: .cleanUp)
    #expect(try figure("Ann", in: app).count == 1)
    #expect(try figure("Joann, the Elder", in: app).count == 2)
  }

  @Test func `customers are grouped by the whole name of their TAM`() throws {
    func customer(_ id: String, of tam: String) -> Row {
      Self.first(id, silentFor: 3) { $0[Account.tam] = User.ID(tam) }
    }
    let app = try app([
      .user("005ann", name: "Ann"), .user("005joann", name: "Ann Joann"),
      customer("a", of: "005ann"), customer("b", of: "005joann"), customer("c", of: "005joann"),
    ])
    while (app.engine.state.top as? DashboardsState)?.book != .everything { try app.press("b") }
    for _ in 0..<(Dashboard.allCases.firstIndex(of: .leadership) ?? 0) { try app.press("tab") }
    #expect(try figure("Ann", in: app).count == 1)
    #expect(try figure("Ann Joann", in: app).count == 2)
  }

  @Test func `instances are counted by release and by how far behind they are`() throws {
    func instance(_ id: String, _ version: String?, _ type: InstanceType? = nil) -> Row {
      var row = Row.instance(id, of: "acme", type: type)
      row[Instance.version] = version
      row[Instance.deliveryType] = .selfManaged
      return row
    }
    let app = try app(
      [
        Self.first("acme", silentFor: 3), instance("a", "17.5.2-ee"), instance("b", "17.4.0"),
        instance("c", "17.4.3"), instance("d", "16.5.1"), instance("e", nil),
        instance("f", "12.0.0", .obsolete),
      ], at: .usage)
    let page = try #require((app.engine.state.top as? DashboardsState)?.page)
    let part = try #require(page.parts.last)
    #expect(part.figures.map { "\($0.title) \($0.count)" } == ["17.5 1", "17.4 2", "16.5 1"])
    #expect(part.figures.map(\.shape) == Array(repeating: .part(of: 4), count: 3))
    #expect(try figure("The newest release, or one behind", in: app).count == 3)
    #expect(try figure("A year or more behind", in: app).count == 1)
    #expect(try figure("Self-managed, version not known", in: app).count == 1)
  }

  @Test(arguments: [(60, 0), (61, 1)] as [(Int, Int)])
  func `a play to use more burns when nothing was done for 60 days`(
    _ days: Int, _ count: Int
  ) throws {
    var objective = Row.cta("play", of: "acme", type: .objective)
    objective[CTA.stage] = .verify
    objective[CTA.startDate] = Self.today.adding(days: -200)
    var step = Row(CTATask.table, id: "step")
    step[CTATask.account] = Account.ID("acme")
    step[CTATask.cta] = CTA.ID("play")
    step[CTATask.closedDate] = Self.today.adding(days: -days)
    let app = try app([Self.first("acme", silentFor: 3), objective, step])
    #expect(try figure("Stage adoption, nothing done for 60 days", in: app).count == count)
  }

  @Test func `a customer nobody has prioritized counts as one of priority 1`() throws {
    let rows = [Self.first("acme", silentFor: 31) { $0[Account.prioritization] = nil }]
    #expect(try figure("P1 without a call for 30 days", in: app(rows)).count == 1)
  }

  @Test func `the cursor stays on its figure when another one overtakes it`() throws {
    let people: [Row] = [
      .user("005bob", name: "Bob Miller"), .user("005eve", name: "Eve Manager"),
      Self.first("acme", silentFor: 3),
    ]
    let app = try app(
      people + [
        .cta("1", of: "acme", owner: "005bob", dueIn: -2),
        .cta("2", of: "acme", owner: "005bob", dueIn: -2),
        .cta("3", of: "acme", owner: "005eve", dueIn: -2),
      ], at: .cleanUp)
    var dashboards = try #require(app.engine.state.top as? DashboardsState)
    dashboards.cursor.selected = try figure("Bob Miller", in: app).id
    app.engine.state.top = dashboards
    try app.deliver([
      .cta("4", of: "acme", owner: "005eve", dueIn: -2),
      .cta("5", of: "acme", owner: "005eve", dueIn: -2),
    ])
    dashboards = try #require(app.engine.state.top as? DashboardsState)
    #expect(dashboards.selectedFigure.map { "\($0.title)" } == "Bob Miller")
  }

  @Test func `the book of the team is a key away`() throws {
    let app = try app([
      Self.first("mine", silentFor: 50),
      Self.first("other", silentFor: 50) { $0[Account.tam] = User.ID("005bob") },
      .user("005bob", name: "Bob Miller"),
    ])
    #expect(try figure("P1 without a call for 30 days", in: app).count == 1)
    while (app.engine.state.top as? DashboardsState)?.book != .everything { try app.press("b") }
    #expect(try figure("P1 without a call for 30 days", in: app).count == 2)
  }
}
