import Connectors
import CustomerSuccess

/// Contacts that were made here: Salesforce gets those whose address it does not have (seed page on
/// going to market).
extension PushRun {
  mutating func makeContacts() async throws {
    let pushed = fields.pushed[.contact] ?? []
    let shared = sharedFields(of: .contact)
    guard staleness == nil, let key = pushed.first(where: { $0.field.isKey })?.name,
      let account = pushed.first(where: { !$0.field.isKey })?.name,
      let email = shared.first(where: { $0.column == Contact.email.column })?.theirs
    else { return }
    let wanted = try await BlockingWork.run { [store] in
      try store.read { try $0.newContacts(shared, account: account) }
    }.filter { $0.values[email]?.text != nil }
    let entries = try await BlockingWork.run { [store] in
      try PushLedger(store).entries(of: PushedObject.contact.rawValue)
    }
    let now = store.now
    // What was refused waits until somebody changes it, or a week.
    let due = wanted.filter { record in
      !(entries[record.id] ?? PushEntry()).due(record, isPart: false, at: now).isEmpty
    }
    guard !due.isEmpty else { return }
    let (free, taken) = try await sorted(due, by: email, key)
    try await refuse(taken, email, entries, at: now)
    let settled = try await send(
      Sending(
        object: PushedObject.contact.rawValue, wanted: free, isPart: false, key: key,
        required: [account, email]))
    try await link(settled, shared)
  }

  /// Those whose address is free, and the others with the contacts that have it.
  private func sorted(
    _ contacts: [WantedRecord], by email: String, _ key: String
  ) async throws -> (free: [WantedRecord], taken: [(WantedRecord, ids: [String])]) {
    let addresses = contacts.compactMap { $0.values[email]?.text }
    var known: [String: [String]] = [:]
    do {
      known = try await SalesforcePush.contacts(withEmails: addresses, besides: key, connection)
    } catch UpstreamError.refused {
      // There is no such key, which sending says in better words.
      return (contacts, [])
    }
    var free: [WantedRecord] = []
    var taken: [(WantedRecord, ids: [String])] = []
    for contact in contacts {
      guard let address = contact.values[email]?.text?.lowercased() else { continue }
      if let ids = known[address] {
        taken.append((contact, ids))
      } else {
        free.append(contact)
        // A person at two customers is made once.
        known[address] = []
      }
    }
    return (free, taken)
  }

  private mutating func refuse(
    _ taken: [(WantedRecord, ids: [String])], _ email: String, _ entries: [String: PushEntry],
    at now: Instant
  ) async throws {
    guard !taken.isEmpty else { return }
    let settled = taken.map { contact, ids in
      let result = PushResult(
        record: PushRecord(contact),
        outcome: .refused(
          UpstreamComplaint(
            code: "EMAIL_IN_USE",
            message: "another contact has this address: see whether it is the same person"),
          fields: [email], candidates: ids))
      return Settled(record: contact, result: result)
    }
    let object = PushedObject.contact.rawValue
    try await BlockingWork.run { [store, runID] in
      try store.write(by: JobRuns.actor, for: "push") { work in
        for settled in settled {
          let contact = settled.record
          let entry = (entries[contact.id] ?? PushEntry()).after(
            settled.result, of: contact.values, isPart: false, at: now)
          try PushLedger.note(object, contact, entry, run: runID, work)
        }
      }
    }
    var report = ObjectReport(of: object)
    report.read = settled.count
    report.rejected = settled.count
    report.notes = PushNotes(object).lines(settled)
    outcome.report.objects.append(report)
  }

  /// Contacts that were made know from now on which ones of Salesforce's they are.
  private func link(_ settled: [Settled], _ shared: [SharedField]) async throws {
    try await BlockingWork.run { [store] in
      try store.write(by: JobRuns.actor, for: "push") { work in
        for settled in settled {
          guard case .done(let id) = settled.result.outcome,
            let stored = try work.reader.stored(Contact.table, settled.record.id)
          else { continue }
          var row = stored.row
          row[Contact.salesforceID] = id
          var aside = AsideColumns(json: stored.aside)
          aside.agree(on: shared, settled)
          try work.put(row, aside: aside.json)
        }
      }
    }
  }
}

extension StoreReader {
  /// Contacts that Salesforce does not know, as it should have them.
  fileprivate func newContacts(
    _ shared: [SharedField], account: String
  ) throws -> [WantedRecord] {
    try contacts(ofSalesforce: false).compactMap { contact in
      guard let row = try row(Contact.table, contact.id) else { return nil }
      var contact = contact
      contact.values[account] = .text(contact.account)
      for field in shared {
        let value = JSONValue(row[column: field.column.name], field.column.type)
        if !value.isNull { contact.values[field.theirs] = value }
      }
      return contact
    }
  }
}
