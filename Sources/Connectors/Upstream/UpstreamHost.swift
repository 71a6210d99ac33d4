import Foundation

/// The one place that a connector's requests and credentials go to.
package struct UpstreamHost: Hashable, Sendable, CustomStringConvertible {
  /// Scheme, name and port, without a slash at the end: `https://acme.example.com`.
  package let description: String
  /// In lower case, without the port.
  package let name: String

  /// Takes `https` anywhere and `http` on this machine only, where stand-ins live.
  ///
  /// - Throws: ``UpstreamError/notAHost(_:)`` or ``UpstreamError/plaintext(_:)``.
  package init(_ text: String) throws(UpstreamError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      let name = parts.host?.lowercased(), !name.isEmpty, parts.user == nil,
      parts.password == nil, ["", "/"].contains(parts.path), parts.query == nil,
      parts.fragment == nil, ["https", "http"].contains(scheme)
    else { throw .notAHost(Self.withoutUser(text)) }
    guard scheme == "https" || Self.isThisMachine(name) else { throw .plaintext(text) }
    self.name = name
    description = "\(scheme)://\(name)\(parts.port.map { ":\($0)" } ?? "")"
  }

  /// Whether this is that name or below it: `a.my.example.com` is within `my.example.com`.
  package func isWithin(domain: String) -> Bool {
    let domain = domain.lowercased()
    return name == domain || name.hasSuffix(".\(domain)")
  }

  package var isThisMachine: Bool { Self.isThisMachine(name) }

  /// The path and query of a link in an answer, which is then followed on the pinned host only,
  /// whatever host the link names (connectors 2, host pinning).
  ///
  /// - Throws: ``UpstreamError/notALink(_:)``.
  package static func path(ofLink link: String) throws(UpstreamError) -> String {
    guard let parts = URLComponents(string: link), parts.percentEncodedPath.hasPrefix("/"),
      link.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
    else { throw .notALink(String(link.prefix(200))) }
    guard let query = parts.percentEncodedQuery else { return parts.percentEncodedPath }
    return "\(parts.percentEncodedPath)?\(query)"
  }

  /// An address as it may be shown: what stands before the `@` may be a password.
  private static func withoutUser(_ text: String) -> String {
    guard let sign = text.lastIndex(of: "@") else { return text }
    let scheme = text[..<sign].range(of: "://").map { text[..<$0.upperBound] } ?? ""
    return "\(scheme)…\(text[sign...])"
  }

  private static func isThisMachine(_ name: String) -> Bool {
    if ["localhost", "::1", "[::1]"].contains(name) { return true }
    let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers.first == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}
