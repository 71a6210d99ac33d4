import CustomerSuccess
import Hummingbird
import SyncEngine

/// `POST /sync/v1/push`: mutations of one device, each applied exactly once and in order.
struct PushRoute: Sendable {
  static let bodyLimit = SyncLimits.pushBytes

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
      PushRequest.self, from: request, limit: Self.bodyLimit, channel: context.channel)
    let caller = context.caller
    try caller.refuse(otherThan: body.device)
    guard body.mutations.count <= SyncLimits.mutationsPerPush else {
      throw SyncFailure(
        .tooLarge,
        """
        \(body.mutations.count) edits in one push are too many: \
        send at most \(SyncLimits.mutationsPerPush)
        """)
    }
    let answer = try await BlockingWork.run {
      try sync.push(body, by: caller.user) { (apply: (PushTransaction) throws -> Void) in
        try store.write(by: caller.user.rawValue, for: "push") { work in
          let transaction = PushTransaction(work)
          try apply(transaction)
          try transaction.finish()
        }
      }
    }
    return try .object(answer)
  }
}
