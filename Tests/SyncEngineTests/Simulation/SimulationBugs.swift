import CustomerSuccess
import SyncEngine

/// The planted mistakes that happen on the way between the stores.
extension Simulation {
  /// A snapshot of the service that is not one; nil when there is no bug of that kind.
  func faultySnapshot(for request: PullRequest) -> (any ServiceSnapshot)? {
    switch bug {
    case .noCatchUp where request.resume != nil:
      guard let pin = firstPagePins[request.device] else { return nil }
      return FaultySnapshot(service.content, head: pin)
    case .noCatchUp:
      firstPagePins[request.device] = service.content.newest
      return nil
    case .lastSequenceIsLate:
      guard let device = service.content.devices[request.device],
        let earlier = service.state(
          epoch: service.content.currentEpoch, at: Position(service.content.newest.rawValue - 1)),
        request.cursor ?? .zero <= earlier.newest, request.resume == nil
      else { return nil }
      return FaultySnapshot(earlier, device: device)
    default: return nil
    }
  }

  /// The answer as a mistaken client would take it.
  func tampered(
    _ response: PullResponse, for replica: SimulatedReplica
  ) throws -> PullResponse {
    switch bug {
    case .dropIsOmitted:
      return try response.rewritten { frame in
        switch frame {
        case .drop, .keep: nil
        default: frame
        }
      }
    case .unconditionalDelete:
      let puts = Dictionary(
        response.frames.compactMap { frame in
          if case .put(let row) = frame { (row.key, row.scope) } else { nil }
        }, uniquingKeysWith: { first, _ in first })
      return try response.rewritten { frame in
        guard case .delete(let key, let scope, _) = frame else { return frame }
        return .delete(key, puts[key] ?? scope, Position(.max))
      }
    case .noForkCheck:
      return try withoutForks(response, replica)
    default: return response
    }
  }

  private func withoutForks(
    _ response: PullResponse, _ replica: SimulatedReplica
  ) throws -> PullResponse {
    let content = try replica.store.held()
    var begin = response.begin
    let mine = content.outbox.first { $0.sequence == begin.lastSequence }?.id
    begin.lastMutationID = mine ?? content.sync.settledMutationID ?? begin.lastMutationID
    return try response.rewritten(begin: begin) { frame in
      guard case .result(let result) = frame,
        let mine = content.outbox.first(where: { $0.sequence == result.sequence })
      else { return frame }
      return .result(
        MutationResult(
          sequence: result.sequence, id: mine.id, status: result.status, refusal: result.refusal))
    }
  }
}

extension PullResponse {
  /// The same answer with frames changed or left out, encoded anew.
  func rewritten(
    begin: Frame.Begin? = nil, _ change: (Frame) -> Frame?
  ) throws -> PullResponse {
    var encoder = FrameEncoder()
    try encoder.write(.begin(begin ?? self.begin))
    for frame in frames.compactMap(change) { try encoder.write(frame) }
    try encoder.write(.end(end))
    return try PullResponse(decoding: encoder.take())
  }
}

/// A snapshot whose facts are not all of one moment.
struct FaultySnapshot: ServiceSnapshot {
  private let content: ServiceContent
  private let falseHead: Position
  private let falseDevice: DeviceRecord?

  init(_ content: ServiceContent, head: Position? = nil, device: DeviceRecord? = nil) {
    self.content = content
    falseHead = head ?? content.newest
    falseDevice = device
  }

  func epoch() -> Int64 { content.currentEpoch }
  func head() -> Position { falseHead }
  func device(_ id: Device.ID) -> DeviceRecord? { falseDevice ?? content.devices[id] }

  func results(of device: Device.ID, after sequence: Int64) -> [MutationResult] {
    content.results(of: device, after: sequence)
  }

  func book(of user: User.ID, lane: Lane, _ part: BookPart, limit: Int) -> [BookEntry] {
    content.book(of: user, lane: lane, part, limit: limit)
  }

  func digest(of user: User.ID, lane: Lane) -> ScopeDigest { content.digest(of: user, lane: lane) }

  func removals(of user: User.ID, lane: Lane, after: Position) -> [Scope] {
    content.removals(of: user, lane: lane, after: after)
  }

  func permits(_ user: User.ID, _ scope: Scope) -> Bool { content.permits(user, scope) }

  func changes(in scope: Scope, after: Position, limit: Int) -> [RowChange] {
    content.changes(in: scope, after: after, limit: limit)
  }

  func rows(in scope: Scope, after: RowKey?, limit: Int) -> PackedRows {
    content.rows(in: scope, after: after, limit: limit)
  }

  func placed(_ table: Table, _ id: String) -> PlacedRow? { content.placed(table, id) }
}
