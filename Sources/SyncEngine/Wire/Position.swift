/// A place in the total order in which the service commits: dense, from 1; what is at or before a
/// position is visible to everyone who has reached it (sync reference 2.1).
package struct Position: RawRepresentable, Hashable, Comparable, Codable, Sendable {
  package let rawValue: Int64

  package init(rawValue: Int64) { self.rawValue = rawValue }

  package init(_ rawValue: Int64) { self.rawValue = rawValue }

  /// Before the first commit.
  package static let zero = Position(0)

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Position: CustomStringConvertible {
  package var description: String { String(rawValue) }
}
