import Foundation
import Logging

/// The state of a push while it runs.
struct PushWork {
  let push: SalesforcePush
  var report = PushReport()
  private var fields: PushFields
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
        let chunk = Array(round[start..<min(round.count, start + SalesforcePush.recordsOfRequest)])
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
    report.shortened = fields.shortened
    return report
  }

  /// Sends up to 200 records; returns those that are locked.
  private mutating func send(_ places: [Int]) async throws -> [Int] {
    var refusals = 0
    while true {
      let (sent, body) = prepare(places)
      guard !sent.isEmpty else { return [] }
      // Should no answer come, they were sent all the same.
      for place in sent {
        report.results[place].attempts += 1
        report.results[place].outcome = .unknown
      }
      let response = try await connection.send(request(body))
      if response.isSuccess { return try await take(response, sent) }
      guard let name = unknownField(response, sent), refusals < Self.fieldLimit else {
        for place in sent { report.results[place].outcome = .notSent }
        throw connection.refusal(response)
      }
      refusals += 1
      fields = try await push.fields(dropped: fields.dropped.union([name]))
    }
  }

  /// The records in the form that is sent; those that cannot be are answered here.
  private mutating func prepare(_ places: [Int]) -> (sent: [Int], body: [JSONValue]) {
    var sent: [Int] = []
    var body: [JSONValue] = []
    for place in places {
      let result = report.results[place]
      let (fitted, complaint, field) = fields.fit(result.record)
      if let complaint {
        report.results[place].outcome = .refused(
          complaint, fields: field.map { [$0] } ?? [], candidates: [])
        continue
      }
      guard !fitted.isEmpty else {
        report.results[place].outcome = .unchanged
        continue
      }
      var members = fitted
      members["attributes"] = ["type": .text(push.object)]
      members[push.key ?? "id"] = .text(result.mergedInto ?? result.record.id)
      sent.append(place)
      body.append(.object(members))
    }
    return (sent, body)
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
    let names = Set(places.flatMap { report.results[$0].record.fields.keys })
    return names.sorted().first { complaint.message.contains("'\($0)'") }
  }
}

extension PushWork {
  /// Reads the answers, which stand in the order of the records.
  private mutating func take(_ response: UpstreamResponse, _ sent: [Int]) async throws -> [Int] {
    guard let answers = try response.json().list, answers.count == sent.count else {
      try await reread(sent)
      return []
    }
    var locked: [Int] = []
    var departed: [Int] = []
    for (place, answer) in zip(sent, answers) {
      let result = report.results[place]
      let answer = PushAnswer(answer, sent: result.record)
      switch answer.meaning {
      case .done(let id): report.results[place].outcome = .done(id: id)
      case .retry:
        report.results[place].outcome = .postponed(answer.complaint)
        locked.append(place)
      case .gone:
        report.results[place].outcome = .gone
        if result.mergedInto == nil, push.target == .id { departed.append(place) }
      case .withoutFields(let names) where !fields.dropped.isSuperset(of: names):
        fields.drop(names)
        queue.append(place)
      case .withoutFields, .refused:
        report.results[place].outcome = .refused(
          answer.complaint, fields: answer.fields, candidates: answer.candidates)
      }
    }
    try await retarget(departed)
    return locked
  }

  /// What was merged goes to the winner, once, unless the winner has values of its own to send.
  private mutating func retarget(_ places: [Int]) async throws {
    guard !places.isEmpty, ["Account", "Contact"].contains(push.object) else { return }
    let ids = places.map { report.results[$0].record.id }
    let fates = try await SalesforceMerges(connection).fates(of: ids, push.object)
    let own = Set(report.results.map { SalesforceID.long($0.record.id) ?? $0.record.id })
    for place in places {
      guard let fate = fates.first(where: { $0.id == report.results[place].record.id })?.fate,
        case .merged(let winner) = fate
      else { continue }
      report.results[place].mergedInto = winner
      if !own.contains(SalesforceID.long(winner) ?? winner) { queue.append(place) }
    }
  }

  /// Answers that do not match say nothing of any record: what Salesforce holds does, and only what
  /// it does not hold is sent again, once (edge 9).
  private mutating func reread(_ places: [Int]) async throws {
    connection.environment.log.warning(
      "answers do not match what was sent", metadata: ["records": "\(places.count)"])
    let key = push.key ?? "Id"
    let names = Set(places.flatMap { report.results[$0].record.fields.keys })
      .subtracting(fields.dropped).subtracting([key]).sorted()
    let soql = """
      SELECT \((["Id", key] + names).uniqued().joined(separator: ",")) FROM \(push.object) \
      WHERE \(key) IN \(SOQLText.list(places.map(target)))
      """
    let rows = try await connection.rows(soql, all: false)
    for place in places {
      let row = rows.first { $0[key]?.text == target(of: place) }
      let wanted = fields.fit(report.results[place].record).fields
      if let row, let id = row["Id"]?.text,
        wanted.allSatisfy({ row[$0.key]?.isSameInSalesforce(as: $0.value) == true })
      {
        report.results[place].outcome = .done(id: id)
      } else if rereads.insert(place).inserted {
        queue.append(place)
      }
    }
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
