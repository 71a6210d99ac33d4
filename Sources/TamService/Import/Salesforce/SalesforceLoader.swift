import CustomerSuccess

/// Stores the rows of one file inside one transaction.
final class SalesforceLoader {
  let work: UnitOfWork
  let session: SalesforceSession
  let columns: SalesforceColumns
  let settings: ImportSettings
  private(set) var report: ObjectReport
  /// Ids of all rows of a table that was empty; nil when it had rows before.
  ///
  /// What is not among them need not be looked up.
  private lazy var written = Result { try work.reader.isEmpty(table) ? Set<String>() : nil }
  private lazy var contacts = Result { try KnownContacts(work.reader) }
  /// Values that no choice of ours has, per column: how many, and the first.
  private var foreign: [String: (count: Int, example: String)] = [:]
  private var departed = DepartedAccounts()
  private var mergedContacts = MergedContacts()
  private var disputes: SharedDisputes
  /// Accounts of the file that were removed here for ever.
  private var removed: [String] = []

  private var object: SalesforceObject { columns.object }
  private var table: Table { columns.object.table }

  init(
    _ columns: SalesforceColumns, work: UnitOfWork, session: SalesforceSession,
    settings: ImportSettings
  ) {
    self.columns = columns
    self.work = work
    self.session = session
    self.settings = settings
    disputes = SharedDisputes(columns, work: work, session: session, settings: settings)
    report = ObjectReport(object: columns.object.name, file: columns.object.fileName)
  }

  /// Loads the whole file; rows that cannot be stored go to `rejected`.
  func load(_ file: CSVTable, rejected: RejectedRows) throws {
    try file.forEach { record, fault in
      report.read += 1
      do {
        if let fault { throw RowRejection(fault) }
        let reading = try columns.read(record)
        report.note(stamp: reading.stamp)
        try take(reading)
      } catch let rejection as RowRejection {
        report.rejected += 1
        try rejected.append(record.raw, reason: rejection.description)
      }
    }
    note(file)
    if object == .account { try departed.settle(work, at: settings.at) }
    if object == .contact {
      report.notes += try mergedContacts.settle(work, contacts.get())
    }
    report.notes += try departed.notes(work.reader) + disputes.notes
  }

  private func take(_ reading: SalesforceColumns.Reading) throws {
    for name in reading.foreign {
      foreign[name, default: (0, reading.aside[name] ?? "")].count += 1
    }
    guard let reading = current(reading) else {
      report.skipped += 1
      return
    }
    if object == .accountHistory { return try takeHistory(reading) }
    if reading.isDeleted && object != .account || isOwnTask(reading) {
      return try remove(reading)
    }
    let id = try rowID(reading)
    let previous = try stored(id)
    if object == .account, !reading.isDeleted, previous == nil,
      session.aliases.account(for: id) != id
    {
      removed.append(id)
      report.skipped += 1
      return
    }
    if object == .account, reading.isDeleted {
      departed.note(
        id, mergedInto: reading.aside[DepartedAccounts.winnerColumn], over: previous)
      if previous == nil {
        report.skipped += 1
        return
      }
    } else if object == .account, previous?.row[Account.departure] != nil {
      departed.noteReturn(of: id)
    }
    if object.isTakenOver, previous != nil {
      report.unchanged += 1
      return
    }
    var row = previous?.row ?? Row(table, id: id)
    let aside = try merge(reading, into: &row, over: previous)
    try complete(&row, reading, isNew: previous == nil)
    try checkAccount(of: row)
    let outcome = try work.write(row, aside: aside, over: previous)
    noteWritten(id)
    report.count(outcome)
    guard outcome != .unchanged else { return }
    try touch(previous?.row, row)
  }

  private func isOwnTask(_ reading: SalesforceColumns.Reading) -> Bool {
    object == .task && session.ownTasks.contains(reading.id)
  }

  /// The same about the account that has by now what was of its own; nil when that was removed.
  private func current(_ reading: SalesforceColumns.Reading) -> SalesforceColumns.Reading? {
    guard table.scope == .ofAccount else { return reading }
    var reading = reading
    for (place, link) in columns.links.enumerated() where link.column.name == "account_id" {
      guard let id = String(stored: reading.values[place]) else { continue }
      guard let account = session.aliases.account(for: id) else { return nil }
      reading.values[place] = .text(account)
    }
    return reading
  }

  /// Nil when there is no such row; most rows of a first import need no look.
  private func stored(_ id: String) throws -> StoredRow? {
    if let written = try written.get(), !written.contains(id) { return nil }
    return try work.reader.stored(table, id)
  }

  private func noteWritten(_ id: String) {
    guard case .success(var ids?) = written else { return }
    // Taken out first, so that the set is not copied.
    written = .success(nil)
    ids.insert(id)
    written = .success(ids)
  }

  /// Fills the columns by their owner: Salesforce's always, ours once, shared ones when Salesforce
  /// says something new that is not older than what was written here.
  private func merge(
    _ reading: SalesforceColumns.Reading, into row: inout Row, over previous: StoredRow?
  ) throws -> String? {
    var aside = reading.aside
    if let stored = previous?.aside {
      aside.keep(AsideColumns(json: stored), besides: columns.names)
    }
    let isOutdated = reading.isOlder(than: aside.pushedAt)
    for (link, value) in zip(columns.links, reading.values) {
      switch link.column.origin.owner {
      case .salesforce: row.values[link.target] = value
      case .tamarack, .computed, .zendesk, .snowflake:
        if previous == nil { row.values[link.target] = value }
      case .shared where isOutdated: break
      case .shared:
        let seen = value.asideText
        let agreed = aside[lastSeen: link.sourceName]
        let ours = row.values[link.target]
        let isOursNew = previous != nil && ours.asideText != agreed && ours != value
        if previous == nil || agreed != seen,
          try !isOursNew || !disputes.isOurs(link, ours, value, reading, row)
        {
          row.values[link.target] = value
        }
        aside[lastSeen: link.sourceName] = seen
      }
    }
    return aside.json
  }

  private func checkAccount(of row: Row) throws {
    guard table.scope == .ofAccount, let account = row.scope?.accountID else { return }
    guard session.accounts.contains(account) else {
      throw RowRejection(
        "its account \(account) is not here: import Account.csv with it, or see why it was rejected"
      )
    }
  }

  private func touch(_ old: Row?, _ new: Row) throws {
    guard object != .user else { return }
    if object == .account {
      session.add(account: new.id)
      session.touch(new.id)
      let former = old?[Account.tam]
      // The first load cannot know when the TAMs came that it finds.
      if former != new[Account.tam], former != nil || !session.isFirstLoad {
        try DirtyAccounts(work: work).noteTAMChange(of: new.id, from: former)
      }
    } else {
      session.touch(old?.scope?.accountID)
      session.touch(new.scope?.accountID)
    }
  }

  private func remove(_ reading: SalesforceColumns.Reading) throws {
    let id = object == .contact ? try contacts.get().id(for: reading.id) : reading.id
    let stored = try work.reader.stored(table, id)
    if object == .contact { mergedContacts.note(reading, stored) }
    guard !object.isTakenOver, let row = stored?.row else {
      report.skipped += 1
      return
    }
    try work.delete(table, id)
    session.touch(row.scope?.accountID)
    report.updated += 1
  }
}

extension SalesforceLoader {
  /// The id under which a record is stored.
  private func rowID(_ reading: SalesforceColumns.Reading) throws -> String {
    switch object {
    case .contact:
      try contacts.get().id(
        for: reading.id, account: value(Contact.account, reading)?.rawValue,
        email: value(Contact.email, reading))
    case .measure:
      HealthMeasure.id(
        account: try required(HealthMeasure.account, reading),
        measure: try required(HealthMeasure.measure, reading))
    case .scoreHistory:
      try "\(required(HealthHistory.account, reading)):\(required(HealthHistory.day, reading))"
    default: reading.id
    }
  }

  /// What is not in one cell: calculated columns, and forms that differ from ours.
  private func complete(
    _ row: inout Row, _ reading: SalesforceColumns.Reading, isNew: Bool
  ) throws {
    switch object {
    case .user:
      row[User.seesPublicSector] =
        try work.reader.decidedPublicSector(row.id) ?? PublicSector.isCleared(row)
    case .account:
      row[Account.status] = CompanyStatus(salesforceType: row[Account.type])
      row[Account.isPublicSector] = PublicSector.contains(row)
      if !reading.isDeleted {
        row.setDeparture(nil, at: settings.at)
      } else if row[Account.departure]?.isGone != true {
        // Where a merged one went is settled at the end of the file.
        row.setDeparture(.deleted, at: settings.at)
      }
    case .contact: row[Contact.salesforceID] = reading.id
    case .stageAdoption: _ = try required(StageAdoption.stage, reading)
    case .survey: try checkScore(of: row)
    case .task: row[SalesforceActivity.object] = "Task"
    case .event: row[SalesforceActivity.object] = "Event"
    case .activity: row[Activity.internalAttendees] = userIDs(row[Activity.internalAttendees])
    case .cta:
      row[CTA.originalDueDate] = row[CTA.originalDueDate] ?? row[CTA.dueDate]
      row[CTA.closedDate] = closedDate(
        row[CTA.closedDate], isOpen: row[CTA.status]?.isOpen, due: row[CTA.dueDate])
    case .ctaTask:
      row[CTATask.closedDate] = closedDate(
        row[CTATask.closedDate], isOpen: row[CTATask.status]?.isOpen, due: row[CTATask.dueDate])
    case .accountHistory, .opportunity, .subscription, .successPlan, .measure, .scoreHistory:
      break
    }
    guard let currency = table.position(of: Account.currency.name), row.values[currency].isNull
    else { return }
    row.values[currency] = .text(settings.defaultCurrency.code)
  }

  /// The date says with us whether something is closed, in the file the status does.
  ///
  /// What was closed on a day that the file does not tell was closed when it was due, or by now.
  private func closedDate(_ given: Day?, isOpen: Bool?, due: Day?) -> Day? {
    switch isOpen {
    case true: nil
    case false: given ?? min(due ?? settings.today, settings.today)
    case nil: given
    }
  }

  /// A score outside of its scale would turn the average of a customer around.
  private func checkScore(of survey: Row) throws {
    guard let score = survey[Survey.recommendation], !Recommendation.scale.contains(score) else {
      return
    }
    let scale = Recommendation.scale
    throw RowRejection(
      "NPS_Score__c: \(score) is not \(scale.lowerBound) through \(scale.upperBound)")
  }

  /// Colleagues are named by ids, of either length; what is no id stays as it is.
  private func userIDs(_ list: String?) -> String? {
    list?.split(separator: ";").map { part in
      let text = part.trimming(while: \.isWhitespace)
      // A name in place of an id is better than nothing.
      return (try? SalesforceID.normalized(text, prefix: "005")) ?? text
    }.joined(separator: ";")
  }

  private func value<T>(_ field: Field<T>, _ reading: SalesforceColumns.Reading) -> T? {
    for (link, value) in zip(columns.links, reading.values) where link.column.name == field.name {
      return T(stored: value)
    }
    return nil
  }

  private func required<T>(
    _ field: Field<T>, _ reading: SalesforceColumns.Reading
  ) throws -> T {
    if let value = value(field, reading) { return value }
    let name = object.source(of: field.column) ?? field.name
    guard case .choice(let choices) = field.column.type else {
      throw RowRejection("\(name) is empty")
    }
    throw RowRejection(
      "\(name): \"\(reading.aside[name] ?? "")\" is none of \(choices.joined(separator: ", "))")
  }

  /// One change of the TAM; Salesforce writes each change twice, once with names in place of ids.
  private func takeHistory(_ reading: SalesforceColumns.Reading) throws {
    let change = try TAMChange(reading, field: settings.tamField)
    guard let change, try !isEcho(change) else {
      report.skipped += 1
      return
    }
    var row = change.row
    row[TAMHistory.account] = session.aliases.account(for: change.account.rawValue)
      .map { Account.ID($0) }
    try checkAccount(of: row)
    guard try work.row(table, row.id) == nil else {
      report.unchanged += 1
      return
    }
    report.count(try work.put(row))
    session.touch(row.scope?.accountID)
  }

  /// Whether Salesforce only repeats what our history says, because we wrote it there.
  private func isEcho(_ change: TAMChange) throws -> Bool {
    guard let user = settings.integrationUser, change.author == user else { return false }
    let at = change.at.adding(seconds: settings.clockSkewSeconds)
    let newest = try work.rows(
      table, where: TAMHistory.account.name, equals: change.account.stored
    ).filter { $0[TAMHistory.changedAt].map { $0 <= at } ?? false }
      .max { ($0[TAMHistory.changedAt] ?? at) < ($1[TAMHistory.changedAt] ?? at) }
    return newest.map { $0.id != change.id && $0[TAMHistory.newTAM] == change.new } ?? false
  }

  private func note(_ file: CSVTable) {
    if file.encoding == .latin1 {
      report.notes.append("the file is not UTF-8, it was read as ISO-8859-1")
    }
    if let line = file.firstContradiction {
      report.notes.append(
        "from line \(line) on some rows are not \(file.encoding.rawValue): they are rejected")
    }
    if !removed.isEmpty {
      report.notes.append(
        "\(removed.count) accounts were removed here and are in Salesforce: \(removed.shortened()); "
          + "`tamd accounts readmit ID` lets the next import bring one again")
    }
    // The winner of a merge is kept beside the rows too, but understood.
    let unknown = columns.unknown.filter {
      ![.account, .contact].contains(object) || $0.name != DepartedAccounts.winnerColumn
    }
    if object != .accountHistory, !unknown.isEmpty {
      let names = unknown.map { $0.name.isEmpty ? "(no name)" : $0.name }
      report.notes.append(
        "columns without a place here, kept beside the rows: \(names.joined(separator: ", "))")
    }
    for (name, found) in foreign.sorted(by: { $0.key < $1.key }) {
      report.notes.append(
        "\(found.count) values of \(name) are not in our list, such as \"\(found.example)\": kept "
          + "beside the rows")
    }
  }
}

extension Value {
  /// What the text in `aside` remembers of a value; nil when it is null.
  var asideText: String? {
    switch self {
    case .null, .data: nil
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): text
    }
  }
}

extension Substring {
  fileprivate func trimming(while isDropped: (Character) -> Bool) -> String {
    let start = drop(while: isDropped)
    guard let end = start.lastIndex(where: { !isDropped($0) }) else { return "" }
    return String(start[...end])
  }
}
