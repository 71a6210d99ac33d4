import CustomerSuccess
import ReplicaStore
import Terminal

/// Says of a value, or of every value of a row, who owns it, who may change it and how old it is.
nonisolated struct ValueInquiry: Inquiry {
  let key: RowKey
  /// Nil to say it of every column.
  let column: String?
  let now: Instant

  var isQuick: Bool { true }

  init(_ key: RowKey, column: String? = nil, now: Instant) {
    self.key = key
    self.column = column
    self.now = now
  }

  func answer(from replica: Replica, today: Day) throws -> RowFacts? {
    try replica.facts(of: key)
  }

  @MainActor func effects(of facts: RowFacts?) -> [AppEffect] {
    guard let facts else { return [.warn("The row is not here any more.")] }
    return [.show(.question(page(of: facts)))]
  }

  @MainActor private func page(of facts: RowFacts) -> Question {
    let close = Question.Answer(key: "q", title: "close", effects: [])
    guard let column = column.flatMap({ facts.row.table.column($0) }) else {
      let label = SafeText(sanitizing: facts.row.table.label)
      return Question(title: "\(label): every value", lines: lines(of: facts), answers: [close])
    }
    let label = SafeText(sanitizing: column.label)
    return Question(title: label, lines: lines(column, of: facts), answers: [close])
  }

  /// Value, owner, editors, upstream name, push and age of one column.
  @MainActor private func lines(_ column: Column, of facts: RowFacts) -> [SafeText] {
    let origin = column.origin
    var lines: [SafeText] = [
      "Value: \(shown(column, of: facts))",
      "Owner: \(SafeText(sanitizing: origin.owner.label))",
      "Who may change it: \(editors(column))",
    ]
    if let name = origin.upstreamName, origin.owner != .tamarack {
      lines.append("Called \(SafeText(sanitizing: name)) there")
    }
    if let name = origin.pushedTo {
      lines.append("Sent to Salesforce as \(SafeText(sanitizing: name))")
    }
    if facts.unsentColumns.contains(column.name) { lines.append("Your edit is not sent yet") }
    return lines + age(of: facts)
  }

  /// One line for each column: label, value, owner, and a sign at what is not sent yet.
  @MainActor private func lines(of facts: RowFacts) -> [SafeText] {
    let values = facts.row.table.columns.filter { $0.type != .data }.map { column -> SafeText in
      let label = SafeText(sanitizing: column.label, limit: 22).fitted(to: 22)
      let owner = SafeText(sanitizing: column.origin.owner.label)
      let note: SafeText = facts.unsentColumns.contains(column.name) ? ", not sent yet" : ""
      return "\(label) \(shown(column, of: facts).truncated(to: 30)) (\(owner)\(note))"
    }
    return age(of: facts) + [""] + values
  }

  /// How old the row can be at most, and what it says of its own age.
  @MainActor private func age(of facts: RowFacts) -> [SafeText] {
    let row = facts.row
    let lines = row.table.columns.compactMap { column -> SafeText? in
      guard column.type == .instant, let at = Instant(stored: row[column: column.name])
      else { return nil }
      return "\(SafeText(sanitizing: column.label)) \(Words.age(at, now: now))"
    }
    let source = facts.sourceAge.map { at -> SafeText in
      "What comes from elsewhere is as of \(Words.age(at, now: now))"
    }
    guard let checkpoint = facts.lastCheckpoint else { return lines + ["Never synced yet"] }
    return lines + [source].compactMap(\.self)
      + ["As the service had it \(Words.age(checkpoint, now: now))"]
  }

  @MainActor private func shown(_ column: Column, of facts: RowFacts) -> SafeText {
    let value = AttributeText.shown(column, of: facts.row, userNames: facts.userNames)
    return value.isEmpty ? "nothing" : value
  }

  @MainActor private func editors(_ column: Column) -> SafeText {
    switch (column.origin.owner, column.origin.editors) {
    case (.computed, .nobody): "nobody; it is calculated"
    case (_, .nobody): "nobody here; change it where it is owned"
    case (_, .accountTeam): "everybody with this customer in the book"
    case (_, .ownTAM): "the customer's TAM, and managers"
    case (_, .managers): "managers"
    }
  }
}
