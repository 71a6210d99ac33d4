import Connectors
import CustomerSuccess

/// One run that sends to Salesforce what it does not hold yet, object by object.
struct PushRun {
  let store: Store
  let connection: SalesforceConnection
  let fields: SalesforceFields
  let part: PushPart
  let runID: Int64
  /// Why newer values of Salesforce's are not known: then nothing is sent that both sides write.
  let staleness: String?
  var outcome: JobOutcome

  init(
    _ part: PushPart, store: Store, _ connection: SalesforceConnection, _ fields: SalesforceFields,
    run: JobRun, staleness: String?, after outcome: JobOutcome
  ) {
    self.part = part
    self.store = store
    self.connection = connection
    self.fields = fields
    self.staleness = staleness
    self.outcome = outcome
    runID = run.id
  }

  mutating func run() async throws {
    if let staleness {
      outcome.isDegraded = true
      outcome.notes.append(
        """
        what both sides write was not sent, because Salesforce's own changes could not be fetched \
        first (\(staleness))
        """)
    }
    if fields.pushed.isEmpty, part == .everything {
      outcome.notes.append(
        """
        \(SalesforceFields.fileName) does not say what is written back, so only what both sides \
        write was sent: copy its sections from `to Account:` on from the file that `tamd init` \
        writes into an empty folder
        """)
    }
    for object in PushedObject.allCases where part.includes(object) {
      switch object {
      case .account, .opportunity, .subscription: try await update(object)
      case .contact:
        try await updateContacts()
        if part == .everything { try await makeContacts() }
      case .task: try await makeTasks()
      }
    }
  }

  /// Fields of records that Salesforce made.
  private mutating func update(_ object: PushedObject) async throws {
    let pushed = (fields.pushed[object] ?? []).filter { part.includes($0.field) }
    let shared = staleness == nil ? sharedFields(of: object) : []
    guard !pushed.isEmpty || !shared.isEmpty else { return }
    let wanted = try await BlockingWork.run { [store] in
      try store.read { reader in
        var wanted = try reader.wanted(
          object, pushed, today: store.now.day(secondsFromGMT: 0))
        try reader.addShared(shared, of: object.table, to: &wanted)
        return wanted
      }
    }
    let settled = try await send(
      Sending(object: object.rawValue, wanted: wanted, isPart: part != .everything))
    try await settle(settled, shared, of: object.table)
  }

  /// Entries of the timeline, of which Salesforce makes tasks that are done.
  private mutating func makeTasks() async throws {
    guard let pushed = fields.pushed[.task], let key = pushed.first(where: { $0.field.isKey })
    else { return }
    let owner = pushed.first { $0.field.source == .column(Activity.author.column) }?.name
    let wanted = try await BlockingWork.run { [store] in
      try store.read { reader in
        var wanted = try reader.wanted(
          .task, pushed.filter { !$0.field.isKey }, today: store.now.day(secondsFromGMT: 0))
        guard let owner else { return wanted }
        let active = try reader.activeUsers()
        // Salesforce takes no record of somebody who has left: then it is our user's.
        for index in wanted.indices
        where wanted[index].values[owner]?.text.map(active.contains) != true {
          wanted[index].values[owner] = nil
        }
        return wanted
      }
    }
    let account = pushed.first { $0.field.source == .column(Activity.account.column) }?.name
    try await send(
      Sending(
        object: PushedObject.task.rawValue, wanted: wanted, isPart: false, key: key.name,
        required: account.map { [$0] } ?? []))
    try await removeTasks(by: key.name)
  }
}

extension PushedField {
  var isKey: Bool { source == .key }
}

extension StoreReader {
  fileprivate func activeUsers() throws -> Set<String> {
    let sql = "SELECT id FROM \"user\" WHERE \(User.isActive.name) = 1"
    // Whom administrators added here is nobody in Salesforce.
    return Set(
      try query(sql).compactMap { row in
        String(stored: row[0]).flatMap { try? SalesforceID.normalized($0, prefix: "005") }
      })
  }
}
