package import CustomerSuccess

/// The service's side of the protocol: what to send to a device and what to do with its mutations.
///
/// Throws ``SyncFailure`` for a refusal, always before the first byte is emitted; everything else
/// that is thrown comes from the store and is a 500.
package struct SyncServer: Sendable {
  /// Signs the content of a resume token and makes it text.
  package typealias Seal = @Sendable (_ content: [UInt8]) -> String
  /// The content of a token, or nil when it is not ours.
  package typealias Open = @Sendable (_ token: String) -> [UInt8]?

  private let seal: Seal
  private let open: Open

  package init(seal: @escaping Seal, open: @escaping Open) {
    self.seal = seal
    self.open = open
  }

  /// Answers a pull from one snapshot.
  ///
  /// - Parameters:
  ///   - user: Whom the token of the request speaks for; the device must be theirs.
  ///   - emit: Takes the encoded answer piece by piece, about ``SyncLimits/pieceBytes`` each.
  /// - Returns: False when there is nothing new: nothing was emitted, answer 204.
  package func pull(
    _ request: PullRequest, by user: User.ID, from snapshot: some ServiceSnapshot,
    emit: ([UInt8]) throws -> Void
  ) throws -> Bool { false }

  /// Applies the mutations of a push in their order, each exactly once.
  ///
  /// - Parameter write: Runs its argument in one transaction, commits when it returns, rolls back
  ///   and throws when it throws. Called several times.
  package func push<Transaction: ServiceTransaction>(
    _ request: PushRequest, by user: User.ID,
    write: (_ body: (Transaction) throws -> Void) throws -> Void
  ) throws -> PushResponse {
    throw SyncFailure(.unavailable, "push is not served yet")
  }
}
