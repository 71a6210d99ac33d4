import CustomerSuccess
import Support
import Testing

/// A small company for tests of mutations, and a short way to edit it.
///
/// Ada is Acme's TAM, Bob is Globex's, Mona manages both and Vic may only look. Acme has one row of
/// everything.
struct MutationWorld {
  static let today = Day(daysSinceEpoch: 20_000)
  static let noon = Instant(startOf: today).adding(seconds: 43_200)

  let rows = MemoryRows(MutationWorld.company)

  /// Applies a mutation some seconds after noon.
  @discardableResult
  func apply(_ mutation: Mutation, by actor: User.ID = .ada, after seconds: Int = 0) throws
    -> AppliedMutation
  {
    try mutation.apply(
      to: rows,
      in: MutationContext(
        actor: actor, at: Self.noon.adding(seconds: seconds), today: Self.today))
  }

  /// The refusal of a mutation that is refused; checks that it left the rows alone.
  func refusal(
    of mutation: Mutation, by actor: User.ID = .ada,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> MutationRefusal {
    let before = rows.rows
    let refusal = try #require(
      throws: MutationRefusal.self, sourceLocation: sourceLocation
    ) { try apply(mutation, by: actor) }
    #expect(
      differences(rows.rows, before) == [], "a refusal changes nothing",
      sourceLocation: sourceLocation)
    return refusal
  }

  /// A row that must exist.
  func row(_ table: Table, _ id: String) throws -> Row { try #require(rows.row(table, id)) }

  /// Sets one value behind the mutations' back, as a colleague's edit would.
  func set<T>(_ table: Table, _ id: String, _ field: Field<T>, _ value: T?) throws {
    var row = try row(table, id)
    row[field] = value
    rows.save(row)
  }

  /// Sets one value to whatever an import may have brought.
  func set(_ table: Table, _ id: String, column: String, _ value: Value) throws {
    var row = try row(table, id)
    row[column: column] = value
    rows.save(row)
  }
}

/// The cells that differ, in words: what a failed comparison of rows should say.
func differences(_ found: [RowKey: Row], _ wanted: [RowKey: Row]) -> [String] {
  guard found != wanted else { return [] }
  return Set(found.keys).union(wanted.keys).flatMap { key -> [String] in
    guard let row = found[key] else { return ["\(key.table) \(key.id) is missing"] }
    guard let other = wanted[key] else { return ["\(key.table) \(key.id) is too many"] }
    return row.table.columns.compactMap { column in
      let cells = (row[column: column.name], other[column: column.name])
      guard cells.0 != cells.1 else { return nil }
      return "\(key.table) \(key.id) \(column.name): \(cells.0), not \(cells.1)"
    }
  }.sorted()
}

extension User.ID {
  static let ada = User.ID("ada")
  static let bob = User.ID("bob")
  static let mona = User.ID("mona")
  static let vic = User.ID("vic")
  static let gone = User.ID("gone")
}

extension Account.ID {
  static let acme = Account.ID("acme")
  static let globex = Account.ID("globex")
}

extension Fields {
  /// Fields with these values.
  static func with(_ fill: (inout Fields) -> Void) -> Fields {
    var fields = Fields()
    fill(&fields)
    return fields
  }

  /// What a call needs, and what a test says of it.
  static func call(
    _ subject: String = "Weekly call", day: Day = MutationWorld.today, notes: String? = nil,
    sentiment: Sentiment? = nil
  ) -> Fields {
    .with {
      $0[Activity.type] = .call
      $0[Activity.subject] = subject
      $0[Activity.day] = day
      $0[Activity.notes] = notes
      $0[Activity.sentiment] = sentiment
    }
  }
}

extension MutationWorld {
  static let company: [Row] =
    [
      user("ada", "Ada Lovelace", .tam), user("bob", "Bob Noyce", .tam),
      user("mona", "Mona Manager", .manager), user("vic", "Vic Viewer", .viewer),
      user("gone", "Gone Guest", .tam, isActive: false),
    ] + account("acme", "Acme", tam: .ada, lastEntry: today.adding(days: -3))
    + account("globex", "Globex", tam: .bob) + work

  static func user(_ id: String, _ name: String, _ bundle: Bundle?, isActive: Bool = true) -> Row {
    var row = Row(User.table, id: id)
    row[User.name] = name
    row[User.bundle] = bundle
    row[User.isActive] = isActive
    return row
  }

  /// An account of first priority whose TAM has never called, and its Engagement measure.
  static func account(
    _ id: String, _ name: String, tam: User.ID?, lastEntry: Day? = nil
  ) -> [Row] {
    var row = Row(Account.table, id: id)
    row[Account.name] = name
    row[Account.tam] = tam
    row[Account.tamFirstAssigned] = today.adding(days: -400)
    row[Account.prioritization] = .first
    row[Account.lastTimelineActivity] = lastEntry
    let start = noon.adding(seconds: -900)
    let outcome = AccountRollup().recalculated(row, measures: [], at: start, today: today)
    return [outcome.account] + outcome.measures
  }

  static func row(
    _ table: Table, _ id: String, of account: Account.ID = .acme, _ fill: (inout Row) -> Void
  ) -> Row {
    var row = Row(table, id: id)
    row[column: "account_id"] = .text(account.rawValue)
    fill(&row)
    return row
  }

  private static let work: [Row] = [
    row(Contact.table, "carol") {
      $0[Contact.firstName] = "Carol"
      $0[Contact.lastName] = "Shaw"
      $0[Contact.email] = "carol@acme.example"
      $0[Contact.salesforceID] = "003000000000001"
    },
    row(Instance.table, "box") {
      $0[Instance.hostname] = "gitlab.acme.example"
      $0[Instance.type] = .unknown
    },
    row(Opportunity.table, "deal") { $0[Opportunity.name] = "Renewal 2025" },
    row(SuccessPlan.table, "plan") {
      $0[SuccessPlan.name] = "Roll out CI"
      $0[SuccessPlan.type] = .roi
      $0[SuccessPlan.status] = .draft
      $0[SuccessPlan.owner] = .ada
    },
    row(CTA.table, "risk") {
      $0[CTA.name] = "Renewal at risk"
      $0[CTA.type] = .risk
      $0[CTA.status] = .new
      $0[CTA.owner] = .ada
      $0[CTA.startDate] = today.adding(days: -10)
      $0[CTA.dueDate] = today.adding(days: 20)
      $0[CTA.comments] = "Sponsor left."
    },
    row(CTA.table, "objective") {
      $0[CTA.name] = "CI for everyone"
      $0[CTA.type] = .objective
      $0[CTA.status] = .workInProgress
      $0[CTA.owner] = .bob
      $0[CTA.plan] = SuccessPlan.ID("plan")
      $0[CTA.dueDate] = today.adding(days: 30)
    },
    row(CTATask.table, "step") {
      $0[CTATask.cta] = CTA.ID("risk")
      $0[CTATask.name] = "Call the sponsor"
      $0[CTATask.status] = .open
      $0[CTATask.position] = 1
    },
    row(Activity.table, "note") {
      $0[Activity.type] = .update
      $0[Activity.subject] = "State of things"
      $0[Activity.day] = today.adding(days: -3)
      $0[Activity.notes] = "All quiet."
      $0[Activity.author] = .ada
      $0[Activity.createdAt] = noon.adding(seconds: -259_200)
    },
  ]
}
