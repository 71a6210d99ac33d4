import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do with an edit that the service refused.
enum AttentionCommand: Equatable {
  case move(Motion)
  case select(AttentionItem.ID)
  case mark
  case markAll
  case show
  case retry
  case editAgain
  case draft
  case discard
  case customer

  static let table: [CommandSpec<AttentionCommand>] =
    [
      .init(
        "attention.retry", "apply mine again", keys: ["a"],
        help: "Makes the same edit again on top of what the service has now.",
        group: group, hint: 90, action: .retry),
      .init(
        "attention.edit", "edit again", keys: ["e"],
        help: "Opens the form with what was logged, or the place where it is changed.",
        group: group, hint: 85, action: .editAgain),
      .init(
        "attention.discard", "keep theirs", keys: ["x"],
        help: "Gives the edit up, after asking; its text stays in the history for 30 days.",
        group: group, hint: 80, action: .discard),
      .init(
        "attention.draft", "keep as a draft", keys: ["d"],
        help: "Keeps what was logged as a draft, which the form offers again.", group: group,
        hint: 75,
        action: .draft),
      .init(
        "attention.show", "all of it", keys: ["enter"],
        help: "Shows the whole reason and the whole edit.", group: group, hint: 60,
        action: .show),
      .init(
        "attention.customer", "customer", keys: ["o", "right"],
        help: "Opens the Customer 360 of its customer.", group: group, hint: 45,
        action: .customer),
      .init(
        "attention.mark", "mark", keys: ["space"],
        help: "Marks the edit, to decide on several at once.", group: group, action: .mark),
      .init(
        "attention.markAll", "mark all", keys: ["V"],
        help: "Marks all of them, or takes all marks away.", group: group, action: .markAll),
    ] + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "Needs attention"
}

extension AttentionState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .attention(let command) = command else { return [] }
    switch command {
    case .move(let motion): cursor.move(motion, in: ids, page: surroundings.bodyRows / 3)
    case .select(let id):
      guard cursor.selected == id else {
        cursor.selected = id
        return []
      }
      return show()
    case .mark: cursor.toggleMark(in: ids)
    case .markAll: cursor.toggleAll(in: ids)
    case .show: return show()
    case .retry, .editAgain, .draft, .discard, .customer:
      guard let item = selectedItem else { return [.say("Nothing needs attention.")] }
      return decide(command, item, surroundings.keys)
    }
    return []
  }

  private mutating func decide(
    _ command: AttentionCommand, _ item: AttentionItem, _ keys: KeyNames
  ) -> [AppEffect] {
    let targets = targets
    switch command {
    case .retry: return [.settle(.retry(targets.map(\.id)))]
    case .editAgain: return editAgain(item, keys)
    case .draft:
      let logged = targets.filter(\.isLogged)
      guard !logged.isEmpty else {
        return [.warn("Only what was logged can be a draft; this stays here until you decide.")]
      }
      return [.settle(.keepAsDrafts(logged.map(\.id)))]
    case .discard: return [.show(.question(discardQuestion(targets)))]
    case .customer:
      guard let customer = item.customer else {
        return [.say("Its customer is not in your book any more.")]
      }
      return [.go(to: Customer360State(id: customer.id))]
    case .move, .select, .mark, .markAll, .show: return []
    }
  }

  /// What was logged goes into the form; everything else is changed where it stands.
  private func editAgain(_ item: AttentionItem, _ keys: KeyNames) -> [AppEffect] {
    if item.isLogged { return [.settle(.editAgain(item.id))] }
    guard let page = item.page else {
      return [
        .warn(
          """
          There is no page of it in your book: \(keys["attention.retry"]) applies it again, \
          \(keys["attention.discard"]) gives it up.
          """
        )
      ]
    }
    return [
      .go(to: page),
      .say(
        "Change it here; the refused edit waits under \(keys["attention.open"]) until you decide."),
    ]
  }

  private func discardQuestion(_ items: [AttentionItem]) -> Question {
    let what: SafeText = items.count == 1 ? "Your edit is" : "\(items.count) edits of yours are"
    return Question(
      title: "Keep theirs?",
      lines: ["\(what) given up; what the service has stays."]
        + items.map { "\u{2022} \(SafeText(sanitizing: $0.summary))" },
      answers: [
        .init(
          key: "y", title: "give mine up", effects: [.settle(.discard(items.map(\.id)))]),
        .init(key: "n", title: "leave it here", effects: []),
      ])
  }

  /// The whole of the item, to scroll through, with every decision at hand.
  private func show() -> [AppEffect] {
    guard let item = selectedItem else { return [.say("Nothing needs attention.")] }
    func answer(_ key: Character, _ title: SafeText, _ command: AttentionCommand)
      -> Question.Answer
    {
      .init(key: key, title: title, effects: [.call(.attention(command))])
    }
    return [
      .show(
        .question(
          Question(
            title: SafeText(sanitizing: item.summary, limit: 60),
            lines: item.pageLines.map(\.text),
            answers: [
              answer("a", "apply mine again", .retry), answer("e", "edit again", .editAgain),
              answer("x", "keep theirs", .discard), answer("d", "draft", .draft),
              .init(key: "n", title: "later", effects: []),
            ])))
    ]
  }
}

extension AttentionItem {
  /// Where its row is changed; nil when it is not in the book.
  fileprivate var page: (any Screen)? {
    guard let customer else { return nil }
    let row = mutation.created ?? mutation.needed.first
    switch row?.table {
    case CTA.tableName:
      return Customer360State(id: customer.id, section: CockpitSection.name, item: row?.id)
    case CTATask.tableName:
      // A task that was never made has its CTA at least.
      let owner = mutation.needed.first { $0.table == CTA.tableName }.map { CTA.ID($0.id) }
      guard let id = cta ?? owner else { return Customer360State(id: customer.id) }
      return CallToActionState(id: id, task: row.map { CTATask.ID($0.id) })
    case SuccessPlan.tableName:
      return Customer360State(id: customer.id, section: PlansSection.name, item: row?.id)
    case Activity.tableName:
      return Customer360State(
        id: customer.id, section: TimelineSection.name, item: row?.id, isOpen: true)
    case Contact.tableName:
      return Customer360State(id: customer.id, section: ContactsSection.name, item: row?.id)
    case Instance.tableName:
      return Customer360State(id: customer.id, section: InstancesSection.name, item: row?.id)
    default:
      guard case .setAttribute(let edit) = mutation else {
        return Customer360State(id: customer.id)
      }
      return Customer360State(
        id: customer.id, section: AttributesSection.name, item: edit.change.column)
    }
  }
}
