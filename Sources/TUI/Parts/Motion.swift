import Terminal

/// A step of the cursor through a list; the same keys on every screen.
enum Motion: Equatable {
  case next
  case previous
  case pageDown
  case pageUp
  case first
  case last
  /// So many lines down, or up when negative.
  case lines(Int)
  /// So many screens down, or up when negative.
  case pages(Int)
  /// To the line of that number; the first is 1.
  case line(Int)

  static let table: [CommandSpec<Motion>] = [
    .init(
      "list.next", "down", keys: ["down", "j"], help: "One line down.", group: "Moving",
      action: .next),
    .init(
      "list.previous", "up", keys: ["up", "k"], help: "One line up.", group: "Moving",
      action: .previous),
    .init(
      "list.pageDown", "page down", keys: ["pagedown", "ctrl+d"], help: "One screen down.",
      group: "Moving", action: .pageDown),
    .init(
      "list.pageUp", "page up", keys: ["pageup", "ctrl+u"], help: "One screen up.",
      group: "Moving", action: .pageUp),
    .init(
      "list.first", "first", keys: ["home", "g"], help: "To the first line.", group: "Moving",
      action: .first),
    .init(
      "list.last", "last", keys: ["end", "G"], help: "To the last line.", group: "Moving",
      action: .last),
  ]

  static let ids = Set(table.map(\.id))

  /// What it means behind a number: so many times; for an end of the list, that line.
  func counted(_ number: Int) -> Motion {
    switch self {
    case .next: .lines(number)
    case .previous: .lines(-number)
    case .pageDown: .pages(number)
    case .pageUp: .pages(-number)
    case .first, .last: .line(number)
    case .lines, .pages, .line: self
    }
  }

  /// Where the cursor goes from `index` in a list of `count`; it stops at both ends.
  ///
  /// - Parameter page: The lines of one screen.
  func target(from index: Int, count: Int, page: Int) -> Int {
    let wanted =
      switch self {
      case .next: index + 1
      case .previous: index - 1
      case .pageDown: index + max(page - 1, 1)
      case .pageUp: index - max(page - 1, 1)
      case .first: 0
      case .last: count - 1
      case .lines(let lines): index + lines
      case .pages(let pages): index + pages * max(page - 1, 1)
      case .line(let number): number - 1
      }
    return min(max(wanted, 0), max(count - 1, 0))
  }
}

extension CommandSpec {
  /// The same command in a table of a wider kind.
  func calling<Wider>(_ wrap: (Action) -> Wider) -> CommandSpec<Wider> {
    CommandSpec<Wider>(
      id, title, keys: keys, help: help, group: group, hint: hint, action: wrap(action))
  }
}
