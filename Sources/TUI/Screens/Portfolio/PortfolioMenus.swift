import CustomerSuccess
import ReplicaStore
import Terminal

extension PortfolioState {
  /// The columns on screen first, so that the digits pick among them.
  var sortMenu: Menu {
    let columns = shownColumns + PortfolioColumn.allCases.filter { !shownColumns.contains($0) }
    return Menu(
      title: "Sort by",
      items: columns.map { column in
        Menu.Item(
          title: "\(column.title.fitted(to: 11)) \(column.explanation)",
          effects: [.call(.portfolio(.sortBy(column)))])
      },
      selected: columns.firstIndex(of: order.column) ?? 0)
  }

  var groupMenu: Menu {
    let columns: [PortfolioColumn?] = [nil] + PortfolioColumn.groupable
    return Menu(
      title: "Group by",
      items: columns.map { column in
        Menu.Item(
          title: column?.groupTitle ?? "nothing: one list",
          effects: [.call(.portfolio(.groupBy(column)))])
      },
      selected: columns.firstIndex(of: group) ?? 0)
  }

  /// The own book, each team, everything, then each TAM, with how many customers each has.
  func bookMenu(_ surroundings: Surroundings) -> Menu {
    let counts = books ?? []
    func customers(_ holds: (BookCount) -> Bool) -> SafeText {
      guard books != nil else { return "" }
      return "  \(counts.filter(holds).reduce(0) { $0 + $1.customers })"
    }
    func item(_ title: SafeText, _ count: SafeText, _ book: Book) -> Menu.Item {
      Menu.Item(title: title + count, effects: [.call(.portfolio(.showBook(book)))])
    }
    let known = Set(counts.compactMap(\.team)).union(surroundings.team.map { [$0] } ?? [])
    let teams = known.sorted { left, right in
      (left != surroundings.team ? 1 : 0, left) < (right != surroundings.team ? 1 : 0, right)
    }
    var choices: [(item: Menu.Item, book: Book)] = []
    func add(_ title: SafeText, _ count: SafeText, _ book: Book) {
      choices.append((item(title, count, book), book))
    }
    add("My book", customers { $0.tam == surroundings.me }, .own)
    for team in teams {
      add(Book.team(team).title, customers { $0.team == team }, .team(team))
    }
    add("every customer", customers { _ in true }, .everything)
    for count in counts {
      guard let tam = count.tam, tam != surroundings.me else { continue }
      let name = SafeText(sanitizing: count.name ?? tam.rawValue, limit: 40)
      add(name, "  \(count.customers)", .user(tam))
    }
    return Menu(
      title: "Whose customers", items: choices.map(\.item),
      selected: choices.firstIndex { $0.book == book } ?? 0)
  }

  /// The shipped views, the saved ones, and what can be done with them.
  func viewMenu(_ surroundings: Surroundings) -> Menu {
    let views = PortfolioView.all(saved: surroundings.views)
    var items = views.map { view in
      Menu.Item(
        title: SafeText(sanitizing: view.name, limit: 50),
        effects: [.call(.portfolio(.showView(view)))])
    }
    items.append(
      Menu.Item(title: "Save what is shown…", effects: [.call(.portfolio(.nameView))]))
    if !surroundings.views.isEmpty {
      items.append(
        Menu.Item(title: "Delete a view…", effects: [.call(.portfolio(.chooseDeletedView))]))
    }
    return Menu(
      title: "Views", items: items,
      selected: views.firstIndex { $0.name == viewName } ?? 0)
  }

  var viewPrompt: Prompt {
    Prompt(
      .words(
        for: .portfolio(.nameView), label: "Save as",
        advice: "a name; one that is there already is replaced, a shipped one too"),
      text: viewName ?? "")
  }

  func deleteMenu(_ surroundings: Surroundings) -> [AppEffect] {
    guard !surroundings.views.isEmpty else {
      return [.say("Nobody has saved a view; the shipped ones stay.")]
    }
    return [
      .show(
        .menu(
          Menu(
            title: "Delete which view?",
            items: surroundings.views.map { view in
              let name = SafeText(sanitizing: view.name, limit: 50)
              return Menu.Item(
                title: name,
                effects: [.deleteView(view.name), .say("Deleted the view \(name).")])
            })))
    ]
  }
}

extension PortfolioView {
  /// Shipped views, those saved under their names instead, then the other saved ones.
  static func all(saved: [PortfolioView]) -> [PortfolioView] {
    shipped.map { shipped in saved.first { $0.name == shipped.name } ?? shipped }
      + saved.filter { saved in !shipped.contains { $0.name == saved.name } }
  }
}

extension PortfolioColumn {
  /// What stands in the menu of groups and in the summary.
  var groupTitle: SafeText {
    switch self {
    case .prioritization: "priority"
    case .quarter: "renewal quarter"
    case .owner: "TAM"
    default: SafeText(sanitizing: title.text.lowercased())
    }
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
