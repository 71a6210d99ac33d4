import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on a dashboard.
enum DashboardsCommand: Equatable {
  case move(Motion)
  case select(DashboardFigure.ID)
  case open
  case next
  case before
  case choose
  case show(Dashboard)
  case book
  case csOps

  static let table: [CommandSpec<DashboardsCommand>] =
    [
      .init(
        "dashboards.open", "open", keys: ["enter", "right"],
        help: "Opens the list that the figure counts, to work on it there.", group: group,
        hint: 95, action: .open),
      .init(
        "dashboards.next", "next dashboard", keys: ["tab", "]"],
        help: "Goes to the next dashboard.", group: group, hint: 90, action: .next),
      .init(
        "dashboards.before", "dashboard before", keys: ["shift+tab", "["],
        help: "Goes to the dashboard before.", group: group, action: .before),
      .init(
        "dashboards.choose", "dashboards", keys: ["v"],
        help: "Chooses one of the dashboards from a list.", group: group, hint: 80,
        action: .choose),
      .init(
        "dashboards.book", "book", keys: ["b"],
        help: "Whose customers: the own, the team's, or all that may be seen.", group: group,
        hint: 70, action: .book),
    ] + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "Dashboards"
}

extension DashboardsState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .dashboards(let command) = command else { return [] }
    let before = reading
    switch command {
    case .move(let motion): cursor.move(motion, in: ids, page: max(surroundings.bodyRows - 3, 1))
    case .select(let id):
      guard cursor.selected != id else { return open() }
      cursor.selected = id
    case .open: return open()
    case .next: step(by: 1)
    case .before: step(by: -1)
    case .choose: return [.show(.menu(menu))]
    case .show(let dashboard): show(dashboard)
    case .book: nextBook(team: surroundings.team)
    case .csOps: return [.go(to: CSOpsState())]
    }
    return reading == before ? [] : [.read(reading)]
  }

  private mutating func step(by step: Int) {
    let all = Dashboard.allCases
    let place = all.firstIndex(of: dashboard) ?? 0
    show(all[(place + step + all.count) % all.count])
  }

  private mutating func nextBook(team: String?) {
    switch book {
    case .own: show(team.map { .team($0) } ?? .everything)
    case .team, .user: show(.everything)
    case .everything: show(.followed)
    case .followed: show(.own)
    }
  }

  private func open() -> [AppEffect] {
    guard let figure = selectedFigure else { return [] }
    switch figure.list {
    case .customers(let filter):
      return [.go(to: PortfolioState(book: book, filter: filter, figure: figure.title))]
    case .ctas(let words): return [.go(to: CockpitState(book: book, words: words))]
    case .instances(let words): return [.go(to: InstancesState(book: book, words: words))]
    }
  }

  private var menu: Menu {
    Menu(
      title: "Dashboards",
      items: Dashboard.allCases.map {
        Menu.Item(title: $0.title, effects: [.call(.dashboards(.show($0)))])
      } + [Menu.Item(title: "CS Ops", effects: [.call(.dashboards(.csOps))])],
      selected: Dashboard.allCases.firstIndex(of: dashboard) ?? 0)
  }
}
