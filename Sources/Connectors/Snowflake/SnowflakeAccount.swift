/// Which Snowflake account is asked, in the two spellings that it has.
///
/// The rules are those of the vendor's own clients (connectors 5.1).
package struct SnowflakeAccount: Hashable, Sendable {
  /// What comes before `.snowflakecomputing.com`, such as `xy12345.eu-west-1` or `acme-usage`.
  package let identifier: String

  private static let domain = ".snowflakecomputing.com"

  /// - Parameter text: The identifier, or the whole address as the browser shows it.
  /// - Throws: ``SnowflakeError/account(_:)`` when no host can be made of it.
  package init(_ text: String) throws(SnowflakeError) {
    var identifier = text.lowercased()
    if identifier.hasPrefix("https://") { identifier = String(identifier.dropFirst(8)) }
    if let slash = identifier.firstIndex(of: "/") { identifier = String(identifier[..<slash]) }
    if identifier.hasSuffix(Self.domain) {
      identifier = String(identifier.dropLast(Self.domain.count))
    }
    let isName = identifier.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }
    let hasEmptyPart = identifier.split(separator: ".", omittingEmptySubsequences: false)
      .contains { $0.isEmpty }
    guard isName, !hasEmptyPart else { throw .account(text) }
    self.identifier = identifier
  }

  /// The host that is asked; a host name has no underscore, so a hyphen stands for it.
  package var host: String { identifier.replacing("_", with: "-") + Self.domain }

  /// The account in the claims of a token: without region, in upper case.
  package var claimName: String {
    // Accounts that are replicated over regions carry a suffix behind a hyphen instead.
    let mark: Character = identifier.contains(".global") ? "-" : "."
    return identifier.prefix { $0 != mark }.uppercased()
  }
}
