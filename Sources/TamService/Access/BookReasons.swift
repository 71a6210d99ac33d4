/// Why a customer is in a user's book; stored as bits, so that none of them is counted twice.
package struct BookReasons: OptionSet, Hashable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// The user is the TAM.
  package static let own = BookReasons(rawValue: 1)
  /// The TAM is in the user's team.
  package static let team = BookReasons(rawValue: 2)
  /// The TAM reports to the user, directly or not.
  package static let manager = BookReasons(rawValue: 4)
  /// The user is the account owner or the solutions architect.
  package static let accountTeam = BookReasons(rawValue: 8)
  package static let follow = BookReasons(rawValue: 16)
  /// The user's bundle sees the whole company.
  package static let company = BookReasons(rawValue: 32)
  /// The scope is the user's own, or everybody's.
  package static let person = BookReasons(rawValue: 64)
}
