import Crypto
import Foundation
import Synchronization

/// Every request that a stand-in saw, and what the real service would have refused about it.
package final class StandInJournal: Sendable {
  package struct Entry: Sendable {
    package let number: Int
    package let method: String
    package let path: String
    package let rawQuery: String
    /// What is secret shows as a fingerprint, by which equal ones can be told.
    package let headers: [String: String]
    package let body: [UInt8]
    package var status: Int?
    /// What breaks the contract.
    package var violations: [String] = []

    package var line: String { "\(method) \(path)" }
  }

  private let log = Mutex<[Entry]>([])

  private static let secretHeaders: Set<String> = ["authorization", "cookie"]

  package var entries: [Entry] { log.withLock { $0 } }

  /// All breaches of the contract, with their requests; a test wants none.
  package var violations: [String] {
    entries.flatMap { entry in entry.violations.map { "\(entry.line): \($0)" } }
  }

  /// The requests whose path has this piece.
  package func entries(_ piece: String, method: String? = nil) -> [Entry] {
    entries.filter { (method == nil || $0.method == method) && $0.path.contains(piece) }
  }

  func note(_ request: StandInRequest) {
    let headers = request.headers.map { name, value in
      (name, Self.secretHeaders.contains(name) ? Self.fingerprint(of: value) : value)
    }
    log.withLock {
      $0.append(
        Entry(
          number: request.number, method: request.method, path: request.path,
          rawQuery: request.rawQuery,
          headers: Dictionary(headers, uniquingKeysWith: { $0 + ", " + $1 }), body: request.body))
    }
  }

  func note(status: Int, of request: StandInRequest) {
    change(request) { $0.status = status }
  }

  func blame(_ request: StandInRequest, _ violation: String) {
    change(request) { $0.violations.append(violation) }
  }

  private func change(_ request: StandInRequest, _ body: (inout Entry) -> Void) {
    log.withLock { entries in
      guard let index = entries.lastIndex(where: { $0.number == request.number }) else { return }
      body(&entries[index])
    }
  }

  private static func fingerprint(of secret: String) -> String {
    let digest = SHA256.hash(data: Data(secret.utf8))
    return "sha256:" + digest.prefix(6).map { String($0, radix: 16) }.joined()
  }
}
