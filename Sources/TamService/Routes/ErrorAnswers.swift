import FoundationEssentials
import Hummingbird
import Logging
import SyncEngine

/// Turns what a route throws into a status and a JSON object `{error, message}`, and writes one
/// line about every request to the log: its route, status, time and size, never its content.
struct ErrorAnswers: RouterMiddleware {
  let logger: Logger

  @concurrent func handle(
    _ request: Request, context: ServiceContext,
    next: @concurrent (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    let clock = ContinuousClock()
    let start = clock.now
    let response: Response
    do {
      response = try await next(request, context)
    } catch {
      response = try answer(to: error, request)
    }
    logger.info(
      "\(request.method) \(request.uri.path) \(response.status.code)",
      metadata: [
        "milliseconds": "\(Int(start.duration(to: clock.now) / .milliseconds(1)))",
        "bytes": "\(response.body.contentLength ?? 0)",
      ])
    return response
  }

  private func answer(to error: any Error, _ request: Request) throws -> Response {
    switch error {
    case let failure as SyncFailure: return try response(failure)
    case let refusal as EnrollmentRefusal: return try response(refusal.failure)
    case let error as StoreError:
      logger.error("the store failed", metadata: ["reason": "\(error)"])
      return try response(error.failure)
    case let slow as BodyReader.TooSlow: return try timeout(slow)
    case let error as HTTPError:
      return try object(
        status: error.status, code: error.status == .notFound ? "not_found" : "http",
        "the service has no \(request.method) \(request.uri.path)")
    default:
      logger.error("a request failed", metadata: ["reason": "\(error)"])
      return try response(
        SyncFailure(.internalError, "the service failed, and its log says why: try again later"))
    }
  }

  private func response(_ failure: SyncFailure) throws -> Response {
    var response = try Response.object(failure, status: .init(code: failure.code.status))
    if let seconds = failure.retryAfterSeconds { response.headers[.retryAfter] = "\(seconds)" }
    return response
  }

  private func object(
    status: HTTPResponse.Status, code: String, _ message: String
  ) throws -> Response {
    try .object(["error": code, "message": message], status: status)
  }

  /// Says so and hangs up: what is still to come of the body would never end.
  private func timeout(_ slow: BodyReader.TooSlow) throws -> Response {
    let message = "the body did not arrive within \(slow.seconds) seconds: send it again"
    let bytes = ByteBuffer(
      bytes: try Response.json(["error": "timeout", "message": message]))
    let channel = slow.channel
    return Response(
      status: .requestTimeout,
      headers: [.contentType: SyncProtocol.objectMediaType, .connection: "close"],
      body: ResponseBody(contentLength: bytes.readableBytes) { writer in
        try await writer.write(bytes)
        try await writer.finish(nil)
        channel.close(mode: .all, promise: nil)
      })
  }
}

extension EnrollmentRefusal {
  /// What the device is told.
  fileprivate var failure: SyncFailure {
    switch self {
    case .wrong, .used, .expired, .tooManyAttempts: SyncFailure(.badCode, "\(self)")
    case .deactivated, .tooManyDevices: SyncFailure(.forbidden, "\(self)")
    }
  }
}

extension StoreError {
  /// Seconds after which a store that was busy or full may be tried again.
  private static let retrySeconds = 30

  /// What the device is told; paths of the service are none of its business.
  fileprivate var failure: SyncFailure {
    switch self {
    case .busy, .diskFull, .unwritable:
      SyncFailure(
        .unavailable, "the service cannot write at the moment: your edits are kept and sent later",
        retryAfterSeconds: Self.retrySeconds)
    case .missing, .notEmpty, .tooNew, .unreadable, .damaged, .failed, .noScope, .fileExists,
      .foreignLog, .badPlaceholder:
      SyncFailure(.internalError, "the service failed, and its log says why: try again later")
    }
  }
}

extension Response {
  /// An answer whose body is one JSON object.
  static func object(
    _ value: some Encodable, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    Response(
      status: status, headers: [.contentType: SyncProtocol.objectMediaType],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: try json(value))))
  }

  /// The same value is the same bytes.
  static func json(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
}
