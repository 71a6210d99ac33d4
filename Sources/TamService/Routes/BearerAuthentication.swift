import Hummingbird
import SyncEngine

/// Lets a request on when its `Authorization: Bearer …` speaks for an active device.
struct BearerAuthentication: RouterMiddleware {
  let devices: Devices

  private static let scheme = "bearer "

  @concurrent func handle(
    _ request: Request, context: ServiceContext,
    next: @concurrent (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    guard let header = request.headers[.authorization],
      header.lowercased().hasPrefix(Self.scheme)
    else {
      throw SyncFailure(.unauthorized, "the request has no token: log in with `tam login`")
    }
    let token = String(header.dropFirst(Self.scheme.count))
    var context = context
    context.caller = try await BlockingWork.run { try devices.caller(token: token) }
    return try await next(request, context)
  }
}
