import CustomerSuccess
import Support
import SyncEngine

/// The promises, checked after every change.
extension Simulation {
  /// What left the service was permitted to the user at that moment.
  func checkLeak(_ response: PullResponse, to user: User.ID) throws {
    for case .put(let row) in response.frames where !service.content.permits(user, row.scope) {
      throw Violation("\(row.key) of \(row.scope.rawValue) was sent to \(user)")
    }
  }

  func checkService() throws {
    guard let id = service.appliedTwice.first else { return }
    throw Violation("the mutation \(id) had its effects twice")
  }

  /// The base is exactly what the service held at that position, and its sums fit.
  func checkCheckpoint(
    _ report: CheckpointReport, _ response: PullResponse, on replica: SimulatedReplica
  ) throws {
    let begin = response.begin
    let label = "replica \(replica.number) of \(replica.user) at \(begin.lane) \(response.end.to)"
    guard let state = service.state(epoch: begin.epoch, at: response.end.to) else {
      throw Violation("\(label) is at a position that never was")
    }
    guard report.repairs.isEmpty else {
      throw Violation("\(label) does not add up: \(report.repairs.map(\.rawValue))")
    }
    let content = try replica.store.held()
    let late = state.held(by: replica.user).subtracting(state.permissions[replica.user] ?? [])
    let found = content.base(of: begin.lane).filter { !late.contains($0.value.scope) }
    let wanted = state.permittedRows(replica.user, begin.lane)
    guard found == wanted else {
      let keys = Set(found.keys).union(wanted.keys).filter { found[$0] != wanted[$0] }
      let words = keys.map { key in
        "\(key.table) \(key.id): \(describe(found[key])), not \(describe(wanted[key]))"
      }
      throw Violation("\(label) is wrong: \(words.sorted().joined(separator: "; "))")
    }
    guard begin.lane == .core else { return }
    let processed = state.devices[content.sync.device]?.lastSequence ?? 0
    guard content.sync.settledSequence <= processed else {
      throw Violation(
        "\(label) settled \(content.sync.settledSequence), the service had \(processed)")
    }
  }

  private func describe(_ row: PlacedRow?) -> String {
    row.map { "\($0.scope.rawValue)@\($0.position)" } ?? "none"
  }

  /// Every edit is in exactly one place.
  func checkAccounts(of replica: SimulatedReplica) throws {
    let content = try replica.store.held()
    let places =
      content.outbox.map(\.id) + content.sent.map(\.id)
      + content.attention.map(\.mutation.id)
    guard places.count == Set(places).count, Set(places) == replica.made else {
      let lost = replica.made.subtracting(places).map(\.rawValue).sorted()
      throw Violation(
        "replica \(replica.number) has \(places.count) edits of \(replica.made.count), lost \(lost)"
      )
    }
  }

  /// After everything came to rest: what is called sent is on the service, and vice versa.
  func checkAtRest(_ replica: SimulatedReplica) throws {
    try checkAccounts(of: replica)
    let content = try replica.store.held()
    guard content.rows == content.base else {
      throw Violation("replica \(replica.number) shows more than the service sent")
    }
    for lane in Lane.allCases {
      let wanted = service.content.permittedRows(replica.user, lane)
      guard content.base(of: lane) == wanted else {
        throw Violation("replica \(replica.number) did not converge in \(lane)")
      }
    }
    let applied = Set(
      service.content.log.lazy.filter { $0.result.status == .applied }.map(\.result.id))
    for mutation in content.sent where !applied.contains(mutation.id) {
      throw Violation("the edit \(mutation.id) counts as sent and is not on the service")
    }
    // A restore forgets refusals as well: a copy that still had the edit pending may then get it in.
    guard service.content.currentEpoch == 1 else { return }
    for item in content.attention where applied.contains(item.mutation.id) {
      throw Violation("the edit \(item.mutation.id) needs attention although it was applied")
    }
  }
}
