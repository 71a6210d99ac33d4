import Terminal

extension Customer360Command {
  static let table: [CommandSpec<Customer360Command>] =
    view + verbs + sections + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "Customer 360"

  private static let view: [CommandSpec<Customer360Command>] = [
    .init(
      "customer360.nextSection", "section", keys: ["tab", "]"], help: "The next section.",
      group: group, hint: 80, action: .nextSection),
    .init(
      "customer360.previousSection", "previous section", keys: ["shift+tab", "["],
      help: "The section before.", group: group, action: .previousSection),
    .init(
      "customer360.scrolling", "all on one page", keys: ["="],
      help: "Shows all sections as one page, or one section at a time.", group: group, hint: 40,
      action: .scrolling),
    .init(
      "customer360.split", "two customers", keys: ["|"],
      help: "Shows a second customer beside this one, or leaves one of the two.", group: group,
      hint: 12, action: .split),
    .init(
      "customer360.otherSide", "other side", keys: ["\\"],
      help: "Goes to the other of two customers side by side.", group: group, action: .otherSide),
    .init(
      "customer360.nextMatch", "next match", keys: ["n"],
      help: "To the next line with the words searched for.", group: group, action: .match(.next)),
    .init(
      "customer360.previousMatch", "match before", keys: ["N"],
      help: "To the line before with the words searched for.", group: group,
      action: .match(.previous)),
    .init(
      "customer360.mark", "mark", keys: ["space"],
      help: "Marks the line for what comes next, and goes on.", group: group, action: .mark),
    .init(
      "customer360.markAll", "mark all", keys: ["V"],
      help: "Marks all lines of the section, or none.", group: group, action: .markAll),
  ]

  private static let verbs: [CommandSpec<Customer360Command>] = [
    .init(
      "customer360.open", "open", keys: ["enter"],
      help: "Opens what is under the cursor: all of an entry, another customer, an attribute.",
      group: group, hint: 75, action: .act(.open)),
    .init(
      "customer360.edit", "edit", keys: ["e"],
      help: "Edits what is under the cursor, or says who owns it and where to change it.",
      group: group, hint: 70, action: .act(.edit)),
    .init(
      "customer360.add", "add", keys: ["a"],
      help: "Adds to the section: a contact, a success plan, an objective, a task.",
      group: group, hint: 55, action: .act(.add)),
    .init(
      "customer360.remove", "close", keys: ["x"],
      help: "Closes what is under the cursor, or marks a contact as inactive.", group: group,
      action: .act(.remove)),
    .init(
      "customer360.status", "status", keys: ["s"],
      help:
        "Sets where it stands: a plan, an opportunity, a contact's role, the TAM Sentiment.",
      group: group, hint: 35, action: .act(.status)),
    .init(
      "customer360.date", "due date", keys: ["d"], help: "Sets the due date.", group: group,
      action: .act(.date)),
    .init(
      "customer360.view", "another view", keys: ["v"],
      help: "Shows the section in another way: a report, a chart, the rows behind a score.",
      group: group, hint: 30, action: .act(.view)),
    .init(
      "customer360.write", "write to a file", keys: ["w"],
      help: "Writes a success plan to a file: Markdown, or a page that the customer may read.",
      group: group, action: .act(.write)),
  ]

  /// A letter after `'` goes to a section at once; so does a digit to one of the first nine.
  private static let sections: [CommandSpec<Customer360Command>] =
    CustomerSections.all.enumerated().map { index, section in
      var keys = [KeyChord([.init(.character("'")), .init(.character(section.letter))])]
      if index < 9, let digit = "\(index + 1)".first {
        keys.append(KeyChord(KeyPress(.character(digit))))
      }
      return .init(
        "customer360.\(section.name)", section.title, keys: keys,
        help: "To the section \(section.title).", group: group, action: .section(section.name))
    }
}

extension SectionVerb {
  /// What is said where it means nothing.
  var refusal: SafeText {
    switch self {
    case .open: "Nothing opens"
    case .edit: "Nothing can be edited"
    case .add: "Nothing can be added"
    case .remove: "Nothing can be closed"
    case .status: "There is no status to set"
    case .date: "There is no due date to set"
    case .view: "There is no other view"
    case .write: "Nothing is written to a file"
    }
  }
}
