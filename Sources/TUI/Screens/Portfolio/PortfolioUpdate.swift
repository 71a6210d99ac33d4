import CustomerSuccess
import ReplicaStore
import Terminal

extension PortfolioState {
  static let commands = Commands.table(PortfolioCommand.table, Command.portfolio)

  /// Carries a command out; what is then needed besides is read.
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .portfolio(let command) = command else { return [] }
    if case .move(let motion) = command, chooser == nil { return move(motion, surroundings) }
    let before = readings
    let effects =
      chooser == nil
      ? run(command, surroundings) : runInChooser(command, surroundings)
    return effects + readings.filter { !before.contains($0) }.map(AppEffect.load)
  }

  private mutating func run(
    _ command: PortfolioCommand, _ surroundings: Surroundings
  ) -> [AppEffect] {
    switch command {
    case .move(let motion): return move(motion, surroundings)
    case .open: return open(list.selected)
    case .select(let id):
      guard list.selected != id else { return open(id) }
      list.selected = id
    case .mark: list.toggleMark(in: ids)
    case .markAll: list.toggleAll(in: ids)
    case .assign: return assignMenu
    case .addCTA: return ctaPrompt
    case .sort: return [.show(.menu(sortMenu))]
    case .sortBy(let column): sort(by: column)
    case .reverse:
      order.isReversed.toggle()
      resort()
    case .resort: resort()
    case .chooseGroup: return [.show(.menu(groupMenu))]
    case .groupBy(let column):
      group = column
      refilter()
    case .chooseBook: return [.show(.menu(bookMenu(surroundings)))]
    case .showBook(let book): show(book)
    case .stepBook(let step): show(book(by: step, surroundings))
    case .chooseView: return [.show(.menu(viewMenu(surroundings)))]
    case .showView(let view): show(view)
    case .nameView: return [.show(.prompt(viewPrompt))]
    case .chooseDeletedView: return deleteMenu(surroundings)
    case .columns: chooser = ColumnChooser(shownColumns)
    case .usualColumns: columns = nil
    case .columnDown, .columnUp, .chooseColumn:
      return [
        .say(
          """
          Columns are moved while they are chosen: press \
          \(surroundings.keys["portfolio.columns"]) first.
          """
        )
      ]
    case .preview: togglePreview()
    case .toggleTiles: showsTiles.toggle()
    case .tile(let kind): toggle(kind, surroundings)
    case .lateCTAs: return [.go(to: CockpitState(book: book, words: "due:overdue"))]
    case .unlabeledInstances: return [.go(to: InstancesState(book: book))]
    }
    return []
  }

  private mutating func togglePreview() {
    showsPreview.toggle()
    preview = nil
  }

  /// A step of the cursor asks for nothing but another preview.
  private mutating func move(_ motion: Motion, _ surroundings: Surroundings) -> [AppEffect] {
    let before = list.selected
    list.move(motion, in: ids, page: listRows(surroundings))
    guard showsPreview, let id = list.selected, id != before else { return [] }
    return [.read(PortfolioPreviewReading(id: id))]
  }

  /// While columns are chosen the moving keys are for them; every change shows at once.
  private mutating func runInChooser(
    _ command: PortfolioCommand, _ surroundings: Surroundings
  ) -> [AppEffect] {
    guard var chooser else { return [] }
    switch command {
    case .move(let motion): chooser.move(motion, page: listRows(surroundings))
    case .mark: chooser.toggle()
    case .chooseColumn(let column):
      if chooser.selected == column { chooser.toggle() } else { chooser.select(column) }
    case .columnDown: chooser.shift(by: 1)
    case .columnUp: chooser.shift(by: -1)
    case .sort:
      sort(by: chooser.selected)
      return []
    case .usualColumns:
      columns = nil
      self.chooser = ColumnChooser(shownColumns)
      return []
    case .columns, .open:
      self.chooser = nil
      return []
    default:
      self.chooser = nil
      return run(command, surroundings)
    }
    self.chooser = chooser
    if chooser.columns != shownColumns { columns = chooser.columns }
    return []
  }

  private func open(_ id: Account.ID?) -> [AppEffect] {
    guard let id else { return [.say("There is no customer to open.")] }
    return [.go(to: Customer360State(id: id))]
  }

  /// Sorts by the column; the column it is sorted by already turns around.
  private mutating func sort(by column: PortfolioColumn) {
    order =
      order.column == column
      ? PortfolioOrder(column: column, isReversed: !order.isReversed)
      : PortfolioOrder(column: column)
    resort()
  }

  private mutating func show(_ book: Book) {
    guard book != self.book else { return }
    self.book = book
    empty()
  }

  /// Shows the customers that a figure counts; the same figure again shows all.
  private mutating func toggle(_ kind: PortfolioTile.Kind, _ surroundings: Surroundings) {
    let wanted = kind.filter(today: surroundings.today)
    setFilter(filter == wanted ? "" : wanted, surroundings: surroundings)
  }

  mutating func show(_ view: PortfolioView) {
    viewName = view.name
    columns = view.columns
    order = view.order
    group = view.group
    setFilter(view.filter)
    if let book = view.book, book != self.book {
      self.book = book
      empty()
    } else {
      resort()
    }
  }

  /// The view as it stands, under a name.
  func view(named name: String) -> PortfolioView {
    PortfolioView(
      name: name, book: book, columns: columns, order: order, group: group, filter: filter)
  }

  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply {
    if command == .portfolio(.addCTA) { return addCTA(text, today: surroundings.today) }
    guard command == .portfolio(.nameView) else { return .done([]) }
    let name = text.split(separator: " ").joined(separator: " ")
    if let problem = PortfolioView.problem(inName: name) {
      return .refused(SafeText(sanitizing: problem))
    }
    viewName = name
    return .done([
      .saveView(view(named: name)),
      .say(
        """
        Saved the view \(SafeText(sanitizing: name)); \(surroundings.keys["portfolio.views"]) \
        shows it.
        """
      ),
    ])
  }
}
