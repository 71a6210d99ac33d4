import Connectors
import CustomerSuccess

/// Contacts that were made here: Salesforce gets those whose address it does not have (seed page on
/// going to market).
extension PushRun {
  func makeContacts() async throws -> PushTally? {
    let pushed = fields.pushed[.contact] ?? []
    let shared = sharedFields(of: .contact)
    guard staleness == nil, let key = pushed.first(where: { $0.field.isKey })?.name,
      let account = pushed.first(where: { !$0.field.isKey })?.name,
      let email = shared.first(where: { $0.column == Contact.email.column })?.theirs
    else { return nil }
    let departed = try await departedAccounts()
    let sending = Sending(
      object: .contact, isPart: false, key: key, required: [account, email]
    ) { reader, range in
      try reader.newContacts(shared, account: account, in: range, besides: departed)
        .filter { $0.values[email]?.text != nil }
    }
    return try await send(
      sending, refusing: { try await taken($0, by: email, key) },
      settling: { try await link($0, shared) })
  }

  /// Those whose address another contact has, with the contacts that have it.
  private func taken(
    _ contacts: [WantedRecord], by email: String, _ key: String
  ) async throws -> [Settled] {
    let addresses = contacts.compactMap { $0.values[email]?.text }
    let known = try await SalesforcePush.contacts(withEmails: addresses, key: key, connection)
    var made: Set<String> = []
    return contacts.compactMap { contact in
      guard let address = contact.values[email]?.text?.lowercased() else { return nil }
      // One with our own key is this one, of which we did not hear that it was made.
      let others = (known[address] ?? []).filter { $0.key != contact.target }
      // A person at two customers is made once.
      let isFirst = made.insert(address).inserted
      guard !others.isEmpty || !isFirst else { return nil }
      let outcome = PushResult.Outcome.refused(
        UpstreamComplaint(
          code: "EMAIL_IN_USE",
          message: "another contact has this address: see whether it is the same person"),
        fields: [email], candidates: others.map(\.id))
      return Settled(
        record: contact, result: PushResult(record: PushRecord(contact), outcome: outcome))
    }
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
    _ shared: [SharedField], account: String, in range: IDRange, besides departed: Set<String>
  ) throws -> [WantedRecord] {
    try contacts(ofSalesforce: false, in: range, besides: departed).compactMap { contact in
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
