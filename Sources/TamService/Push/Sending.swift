import Connectors
import CustomerSuccess

/// Records of one object on their way.
struct Sending {
  let object: String
  let wanted: [WantedRecord]
  /// Whether only some fields are looked at: then it is no comparison of all.
  let isPart: Bool
  /// The external id by which records are made; nil where Salesforce has made them.
  var key: String?
  /// Without these fields nothing is made.
  var required: [String] = []
}

extension Sending {
  /// - Throws: ``SalesforceError/keyFieldsMissing(object:fields:)``.
  fileprivate func check(_ unusable: Set<String>) throws(SalesforceError) {
    let missing = required.filter(unusable.contains)
    guard missing.isEmpty else { throw .keyFieldsMissing(object: object, fields: missing) }
  }
}

extension PushRun {
  /// A record that was handed in, and what became of it.
  struct Settled: Sendable {
    let record: WantedRecord
    let result: PushResult
  }

  /// Sends what is due; returns what became of it.
  @discardableResult
  mutating func send(_ sending: Sending) async throws -> [Settled] {
    let now = store.now
    let ledger = PushLedger(store)
    let entries = try await BlockingWork.run { try ledger.entries(of: sending.object) }
    var report = ObjectReport(of: sending.object)
    report.read = sending.wanted.count
    defer { outcome.report.objects.append(report) }
    let push = SalesforcePush(
      connection, sending.object, by: sending.key.map { .externalKey($0) } ?? .id,
      comparing: sending.key == nil)
    do {
      let names = Set(sending.wanted.flatMap(\.values.keys))
      let unusable = try await names.isEmpty ? [] : push.unusable(names)
      try sending.check(unusable)
      let due = due(sending, entries, without: unusable, at: now)
      report.unchanged = sending.wanted.count - due.count
      try await settle(sending, entries, besides: Set(due.map(\.id)))
      let pushed = try await due.isEmpty ? nil : push.run(due.map(PushRecord.init))
      let settled = Array(zip(due, pushed?.results ?? []))
        .map { Settled(record: $0.0, result: $0.1) }
      try await note(settled, entries, sending, at: now)
      for settled in settled { report.count(settled.result) }
      report.notes = PushNotes(sending.object).lines(
        settled, pushed, dropped: unusable.union(pushed?.droppedFields ?? []))
      outcome.isDegraded =
        outcome.isDegraded || !unusable.isEmpty || pushed?.isDegraded == true
      return settled
    } catch let error where Self.isOfOneObject(error) {
      report.skipped = sending.wanted.count - report.unchanged
      report.notes = ["\(error)"]
      outcome.isDegraded = true
      return []
    }
  }

  private func due(
    _ sending: Sending, _ entries: [String: PushEntry], without unusable: Set<String>,
    at now: Instant
  ) -> [WantedRecord] {
    sending.wanted.compactMap { record in
      let entry = entries[record.id] ?? PushEntry()
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
  private func settle(
    _ sending: Sending, _ entries: [String: PushEntry], besides due: Set<String>
  ) async throws {
    guard !sending.isPart else { return }
    let over = sending.wanted.filter { record in
      !due.contains(record.id) && entries[record.id]?.isSettled(record) == true
    }
    guard !over.isEmpty else { return }
    try await BlockingWork.run { [store, runID] in
      try store.write(by: JobRuns.actor, for: "push") { work in
        for record in over {
          guard let entry = entries[record.id]?.settled() else { continue }
          try PushLedger.note(sending.object, record, entry, run: runID, work)
        }
      }
    }
  }

  /// Records of one transaction.
  private static let chunkSize = 500

  private func note(
    _ settled: [Settled], _ entries: [String: PushEntry], _ sending: Sending, at now: Instant
  ) async throws {
    try await BlockingWork.run { [store, runID] in
      for start in stride(from: 0, to: settled.count, by: Self.chunkSize) {
        try store.write(by: JobRuns.actor, for: "push") { work in
          for settled in settled[start..<min(settled.count, start + Self.chunkSize)] {
            let record = settled.record
            let entry = (entries[record.id] ?? PushEntry()).after(
              settled.result, of: record.values, isPart: sending.isPart, at: now)
            try PushLedger.note(sending.object, record, entry, run: runID, work)
          }
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

extension ObjectReport {
  init(of object: String) {
    self.init(object: "to_\(object.lowercased())", file: "to \(object)")
  }

  mutating func count(_ result: PushResult) {
    switch result.state {
    case .sent: if case .done = result.outcome { updated += 1 } else { unchanged += 1 }
    case .refused: rejected += 1
    case .gone, .overtaken, .postponed, .unknown, .waiting: skipped += 1
    }
  }
}
