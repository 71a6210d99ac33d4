import Connectors
import CustomerSuccess

/// A column that both sides write, with its field's name as the import knows it and as it is in
/// Salesforce.
struct SharedField {
  let column: Column
  let ours: String
  let theirs: String
}

extension PushRun {
  /// Those that the file names.
  func sharedFields(of object: PushedObject) -> [SharedField] {
    guard let source = SalesforceObject(rawValue: object.rawValue) else { return [] }
    return object.table.columns.compactMap { column in
      guard column.origin.owner == .shared, let ours = column.origin.upstreamName,
        let theirs = fields.name(of: ours, in: source)
      else { return nil }
      return SharedField(column: column, ours: ours, theirs: theirs)
    }
  }

  /// What people have changed of contacts that Salesforce knows, opt-outs among it.
  func updateContacts() async throws -> PushTally? {
    let shared = staleness == nil ? sharedFields(of: .contact) : []
    guard !shared.isEmpty else { return nil }
    let departed = try await departedAccounts()
    let sending = Sending(object: .contact, isPart: false) { reader, range in
      var wanted = try reader.contacts(ofSalesforce: true, in: range, besides: departed)
      try reader.addShared(shared, of: Contact.table, in: range, to: &wanted)
      return wanted
    }
    return try await send(
      sending, settling: { try await settle($0, shared, of: Contact.table) })
  }

  /// Remembers what Salesforce holds now, so that it does not come back as its own news.
  func settle(_ settled: [Settled], _ shared: [SharedField], of table: Table) async throws {
    let taken = settled.filter { settled in
      shared.contains { settled.result.taken[$0.theirs] != nil }
    }
    guard !taken.isEmpty else { return }
    try await BlockingWork.run { [store] in
      try store.write(by: JobRuns.actor, for: "push") { work in
        for settled in taken {
          guard let stored = try work.reader.stored(table, settled.record.id) else { continue }
          var aside = AsideColumns(json: stored.aside)
          aside.agree(on: shared, settled)
          try work.put(stored.row, aside: aside.json)
        }
      }
    }
  }
}

extension AsideColumns {
  /// Notes values of ours that Salesforce has now, in the form in which they come back.
  mutating func agree(on shared: [SharedField], _ settled: PushRun.Settled) {
    for field in shared {
      guard let taken = settled.result.taken[field.theirs] else { continue }
      self[lastSeen: field.ours] = taken.asideText
    }
    if let sentAt = settled.result.sentAt { pushedAt = Instant(sentAt) }
  }
}

extension JSONValue {
  /// As the import remembers what Salesforce said.
  fileprivate var asideText: String? {
    switch self {
    case .text(let text): text
    case .number(let text): text
    case .boolean(let flag): flag ? "1" : "0"
    case .null, .list, .object: nil
    }
  }

  /// The other way around.
  fileprivate init(asideText text: String?, _ type: ColumnType) {
    switch (text, type) {
    case (nil, _): self = .null
    case (let text?, .boolean): self = .boolean(text == "1")
    case (let text?, _): self = .text(text)
    }
  }
}

extension StoreReader {
  /// Adds the values that Salesforce has not been told yet, with those that it said last.
  func addShared(
    _ shared: [SharedField], of table: Table, in range: IDRange,
    to wanted: inout [WantedRecord]
  ) throws {
    guard !shared.isEmpty else { return }
    var changes: [String: [(field: SharedField, new: CustomerSuccess.Value, seen: String?)]] = [:]
    let columns = shared.map { "\"\($0.column.name)\"" }.joined(separator: ", ")
    let sql = """
      SELECT id, aside, \(columns) FROM "\(table.name)" WHERE id > $1 AND id <= $2
      """
    try forEach(sql, range.values) { row in
      guard let id = String(stored: row[0]) else { return }
      let aside = AsideColumns(json: String(stored: row[1]))
      for (place, field) in shared.enumerated() {
        let seen = aside[lastSeen: field.ours]
        guard row[place + 2].asideText != seen else { continue }
        // A value that our list does not have was kept beside the row.
        changes[id, default: []].append((field, row[place + 2], seen ?? aside[field.ours]))
      }
    }
    for index in wanted.indices {
      for (field, new, seen) in changes[wanted[index].id] ?? [] {
        let type = field.column.type
        wanted[index].values[field.theirs] = JSONValue(new, type)
        wanted[index].expected[field.theirs] = JSONValue(asideText: seen, type)
      }
    }
  }

  /// Contacts of a stretch, without values yet.
  ///
  /// - Parameters:
  ///   - isKnown: Those that Salesforce has, or those that were made here.
  ///   - departed: Accounts whose contacts are left out.
  func contacts(
    ofSalesforce isKnown: Bool, in range: IDRange, besides departed: Set<String>
  ) throws -> [WantedRecord] {
    let sql = """
      SELECT id, account_id, salesforce_id FROM contact
      WHERE id > $1 AND id <= $2 AND salesforce_id IS \(isKnown ? "NOT " : "")NULL ORDER BY id
      """
    return try query(sql, range.values).compactMap { row in
      guard let id = String(stored: row[0]), let account = String(stored: row[1]),
        !departed.contains(account)
      else { return nil }
      return WantedRecord(
        id: id, target: String(stored: row[2]) ?? id, account: account, values: [:])
    }
  }
}
