import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
package import SyncEngine

/// Speaks to one service over HTTP.
package struct ServiceConnection: SyncService {
  package let address: ServiceAddress
  private let token: String?

  /// How long one request may take.
  ///
  /// The machine that drives us gives up earlier.
  private static let deadline = TimeAmount.seconds(120)
  /// Of answers that are not frames: names, numbers and results of at most 200 mutations.
  private static let objectBytes = 4 * 1_024 * 1_024

  /// Lives as long as the process, so that connections are kept between requests.
  private static let client = HTTPClient(
    eventLoopGroupProvider: .singleton,
    configuration: HTTPClient.Configuration(
      // A redirect would carry the token to an address that nobody has checked.
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: .seconds(10), read: .seconds(60))))

  /// - Parameter token: Nil for the calls that come before a login.
  package init(_ address: ServiceAddress, token: String?) {
    self.address = address
    self.token = token
  }

  package func push(_ request: PushRequest) async throws -> PushResponse {
    try await object(.push, request)
  }

  package func pull(_ request: PullRequest) async throws -> [UInt8]? {
    try await answer(.pull, body: JSONEncoder().encode(request), limit: SyncLimits.responseBytes)
  }

  package func renew(_ request: RenewRequest) async throws -> EnrollResponse {
    try await object(.renew, request)
  }

  /// Trades a one-time code for a device of this name and its token.
  package static func enroll(
    _ address: ServiceAddress, code: String, deviceName: String
  ) async throws -> EnrollResponse {
    try await ServiceConnection(address, token: nil)
      .object(.enroll, EnrollRequest(code: code, deviceName: deviceName))
  }

  /// Whose token it is, asked of the service.
  package func whoAmI() async throws -> WhoAmIResponse {
    try decoded(await answer(.whoAmI, body: nil, limit: Self.objectBytes))
  }

  private func object<Answer: Decodable>(
    _ route: SyncRoute, _ request: some Encodable
  ) async throws -> Answer {
    try decoded(
      await answer(route, body: JSONEncoder().encode(request), limit: Self.objectBytes))
  }

  private func decoded<Answer: Decodable>(_ bytes: [UInt8]?) throws -> Answer {
    do {
      return try JSONDecoder().decode(Answer.self, from: Data(bytes ?? []))
    } catch {
      throw ConnectionError.foreign(address: address.description, status: 200)
    }
  }

  /// The body of a good answer; nil for 204.
  private func answer(_ route: SyncRoute, body: Data?, limit: Int) async throws -> [UInt8]? {
    var request = HTTPClientRequest(url: address.description + route.rawValue)
    request.headers.add(name: "accept", value: SyncProtocol.framesMediaType)
    request.headers.add(name: "accept", value: SyncProtocol.objectMediaType)
    if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
    if let body {
      request.method = .POST
      request.headers.add(name: "content-type", value: SyncProtocol.objectMediaType)
      request.body = .bytes(body)
    }
    do {
      let response = try await Self.client.execute(request, timeout: Self.deadline)
      let bytes = try await content(of: response, limit: limit)
      switch response.status.code {
      case 200: return bytes
      case 204: return nil
      default: throw refusal(response, bytes)
      }
    } catch let error as ConnectionError {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      throw ConnectionError.unreachable(address: address.description, reason: Self.words(error))
    }
  }

  private func content(of response: HTTPClientResponse, limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    if let length = response.headers.first(name: "content-length").flatMap({ Int($0) }) {
      bytes.reserveCapacity(min(max(length, 0), limit))
    }
    for try await piece in response.body {
      guard bytes.count + piece.readableBytes <= limit else {
        throw ConnectionError.answerTooLong(address: address.description, limit: limit)
      }
      bytes.append(contentsOf: piece.readableBytesView)
    }
    return bytes
  }

  private func refusal(_ response: HTTPClientResponse, _ bytes: [UInt8]) -> ConnectionError {
    let status = Int(response.status.code)
    // What is not a refusal of ours comes from a proxy and is told apart below.
    if let failure = try? JSONDecoder().decode(SyncFailure.self, from: Data(bytes)) {
      return .refused(failure)
    }
    // A proxy in front of the service does not speak our language.
    switch status {
    case 429:
      let wait = response.headers.first(name: "retry-after").flatMap { Int($0) }
      return .refused(
        SyncFailure(
          .tooMany, "\(address) is busy: it will be tried again", retryAfterSeconds: wait))
    case 413:
      return .refused(
        SyncFailure(.tooLarge, "\(address) does not take so much at once: less is sent"))
    case 500...599:
      return .unreachable(address: address.description, reason: "it answered \(status)")
    default: return .foreign(address: address.description, status: status)
    }
  }

  private static func words(_ error: any Error) -> String {
    guard let error = error as? HTTPClientError else {
      let text = "\(error)"
      return text.contains("refused") ? "connection refused" : text
    }
    switch error {
    case .connectTimeout, .readTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout:
      return "it took too long"
    case .remoteConnectionClosed: return "the connection was cut"
    default: return error.shortDescription
    }
  }
}
