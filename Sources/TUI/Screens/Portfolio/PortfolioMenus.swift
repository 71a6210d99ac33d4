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

  /// Whose customers can be shown, with how many each has.
  func bookMenu(_ surroundings: Surroundings) -> Menu {
    let choices = bookChoices(surroundings)
    return Menu(
      title: "Whose customers",
      items: choices.map { choice in
        let count: SafeText = choice.customers.map { "  \($0)" } ?? ""
        return Menu.Item(
          title: choice.title + count, effects: [.call(.portfolio(.showBook(choice.book)))])
      },
      selected: choices.firstIndex { $0.book == book } ?? 0)
  }

  /// A book to choose; the count is nil until it was read.
  struct BookChoice: Equatable {
    let book: Book
    let title: SafeText
    let customers: Int?
  }

  /// The own book, each team, the own one first, everything, what is followed, then each TAM.
  func bookChoices(_ surroundings: Surroundings) -> [BookChoice] {
    let counts = books ?? []
    var choices: [BookChoice] = []
    func add(_ book: Book, _ title: SafeText, _ holds: (BookCount) -> Bool) {
      let customers = counts.filter(holds).reduce(0) { $0 + $1.customers }
      choices.append(
        BookChoice(book: book, title: title, customers: books == nil ? nil : customers))
    }
    let known = Set(counts.compactMap(\.team)).union(surroundings.team.map { [$0] } ?? [])
    let teams = known.sorted { left, right in
      (left != surroundings.team ? 1 : 0, left) < (right != surroundings.team ? 1 : 0, right)
    }
    add(.own, "My book") { $0.tam == surroundings.me }
    for team in teams { add(.team(team), Book.team(team).title) { $0.team == team } }
    add(.everything, "every customer") { _ in true }
    choices.append(BookChoice(book: .followed, title: "those I follow", customers: nil))
    for count in counts {
      guard let tam = count.tam, tam != surroundings.me else { continue }
      let name = SafeText(sanitizing: count.name ?? tam.rawValue, limit: 40)
      add(.user(tam), name) { $0.tam == tam }
    }
    return choices
  }

  /// The book before or after the one shown; the last is followed by the first.
  ///
  /// What one follows is nobody's book, so it is not among them.
  func book(by step: Int, _ surroundings: Surroundings) -> Book {
    let choices = bookChoices(surroundings).filter { $0.book != .followed }
    let place = choices.firstIndex { $0.book == book } ?? 0
    return choices[(place + step + choices.count) % choices.count].book
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
  /// Own book, then the team's, everything, what is followed, then the own one again.
  func next(_ team: String?) -> Book {
    switch self {
    case .own: team.map(Book.team) ?? .everything
    case .team: .everything
    case .everything: .followed
    case .followed, .user: .own
    }
  }

  /// The book in words, for the line above the table.
  var title: SafeText {
    switch self {
    case .own: "my book"
    case .team(let name): "team \(SafeText(sanitizing: name, limit: 24))"
    case .everything: "every customer"
    case .followed: "followed"
    case .user(let id): "book of \(SafeText(sanitizing: id.rawValue, limit: 24))"
    }
  }
}
