import Foundation
import Logging

/// The state of a push while it runs.
struct PushWork {
  let push: SalesforcePush
  var report = PushReport()
  private var fields: PushFields
  /// What is still to be sent of each record.
  private var wanted: [[String: JSONValue]]
  /// What was sent of each record in the last request.
  private var sent: [[String: JSONValue]]
  /// Places in the report's results that are still to be sent, in the order of sending.
  private var queue: [Int] = []
  /// Places that were sent anew after their answers did not match.
  private var rereads: Set<Int> = []

  /// Tries of a record that others hold locked.
  private static let tries = 5
  private static let firstWait = Duration.seconds(1)
  /// Refusals of whole requests for a field, after which the fault must be another.
  private static let fieldLimit = 20

  init(push: SalesforcePush, records: [PushRecord], fields: PushFields) {
    self.push = push
    self.fields = fields
    wanted = records.map(\.fields)
    sent = records.map { _ in [:] }
    report.results = records.map { record in
      PushResult(record: record, outcome: record.fields.isEmpty ? .unchanged : .notSent)
    }
    queue = records.indices.filter { !records[$0].fields.isEmpty }.sorted { left, right in
      (records[left].account, records[left].id, left)
        < (records[right].account, records[right].id, right)
    }
  }

  private var connection: SalesforceConnection { push.connection }

  mutating func run() async throws {
    var wait = Self.firstWait
    while !queue.isEmpty {
      var held: [Int] = []
      let round = queue
      queue = []
      for start in stride(from: 0, to: round.count, by: SalesforcePush.recordsOfRequest) {
        var chunk = Array(round[start..<min(round.count, start + SalesforcePush.recordsOfRequest)])
        // Just before it is written: nobody should have written meanwhile.
        if push.isComparing { chunk = try await compare(chunk) }
        held += try await send(chunk)
      }
      // What is sent in another form goes at once; what is locked, after a while.
      let locked = held.filter { report.results[$0].attempts < Self.tries }
      guard !locked.isEmpty else { continue }
      try await connection.environment.sleep(wait * connection.environment.random())
      wait = wait * 2
      queue = (queue + locked).sorted {
        round.firstIndex(of: $0) ?? 0 < round.firstIndex(of: $1) ?? 0
      }
    }
  }

  func finished() -> PushReport {
    var report = report
    report.droppedFields = fields.dropped
    return report
  }

  /// Sends up to 200 records; returns those that are locked.
  private mutating func send(_ places: [Int]) async throws -> [Int] {
    var refusals = 0
    while true {
      let (places, body) = prepare(places)
      guard !places.isEmpty else { return [] }
      // Should no answer come, they were sent all the same.
      for place in places {
        report.results[place].attempts += 1
        report.results[place].outcome = .unknown
      }
      let before = connection.environment.now()
      let response = try await connection.send(request(body))
      if response.isSuccess {
        let skew = response.clockSkewSeconds(connection.environment.now()) ?? 0
        for place in places {
          report.results[place].sentAt = before.addingTimeInterval(-Double(skew) - 1)
        }
        return try await take(response, places)
      }
      guard let name = unknownField(response, places), refusals < Self.fieldLimit else {
        for place in places { report.results[place].outcome = .notSent }
        throw connection.refusal(response)
      }
      refusals += 1
      fields = try await push.fields(dropped: fields.dropped.union([name]))
    }
  }

  /// The records in the form that is sent; those that cannot be are answered here.
  private mutating func prepare(_ places: [Int]) -> (places: [Int], body: [JSONValue]) {
    var prepared: [Int] = []
    var body: [JSONValue] = []
    for place in places {
      let (fitted, complaints, cut) = fields.fit(wanted[place])
      leaveOut(complaints, of: place)
      for name in cut { report.shortened[name, default: 0] += 1 }
      sent[place] = fitted
      guard !fitted.isEmpty else {
        report.results[place].outcome = outcomeOfNothing(place)
        continue
      }
      let result = report.results[place]
      var members = fitted
      members["attributes"] = ["type": .text(push.object)]
      members[push.key ?? "id"] = .text(result.mergedInto ?? result.record.id)
      prepared.append(place)
      body.append(.object(members))
    }
    return (prepared, body)
  }

  private mutating func leaveOut(_ complaints: [String: UpstreamComplaint], of place: Int) {
    for (name, complaint) in complaints {
      wanted[place][name] = nil
      report.results[place].leftOut[name] = complaint
    }
  }

  /// What to say of a record that has nothing to be sent.
  private func outcomeOfNothing(_ place: Int) -> PushResult.Outcome {
    let result = report.results[place]
    if let first = result.leftOut.sorted(by: { $0.key < $1.key }).first {
      return .refused(first.value, fields: result.leftOut.keys.sorted(), candidates: [])
    }
    return result.overtaken.isEmpty ? .unchanged : .overtaken
  }

  private func request(_ records: [JSONValue]) -> UpstreamRequest {
    var resource = "composite/sobjects"
    if let key = push.key { resource += "/\(push.object)/\(key)" }
    return .json(
      .patch, connection.path(resource), ["allOrNone": false, "records": .list(records)],
      repeating: .safe)
  }

  private func unknownField(_ response: UpstreamResponse, _ places: [Int]) -> String? {
    guard let complaint = SalesforceRules.complaint(response), complaint.code == "INVALID_FIELD"
    else { return nil }
    let names = Set(places.flatMap { wanted[$0].keys })
    return names.sorted().first { complaint.message.contains("'\($0)'") }
  }
}

extension PushWork {
  /// Reads the answers, which stand in the order of the records.
  private mutating func take(_ response: UpstreamResponse, _ places: [Int]) async throws -> [Int] {
    guard let answers = try response.json().list, answers.count == places.count else {
      try await reread(places)
      return []
    }
    var locked: [Int] = []
    var departed: [Int] = []
    for (place, answer) in zip(places, answers) {
      let result = report.results[place]
      let answer = PushAnswer(answer, sent: result.record)
      switch answer.meaning {
      case .done(let id): settle(place, id)
      case .retry:
        report.results[place].outcome = .postponed(answer.complaint)
        locked.append(place)
      case .gone where !isOfLookup(answer):
        report.results[place].outcome = .gone
        if result.mergedInto == nil, push.target == .id { departed.append(place) }
      case .withoutFields(let names) where !fields.dropped.isSuperset(of: names):
        fields.drop(names)
        queue.append(place)
      case .withoutFields, .refused, .gone: refuse(place, answer)
      }
    }
    try await retarget(departed)
    return locked
  }

  private mutating func settle(_ place: Int, _ id: String) {
    report.results[place].outcome = .done(id: id)
    report.results[place].taken.merge(sent[place]) { _, new in new }
    // What has a key of ours is not read before it is sent: what counts is what was wanted.
    let names = sent[place]
    let held = push.target == .id ? names : wanted[place].filter { names[$0.key] != nil }
    report.results[place].held.merge(held) { _, new in new }
  }

  /// Whether a record that was there a moment ago names another one that is not.
  private func isOfLookup(_ answer: PushAnswer) -> Bool {
    !answer.fields.isEmpty
      || push.isComparing && answer.complaint.code == "INVALID_CROSS_REFERENCE_KEY"
  }

  /// One bad value does not keep the others of its record back; a new record is made whole or not at
  /// all.
  private mutating func refuse(_ place: Int, _ answer: PushAnswer) {
    // What both sides write may be such a name; Salesforce does not always say which.
    let blamed =
      answer.meaning == .gone && answer.fields.isEmpty
      ? Array(report.results[place].record.expected.keys) : answer.fields
    let guilty = Set(blamed).intersection(sent[place].keys)
    guard push.target == .id, !guilty.isEmpty, guilty.count < sent[place].count else {
      report.results[place].outcome = .refused(
        answer.complaint, fields: answer.fields, candidates: answer.candidates)
      return
    }
    leaveOut(
      Dictionary(uniqueKeysWithValues: guilty.map { ($0, answer.complaint) }), of: place)
    queue.append(place)
  }

  /// What was merged goes to the winner, once, unless the winner has values of its own to send.
  private mutating func retarget(_ places: [Int]) async throws {
    guard !places.isEmpty, ["Account", "Contact"].contains(push.object) else { return }
    let ids = places.map { report.results[$0].record.id }
    let fates = try await SalesforceMerges(connection).fates(of: ids, push.object).departed
    let own = Set(report.results.map { SalesforceID.long($0.record.id) ?? $0.record.id })
    for place in places {
      guard let fate = fates.first(where: { $0.id == report.results[place].record.id })?.fate,
        case .merged(let winner) = fate
      else { continue }
      report.results[place].mergedInto = winner
      // The winner's own values are compared with its own.
      if push.isComparing { continue }
      if !own.contains(SalesforceID.long(winner) ?? winner) { queue.append(place) }
    }
  }

  /// Answers that do not match say nothing of any record: what Salesforce holds does, and only what
  /// it does not hold is sent again, once (edge 9).
  private mutating func reread(_ places: [Int]) async throws {
    connection.environment.log.warning(
      "answers do not match what was sent", metadata: ["records": "\(places.count)"])
    let key = push.key ?? "Id"
    let rows = try await rows(of: places, key)
    for place in places {
      let row = rows[target(of: place)]
      if let row, let id = row["Id"]?.text,
        sent[place].allSatisfy({ row.member($0.key)?.isSameInSalesforce(as: $0.value) == true })
      {
        settle(place, id)
      } else if rereads.insert(place).inserted {
        queue.append(place)
      }
    }
  }

  /// What Salesforce holds now, by the key.
  private mutating func rows(
    of places: [Int], _ key: String
  ) async throws -> [String: JSONValue] {
    let names = fields.usable(Set(places.flatMap { wanted[$0].keys })).filter { $0 != key }
    let soql = """
      SELECT \((["Id", key] + names).uniqued().joined(separator: ",")) FROM \(push.object) \
      WHERE \(key) IN \(SOQLText.list(places.map(target)))
      """
    let rows = try await connection.rows(soql, all: false)
    return Dictionary(
      rows.compactMap { row in row.member(key)?.text.map { ($0, row) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Leaves out what Salesforce holds already, or has newer values of; returns what is to be sent.
  private mutating func compare(_ places: [Int]) async throws -> [Int] {
    let rows = try await rows(of: places, "Id")
    var different: [Int] = []
    var departed: [Int] = []
    for place in places {
      let id = report.results[place].record.id
      if let row = rows[SalesforceID.long(id) ?? id] {
        if isDifferent(place, row) { different.append(place) }
      } else {
        report.results[place].outcome = .gone
        departed.append(place)
      }
    }
    try await retarget(departed)
    return different
  }

  private mutating func isDifferent(_ place: Int, _ row: JSONValue) -> Bool {
    let expected = report.results[place].record.expected
    let (all, complaints, _) = fields.fit(wanted[place])
    leaveOut(complaints, of: place)
    var fitted = all
    for (name, value) in all {
      guard let found = row.member(name) else { continue }
      report.results[place].held[name] = found
      if found.isSameInSalesforce(as: value) {
        fitted[name] = nil
        report.results[place].taken[name] = found
      } else if let expected = expected[name], !found.isSameInSalesforce(as: expected) {
        fitted[name] = nil
        report.results[place].overtaken.insert(name)
      }
    }
    wanted[place] = wanted[place].filter { fitted[$0.key] != nil }
    if fitted.isEmpty { report.results[place].outcome = outcomeOfNothing(place) }
    return !fitted.isEmpty
  }

  private func target(of place: Int) -> String {
    report.results[place].mergedInto ?? report.results[place].record.id
  }
}

extension [String] {
  /// Without what stood before.
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
