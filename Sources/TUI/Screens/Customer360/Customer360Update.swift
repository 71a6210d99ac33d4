import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the Customer 360.
enum Customer360Command: Equatable {
  case nextSection
  case previousSection
  case section(String)
  case move(Motion)
  /// Puts the cursor on a line.
  case select(LineID)
  case mark
  case markAll
  /// Asks the section for something about what is under the cursor or marked.
  case act(SectionVerb)
  /// Asks a section for something in particular, as its menus and prompts do.
  case request(SectionRequest)
  /// Where the value under the cursor comes from, who owns it and how old it is.
  case match(MatchStep)
  case scrolling
  /// Asks for a second customer, or takes it away.
  case split
  case beside(Account.ID)
  case otherSide
}

/// Where the cursor goes among the lines that hold what is searched for.
enum MatchStep: Equatable {
  /// To the first match from the cursor's own line on.
  case stay
  case next
  case previous
}

extension Customer360State {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .customer360(let command) = command else { return [] }
    switch command {
    case .nextSection: return step(by: 1, surroundings)
    case .previousSection: return step(by: -1, surroundings)
    case .section(let name): return go(to: name, surroundings)
    case .move(let motion): move(motion, surroundings)
    case .select(let line): select(line)
    case .mark: changeMarks(surroundings) { $0.toggleMark(in: $1) }
    case .markAll: changeMarks(surroundings) { $0.toggleAll(in: $1) }
    case .act(let verb): return act(verb, surroundings)
    case .request(let request): return carryOut(request, surroundings)
    case .match(let step): return findMatch(step, surroundings)
    case .scrolling: return toggleScrolling(surroundings)
    case .split: return split(surroundings)
    case .beside(let id): return show(id, surroundings)
    case .otherSide: return switchSide(surroundings)
    }
    return []
  }

  /// The words belong to the request that asked for them, wherever the cursor is by now.
  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply {
    guard case .customer360(.request(let request)) = command,
      let frame = frame(for: request.section, surroundings),
      let section = pane.section(named: request.section)
    else { return .done([]) }
    return section.take(text, for: request, in: frame)
  }

  private func frame(for section: String, _ surroundings: Surroundings) -> SectionFrame? {
    let width = Customer360Layout(surroundings.size, panes: panes.count).lineWidth
    return pane.frame(for: section, width: width, surroundings: surroundings)
  }
}

// MARK: Moving

extension Customer360State {
  private mutating func step(by step: Int, _ surroundings: Surroundings) -> [AppEffect] {
    let names = CustomerSections.all.map { $0.name }
    let index = (names.firstIndex(of: section) ?? 0) + step
    return go(to: names[(index + names.count) % names.count], surroundings)
  }

  /// Shows the section in every pane; what it needs is read anew.
  private mutating func go(to name: String, _ surroundings: Surroundings) -> [AppEffect] {
    guard name != section || isScrolling else { return [] }
    section = name
    guard isScrolling else { return sectionReadings.map(AppEffect.load) }
    for index in panes.indices { alignPane(index, surroundings) }
    return []
  }

  /// Puts the cursor of a page of all sections on the section in sight.
  private mutating func alignPane(_ index: Int, _ surroundings: Surroundings) {
    let lines = placedLines(of: index, surroundings).all
    var cursor = panes[index].cursors[cursorKey] ?? ListCursor()
    cursor.selected = lines.first { $0.isSelectable && $0.id.section == section }?.id
    cursor.scroll(to: lines.firstIndex { $0.id.section == section } ?? 0)
    panes[index].cursors[cursorKey] = cursor
  }

  private mutating func move(_ motion: Motion, _ surroundings: Surroundings) {
    let ids = selectableLines(of: focus, surroundings)
    var cursor = pane.cursors[cursorKey] ?? ListCursor()
    cursor.settle(in: ids)
    cursor.move(motion, in: ids, page: surroundings.bodyRows)
    pane.cursors[cursorKey] = cursor
    followCursor(surroundings)
  }

  private mutating func select(_ line: LineID) {
    pane.cursors[cursorKey, default: ListCursor()].selected = line
    section = line.section
  }

  /// On the page of all sections the section in sight is the cursor's; the other pane follows.
  private mutating func followCursor(_ surroundings: Surroundings) {
    guard isScrolling, let line = pane.cursors[cursorKey]?.selected, line.section != section
    else { return }
    section = line.section
    for index in panes.indices where index != focus { alignPane(index, surroundings) }
  }

  private mutating func changeMarks(
    _ surroundings: Surroundings, _ change: (inout ListCursor<LineID>, [LineID]) -> Void
  ) {
    // What lies open below an item is no item of its own.
    let ids = selectableLines(of: focus, surroundings).filter { $0.part == 0 && !$0.item.isEmpty }
    var cursor = pane.cursors[cursorKey] ?? ListCursor()
    cursor.settle(in: ids)
    change(&cursor, ids)
    pane.cursors[cursorKey] = cursor
  }

  private mutating func selectableLines(of index: Int, _ surroundings: Surroundings) -> [LineID] {
    placedLines(of: index, surroundings).selectableIDs
  }

  private mutating func placedLines(of index: Int, _ surroundings: Surroundings) -> PaneLines {
    let width = Customer360Layout(surroundings.size, panes: panes.count).lineWidth
    return panes[index].lines(of: shown, width: width, surroundings: surroundings)
  }

  private mutating func toggleScrolling(_ surroundings: Surroundings) -> [AppEffect] {
    isScrolling.toggle()
    guard isScrolling else { return sectionReadings.map(AppEffect.load) }
    for index in panes.indices { alignPane(index, surroundings) }
    return sectionReadings.map(AppEffect.load)
  }

  /// Goes to a line that holds what is searched for.
  mutating func findMatch(_ step: MatchStep, _ surroundings: Surroundings) -> [AppEffect] {
    guard !search.isEmpty else {
      return [.say("Press \(surroundings.keys["list.filter"]) first and type what to look for.")]
    }
    let width = Customer360Layout(surroundings.size, panes: panes.count).lineWidth
    let lines = placedLines(of: focus, surroundings).selectable
    let matches = lines.indices.filter { lines[$0].line.holds(search, width: width) }
    guard !matches.isEmpty else { return [.say("Nothing here holds these words.")] }
    let current = lines.firstIndex { $0.id == pane.cursors[cursorKey]?.selected } ?? 0
    let found =
      switch step {
      case .stay: matches.firstIndex { $0 >= current } ?? 0
      case .next: matches.firstIndex { $0 > current } ?? 0
      case .previous: matches.lastIndex { $0 < current } ?? matches.count - 1
      }
    pane.cursors[cursorKey, default: ListCursor()].selected = lines[matches[found]].id
    followCursor(surroundings)
    return [.say("Match \(found + 1) of \(matches.count).")]
  }
}

// MARK: Asking sections

extension Customer360State {
  private mutating func act(_ verb: SectionVerb, _ surroundings: Surroundings) -> [AppEffect] {
    let ids = selectableLines(of: focus, surroundings)
    var cursor = pane.cursors[cursorKey] ?? ListCursor()
    cursor.settle(in: ids)
    pane.cursors[cursorKey] = cursor
    let name = cursor.selected?.section ?? section
    let items = cursor.targets(in: ids).filter { $0.section == name && !$0.item.isEmpty }
    let request = SectionRequest(section: name, verb: verb, items: items.map(\.item))
    return carryOut(request, surroundings)
  }

  private mutating func carryOut(
    _ request: SectionRequest, _ surroundings: Surroundings
  ) -> [AppEffect] {
    guard let index = pane.sections.firstIndex(where: { $0.name == request.section }),
      let frame = frame(for: request.section, surroundings)
    else { return [] }
    if let effects = pane.sections[index].section.carryOut(request, in: frame) { return effects }
    guard request.verb == .open else {
      let title = CustomerSections.type(named: request.section)?.title ?? ""
      return [.say("\(request.verb.refusal) in \(title).")]
    }
    toggleOpen(request)
    return []
  }

  /// Opens the item, so that all of it is shown, or closes it.
  private mutating func toggleOpen(_ request: SectionRequest) {
    guard let item = request.item else { return }
    let line = LineID(section: request.section, item: item, part: 0)
    if pane.opened.remove(line) == nil { pane.opened.insert(line) }
    pane.cursors[cursorKey]?.selected = line
  }

  /// Where the line under the cursor comes from; nil for one put together from several values.
  private mutating func selectedSource(_ surroundings: Surroundings) -> SectionLine.Source? {
    let lines = placedLines(of: focus, surroundings).selectable
    let selected = pane.cursors[cursorKey]?.selected ?? lines.first?.id
    guard let line = lines.first(where: { $0.id == selected }) else { return nil }
    return lines.first { $0.id == line.id.head }?.line.source ?? line.line.source
  }

  mutating func valueInquiry(_ surroundings: Surroundings) -> ValueInquiry? {
    selectedSource(surroundings).map { source in
      ValueInquiry(
        RowKey(source.row.table, source.row.id), column: source.column?.name,
        now: surroundings.now)
    }
  }

  mutating func clippings(_ surroundings: Surroundings) -> [Clipping] {
    guard let page = pane.page, let customer else { return [] }
    let source = selectedSource(surroundings)
    let own = source.map { $0.clippings(userNames: page.customer.userNames) }
    return (own ?? []) + customer.clippings
  }
}

// MARK: Two customers side by side

extension Customer360State {
  /// Two customers need room for both.
  static let splitColumns = 120

  private mutating func split(_ surroundings: Surroundings) -> [AppEffect] {
    if panes.count > 1 {
      closeOther()
      return []
    }
    guard surroundings.size.columns >= Self.splitColumns else {
      return [.say("Two customers side by side need \(Self.splitColumns) columns.")]
    }
    return [.show(.prompt(Prompt(.findBeside)))]
  }

  private mutating func show(_ id: Account.ID, _ surroundings: Surroundings) -> [AppEffect] {
    guard id != pane.id else { return [.say("This customer is on screen already.")] }
    panes = [panes[0], CustomerPane(id: id)]
    focus = 1
    return (pane.readings + sectionReadings).map(AppEffect.load)
  }

  private mutating func switchSide(_ surroundings: Surroundings) -> [AppEffect] {
    guard panes.count > 1 else {
      return [
        .say("Press \(surroundings.keys["customer360.split"]) to show a second customer beside.")
      ]
    }
    focus = 1 - focus
    return []
  }

  /// Leaves the customer that takes the commands.
  mutating func closeOther() {
    panes = [pane]
    focus = 0
  }
}
