import CustomerSuccess
import Support

/// Small companies and edits of them, some sensible and some not, the same again for the same seed.
struct MutationRandom {
  private(set) var generator: SeededGenerator
  private var made = 0

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func pick<T>(_ choices: some Collection<T>) -> T? {
    choices.randomElement(using: &generator)
  }

  mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

  mutating func bits() -> UInt64 { generator.next() }

  mutating func newID() -> String {
    made += 1
    return "new\(made)"
  }

  mutating func day(around: Int = 40) -> Day {
    MutationWorld.today.adding(days: Int.random(in: -around...around, using: &generator))
  }

  /// A word, nothing, or what an import may bring.
  mutating func text() -> String? {
    pick(["alpha", "beta", "gamma ✨", "多い", "  ", "", "a;b", "\u{1b}[2J", nil]) ?? nil
  }

  mutating func maybe<T>(_ choices: some Collection<T>) -> T? {
    chance(25) ? nil : pick(choices)
  }
}

extension MutationRandom {
  static let users: [User.ID] = [.ada, .bob, .mona, .vic, .gone]

  /// Two accounts with some of everything, their dates and health as the formulas have them.
  mutating func company() -> [Row] {
    var rows = MutationWorld.company.filter { $0.table == User.table }
    for id in [Account.ID.acme, .globex] {
      var account = Row(Account.table, id: id.rawValue)
      account[Account.name] = id.rawValue
      account[Account.tam] = maybe([.ada, .bob])
      account[Account.tamFirstAssigned] = maybe([day(around: 400)])
      account[Account.prioritization] = maybe(Prioritization.allCases)
      account[Account.previousHealthScore] = maybe([25, 60])
      account[Account.summary] = text()
      let parts = parts(of: id)
      let timeline = TimelineDates(
        activities: parts.filter { $0.table == Activity.table }, today: MutationWorld.today)
      let outcome = AccountRollup().recalculated(
        account, timeline: timeline,
        measures: parts.filter { $0.table == HealthMeasure.table },
        at: MutationWorld.noon.adding(seconds: -1_000), today: MutationWorld.today)
      let fresh = Set(outcome.measures.map(\.id))
      var draft = Row(ActivityDraft.table, id: "\(id)-draft")
      draft[ActivityDraft.user] = .mona
      draft[ActivityDraft.notes] = text()
      rows.append(draft)
      rows.append(Follow.row(user: .mona, account: id))
      rows += [outcome.account] + parts.filter { !fresh.contains($0.id) } + outcome.measures
    }
    return rows
  }

  private mutating func parts(of account: Account.ID) -> [Row] {
    var rows: [Row] = []
    for number in 0..<2 {
      rows.append(plan(account, number))
      rows.append(instance(account, number))
      rows.append(contact(account, number))
    }
    for number in 0..<4 {
      let cta = cta(account, number)
      rows.append(cta)
      for step in 0..<Int.random(in: 0...2, using: &generator) {
        rows.append(task(account, cta.id, step))
      }
      rows.append(activity(account, number))
    }
    rows.append(
      MutationWorld.row(Opportunity.table, "\(account)-deal", of: account) {
        $0[Opportunity.name] = "Deal"
      })
    for measure in [Measure.tamSentiment, .engagement, .roi] where chance(60) {
      rows.append(
        .scored(measure, account, maybe([25, 62.5, 87.5, 40]), text(), maybe(Self.users)))
    }
    return rows
  }

  private mutating func plan(_ account: Account.ID, _ number: Int) -> Row {
    var row = Row(SuccessPlan.table, id: "\(account)-plan\(number)")
    row[SuccessPlan.account] = account
    row[SuccessPlan.name] = text()
    row[SuccessPlan.type] = pick(SuccessPlanType.allCases)
    row[SuccessPlan.status] = maybe(SuccessPlanStatus.allCases)
    row[SuccessPlan.owner] = maybe(Self.users)
    row[SuccessPlan.activeDate] = maybe([day()])
    return row
  }

  private mutating func instance(_ account: Account.ID, _ number: Int) -> Row {
    var row = Row(Instance.table, id: "\(account)-box\(number)")
    row[Instance.account] = account
    row[Instance.hostname] = text()
    row[Instance.type] = maybe(InstanceType.allCases)
    row[Instance.healthInclusion] = maybe(HealthInclusion.allCases)
    return row
  }

  private mutating func contact(_ account: Account.ID, _ number: Int) -> Row {
    var row = Row(Contact.table, id: "\(account)-person\(number)")
    row[Contact.account] = account
    row[Contact.lastName] = text()
    row[Contact.email] = pick(["p\(number)@x.example", "not an address"])
    row[Contact.salesforceID] = maybe(["003"])
    row[Contact.phone] = maybe(["1"])
    return row
  }

  private mutating func cta(_ account: Account.ID, _ number: Int) -> Row {
    var row = Row(CTA.table, id: "\(account)-cta\(number)")
    row[CTA.account] = account
    row[CTA.name] = text()
    row[CTA.type] = pick(CTAType.allCases)
    row[CTA.status] =
      chance(60) ? maybe([CTAStatus.new, .workInProgress]) : pick(CTAStatus.allCases)
    row[CTA.priority] = maybe(Priority.allCases)
    row[CTA.owner] = maybe(Self.users)
    row[CTA.startDate] = maybe([day()])
    row[CTA.dueDate] = maybe([day()])
    row[CTA.comments] = text()
    row[CTA.outcome] = text()
    row[CTA.plan] = number == 0 ? SuccessPlan.ID("\(account)-plan0") : nil
    if chance(30) {
      row[CTA.snoozedUntil] = day()
      row[CTA.snoozeReason] = maybe(SnoozeReason.allCases)
      row[CTA.snoozeEvent] = maybe(SnoozeEvent.allCases)
      row[CTA.snoozeMark] = text()
    }
    if row[CTA.status]?.isOpen == false { row[CTA.closedDate] = maybe([day()]) }
    return row
  }

  private mutating func task(_ account: Account.ID, _ cta: String, _ number: Int) -> Row {
    var row = Row(CTATask.table, id: "\(cta)-task\(number)")
    row[CTATask.account] = account
    row[CTATask.cta] = CTA.ID(cta)
    row[CTATask.name] = text()
    row[CTATask.status] = maybe(TaskStatus.allCases)
    row[CTATask.dueDate] = maybe([day()])
    row[CTATask.position] = maybe([1, 2, 3])
    row[CTATask.closedDate] = maybe([day()])
    return row
  }

  private mutating func activity(_ account: Account.ID, _ number: Int) -> Row {
    var row = Row(Activity.table, id: "\(account)-note\(number)")
    row[Activity.account] = account
    row[Activity.type] = maybe(ActivityType.allCases)
    row[Activity.subject] = text()
    row[Activity.day] = maybe([day(), day(around: 1)])
    row[Activity.notes] = text()
    row[Activity.sentiment] = chance(30) ? pick(Sentiment.allCases) : nil
    row[Activity.author] = pick([.ada, .bob])
    row[Activity.createdAt] = maybe([MutationWorld.noon.adding(seconds: -90_000)])
    row[Activity.editedAt] = chance(30) ? MutationWorld.noon.adding(seconds: -80_000) : nil
    row[Activity.cta] = number == 3 ? CTA.ID("\(account)-cta3") : nil
    return row
  }
}

extension Row {
  fileprivate static func scored(
    _ measure: Measure, _ account: Account.ID, _ score: Double?, _ comment: String?,
    _ user: User.ID?
  ) -> Row {
    HealthMeasure.scored(
      measure, of: account, from: nil, score: score, comment: comment,
      at: MutationWorld.noon.adding(seconds: -70_000), by: user)
  }
}
