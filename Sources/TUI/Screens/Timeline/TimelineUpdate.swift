import CustomerSuccess
import ReplicaStore
import Terminal

/// What a person can do on the Timeline.
enum TimelineCommand: Equatable {
  case move(Motion)
  case select(Activity.ID)
  case open
  case scroll(Int)
  case customer
  case edit
  case delete
  case nextBook

  static let table: [CommandSpec<TimelineCommand>] =
    [
      .init(
        "timeline.entry", "open", keys: ["enter", "right"],
        help: "Shows all of the entry under the cursor, or closes it.", group: group, hint: 90,
        action: .open),
      .init(
        "timeline.customer", "customer", keys: ["o"], help: "Opens the customer of the entry.",
        group: group, hint: 70, action: .customer),
      .init(
        "timeline.edit", "edit", keys: ["e"],
        help: "Edits an entry of your own in the form, its notes in $EDITOR if you like.",
        group: group, hint: 60, action: .edit),
      .init(
        "timeline.delete", "delete", keys: ["x"],
        help: "Takes back an entry of your own, after a question; undo brings it back.",
        group: group, hint: 40, action: .delete),
      .init(
        "timeline.book", "book", keys: ["b"],
        help: "From the own book to the team's and to every customer.", group: group, hint: 45,
        action: .nextBook),
      .init(
        "timeline.notesDown", "notes down", keys: ["J"], help: "Scrolls the open notes down.",
        group: group, action: .scroll(5)),
      .init(
        "timeline.notesUp", "notes up", keys: ["K"], help: "Scrolls the open notes up.",
        group: group, action: .scroll(-5)),
    ] + Motion.table.map { $0.calling(move) }

  private static let group: SafeText = "Timeline"
}

extension TimelineState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .timeline(let command) = command else { return [] }
    switch command {
    case .move(let motion):
      cursor.move(motion, in: ids, page: surroundings.bodyRows - 1)
      details = ScrollWindow()
      return readAhead(page: surroundings.bodyRows)
    case .select(let id):
      if cursor.selected == id { isOpen.toggle() }
      cursor.selected = id
      details = ScrollWindow()
    case .open:
      guard selectedRow != nil else { return [.say("There is no entry to open.")] }
      isOpen.toggle()
      details = ScrollWindow()
    case .scroll(let step): details = ScrollWindow(offset: details.offset + step)
    case .customer:
      guard let row = selectedRow else { return [.say("There is no entry under the cursor.")] }
      return [.go(to: Customer360State(id: row.account))]
    case .edit: return ActivityWork.edit(selectedRow, surroundings)
    case .delete: return ActivityWork.delete(selectedRow, surroundings)
    case .nextBook:
      guard account == nil else {
        return [
          .say("This is one customer's: \(surroundings.keys["timeline.open"]) elsewhere shows all.")
        ]
      }
      book = book.next(surroundings.team)
      return ask()
    }
    return []
  }
}
