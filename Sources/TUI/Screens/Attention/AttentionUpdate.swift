import Terminal

/// What a person can do with an edit that the service refused.
enum AttentionCommand: Equatable {
  case move(Motion)
  case retry
  case discard

  static let table: [CommandSpec<AttentionCommand>] =
    [
      .init(
        "attention.retry", "apply mine again", keys: ["a"],
        help: "Makes the same edit again on top of what the service has now.",
        group: "Needs attention", hint: 90, action: .retry),
      .init(
        "attention.discard", "keep theirs", keys: ["x"],
        help: "Gives the edit up, after asking; its text stays in the history for 30 days.",
        group: "Needs attention", hint: 80, action: .discard),
    ] + Motion.table.map { $0.calling(move) }
}

extension AttentionState {
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect] {
    guard case .attention(let command) = command else { return [] }
    switch command {
    case .move(let motion): move(motion)
    case .retry:
      guard let selected else { return [.say("Nothing needs attention.")] }
      return [.settle(.retry([selected]))]
    case .discard:
      guard let selected else { return [.say("Nothing needs attention.")] }
      let question = Question(
        title: "Keep theirs?", lines: ["Your edit is given up; what the service has stays."],
        answers: [
          .init(key: "y", title: "give mine up", effects: [.settle(.discard([selected]))]),
          .init(key: "n", title: "leave it here", effects: []),
        ])
      return [.show(.question(question))]
    }
    return []
  }
}
