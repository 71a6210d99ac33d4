import Connectors

/// What a person should know of a push, one sentence each.
struct PushNotes {
  private let object: String

  init(_ object: String) { self.object = object }

  /// - Parameter report: Nil when there was nothing to send.
  func lines(
    _ settled: [PushRun.Settled], _ report: PushReport?, dropped: Set<String>
  ) -> [String] {
    var lines: [String] = []
    if !dropped.isEmpty {
      lines.append(
        """
        \(object) has no \(dropped.sorted().joined(separator: ", ")), or our user may \
        not change it: see \(SalesforceFields.fileName)
        """)
    }
    for (name, count) in (report?.shortened ?? [:]).sorted(by: { $0.key < $1.key }) {
      lines.append("\(count) texts were cut to the length of \(name)")
    }
    lines += self.lines(settled)
    if let stopped = report?.stopped { lines.append("it ended early: \(stopped)") }
    return lines
  }

  /// What became of records that are not as we want them.
  func lines(_ settled: [PushRun.Settled]) -> [String] {
    var lines: [String] = []
    for state in [PushState.refused, .gone, .overtaken, .postponed, .unknown, .waiting] {
      let records = settled.filter { $0.result.state == state }
      guard let first = records.first else { continue }
      lines.append("\(records.count) \(words(state)), such as \(first.record.id)\(reason(first))")
    }
    return lines
  }

  private func words(_ state: PushState) -> String {
    switch state {
    case .sent: "were taken"
    case .refused: "were refused, wholly or in part (see `tamd jobs history --records`)"
    case .gone: "are not there, or our user may not see them"
    case .overtaken: "have a newer value in Salesforce, which the next fetch brings"
    case .postponed: "were held back, and are sent again with the next run"
    case .unknown: "were sent without an answer, and are compared with the next run"
    case .waiting: "were not sent yet"
    }
  }

  private func reason(_ settled: PushRun.Settled) -> String {
    settled.result.complaint.map { ": \($0)" } ?? ""
  }
}
