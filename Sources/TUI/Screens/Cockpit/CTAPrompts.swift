import CustomerSuccess
import ReplicaStore
import Terminal

/// What is typed, and what it means.
extension CTAWork {
  func ask(_ words: CTAWords) -> [AppEffect] {
    let (label, advice) = labels(of: words)
    let text: String =
      switch words {
      case .name: targets.first?.cta.name ?? ""
      case .due: targets.count == 1 ? targets[0].cta.dueDate?.description ?? "" : ""
      case .reason: targets.first?.cta.reason ?? ""
      case .outcome: targets.count == 1 ? targets[0].outcome ?? "" : ""
      case .comment, .snoozeDay, .newCTA: ""
      }
    let purpose = Prompt.Purpose.words(
      for: command(.ask(words)), label: label, advice: advice)
    return [.show(.prompt(Prompt(purpose, text: text)))]
  }

  /// What stands before the line, and what is said above it.
  func labels(of words: CTAWords) -> (SafeText, SafeText) {
    switch words {
    case .name: ("Name", "Enter stores, Esc leaves")
    case .due: ("Due", "tomorrow, fri, 7d, 2w or YYYY-MM-DD; empty for no date")
    case .reason: ("Reason", "Enter stores, empty clears")
    case .comment: ("Comment", "Enter adds it below the others, with the day and your name")
    case .snoozeDay: ("Snooze through", "tomorrow, fri, 7d, 2w or YYYY-MM-DD")
    case .outcome:
      needsOutcome
        ? ("Outcome", "What was reached? An objective cannot close without it.")
        : ("Outcome", "What came of it; Enter alone leaves it out")
    case .newCTA:
      (
        customer.map { "New CTA for \(SafeText(sanitizing: $0.name, limit: 24))" } ?? "New CTA",
        "[customer:] [risk|lifecycle|renewal\u{2026}] [fri|7d|date] name !high"
      )
    }
  }

  private var needsOutcome: Bool {
    openTargets.contains { $0.cta.type == .objective && ($0.outcome ?? "").isEmpty }
  }

  /// Takes the words in, or says why they are none.
  func take(_ text: String, for words: CTAWords) -> PromptReply {
    let text = text.trimmingBlanks
    switch words {
    case .newCTA:
      guard !text.isEmpty else { return .refused("Say what is to be done.") }
      return .done([
        .read(NewCTA(text: text, customer: customer, today: today, origin: command(.ask(.newCTA))))
      ])
    case .name:
      guard !text.isEmpty else { return .refused("A CTA needs a name.") }
      return .done(set(CTA.name.name, to: .text(text)))
    case .reason: return .done(set(CTA.reason.name, to: text.isEmpty ? .null : .text(text)))
    case .due:
      if text.isEmpty { return .done(set(CTA.dueDate.name, to: .null)) }
      guard let day = day(text) else { return .refused(Self.dayAdvice) }
      return .done(set(CTA.dueDate.name, to: day.stored))
    case .snoozeDay:
      guard let day = day(text) else { return .refused(Self.dayAdvice) }
      guard day > today else { return .refused("It sleeps until a day after today.") }
      return .done([.call(command(.snoozeReason(.through(day))))])
    case .comment: return .done(text.isEmpty ? [] : comment(text))
    case .outcome(let status): return close(as: status, outcome: text)
    }
  }

  private static let dayAdvice: SafeText = "Write tomorrow, fri, 7d, 2w or YYYY-MM-DD."

  private func day(_ text: String) -> Day? { Day(typed: text, today: today, toward: .ahead) }

  private func close(as status: CTAStatus, outcome: String) -> PromptReply {
    if outcome.isEmpty, needsOutcome, targets.count == 1 {
      return .refused("An objective closes with the summary of its outcome: what was reached?")
    }
    return .done(
      perform(
        openTargets.map { row in
          .closeCTA(
            CloseCTA(
              id: row.id, status: status, outcome: outcome.isEmpty ? nil : outcome,
              seen: row.outcome))
        }, "Close"))
  }

  private func comment(_ text: String) -> [AppEffect] {
    let author = people.first { $0.id == surroundings.me }?.name ?? surroundings.me.rawValue
    let line = "\(today) \(author): \(text)"
    return perform(
      targets.map { row in
        let old = row.cta.comments
        let change = FieldChange(
          CTA.comments, from: old.isEmpty ? nil : old, to: old.isEmpty ? line : "\(old)\n\(line)")
        return .editCTA(EditCTA(id: row.id, changes: [change]))
      }, "Comment on")
  }
}

extension String {
  /// Without the blanks around it.
  nonisolated var trimmingBlanks: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
