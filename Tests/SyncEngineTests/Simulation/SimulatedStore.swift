import CustomerSuccess
import SyncEngine

/// Where a simulated replica keeps what it knows: in memory, or in files as the app does.
///
/// Each function happens as a whole, or not at all when it throws.
protocol SimulatedStore: AnyObject {
  /// Everything it holds, to be looked at.
  func held() throws -> ReplicaContent
  func perform(_ mutation: Mutation, id: PendingMutation.ID, at: Instant) throws
  func unsentCount() throws -> Int
  func nextPush(limit: Int) throws -> PushRequest?
  func acknowledge(_ response: PushResponse) throws
  func nextPull(_ lane: Lane) throws -> PullRequest
  func receive(_ response: PullResponse, to request: PullRequest) throws -> PullOutcome
  func restartPull(_ lane: Lane) throws
  func adopt(epoch: Int64, lastSequence: Int64) throws
  func rewind(to lastSequence: Int64) throws
  func park() throws
  func renew(as device: Device.ID) throws
  /// The program ends and starts again.
  func restart() throws
  /// The same home directory on another machine.
  func copy() throws -> any SimulatedStore
}

extension MemoryReplica: SimulatedStore {
  func held() -> ReplicaContent { content }

  func perform(_ mutation: Mutation, id: PendingMutation.ID, at: Instant) throws {
    try transact {
      _ = try Outbox($0).perform(mutation, id: id, at: at, today: SimulatedCompany.today)
    }
  }

  func unsentCount() throws -> Int { try Outbox(self).unsentCount() }

  func nextPush(limit: Int) throws -> PushRequest? { try Outbox(self).nextPush(limit: limit) }

  func acknowledge(_ response: PushResponse) throws {
    try transact { try Outbox($0).acknowledge(response) }
  }

  func nextPull(_ lane: Lane) throws -> PullRequest { try Outbox(self).nextPull(lane) }

  func receive(_ response: PullResponse, to request: PullRequest) throws -> PullOutcome {
    try transact { try CheckpointApplier($0).receive(response, to: request) }
  }

  func restartPull(_ lane: Lane) throws { try transact { try Outbox($0).restartPull(lane) } }

  func adopt(epoch: Int64, lastSequence: Int64) throws {
    try transact { try Outbox($0).adopt(epoch: epoch, lastSequence: lastSequence) }
  }

  func rewind(to lastSequence: Int64) throws {
    try transact { try Outbox($0).rewind(to: lastSequence) }
  }

  func park() throws { try transact { try Outbox($0).park() } }

  func renew(as device: Device.ID) throws { try transact { try Outbox($0).renew(as: device) } }

  func restart() {}

  func copy() -> any SimulatedStore { MemoryReplica(content, bug: bug) }
}
