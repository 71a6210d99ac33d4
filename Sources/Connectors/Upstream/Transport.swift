import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix

/// Sends one request once, over connections that are kept as long as the process lives.
enum Transport {
  /// What kept an answer from arriving whole.
  enum Fault: Error {
    /// Nothing reached the service.
    case notSent(reason: String)
    /// The service may have worked on it.
    case lost(reason: String)
    case tooLong(limitBytes: Int)
    /// What came cannot be unpacked; the service may have worked on it.
    case damaged(reason: String)
  }

  /// No single answer is larger when unpacked, whatever a request allows.
  private static let unpackedLimitBytes = 128 << 20

  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration(
      // A redirect would carry the credentials to an address that nobody has checked.
      redirectConfiguration: .disallow,
      // A service may think for minutes, and a busy machine may not get to read for one.
      timeout: HTTPClient.Configuration.Timeout(connect: .seconds(30), read: .seconds(300)),
      decompression: .enabled(limit: .size(unpackedLimitBytes)))
    // Whether and when to try again is decided in one place, which is not there.
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// - Throws: ``Fault``, or `CancellationError`.
  static func send(
    _ request: UpstreamRequest, to host: UpstreamHost, with token: AccessToken?
  ) async throws -> UpstreamResponse {
    var outgoing = HTTPClientRequest(url: host.description + request.path)
    outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
    outgoing.headers.add(name: "user-agent", value: "tamarack")
    outgoing.headers.add(name: "accept-encoding", value: "gzip")
    for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
    if !outgoing.headers.contains(name: "accept") {
      let accept = request.content == .json ? "application/json" : "*/*"
      outgoing.headers.add(name: "accept", value: accept)
    }
    if let token {
      outgoing.headers.add(name: "authorization", value: token.authorization.reveal())
      for (name, value) in token.headers { outgoing.headers.add(name: name, value: value) }
    }
    if let body = request.body { outgoing.body = .bytes(body) }
    do {
      let response = try await client.execute(
        outgoing, timeout: TimeAmount(request.deadline))
      return UpstreamResponse(
        host: host, status: Int(response.status.code),
        headers: response.headers.map { ($0.name, $0.value) },
        body: try await content(of: response, limit: request.bodyLimitBytes))
    } catch {
      throw fault(error)
    }
  }

  private static func content(
    of response: HTTPClientResponse, limit: Int
  ) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await piece in response.body {
      guard bytes.count + piece.readableBytes <= limit else {
        throw Fault.tooLong(limitBytes: limit)
      }
      bytes.append(contentsOf: piece.readableBytesView)
    }
    return bytes
  }

  private static func fault(_ error: any Error) -> any Error {
    switch error {
    case is Fault, is CancellationError: error
    case let error as HTTPClientError:
      switch error {
      case .cancelled: CancellationError()
      case .connectTimeout, .getConnectionFromPoolTimeout:
        Fault.notSent(reason: "no connection came about in time")
      case .readTimeout, .deadlineExceeded: Fault.lost(reason: "it took too long")
      case .remoteConnectionClosed: Fault.lost(reason: "the connection was cut")
      default: Fault.lost(reason: error.shortDescription)
      }
    case is NIOConnectionError: Fault.notSent(reason: "no connection can be made")
    case let error as IOError where error.errnoCode == ECONNREFUSED:
      Fault.notSent(reason: "connection refused")
    case NIOHTTPDecompression.DecompressionError.limit:
      Fault.tooLong(limitBytes: unpackedLimitBytes)
    case is NIOHTTPDecompression.DecompressionError,
      is NIOHTTPDecompression.ExtraDecompressionError:
      Fault.damaged(reason: "it cannot be unpacked")
    default: Fault.lost(reason: "\(error)")
    }
  }
}

extension TimeAmount {
  fileprivate init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}
