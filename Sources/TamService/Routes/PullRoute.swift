import CustomerSuccess
import Hummingbird
import SyncEngine

/// `POST /sync/v1/pull`: what changed in the caller's book, as frames; 204 when nothing did.
///
/// An answer is a page of about ``SyncLimits/pageBytes``. It is made whole before it is sent: a
/// failure half-way becomes an error and no torn page, and no slow reader holds a snapshot.
struct PullRoute: Sendable {
  /// A cursor, a digest and a list of scopes to repair.
  private static let bodyLimit = 64 * 1_024

  private let store: Store
  private let sync: SyncServer
  private let bodies: BodyReader

  init(_ service: Service) {
    self.store = service.store
    self.sync = service.sync
    self.bodies = service.bodies
  }

  func answer(_ request: Request, context: CallerContext) async throws -> Response {
    let body = try await bodies.decode(
      PullRequest.self, from: request, limit: Self.bodyLimit, channel: context.channel)
    try context.caller.refuse(otherThan: body.device)
    let pieces = try await pieces(for: body, user: context.caller.user)
    guard !pieces.isEmpty else { return Response(status: .noContent) }
    return Response(
      status: .ok, headers: [.contentType: SyncProtocol.framesMediaType],
      body: ResponseBody(contentsOf: pieces))
  }

  private func pieces(for request: PullRequest, user: User.ID) async throws -> [ByteBuffer] {
    try await BlockingWork.run {
      try store.read { reader in
        var pieces: [ByteBuffer] = []
        let hasNews = try sync.pull(request, by: user, from: StoreSnapshot(reader)) {
          pieces.append(ByteBuffer(bytes: $0))
        }
        return hasNews ? pieces : []
      }
    }
  }
}

extension Caller {
  /// A token speaks for one device only.
  func refuse(otherThan device: Device.ID) throws {
    guard device == self.device else {
      throw SyncFailure(.forbidden, "the token speaks for another device: log in again")
    }
  }
}
