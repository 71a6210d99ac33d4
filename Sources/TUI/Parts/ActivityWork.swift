import CustomerSuccess
import ReplicaStore
import Terminal

/// What is done with an entry of the timeline, wherever it is shown.
enum ActivityWork {
  /// Opens the form with what the entry holds.
  static func edit(_ row: ActivityRow?, _ surroundings: Surroundings) -> [AppEffect] {
    guard let row else { return [.say("There is no entry under the cursor.")] }
    if let reason = refusal(row, surroundings, verb: "changes") { return [.warn(reason)] }
    return [
      .go(to: LogActivityState(editing: row, now: surroundings.now, today: surroundings.today))
    ]
  }

  /// Asks, then takes the entry back.
  static func delete(_ row: ActivityRow?, _ surroundings: Surroundings) -> [AppEffect] {
    guard let row else { return [.say("There is no entry under the cursor.")] }
    if let reason = refusal(row, surroundings, verb: "deletes") { return [.warn(reason)] }
    let subject = SafeText(sanitizing: row.subject, limit: 60)
    let customer = SafeText(sanitizing: row.accountName, limit: 40)
    let question = Question(
      title: "Delete the entry?",
      lines: [
        """
        “\(subject)” of \(customer). Last call and colors go back; \
        \(surroundings.keys["edit.undo"]) brings the entry back.
        """
      ],
      answers: [
        .init(
          key: "y", title: "delete it",
          effects: [.perform([.deleteActivity(DeleteActivity(id: row.id))], label: nil)]),
        .init(key: "n", title: "keep it", effects: []),
      ])
    return [.show(.question(question))]
  }

  /// Why somebody else's entry stays as it is; nil for one's own.
  private static func refusal(
    _ row: ActivityRow, _ surroundings: Surroundings, verb: SafeText
  ) -> SafeText? {
    guard row.author != surroundings.me else { return nil }
    let author = SafeText(sanitizing: row.authorName ?? "Somebody else", limit: 40)
    return
      """
      \(author) wrote this, so only \(author) \(verb) it. \(surroundings.keys["log.line"]) logs \
      an entry of your own.
      """
  }
}

extension ActivityRow {
  /// What it is about beside the customer, a line for each.
  var links: [SafeText] {
    let work = cta.map {
      "CTA: \(SafeText(sanitizing: ctaName ?? "deleted since (\($0))", limit: 80))" as SafeText
    }
    let plan = plan.map {
      "Success plan: \(SafeText(sanitizing: planName ?? "deleted since (\($0))", limit: 80))"
        as SafeText
    }
    return [work, plan].compactMap(\.self)
  }
}
