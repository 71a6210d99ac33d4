import Connectors
import CustomerSuccess

/// What is known of one record.
struct PushEntry: Equatable {
  /// By API name.
  var held: [String: JSONValue] = [:]
  /// When all fields were compared with those that Salesforce holds; nil makes it due.
  var comparedAt: Instant?
  var state = PushState.waiting
  /// Since it was last as we want it.
  var attempts = 0
  /// What was not taken of us.
  var refused: [String: JSONValue] = [:]
  var complaint: UpstreamComplaint?
  /// Fields that the complaint is about.
  var blamed: [String] = []
  /// Salesforce ids of records that stand in the way, or that this one was merged into.
  var candidates: [String] = []
  /// Salesforce's id of a record that was made here; nil until it was.
  var target: String?
  /// Fields that we gave a value: they alone are ours to empty again.
  var filled: Set<String> = []
  /// When it was noted last.
  var triedAt: Instant?

  /// After so long all fields are compared again, also of what was refused or gone: somebody may have
  /// changed the rules, or the values, in Salesforce.
  static let comparingSeconds = 7 * 86_400

  private func isOverdue(at now: Instant) -> Bool { isLongAgo(comparedAt, now) }

  private func isLongAgo(_ moment: Instant?, _ now: Instant) -> Bool {
    moment.map { $0.seconds(until: now) >= Self.comparingSeconds } ?? true
  }

  /// Whether a value is one that we may send: a field that we never filled may hold something that
  /// we do not know.
  private func isOurs(_ name: String, _ value: JSONValue, _ wanted: WantedRecord) -> Bool {
    !value.isNull || filled.contains(name) || wanted.expected[name] != nil
  }

  /// The fields to send of a record, by what is known; empty when there is nothing to do.
  ///
  /// - Parameter isPart: Whether the wanted fields are not all.
  func due(_ wanted: WantedRecord, isPart: Bool, at now: Instant) -> [String: JSONValue] {
    let values = wanted.values.filter { isOurs($0.key, $0.value, wanted) }
    if !isPart, isOverdue(at: now) { return values }
    let isRetried = isLongAgo(triedAt, now)
    return values.filter { name, value in
      if let refused = refused[name], refused.isSameInSalesforce(as: value) { return isRetried }
      // What both sides write was compared with what Salesforce said last, which is newer.
      if wanted.expected[name] != nil { return true }
      return held[name].map { !$0.isSameInSalesforce(as: value) } ?? true
    }
  }

  /// What is known after a try.
  ///
  /// - Parameters:
  ///   - sent: The fields that were handed in.
  func after(
    _ result: PushResult, of sent: [String: JSONValue], isPart: Bool, at now: Instant
  ) -> PushEntry {
    var entry = self
    let isWhole = !isPart && isOverdue(at: now)
    entry.held.merge(result.held) { _, new in new }
    for (name, value) in result.taken {
      if value.isNull { entry.filled.remove(name) } else { entry.filled.insert(name) }
    }
    // What was not there refused nothing.
    entry.refused = isWhole || state == .gone ? [:] : refused.filter { sent[$0.key] == nil }
    for name in result.refusedFields(of: sent) { entry.refused[name] = sent[name] }
    entry.attempts += result.attempts
    if case .done(let id) = result.outcome, id != result.record.id { entry.target = id }
    switch result.state {
    case .sent where !entry.refused.isEmpty: entry.state = .refused
    case .sent: entry = entry.settled()
    case let state:
      entry.state = state
      entry.complaint = result.complaint
      entry.blamed = result.blamedFields
      entry.candidates = result.candidates
    }
    switch result.state {
    case .sent, .refused, .gone, .overtaken: if isWhole { entry.comparedAt = now }
    case .postponed, .unknown, .waiting: break
    }
    return entry
  }

  /// What is known of a record that was to be deleted and is still there.
  func after(
    removal state: PushState, because complaint: UpstreamComplaint
  ) -> PushEntry {
    PushEntry(
      state: state, attempts: attempts + 1, complaint: complaint, target: target, filled: filled)
  }

  /// Whether to delete it now: where that was refused, after a week.
  func isRemovalDue(at now: Instant) -> Bool {
    // What was refused of an edit stands there, of a removal nothing.
    state != .refused || !refused.isEmpty || isLongAgo(triedAt, now)
  }

  /// Nothing is left to be done.
  func settled() -> PushEntry {
    PushEntry(
      held: held, comparedAt: comparedAt, state: .sent, target: target, filled: filled,
      triedAt: triedAt)
  }

  /// Whether a record that has nothing due is not as it was noted any more: what stood in the way has
  /// passed, or there is nothing to send.
  func isSettled(_ wanted: WantedRecord) -> Bool {
    switch state {
    case .sent: false
    case .overtaken, .postponed, .unknown, .waiting: true
    case .refused, .gone: wanted.values.isEmpty
    }
  }
}

extension PushResult {
  var state: PushState {
    switch outcome {
    case .unchanged, .done:
      leftOut.isEmpty ? (overtaken.isEmpty ? .sent : .overtaken) : .refused
    case .refused: .refused
    case .overtaken: .overtaken
    case .gone: .gone
    case .postponed: .postponed
    case .unknown: .unknown
    case .notSent: .waiting
    }
  }

  var complaint: UpstreamComplaint? {
    switch outcome {
    case .refused(let complaint, _, _), .postponed(let complaint): complaint
    case .unchanged, .done, .overtaken, .gone, .unknown, .notSent:
      leftOut.sorted { $0.key < $1.key }.first?.value
    }
  }

  fileprivate var blamedFields: [String] {
    guard case .refused(_, let fields, _) = outcome, !fields.isEmpty else {
      return leftOut.keys.sorted() + overtaken.sorted()
    }
    return fields
  }

  fileprivate var candidates: [String] {
    guard case .refused(_, _, let candidates) = outcome else {
      return mergedInto.map { [$0] } ?? []
    }
    return candidates
  }

  /// A refusal that blames no field is one of all that was sent.
  fileprivate func refusedFields(of sent: [String: JSONValue]) -> [String] {
    switch outcome {
    case .refused, .gone: break
    case .unchanged, .done, .overtaken, .postponed, .unknown, .notSent:
      return Array(leftOut.keys)
    }
    return sent.keys.filter { name in
      sent[name].map { value in held[name]?.isSameInSalesforce(as: value) != true } ?? false
    }
  }
}
