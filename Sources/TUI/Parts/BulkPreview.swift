import CustomerSuccess
import ReplicaStore
import Terminal

/// Edits of several things at once, tried out so that a person sees exactly what would change.
nonisolated struct BulkPreview: Inquiry {
  /// What is about to be done, as a question.
  let title: SafeText
  /// How the undo list calls the step; nil takes the edits' own words.
  let label: String?
  let mutations: [Mutation]

  /// A few hundred are tried within a frame or two.
  var isQuick: Bool { mutations.count <= 200 }

  func hash(into hasher: inout Hasher) { hasher.combine(mutations) }

  func answer(from replica: Replica, today: Day) throws -> [Rehearsal] {
    try replica.rehearse(mutations)
  }

  @MainActor func effects(of rehearsals: [Rehearsal]) -> [AppEffect] {
    let done = rehearsals.filter(\.wouldChange)
    let lines = RehearsalText.lines(of: rehearsals)
    guard !done.isEmpty else {
      let answer = Question.Answer(key: "n", title: "back", effects: [])
      return [
        .show(.question(Question(title: "Nothing would change", lines: lines, answers: [answer])))
      ]
    }
    let perform = AppEffect.perform(done.map(\.mutation), label: label)
    return [
      .show(
        .question(
          Question(
            title: title, lines: lines,
            answers: [
              .init(
                key: "y", title: "do it to \(Words.count(done.count, "one", "all")) of them",
                effects: [perform]),
              .init(key: "n", title: "leave everything as it is", effects: []),
            ])))
    ]
  }
}

/// What edits would do, in lines: first what changes, then what does not and why.
enum RehearsalText {
  static func lines(of rehearsals: [Rehearsal]) -> [SafeText] {
    let changing = rehearsals.filter(\.wouldChange)
    let same = rehearsals.filter { !$0.wouldChange && $0.refusal == nil }
    let refused = rehearsals.filter { $0.refusal != nil }
    var lines: [SafeText] = ["\(changing.count) of \(rehearsals.count) would change:"]
    for rehearsal in changing { lines += self.lines(of: rehearsal) }
    if !same.isEmpty {
      lines.append("\(same.count) as wanted already:")
      lines += same.map { "  \(SafeText(sanitizing: $0.summary))" }
    }
    if !refused.isEmpty {
      lines.append("\(refused.count) would be left alone:")
      lines += refused.compactMap(\.refusal).map { "  \(SafeText(sanitizing: $0.reason))" }
    }
    return lines
  }

  /// The edit in words, and below it each value from old to new.
  static func lines(of rehearsal: Rehearsal) -> [SafeText] {
    let summary: SafeText = "\u{2022} \(SafeText(sanitizing: rehearsal.summary))"
    return [summary] + rehearsal.changes.map { "    \(line(of: $0))" }
  }

  static func line(of change: Rehearsal.Change) -> SafeText {
    let label = SafeText(sanitizing: change.label)
    return "\(label): \(shown(change.from)) \u{2192} \(shown(change.to))"
  }

  /// A long note is cut: a preview says which value changes, not all of what it says.
  private static func shown(_ text: String) -> SafeText {
    text.isEmpty ? "(empty)" : SafeText(sanitizing: text, limit: 120)
  }
}
