/// Where the service listens, as `HOST:PORT`.
package struct ListenAddress: Hashable, Sendable {
  package let host: String
  /// 0 lets the system pick one.
  package let port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `HOST:PORT` or `[IPv6]:PORT`.
  package init(_ text: String) throws(Malformed) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else { throw Malformed(text: text) }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty, !host.contains("[") else { throw Malformed(text: text) }
    self.init(host: String(host), port: port)
  }

  /// Only programs of this machine can reach it.
  package var isLoopback: Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let isFourNumbers = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    return host == "localhost" || host == "::1" || (isFourNumbers && parts.first == "127")
  }

  /// With the port that the system picked.
  package func url(port: Int) -> String {
    "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  package struct Malformed: Error, Equatable, CustomStringConvertible {
    package let text: String
    package var description: String {
      "\(text) is no address to listen on: write HOST:PORT, such as 127.0.0.1:8080"
    }
  }
}
