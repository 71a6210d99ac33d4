import Hummingbird
import SyncEngine

/// `GET /health`: 200 while the store can be read; for whatever watches the service.
struct HealthRoute: Sendable {
  let store: Store

  private struct Answer: Encodable {
    let status = "ok"
    let position: Int64
  }

  func answer(_ request: Request, context: ServiceContext) async throws -> Response {
    let head = try await BlockingWork.run { try store.read { try $0.head() } }
    return try .object(Answer(position: head.rawValue))
  }
}
