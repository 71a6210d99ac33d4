import CustomerSuccess
import Terminal

/// What can be done with CTAs on every screen that shows them; also each step of it.
enum CTAAction: Equatable {
  case close
  case reopen
  case snooze
  case snoozeReason(SnoozeLimit)
  case snoozeFor(SnoozeLimit, SnoozeReason?)
  case wake
  case assign
  case assignTo(User.ID?)
  case edit
  case choose(CTAChoice)
  case set(column: String, Value)
  case ask(CTAWords)
  case flag
  case completeNextTask
  case playbook
  case add
  case delete

  static let table: [CommandSpec<CTAAction>] = [
    .init(
      "cta.close", "close", keys: ["x"],
      help: "Closes for a reason that the type allows, with its outcome; reopens what is closed.",
      group: "CTA", hint: 84, action: .close),
    .init(
      "cta.snooze", "snooze", keys: ["z"],
      help: "Lets it sleep through a day or until an event, with a reason; or wakes it.",
      group: "CTA", hint: 82, action: .snooze),
    .init(
      "cta.assign", "assign", keys: ["A"],
      help: "Gives it to a colleague, found by a few letters.", group: "CTA", hint: 78,
      action: .assign),
    .init(
      "cta.edit", "edit", keys: ["e"],
      help: "Changes name, due date, priority, status, type or reason.", group: "CTA", hint: 76,
      action: .edit),
    .init(
      "cta.add", "add", keys: ["a"],
      help:
        "Adds one in a line: [customer:] [type] [due] name !high; says when one like it is open.",
      group: "CTA", hint: 74, action: .add),
    .init(
      "cta.task", "task done", keys: ["t"], help: "Completes the next task.", group: "CTA",
      hint: 72, action: .completeNextTask),
    .init(
      "cta.playbook", "playbook", keys: ["p"],
      help: "Applies a playbook, or another in its place, after a look at the tasks it brings.",
      group: "CTA", hint: 68, action: .playbook),
    .init(
      "cta.comment", "comment", keys: ["c"], help: "Adds a line to the comments.", group: "CTA",
      hint: 35, action: .ask(.comment)),
    .init(
      "cta.flag", "flag", keys: ["*"], help: "Marks it as important, or takes that back.",
      group: "CTA", action: .flag),
  ]
}

/// How long a CTA sleeps.
enum SnoozeLimit: Equatable {
  case through(Day)
  case until(SnoozeEvent)
}

/// A field whose value is chosen from a few.
enum CTAChoice: Equatable {
  case priority
  case status
  case type
  case reason
}

/// What is typed for a CTA.
enum CTAWords: Equatable {
  case name
  case due
  case reason
  case comment
  case snoozeDay
  case outcome(CTAStatus)
  case newCTA
}

/// A colleague, as far as giving work needs it.
nonisolated struct Colleague: Equatable, Sendable {
  let id: User.ID
  let name: String
  let team: String?
}
