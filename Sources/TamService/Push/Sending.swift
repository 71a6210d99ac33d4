import Connectors
import CustomerSuccess

/// Records of one object that are to be sent.
struct Sending: Sendable {
  let object: PushedObject
  /// Whether only some fields are looked at: then it is no comparison of all.
  let isPart: Bool
  /// The external id by which records are made; nil where Salesforce has made them.
  var key: String?
  /// Without these fields nothing is made.
  var required: [String] = []
  /// The records of a stretch of the object's table, as Salesforce should have them.
  let wanted: @Sendable (StoreReader, IDRange) throws -> [WantedRecord]
}

extension Sending {
  /// - Throws: ``SalesforceError/keyFieldsMissing(object:fields:)``.
  fileprivate func check(_ unusable: Set<String>) throws(SalesforceError) {
    let missing = required.filter(unusable.contains)
    guard missing.isEmpty else {
      throw .keyFieldsMissing(object: object.rawValue, fields: missing)
    }
  }
}

extension PushRun {
  /// A record that was handed in, and what became of it.
  struct Settled: Sendable {
    let record: WantedRecord
    let result: PushResult
  }

  /// Records that are looked at together, with what is known of them, by our id.
  private struct Page {
    let records: [WantedRecord]
    let entries: [String: PushEntry]
  }

  /// Sends what is due, page by page, so that more records need no more memory.
  ///
  /// - Parameters:
  ///   - refusing: Says of which of the records that are due none is sent, and why.
  ///   - settling: What follows from a page's results.
  func send(
    _ sending: Sending,
    refusing: ([WantedRecord]) async throws -> [Settled] = { _ in [] },
    settling: ([Settled]) async throws -> Void = { _ in }
  ) async throws -> PushTally {
    var tally = PushTally(sending.object.rawValue)
    var push: SalesforcePush?
    var after = ""
    while let range = try await nextRange(of: sending.object.table, after: after) {
      after = range.through
      let page = try await page(of: sending, in: range)
      tally.take(read: page.records.count)
      if let failure = tally.failure {
        tally.skip(page.records.count, because: failure)
        continue
      }
      do {
        // Of an object without a value to send nothing need be known.
        if push == nil, page.records.contains(where: { !$0.values.isEmpty }) {
          push = try await SalesforcePush(
            connection, sending.object.rawValue, by: sending.key.map { .externalKey($0) } ?? .id,
            comparing: sending.key == nil)
        }
        let settled = try await send(page, sending, push, refusing, &tally)
        try await settling(settled)
      } catch let error where Self.isOfOneObject(error) {
        tally.skip(page.records.count, because: error)
      }
    }
    return tally
  }

  func nextRange(of table: Table, after id: String) async throws -> IDRange? {
    try await BlockingWork.run { [store, pageSize] in
      try store.read { try $0.range(of: table, after: id, limit: pageSize) }
    }
  }

  private func page(of sending: Sending, in range: IDRange) async throws -> Page {
    try await BlockingWork.run { [store] in
      try store.read { reader in
        try Page(
          records: sending.wanted(reader, range),
          entries: PushLedger.entries(of: sending.object.rawValue, in: range, reader))
      }
    }
  }

  private func send(
    _ page: Page, _ sending: Sending, _ push: SalesforcePush?,
    _ refusing: ([WantedRecord]) async throws -> [Settled], _ tally: inout PushTally
  ) async throws -> [Settled] {
    let now = store.now
    let unusable = push?.unusable(Set(page.records.flatMap(\.values.keys))) ?? []
    try sending.check(unusable)
    let due = due(page, sending, without: unusable, at: now)
    try await settle(page, sending, besides: Set(due.map(\.id)))
    let refused = try await due.isEmpty ? [] : refusing(due)
    let refusedIDs = Set(refused.map(\.record.id))
    let free = due.filter { !refusedIDs.contains($0.id) }
    let pushed = try await sent(free, by: tally.isStopped ? nil : push)
    let settled =
      refused + zip(free, pushed.results).map { Settled(record: $0.0, result: $0.1) }
    try await note(settled, page.entries, sending, at: now)
    tally.take(
      settled, unchanged: page.records.count - due.count, dropped: unusable, pushed)
    return settled
  }

  /// - Parameter push: Nil when nothing is sent any more.
  private func sent(_ records: [WantedRecord], by push: SalesforcePush?) async throws -> PushReport
  {
    let records = records.map(PushRecord.init)
    if let push, !records.isEmpty { return try await push.run(records) }
    var report = PushReport()
    report.results = records.map { PushResult(record: $0, outcome: .notSent) }
    return report
  }

  private func due(
    _ page: Page, _ sending: Sending, without unusable: Set<String>, at now: Instant
  ) -> [WantedRecord] {
    page.records.compactMap { record in
      let entry = page.entries[record.id] ?? PushEntry()
      var whole = record
      whole.values = record.values.filter { !unusable.contains($0.key) }
      var due = whole
      due.values = entry.due(whole, isPart: sending.isPart || sending.key != nil, at: now)
      guard !due.values.isEmpty else { return nil }
      guard sending.key != nil, entry.target == nil else { return due }
      // What is not there yet is made whole.
      whole.values = whole.values.filter { !$0.value.isNull }
      return whole
    }
  }

  /// Whether others may still be sent: what is wrong with the login or the day's limit is wrong with
  /// all.
  static func isOfOneObject(_ error: any Error) -> Bool {
    switch error {
    case let error as SalesforceError:
      switch error {
      case .noExternalKey, .objectMissing, .keyFieldsMissing: true
      case .grantGone, .badKey, .dayLimitReached, .jobFailed, .incomplete: false
      }
    case let error as UpstreamError: if case .refused = error { true } else { false }
    default: false
    }
  }

  /// Notes of records that have nothing due that what stood in the way is over.
  private func settle(_ page: Page, _ sending: Sending, besides due: Set<String>) async throws {
    guard !sending.isPart else { return }
    let over = page.records.filter { record in
      !due.contains(record.id) && page.entries[record.id]?.isSettled(record) == true
    }
    guard !over.isEmpty else { return }
    try await BlockingWork.run { [store, runID] in
      try store.write(by: JobRuns.actor, for: "push") { work in
        for record in over {
          guard let entry = page.entries[record.id]?.settled() else { continue }
          try PushLedger.note(sending.object.rawValue, record, entry, run: runID, work)
        }
      }
    }
  }

  private func note(
    _ settled: [Settled], _ entries: [String: PushEntry], _ sending: Sending, at now: Instant
  ) async throws {
    guard !settled.isEmpty else { return }
    try await BlockingWork.run { [store, runID] in
      try store.write(by: JobRuns.actor, for: "push") { work in
        for settled in settled {
          let record = settled.record
          let entry = (entries[record.id] ?? PushEntry()).after(
            settled.result, of: record.values, isPart: sending.isPart, at: now)
          try PushLedger.note(sending.object.rawValue, record, entry, run: runID, work)
        }
      }
    }
  }
}

extension PushRecord {
  init(_ wanted: WantedRecord) {
    self.init(
      id: wanted.target, account: wanted.account, wanted: wanted.values,
      expected: wanted.expected)
  }
}
