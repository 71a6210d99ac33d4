import Foundation
import Glibc
import SyncEngine

/// An HTTP client of a few lines: writes bytes to a socket, reads until the service hangs up.
struct RawClient: Sendable {
  let port: Int
  var token: String?

  struct Answer: Sendable {
    let status: Int
    let head: String
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    func decoded<T: Decodable>(_ type: T.Type) throws -> T {
      try JSONDecoder().decode(type, from: Data(body))
    }

    /// The code and the words of a refusal.
    var failure: SyncFailure? { try? decoded(SyncFailure.self) }
  }

  struct Broken: Error {
    let what: String
  }

  /// A service that hangs fails the test; one that shares two cores with every other test does not.
  private static let patienceSeconds = 600

  func speaking(for token: String) -> RawClient { RawClient(port: port, token: token) }

  func get(_ path: String) async throws -> Answer { try await send("GET", path, []) }

  func post(_ route: SyncRoute, _ body: some Encodable) async throws -> Answer {
    try await send("POST", route.rawValue, Array(try JSONEncoder().encode(body)))
  }

  /// - Parameters:
  ///   - announced: What the head says of the body's length; nil says the truth.
  ///   - isChunked: Leaves the length open.
  func send(
    _ method: String, _ path: String, _ body: [UInt8], announced: Int? = nil,
    isChunked: Bool = false
  ) async throws -> Answer {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    if isChunked {
      head += "Transfer-Encoding: chunked\r\n\r\n\(String(body.count, radix: 16))\r\n"
    } else {
      head += "Content-Length: \(announced ?? body.count)\r\n\r\n"
    }
    let bytes = Array(head.utf8) + body + Array((isChunked ? "\r\n0\r\n\r\n" : "").utf8)
    let port = port
    return try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Result { try Self.exchange(bytes, port) }) }
      thread.start()
    }
  }

  private static func exchange(_ bytes: [UInt8], _ port: Int) throws -> Answer {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Broken(what: "no service on port \(port)") }
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress?.advanced(by: sent), bytes.count - sent, 0x4000)
      }
      // The service may refuse by the head alone and not read on.
      guard count > 0 else { break }
      sent += count
    }
    return try answer(in: try received(socket))
  }

  private static func received(_ socket: Int32) throws -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else {
        if count < 0, all.isEmpty { throw Broken(what: "no answer in \(patienceSeconds) s") }
        return all
      }
      all += buffer[..<count]
    }
  }

  private static func answer(in bytes: [UInt8]) throws -> Answer {
    let gap = Array("\r\n\r\n".utf8)
    guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: gap) }),
      let head = String(validating: bytes[..<end], as: UTF8.self),
      let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { throw Broken(what: "that was no HTTP: \(bytes.count) bytes") }
    return Answer(status: status, head: head, body: Array(bytes[(end + 4)...]))
  }
}
