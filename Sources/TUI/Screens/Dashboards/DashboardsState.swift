import CustomerSuccess
import ReplicaStore
import Terminal

/// What the dashboards remember: which one is shown, and of whose customers.
struct DashboardsState: Equatable {
  private(set) var dashboard: Dashboard
  private(set) var book: Book
  /// Nil until it was read.
  private(set) var page: DashboardPage?
  var cursor = ListCursor<DashboardFigure.ID>()

  init(_ dashboard: Dashboard = .burnDown, book: Book = .own) {
    self.dashboard = dashboard
    self.book = book
  }

  var reading: DashboardReading { DashboardReading(dashboard: dashboard, book: book) }
  var ids: [DashboardFigure.ID] { page?.figures.map(\.id) ?? [] }
  var selectedFigure: DashboardFigure? { page?.figures.first { $0.id == cursor.selected } }

  mutating func show(_ dashboard: Dashboard) {
    guard dashboard != self.dashboard else { return }
    self.dashboard = dashboard
    forget()
  }

  mutating func show(_ book: Book) {
    guard book != self.book else { return }
    self.book = book
    forget()
  }

  private mutating func forget() {
    page = nil
    cursor = ListCursor()
  }
}

extension DashboardsState: @MainActor Screen {
  static let commands = Commands.table(DashboardsCommand.table, Command.dashboards)

  var title: SafeText { dashboard.title }
  var readings: [Load] { [Load(reading)] }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    guard let page = loaded.answer(to: reading) else { return }
    self.page = page
    cursor.settle(in: ids)
  }
}

/// The figures of a dashboard, counted beside the loop.
nonisolated struct DashboardReading: Reading {
  let dashboard: Dashboard
  let book: Book
  var isQuick: Bool { false }

  /// Closed longer ago, a CTA counts no more.
  private static let closedDays = 90

  func answer(from replica: Replica, today: Day) throws -> DashboardPage {
    let rows = try replica.portfolio(
      book, details: DashboardCount.details(of: dashboard), today: today)
    let (isNeeded, withClosed) = DashboardCount.ctas(of: dashboard)
    let ctas =
      isNeeded
      ? try replica.cockpit(
        .book(book), closedSince: withClosed ? today.adding(days: -Self.closedDays) : nil) : []
    var count = DashboardCount(rows, ctas, today: today, me: replica.me ?? User.ID(""))
    if DashboardCount.countsInstances(dashboard) {
      var wanted = InstanceFilter()
      wanted.book = book
      count.instances = try replica.instances(wanted)
      count.newest = try replica.newestRelease()
    }
    return count.page(of: dashboard)
  }
}
