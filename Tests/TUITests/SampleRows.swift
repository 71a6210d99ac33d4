import CustomerSuccess

// Rows as the service sends them, with nothing remarkable about them; a test passes what it is about.
extension Row {
  static func user(
    _ id: String, name: String? = nil, bundle: Bundle = .tam, team: String = "Blue"
  ) -> Row {
    var row = Row(User.table, id: id)
    row[User.name] = name ?? id
    row[User.email] = "\(id)@tam.example"
    row[User.bundle] = bundle
    row[User.team] = team
    row[User.isActive] = true
    return row
  }

  /// - Parameters:
  ///   - silentFor: Days since the last call; nil when there never was one.
  ///   - renewsIn: Days from today.
  static func account(
    _ id: String, name: String? = nil, tam: String? = "005ada", parent: String? = nil,
    health: Double? = 80, silentFor: Int? = 10, renewsIn: Int? = 200
  ) -> Row {
    var row = Row(Account.table, id: id)
    row[Account.name] = name ?? id
    row[Account.tam] = tam.map { User.ID($0) }
    row[Account.parent] = parent.map { Account.ID($0) }
    row[Account.ultimateParent] = parent.map { Account.ID($0) }
    row[Account.status] = .active
    row[Account.currency] = "USD"
    row[Account.arr] = 120_000_00
    row[Account.prioritization] = .first
    row[Account.healthScore] = health
    row[Account.healthColor] = health.map(ScoreBands.standard.color)
    row[Account.renewalDate] = renewsIn.map { Day.sampleToday.adding(days: $0) }
    row[Account.lastActivityDate] = silentFor.map { Day.sampleToday.adding(days: -$0) }
    row[Account.originalContractDate] = Day(year: 2020, month: 1, day: 1)
    return row
  }

  /// - Parameter name: First and last name.
  static func contact(
    _ id: String, of account: String, _ name: String, email: String? = nil
  ) -> Row {
    let names = name.split(separator: " ").map(String.init)
    var row = Row(Contact.table, id: id)
    row[Contact.account] = Account.ID(account)
    row[Contact.firstName] = names.first
    row[Contact.lastName] = names.last
    row[Contact.email] = email
    return row
  }

  /// - Parameter daysAgo: Before today.
  static func activity(
    _ id: String, of account: String, _ subject: String? = nil, type: ActivityType = .call,
    daysAgo: Int = 1, by author: String = "005ada", notes: String? = nil,
    sentiment: Sentiment? = nil
  ) -> Row {
    let day = Day.sampleToday.adding(days: -daysAgo)
    var row = Row(Activity.table, id: id)
    row[Activity.account] = Account.ID(account)
    row[Activity.type] = type
    row[Activity.subject] = subject ?? id
    row[Activity.notes] = notes
    row[Activity.sentiment] = sentiment
    row[Activity.day] = day
    row[Activity.author] = User.ID(author)
    row[Activity.createdAt] = Instant(startOf: day)
    return row
  }

  static func instance(
    _ id: String, of account: String, host: String? = nil, type: InstanceType? = nil
  ) -> Row {
    var row = Row(Instance.table, id: id)
    row[Instance.account] = Account.ID(account)
    row[Instance.hostname] = host ?? "\(id).example.com"
    row[Instance.type] = type
    return row
  }

  /// How a source stands that runs every night; one without a state never ran.
  static func source(
    _ job: String, _ source: String, _ summary: String, state: RunState? = .done,
    hoursAgo: Int = 3, tables: String = "account", note: String? = nil
  ) -> Row {
    let now = Instant(startOf: .sampleToday).adding(seconds: 36_000)
    let start = now.adding(seconds: -hoursAgo * 3_600)
    var row = Row(SourceState.table, id: job)
    row[SourceState.source] = source
    row[SourceState.summary] = summary
    row[SourceState.tables] = tables
    row[SourceState.schedule] = "00:00 every day"
    row[SourceState.nextAt] = now.adding(seconds: 5 * 3_600)
    row[SourceState.state] = state
    row[SourceState.note] = note
    guard let state else { return row }
    row[SourceState.startedAt] = start
    row[SourceState.endedAt] = start.adding(seconds: 60)
    guard state.isGood else { return row }
    row[SourceState.completeUntil] = start
    row[SourceState.rowsRead] = 120
    row[SourceState.rowsUpdated] = 7
    return row
  }

  /// - Parameter dueIn: Days from today; negative when late.
  static func cta(
    _ id: String, of account: String, name: String? = nil, type: CTAType = .risk,
    owner: String = "005ada", dueIn: Int? = nil
  ) -> Row {
    var row = Row(CTA.table, id: id)
    row[CTA.account] = Account.ID(account)
    row[CTA.name] = name ?? id
    row[CTA.type] = type
    row[CTA.status] = .new
    row[CTA.priority] = .medium
    row[CTA.owner] = User.ID(owner)
    row[CTA.dueDate] = dueIn.map { Day.sampleToday.adding(days: $0) }
    return row
  }
}

extension [Row] {
  /// Three customers of Ada's, one of them with a subsidiary; contacts, calls and a CTA.
  static var smallCompany: [Row] {
    [
      .user("005bob", name: "Bob Miller"), .user("005eve", name: "Eve Manager", bundle: .manager),
      .account("acme", name: "Acme GmbH", health: 82, silentFor: 40),
      .account("acme-it", name: "Acme Italia", parent: "acme", health: 75, silentFor: nil),
      .account("globex", name: "Globex", health: 35, silentFor: 12, renewsIn: 40),
      .contact("c-jane", of: "acme", "Jane Doe", email: "jane@acme.example"),
      .contact("c-joe", of: "acme", "Joe Roth", email: "joe@acme.example"),
      .contact("c-jana", of: "acme-it", "Jana Rossi", email: "jana@acme.example"),
      .contact("c-hank", of: "globex", "Hank Scorpio", email: "hank@globex.example"),
      .activity(
        "a-1", of: "acme", "Quarterly review", daysAgo: 40, notes: "They like the runners."),
      .activity("a-2", of: "globex", "Escalation", daysAgo: 12, sentiment: .red),
      .cta("cta-1", of: "globex", name: "Save the renewal", dueIn: 0),
    ]
  }
}
