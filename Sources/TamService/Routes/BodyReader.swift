import FoundationEssentials
import Hummingbird
import NIOCore
import SyncEngine

/// Reads the body of a request whole, up to a size and within a time.
package struct BodyReader: Sendable {
  /// Long enough for the largest body on a telephone's connection.
  package static let patienceSeconds = 30

  /// Hummingbird answers with what this says when a body takes too long.
  struct TooSlow: Error {
    let seconds: Int
    let channel: any Channel
  }

  let seconds: Int

  /// - Parameter limit: in bytes.
  /// - Throws: ``SyncFailure`` for a body that is too large or not the object expected.
  func decode<T: Decodable & Sendable>(
    _ type: T.Type, from request: Request, limit: Int, channel: any Channel
  ) async throws -> T {
    let bytes = try await collect(request, limit: limit, channel: channel)
    do {
      return try JSONDecoder().decode(type, from: Data(bytes.readableBytesView))
    } catch {
      throw SyncFailure(.malformed, "the body is not what \(request.uri.path) takes: \(error)")
    }
  }

  private func collect(
    _ request: Request, limit: Int, channel: any Channel
  ) async throws -> ByteBuffer {
    let announced = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    guard announced <= limit else { throw tooLarge(limit) }
    return try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
      group.addTask {
        do {
          return try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
          throw tooLarge(limit)
        }
      }
      group.addTask {
        try await ContinuousClock().sleep(for: .seconds(seconds))
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let bytes = first else {
        throw TooSlow(seconds: seconds, channel: channel)
      }
      return bytes
    }
  }

  private func tooLarge(_ limit: Int) -> SyncFailure {
    SyncFailure(.tooLarge, "the body is over the limit of \(limit) bytes: send it in parts")
  }
}
