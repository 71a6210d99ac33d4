package import SyncEngine

/// The service as the synchronizer sees it; ``ServiceConnection`` is the real one.
///
/// - Throws: ``ConnectionError`` from every call, `CancellationError` when the task was cancelled.
package protocol SyncService: Sendable {
  func push(_ request: PushRequest) async throws -> PushResponse
  /// The bytes of the answer; nil when there is nothing new.
  func pull(_ request: PullRequest) async throws -> [UInt8]?
  /// A new device for the same person.
  func renew(_ request: RenewRequest) async throws -> EnrollResponse
}
