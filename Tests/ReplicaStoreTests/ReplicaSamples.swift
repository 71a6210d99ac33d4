import CustomerSuccess

// Rows with nothing remarkable about them; a test passes what it is about.
extension Row {
  static func user(_ id: String, bundle: Bundle = .tam, team: String = "West") -> Row {
    var row = Row(User.table, id: id)
    row[User.name] = id.prefix(1).uppercased() + id.dropFirst()
    row[User.email] = "\(id)@example.com"
    row[User.bundle] = bundle
    row[User.team] = team
    row[User.isActive] = true
    return row
  }

  static func account(
    _ id: String, name: String? = nil, tam: String? = "ada", score: Double? = 80,
    renewal: Day? = nil
  ) -> Row {
    var row = Row(Account.table, id: id)
    row[Account.name] = name ?? id
    row[Account.tam] = tam.map { User.ID($0) }
    row[Account.healthScore] = score
    row[Account.renewalDate] = renewal
    row[Account.status] = .active
    row[Account.currency] = "EUR"
    row[Account.arr] = 120_000_00
    return row
  }

  static func cta(
    _ id: String, of account: String, name: String? = nil, due: Day? = nil, closed: Day? = nil
  ) -> Row {
    var row = Row(CTA.table, id: id)
    row[CTA.account] = Account.ID(account)
    row[CTA.name] = name ?? id
    row[CTA.type] = .risk
    row[CTA.status] = closed == nil ? .new : .closedSuccess
    row[CTA.priority] = .medium
    row[CTA.owner] = ReplicaWorld.me
    row[CTA.dueDate] = due
    row[CTA.closedDate] = closed
    return row
  }

  static func activity(
    _ id: String, of account: String, subject: String? = nil, notes: String? = nil, on day: Day
  ) -> Row {
    var row = Row(Activity.table, id: id)
    row[Activity.account] = Account.ID(account)
    row[Activity.type] = .call
    row[Activity.subject] = subject ?? id
    row[Activity.notes] = notes
    row[Activity.day] = day
    row[Activity.author] = ReplicaWorld.me
    row[Activity.createdAt] = Instant(startOf: day)
    return row
  }

  static func contact(_ id: String, of account: String, email: String) -> Row {
    var row = Row(Contact.table, id: id)
    row[Contact.account] = Account.ID(account)
    row[Contact.lastName] = id
    row[Contact.email] = email
    return row
  }

  static func instance(_ id: String, of account: String, type: InstanceType? = nil) -> Row {
    var row = Row(Instance.table, id: id)
    row[Instance.account] = Account.ID(account)
    row[Instance.hostname] = "\(id).example.com"
    row[Instance.type] = type
    return row
  }
}

extension Mutation {
  static func log(
    _ id: String, of account: String, subject: String = "Call", on day: Day = ReplicaWorld.today
  ) -> Mutation {
    var fields = Fields()
    fields[Activity.type] = .call
    fields[Activity.subject] = subject
    fields[Activity.day] = day
    return .logActivity(
      LogActivity(id: Activity.ID(id), account: Account.ID(account), fields: fields))
  }

  static func edit(_ id: String, notes: String, was: String?) -> Mutation {
    .editActivity(
      EditActivity(
        id: Activity.ID(id), changes: [FieldChange(Activity.notes, from: was, to: notes)]))
  }

  static func label(_ id: String, _ type: InstanceType) -> Mutation {
    .labelInstance(LabelInstance(id: Instance.ID(id), type: type))
  }
}
