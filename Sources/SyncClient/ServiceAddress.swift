import Foundation

/// The address of a service, checked to be one that a token may be sent to.
package struct ServiceAddress: Hashable, Sendable, CustomStringConvertible {
  /// Without a slash at its end.
  package let description: String

  /// Takes `https` anywhere and `http` on this machine only.
  ///
  /// - Throws: ``ConnectionError`` for anything else.
  package init(_ text: String) throws(ConnectionError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil,
      parts.query == nil, parts.fragment == nil
    else { throw .notAnAddress(text) }
    switch scheme {
    case "https": break
    case "http" where Self.isThisMachine(host): break
    case "http": throw .plaintext(address: text)
    default: throw .notAnAddress(text)
    }
    var address = text
    while address.hasSuffix("/") { address.removeLast() }
    description = address
  }

  private static func isThisMachine(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers.first == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}
