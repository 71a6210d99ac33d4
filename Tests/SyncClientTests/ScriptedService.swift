import CustomerSuccess
import SyncClient
import SyncEngine
import Synchronization

/// A service that holds one page of rows, takes every edit, and fails when told to.
final class ScriptedService: SyncService {
  struct State {
    var failure: ConnectionError?
    /// Of pushes alone.
    var pushFailure: ConnectionError?
    /// The first checkpoint in pages; nil rows of a lane are nothing new.
    var pages: [[Row]] = []
    var position: Int64 = 1
    var pushed: [PendingMutation] = []
    /// Mutations whose effects the next pull shows.
    var pulls: [PullRequest] = []
    /// What is looked at while a pull is under way.
    var duringPull: (@Sendable () throws -> Void)?
  }

  let state = Mutex(State())

  init(pages: [[Row]]) { state.withLock { $0.pages = pages } }

  func fail(_ failure: ConnectionError?) { state.withLock { $0.failure = failure } }

  func failPushes(_ failure: ConnectionError?) { state.withLock { $0.pushFailure = failure } }

  func push(_ request: PushRequest) async throws -> PushResponse {
    try state.withLock { state in
      if let failure = state.failure ?? state.pushFailure { throw failure }
      for case .readable(let mutation) in request.mutations { state.pushed.append(mutation) }
      state.position += 1
      return PushResponse(
        lastSequence: Int64(state.pushed.count), lastMutationID: state.pushed.last?.id,
        position: Position(state.position),
        results: state.pushed.map {
          MutationResult(sequence: $0.sequence, id: $0.id, status: .applied)
        })
    }
  }

  func pull(_ request: PullRequest) async throws -> [UInt8]? {
    try state.withLock { $0.duringPull }?()
    return try state.withLock { state in
      if let failure = state.failure { throw failure }
      state.pulls.append(request)
      guard request.cursor == nil || request.cursor != Position(state.position) else { return nil }
      let isFirst = request.cursor == nil && request.lane == .core
      let number = request.resume.flatMap { Int($0) } ?? 0
      let rows = isFirst ? state.pages[number] : []
      let isLast = !isFirst || number + 1 == state.pages.count
      return try answer(state, request, rows, resume: isLast ? nil : String(number + 1))
    }
  }

  func renew(_ request: RenewRequest) async throws -> EnrollResponse {
    throw ConnectionError.refused(SyncFailure(.forbidden, "no"))
  }

  private func answer(
    _ state: State, _ request: PullRequest, _ rows: [Row], resume: String?
  ) throws -> [UInt8] {
    var encoder = FrameEncoder()
    try encoder.write(
      .begin(
        Frame.Begin(
          epoch: 1, lane: request.lane, from: request.cursor ?? .zero,
          to: Position(state.position), lastSequence: Int64(state.pushed.count),
          lastMutationID: state.pushed.last?.id)))
    for row in rows {
      guard let scope = row.scope else { continue }
      try encoder.write(.put(PlacedRow(row, scope: scope, position: Position(1))))
    }
    for mutation in state.pushed where mutation.sequence > request.settledSequence {
      try encoder.write(
        .result(
          MutationResult(sequence: mutation.sequence, id: mutation.id, status: .applied)))
    }
    try encoder.write(.end(Frame.End(to: Position(state.position), resume: resume)))
    return encoder.take()
  }
}
