import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the Portfolio.
enum PortfolioCommand: Equatable {
  case move(Motion)
  case open
  case filter
  case sort
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
        "portfolio.filter", "filter", keys: ["/"],
        help:
          "Shows only customers whose name, TAM, region, segment, health or stage holds the words.",
        group: "Portfolio", hint: 80, action: .filter),
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
  /// Takes in one command; returns what should happen outside the screen.
  mutating func update(_ command: PortfolioCommand, surroundings: Surroundings) -> [AppEffect] {
    switch command {
    case .move(let motion): move(motion, page: surroundings.bodyRows - 2)
    case .open:
      guard let selected else { return [.say("There is no customer to open.")] }
      return [.open(.customer360(selected))]
    case .filter: return [.show(.filter(TextField(filter)))]
    case .sort: return [.show(.menu(sortMenu(surroundings.glyphs)))]
    case .reverse:
      order.isReversed.toggle()
      resort(today: surroundings.today)
    case .resort: resort(today: surroundings.today)
    case .nextBook:
      book = book.next(surroundings.team)
      empty()
      return [.load(.portfolio(book, limit: nil))]
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
        Menu.Item(title: column.title, choice: .sort(column))
      },
      selected: PortfolioColumn.allCases.firstIndex(of: order.column) ?? 0)
  }

  /// Sorts by the column; the column it is sorted by already turns around.
  mutating func sort(by column: PortfolioColumn, today: Day) {
    order =
      order.column == column
      ? PortfolioOrder(column: column, isReversed: !order.isReversed)
      : PortfolioOrder(column: column)
    resort(today: today)
  }
}

extension Book {
  /// Own book, then the team's, then everything, then the own one again.
  fileprivate func next(_ team: String?) -> Book {
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
