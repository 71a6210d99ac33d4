import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the Portfolio.
enum PortfolioCommand: Equatable {
  case move(Motion)
  case open
  case select(Account.ID)
  case sort
  case sortBy(PortfolioColumn)
  case reverse
  case resort
  case nextBook

  static let table: [CommandSpec<PortfolioCommand>] =
    [
      .init(
        "portfolio.open", "open", keys: ["enter", "right"],
        help: "Opens the Customer 360 of the customer under the cursor.", group: "Portfolio",
        hint: 90, action: .open),
      .init(
        "portfolio.sort", "sort", keys: ["s"], help: "Chooses the column to sort by.",
        group: "Portfolio", hint: 70, action: .sort),
      .init(
        "portfolio.reverse", "reverse", keys: ["S"], help: "Turns the order around.",
        group: "Portfolio", action: .reverse),
      .init(
        "portfolio.resort", "re-sort", keys: ["r"],
        help: "Sorts anew after values changed; rows never move by themselves.",
        group: "Portfolio", action: .resort),
      .init(
        "portfolio.book", "book", keys: ["b"],
        help: "Switches between the own book, the team's and every customer that may be seen.",
        group: "Portfolio", hint: 40, action: .nextBook),
    ] + Motion.table.map { $0.calling(move) }
}

extension PortfolioState {
  static let commands = Commands.table(PortfolioCommand.table, Command.portfolio)

  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .portfolio(let command) = command else { return [] }
    switch command {
    case .move(let motion): move(motion, page: surroundings.bodyRows - 2)
    case .open:
      guard let selected else { return [.say("There is no customer to open.")] }
      return [.go(to: Customer360State(id: selected))]
    case .select(let id):
      guard selected != id else { return [.go(to: Customer360State(id: id))] }
      selected = id
    case .sortBy(let column): sort(by: column, today: surroundings.today)
    case .sort: return [.show(.menu(sortMenu(surroundings.glyphs)))]
    case .reverse:
      order.isReversed.toggle()
      resort(today: surroundings.today)
    case .resort: resort(today: surroundings.today)
    case .nextBook:
      book = book.next(surroundings.team)
      empty()
      return readings.map(AppEffect.load)
    }
    return []
  }

  private mutating func move(_ motion: Motion, page: Int) {
    guard !visible.isEmpty else { return }
    let index = motion.target(from: selectedIndex ?? 0, count: visible.count, page: page)
    selected = visible[index].id
  }

  private func sortMenu(_ glyphs: GlyphSet) -> Menu {
    Menu(
      title: "Sort by",
      items: PortfolioColumn.allCases.map { column in
        Menu.Item(title: column.title, effects: [.call(.portfolio(.sortBy(column)))])
      },
      selected: PortfolioColumn.allCases.firstIndex(of: order.column) ?? 0)
  }

  /// Sorts by the column; the column it is sorted by already turns around.
  private mutating func sort(by column: PortfolioColumn, today: Day) {
    order =
      order.column == column
      ? PortfolioOrder(column: column, isReversed: !order.isReversed)
      : PortfolioOrder(column: column)
    resort(today: today)
  }
}

extension Book {
  /// Own book, then the team's, then everything, then the own one again.
  func next(_ team: String?) -> Book {
    switch self {
    case .own: team.map(Book.team) ?? .everything
    case .team: .everything
    case .everything, .user: .own
    }
  }

  /// The book in words, for the line above the table.
  var title: SafeText {
    switch self {
    case .own: "my book"
    case .team(let name): "team \(SafeText(sanitizing: name, limit: 24))"
    case .everything: "every customer"
    case .user(let id): "book of \(SafeText(sanitizing: id.rawValue, limit: 24))"
    }
  }
}
