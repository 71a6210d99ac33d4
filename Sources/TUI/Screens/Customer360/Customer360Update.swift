import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the Customer 360.
enum Customer360Command: Equatable {
  case nextSection
  case previousSection
  case section(Customer360State.Section)
  case move(Motion)
  case open
  case edit
  /// Sets an attribute of the customer that is on screen.
  case set(column: String, Value)
  case follow

  static let table: [CommandSpec<Customer360Command>] =
    [
      .init(
        "customer360.nextSection", "section", keys: ["tab", "]"], help: "The next section.",
        group: "Customer 360", hint: 80, action: .nextSection),
      .init(
        "customer360.previousSection", "previous section", keys: ["shift+tab", "["],
        help: "The section before.", group: "Customer 360", action: .previousSection),
      .init(
        "customer360.open", "open", keys: ["enter"],
        help: "Shows all of the entry under the cursor, or edits the attribute under it.",
        group: "Customer 360", hint: 75, action: .open),
      .init(
        "customer360.edit", "edit", keys: ["e"],
        help: "Edits the attribute under the cursor, or says who owns it and where to change it.",
        group: "Customer 360", hint: 70, action: .edit),
      .init(
        "customer360.follow", "follow", keys: ["F"],
        help: "Follows the customer, or stops following it.", group: "Customer 360",
        action: .follow),
    ] + sections + Motion.table.map { $0.calling(move) }

  /// A digit goes to a section at once.
  private static let sections: [CommandSpec<Customer360Command>] = [
    section("summary", "1", .summary), section("attributes", "2", .attributes),
    section("timeline", "3", .timeline), section("cockpit", "4", .cockpit),
    section("contacts", "5", .contacts),
  ]

  private static func section(
    _ name: String, _ key: KeyChord, _ section: Customer360State.Section
  ) -> CommandSpec<Customer360Command> {
    .init(
      "customer360.\(name)", section.title, keys: [key], help: "To the section \(section.title).",
      group: "Customer 360", action: .section(section))
  }
}

extension Customer360State {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .customer360(let command) = command else { return [] }
    switch command {
    case .nextSection: step(by: 1)
    case .previousSection: step(by: -1)
    case .section(let section): go(to: section)
    case .move(let motion): move(motion, page: surroundings.bodyRows)
    case .open:
      if section == .attributes { return edit() }
      isExpanded.toggle()
    case .edit: return edit()
    case .set(let name, let value):
      guard let column = Account.table.column(name) else { return [] }
      return set(column, to: value)
    case .follow: return follow()
    }
    return []
  }

  private mutating func step(by step: Int) {
    let all = Section.allCases
    let index = (all.firstIndex(of: section) ?? 0) + step
    go(to: all[(index + all.count) % all.count])
  }

  private mutating func go(to section: Section) {
    guard section != self.section else { return }
    self.section = section
    scroll = ScrollWindow()
    isExpanded = false
  }

  /// Moves the cursor of the section, or scrolls where there is none.
  private mutating func move(_ motion: Motion, page rows: Int) {
    switch section {
    case .attributes:
      attribute = motion.target(from: attribute, count: Self.attributes.count, page: rows)
    case .timeline:
      guard let entries = page?.timeline, !entries.isEmpty else { return }
      let index = motion.target(
        from: selectedActivityIndex ?? 0, count: entries.count, page: rows)
      if entries[index].id != activity { isExpanded = false }
      activity = entries[index].id
    case .summary, .cockpit, .contacts:
      // Drawing stops at the last line; how many there are depends on the width.
      scroll = ScrollWindow(
        offset: motion.target(from: scroll.offset, count: 10_000, page: rows))
    }
  }

  /// Asks for a new value of the attribute, in the way that fits its type.
  private func edit() -> [AppEffect] {
    guard section == .attributes, let column = selectedAttribute, let page else {
      return [.say("Attributes are edited in the section Attributes: press 2, then e.")]
    }
    if let reason = Self.refusal(column) { return [.say(reason)] }
    if column.name == Account.tam.name { return [.show(.menu(tamMenu(page)))] }
    let value = page.customer.account[column: column.name]
    switch column.type {
    case .choice(let choices):
      return [.show(.menu(Self.menu(column, choices: choices, current: value)))]
    case .longText: return [.edit(text(of: value, column), for: .customer360(.edit))]
    case .boolean:
      let isOn = Bool(stored: value) ?? false
      return set(column, to: (!isOn).stored)
    default:
      let text = text(of: value, column)
      // A field of one line would cut it.
      guard text.count <= TextField.usualLimit else {
        return [.edit(text, for: .customer360(.edit))]
      }
      let purpose = Prompt.Purpose.words(
        for: .customer360(.edit), label: SafeText(sanitizing: column.label),
        advice: "Enter stores, empty clears, Esc leaves")
      return [.show(.prompt(Prompt(purpose, text: text)))]
    }
  }

  private func text(of value: Value, _ column: Column) -> String {
    AttributeText.editable(value, type: column.type)
  }

  /// The attribute under the cursor gets what was typed.
  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply {
    guard let column = selectedAttribute else { return .done([]) }
    let typed = AttributeText.value(of: text, column: column)
    guard let value = typed.value else {
      return .refused(typed.problem ?? "This is no value of the attribute.")
    }
    return .done(set(column, to: value))
  }

  /// Everybody who may be the TAM; the edit itself is refused to whoever is no manager.
  private func tamMenu(_ page: CustomerPage) -> Menu {
    let items = page.possibleTAMs.map { user in
      Menu.Item(
        title: SafeText(sanitizing: user[User.name] ?? user.id, limit: 40),
        effects: [.assignTAM(id, User.ID(user.id))])
    }
    let nobody = Menu.Item(title: "(nobody)", effects: [.assignTAM(id, nil)])
    let current = page.customer.account[Account.tam]
    let selected = page.possibleTAMs.firstIndex { User.ID($0.id) == current } ?? items.count
    return Menu(title: "TAM", items: items + [nobody], selected: selected)
  }

  private static func menu(
    _ column: Column, choices: [String], current: Value
  ) -> Menu {
    func item(_ title: SafeText, _ value: Value) -> Menu.Item {
      Menu.Item(
        title: title, effects: [.call(.customer360(.set(column: column.name, value)))])
    }
    let empty = item("(empty)", .null)
    let items = choices.map { item(SafeText(sanitizing: $0), .text($0)) }
    let selected = choices.firstIndex { Value.text($0) == current } ?? items.count
    return Menu(
      title: SafeText(sanitizing: column.label), items: items + [empty], selected: selected)
  }

  /// Why nobody may edit the column here, and where it is changed; nil when it may be edited.
  static func refusal(_ column: Column) -> SafeText? {
    let label = SafeText(sanitizing: column.label)
    switch column.origin.owner {
    case .salesforce, .zendesk, .snowflake:
      let system = SafeText(sanitizing: column.origin.owner.label)
      return "\(label) belongs to \(system): change it there, the next sync brings it here."
    case .computed: return "\(label) is calculated; it follows from what is logged and synced."
    case .tamarack, .shared:
      return column.origin.editors == .nobody ? "\(label) cannot be changed by hand." : nil
    }
  }

  /// The edit that sets a column, based on the value that is on screen; none when it is the same.
  private func set(_ column: Column, to new: Value) -> [AppEffect] {
    guard let page else { return [] }
    let old = page.customer.account[column: column.name]
    guard new != old else { return [] }
    return [
      .perform([AttributeText.mutation(id, column: column, from: old, to: new)], label: nil)
    ]
  }

  private func follow() -> [AppEffect] {
    guard let page else { return [] }
    let mutation: Mutation =
      page.customer.isFollowed
      ? .unfollow(UnfollowAccount(account: id))
      : .follow(FollowAccount(account: id))
    return [.perform([mutation], label: nil)]
  }
}
