import Connectors

/// What became of the records of one object, one page after the other.
struct PushTally {
  let object: String
  private(set) var report: ObjectReport
  /// Whether something could not be done that a person should see to.
  private(set) var isDegraded = false
  /// Whether the rest of the records only waits for the next run.
  var isStopped: Bool { stopped != nil }
  /// Why none of the object's records can be sent.
  private(set) var failure: (any Error)?

  private var troubles: [PushState: (count: Int, example: String)] = [:]
  private var dropped: Set<String> = []
  private var shortened: [String: Int] = [:]
  private var stopped: (any Error)?

  init(_ object: String) {
    self.object = object
    report = ObjectReport(object: "to_\(object.lowercased())", file: "to \(object)")
  }

  mutating func take(read count: Int) { report.read += count }

  /// - Parameter pushed: Nil when there was nothing to send.
  mutating func take(
    _ settled: [PushRun.Settled], unchanged: Int, dropped: Set<String>, _ pushed: PushReport?
  ) {
    report.unchanged += unchanged
    for settled in settled { take(settled) }
    self.dropped.formUnion(dropped.union(pushed?.droppedFields ?? []))
    shortened.merge(pushed?.shortened ?? [:], uniquingKeysWith: +)
    stopped = stopped ?? pushed?.stopped
    isDegraded = isDegraded || !self.dropped.isEmpty || isStopped
  }

  private mutating func take(_ settled: PushRun.Settled) {
    let state = settled.result.state
    switch state {
    case .sent:
      if case .done = settled.result.outcome { report.updated += 1 } else { report.unchanged += 1 }
      return
    case .refused: report.rejected += 1
    case .gone, .overtaken, .postponed, .unknown, .waiting: report.skipped += 1
    }
    let reason = settled.result.complaint.map { ": \($0)" } ?? ""
    troubles[state, default: (0, "\(settled.record.id)\(reason)")].count += 1
  }

  /// Records that are not sent for a reason that holds for all of the object.
  mutating func skip(_ count: Int, because error: any Error) {
    failure = error
    report.skipped += count
    isDegraded = true
  }

  /// With what a person should know, one sentence each.
  func finished() -> ObjectReport {
    var report = report
    if !dropped.isEmpty {
      report.notes.append(
        """
        \(object) has no \(dropped.sorted().joined(separator: ", ")), or our user may not \
        change it: see \(SalesforceFields.fileName)
        """)
    }
    for (name, count) in shortened.sorted(by: { $0.key < $1.key }) {
      report.notes.append("\(count) texts were cut to the length of \(name)")
    }
    for state in PushState.allCases {
      guard let trouble = troubles[state] else { continue }
      report.notes.append("\(trouble.count) \(state.words), such as \(trouble.example)")
    }
    if let stopped { report.notes.append("it ended early: \(stopped)") }
    if let failure { report.notes.append("\(failure)") }
    return report
  }
}

extension PushState {
  /// Of records, behind their number.
  fileprivate var words: String {
    switch self {
    case .sent: "were taken"
    case .refused: "were refused, wholly or in part (see `tamd jobs history --records`)"
    case .gone: "are not there, or our user may not see them"
    case .overtaken: "have a newer value in Salesforce, which the next fetch brings"
    case .postponed: "were held back, and are sent again with the next run"
    case .unknown: "were sent without an answer, and are compared with the next run"
    case .waiting: "were not sent yet"
    }
  }
}
