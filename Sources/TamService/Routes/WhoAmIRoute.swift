import Hummingbird
import SyncEngine

/// `GET /sync/v1/whoami`: whose token it is.
struct WhoAmIRoute: Sendable {
  let store: Store

  func answer(_ request: Request, context: CallerContext) async throws -> Response {
    let caller = context.caller
    let company = try await BlockingWork.run { try store.read { try $0.company() } }
    return try .object(
      WhoAmIResponse(
        device: caller.device, deviceName: caller.deviceName, user: caller.user,
        userName: caller.userName, company: company))
  }
}
