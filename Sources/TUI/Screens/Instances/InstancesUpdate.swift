import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the Instances screen.
enum InstancesCommand: Equatable {
  case move(Motion)
  case select(Instance.ID)
  case label(InstanceType)
  /// Labels what is marked, after the preview was agreed to.
  case labelMarked(InstanceType)
  case skip
  case toggleMark
  case toggleAll
  case nextHealthInclusion
  case toggleLabeled
  case renew
  case nextBook
  case open

  static let table: [CommandSpec<InstancesCommand>] =
    labeling + [
      .init(
        "instances.skip", "skip", keys: ["tab"],
        help: "Leaves it Unknown and goes on to the next one that is.", group: group, hint: 70,
        action: .skip),
      .init(
        "instances.mark", "mark", keys: ["space"],
        help: "Marks the instance, to label several at once after a preview.", group: group,
        hint: 65, action: .toggleMark),
      .init(
        "instances.markAll", "mark all", keys: ["V"],
        help: "Marks everything listed, or takes all marks away.", group: group,
        action: .toggleAll),
      .init(
        "instances.customer", "open", keys: ["enter", "right"],
        help: "Opens the Customer 360 of its customer.", group: group, hint: 45, action: .open),
      .init(
        "instances.health", "in health", keys: ["h"],
        help: "Counts it in the health measures, keeps it out, or leaves that undecided.",
        group: group, action: .nextHealthInclusion),
      .init(
        "instances.labeled", "labeled ones", keys: ["v"],
        help: "Lists those that have a label too, or the Unknown ones only.", group: group,
        hint: 40, action: .toggleLabeled),
      .init(
        "instances.renew", "renew", keys: ["r"],
        help: "Takes what is labeled out of the queue; rows never go by themselves.",
        group: group, action: .renew),
      .init(
        "instances.book", "book", keys: ["b"],
        help: "Switches between the own book, the team's and every customer that may be seen.",
        group: group, hint: 35, action: .nextBook),
    ] + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "Instances"

  /// One key each; 1 is the primary and 2 the secondary.
  private static let labeling: [CommandSpec<InstancesCommand>] = [
    .init(
      "instances.production", "production", keys: ["p", "1"],
      help: "Labels it Production and goes on to the next Unknown one.", group: group, hint: 99,
      action: .label(.production)),
    .init(
      "instances.nonProduction", "non-production", keys: ["n", "3"],
      help: "Labels it Non-production and goes on.", group: group, hint: 98,
      action: .label(.nonProduction)),
    .init(
      "instances.obsolete", "obsolete", keys: ["o", "4"],
      help: "Labels it Obsolete and goes on.", group: group, hint: 97, action: .label(.obsolete)),
    .init(
      "instances.geoSecondary", "geo secondary", keys: ["2"],
      help: "Labels it Geo secondary and goes on.", group: group, hint: 96,
      action: .label(.geoSecondary)),
    .init(
      "instances.unknown", "unknown again", keys: ["5", "backspace"],
      help: "Takes its label away.", group: group, action: .label(.unknown)),
  ]
}

extension InstancesState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .instances(let command) = command else { return [] }
    let ids = visible.map(\.id)
    switch command {
    case .move(let motion):
      cursor.move(motion, in: ids, page: surroundings.bodyRows / 2)
    case .select(let id):
      guard cursor.selected != id else { return open() }
      cursor.selected = id
    case .label(let type): return label(type)
    case .labelMarked(let type): return labelMarked(type)
    case .skip: moveOn()
    case .toggleMark: cursor.toggleMark(in: ids)
    case .toggleAll: cursor.toggleAll(in: ids)
    case .nextHealthInclusion: return includeNext()
    case .toggleLabeled:
      showsLabeled.toggle()
      refilter()
    case .renew: renew()
    case .nextBook:
      book = book.next(surroundings.team)
      empty()
      return readings.map(AppEffect.load)
    case .open: return open()
    }
    return []
  }

  private func open() -> [AppEffect] {
    guard let row = selectedRow else { return [.say("There is no instance to open.")] }
    return [
      .go(
        to: Customer360State(
          id: row.account, section: InstancesSection.name, item: row.id.rawValue))
    ]
  }

  /// Labels the row under the cursor and goes on; with marks it shows what would change first.
  private mutating func label(_ type: InstanceType) -> [AppEffect] {
    guard cursor.marked.isEmpty else { return [.show(.question(preview(type)))] }
    guard let row = selectedRow else { return [.say("There is no instance to label.")] }
    if let reason = rights.refusal(row) { return [.warn(reason)] }
    let isChange = self.type(of: row) != type
    if isChange { labels[row.id] = type }
    if type != .unknown { moveOn() }
    return isChange ? [.perform([Self.mutation(row.id, type)], label: nil)] : []
  }

  /// The marked rows that the label changes and that the person may label.
  private func changing(to type: InstanceType) -> [InstanceRow] {
    marked.filter { self.type(of: $0) != type && rights.refusal($0) == nil }
  }

  private var marked: [InstanceRow] { visible.filter { cursor.marked.contains($0.id) } }

  private mutating func labelMarked(_ type: InstanceType) -> [AppEffect] {
    let changing = changing(to: type)
    _ = cursor.clearMarks()
    guard !changing.isEmpty else { return [.say("Nothing was to be changed.")] }
    for row in changing { labels[row.id] = type }
    moveOn()
    return [
      .perform(
        changing.map { Self.mutation($0.id, type) },
        label: "Labeled \(changing.count) instances as \(type.rawValue)")
    ]
  }

  /// What labeling the marked rows would do, row by row, and what it would leave alone and why.
  private func preview(_ type: InstanceType) -> Question {
    let changing = changing(to: type)
    let lines = marked.map { row -> SafeText in
      let name = SafeText(sanitizing: row.name, limit: 50)
      let whose = SafeText(sanitizing: row.accountName, limit: 30)
      if let reason = rights.refusal(row) { return "\(name) (\(whose)) stays: \(reason)" }
      let before = self.type(of: row)
      guard before != type else { return "\(name) (\(whose)) is \(Words.plain(type)) already" }
      return "\(name) (\(whose)): \(Words.plain(before)) becomes \(Words.plain(type))"
    }
    let count = Words.count(changing.count, "instance", "instances")
    var answers: [Question.Answer] = [.init(key: "n", title: "leave them", effects: [])]
    if !changing.isEmpty {
      answers.insert(
        .init(
          key: "y", title: "label \(count)", effects: [.call(.instances(.labelMarked(type)))]),
        at: 0)
    }
    return Question(title: "Label as \(Words.plain(type))?", lines: lines, answers: answers)
  }

  /// To the next row that is Unknown and may be labeled; around to the first, or nowhere.
  private mutating func moveOn() {
    let visible = visible
    let start = visible.firstIndex { $0.id == cursor.selected } ?? -1
    let order = visible[(start + 1)...] + visible[..<max(start, 0)]
    if let next = order.first(where: { isUnknown($0) && rights.refusal($0) == nil }) {
      cursor.selected = next.id
    }
  }

  /// Undecided, then included, then kept out, then undecided again.
  private func includeNext() -> [AppEffect] {
    guard let row = selectedRow else { return [.say("There is no instance here.")] }
    if let reason = rights.refusal(row) { return [.warn(reason)] }
    let next: HealthInclusion? =
      switch row.healthInclusion {
      case nil: .included
      case .included: .optOut
      case .optOut: nil
      }
    let change = SetInstanceHealthInclusion(id: row.id, inclusion: next)
    return [.perform([.setInstanceHealthInclusion(change)], label: nil)]
  }

  private static func mutation(_ id: Instance.ID, _ type: InstanceType) -> Mutation {
    .labelInstance(LabelInstance(id: id, type: type))
  }
}
