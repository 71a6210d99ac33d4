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
  /// Records that are looked at together.
  let pageSize: Int
  var outcome: JobOutcome

  init(
    _ part: PushPart, store: Store, _ connection: SalesforceConnection, _ fields: SalesforceFields,
    run: JobRun, staleness: String?, pageSize: Int, after outcome: JobOutcome
  ) {
    self.part = part
    self.store = store
    self.connection = connection
    self.fields = fields
    self.staleness = staleness
    self.pageSize = pageSize
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
      case .account, .opportunity, .subscription: take(try await update(object))
      case .contact:
        take(try await updateContacts())
        if part == .everything { take(try await makeContacts()) }
      case .task:
        guard let key = fields.pushed[.task]?.first(where: { $0.field.isKey })?.name else { break }
        take(try await makeTasks(by: key))
        try await removeTasks(by: key)
      }
    }
  }

  /// - Parameter tally: Nil when the file does not name the object.
  private mutating func take(_ tally: PushTally?) {
    guard let tally else { return }
    outcome.report.objects.append(tally.finished())
    outcome.isDegraded = outcome.isDegraded || tally.isDegraded
  }

  /// Fields of records that Salesforce made.
  private func update(_ object: PushedObject) async throws -> PushTally? {
    let pushed = (fields.pushed[object] ?? []).filter { part.includes($0.field) }
    let shared = staleness == nil ? sharedFields(of: object) : []
    guard !pushed.isEmpty || !shared.isEmpty else { return nil }
    let departed = try await departedAccounts()
    let today = store.now.day(secondsFromGMT: 0)
    let sending = Sending(object: object, isPart: part != .everything) { reader, range in
      var wanted = try reader.wanted(object, pushed, in: range, besides: departed, today: today)
      try reader.addShared(shared, of: object.table, in: range, to: &wanted)
      return wanted
    }
    return try await send(
      sending, settling: { try await settle($0, shared, of: object.table) })
  }

  /// Deleted and merged ones, and those that were merged here: neither they nor what belongs to them
  /// is sent.
  func departedAccounts() async throws -> Set<String> {
    try await BlockingWork.run { [store] in try store.read { try $0.departedAccounts() } }
  }

  /// Entries of the timeline, of which Salesforce makes tasks that are done.
  private func makeTasks(by key: String) async throws -> PushTally {
    let pushed = fields.pushed[.task] ?? []
    let owner = pushed.first { $0.field.source == .column(Activity.author.column) }?.name
    let account = pushed.first { $0.field.source == .column(Activity.account.column) }?.name
    let sent = pushed.filter { !$0.field.isKey }
    let departed = try await departedAccounts()
    let active = try await BlockingWork.run { [store] in try store.read { try $0.activeUsers() } }
    let today = store.now.day(secondsFromGMT: 0)
    return try await send(
      Sending(
        object: .task, isPart: false, key: key, required: account.map { [$0] } ?? []
      ) { reader, range in
        var wanted = try reader.wanted(.task, sent, in: range, besides: departed, today: today)
        guard let owner else { return wanted }
        // Salesforce takes no record of somebody who has left: then it is our user's.
        for index in wanted.indices
        where wanted[index].values[owner]?.text.map(active.contains) != true {
          wanted[index].values[owner] = nil
        }
        return wanted
      })
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
