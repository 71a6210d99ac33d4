import CustomerSuccess
import ReplicaStore
import Terminal

/// A merge tried out, so that a person sees exactly what goes where before it is done.
nonisolated struct MergePreview: Inquiry {
  let loser: DepartureRow
  let winner: Account.ID

  var isQuick: Bool { true }

  func hash(into hasher: inout Hasher) {
    hasher.combine(loser.id)
    hasher.combine(winner)
  }

  func answer(from replica: Replica, today: Day) throws -> Answer {
    let mutation = Mutation.mergeAccounts(MergeAccounts(loser: loser.id, winner: winner))
    return Answer(
      rehearsal: try replica.rehearse([mutation]).first,
      winnerName: try replica.customer(winner)?.name)
  }

  nonisolated struct Answer: Sendable {
    let rehearsal: Rehearsal?
    let winnerName: String?
  }

  @MainActor func effects(of answer: Answer) -> [AppEffect] {
    guard let rehearsal = answer.rehearsal else { return [] }
    let name = SafeText(sanitizing: loser.name, limit: 40)
    if let refusal = rehearsal.refusal {
      return [
        .show(
          .question(.note("\(name) cannot be merged", [SafeText(sanitizing: refusal.reason)])))
      ]
    }
    let kept = SafeText(sanitizing: answer.winnerName ?? winner.rawValue, limit: 40)
    var lines: [SafeText] = ["To \(kept) go:"]
    lines += loser.belongings.map { "  \(SafeText(sanitizing: $0.table.counted($0.rows)))" }
    // Whose each row is says the list above.
    let changes = rehearsal.changes.filter { $0.label != Activity.account.column.label }
    if !changes.isEmpty { lines += ["", "These values change:"] }
    lines += changes.map { "  \(RehearsalText.line(of: $0))" }
    lines += [
      "", "\(name) stays, empty, until an administrator deletes it.",
      "This cannot be undone: whose a row was is not known any more.",
    ]
    return [
      .show(
        .question(
          Question(
            title: "Merge \(name) into \(kept)?", lines: lines,
            answers: [
              .init(
                key: "y", title: "merge, for good",
                effects: [.perform([rehearsal.mutation], label: nil)]),
              .init(key: "n", title: "leave both as they are", effects: []),
            ])))
    ]
  }
}

/// The account that was typed for a merge, or for an organization.
nonisolated struct TypedAccount: Inquiry {
  nonisolated enum Purpose: Equatable, Sendable {
    case merge(DepartureRow)
    case give(SupportOrganization.ID)
  }

  let purpose: Purpose
  let text: String

  var isQuick: Bool { true }

  /// Names beyond these are told apart by typing more.
  private static let shown = 9

  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  func answer(from replica: Replica, today: Day) throws -> [CustomerMatch] {
    let matches = try replica.matchingCustomers(text)
    guard case .merge(let loser) = purpose else { return matches }
    return matches.filter { $0.id != loser.id }
  }

  @MainActor func effects(of matches: [CustomerMatch]) -> [AppEffect] {
    guard let first = matches.first else {
      return [.warn("No account here is called \(SafeText(sanitizing: text, limit: 40)).")]
    }
    let isCertain =
      matches.count == 1 || first.quality <= .exactName && matches[1].quality > first.quality
    guard !isCertain else { return [effect(of: first)] }
    return [
      .show(
        .menu(
          Menu(
            title: "Which account?",
            items: matches.prefix(Self.shown).map { match in
              Menu.Item(
                title: SafeText(sanitizing: "\(match.name)  \(match.id.rawValue)", limit: 60),
                effects: [effect(of: match)])
            })))
    ]
  }

  @MainActor private func effect(of match: CustomerMatch) -> AppEffect {
    switch purpose {
    case .merge(let loser): .read(MergePreview(loser: loser, winner: match.id))
    case .give(let organization):
      .perform(
        [.claimOrganization(ClaimOrganization(organization: organization, account: match.id))],
        label: nil)
    }
  }
}

/// Accounts that are to be removed for ever, with what goes with each.
nonisolated struct RemovalPreview: Inquiry {
  let rows: [DepartureRow]

  var isQuick: Bool { true }

  func hash(into hasher: inout Hasher) { hasher.combine(rows.map(\.id)) }

  func answer(from replica: Replica, today: Day) throws -> [Rehearsal] {
    try replica.rehearse(rows.map { .removeAccount(RemoveAccount(account: $0.id)) })
  }

  @MainActor func effects(of rehearsals: [Rehearsal]) -> [AppEffect] {
    let done = rehearsals.filter(\.wouldChange)
    var lines: [SafeText] = []
    for (row, rehearsal) in zip(rows, rehearsals) {
      let name = SafeText(sanitizing: row.name, limit: 40)
      if let refusal = rehearsal.refusal {
        lines.append("\(name) stays: \(SafeText(sanitizing: refusal.reason))")
        continue
      }
      let more = row.belongings.map { SafeText(sanitizing: $0.table.counted($0.rows)) }
      lines.append(
        "\u{2022} \(name)" + (more.isEmpty ? "" : " with \(SafeText.joined(more, separator: ", "))")
      )
    }
    guard !done.isEmpty else { return [.show(.question(.note("Nothing can be deleted", lines)))] }
    lines += ["", "This cannot be undone, and no import brings them back by itself."]
    let count = Words.count(done.count, "account", "accounts")
    return [
      .show(
        .question(
          Question(
            title: "Delete \(count) for ever?", lines: lines,
            answers: [
              .init(
                key: "y", title: "delete, for good",
                effects: [.perform(done.map(\.mutation), label: nil)]),
              .init(key: "n", title: "leave as it is", effects: []),
            ])))
    ]
  }
}
