/// A monthly release of the product, which is all of a version that says how old it is.
package struct ProductRelease: Comparable, Hashable, Sendable, CustomStringConvertible {
  package let major: Int
  package let minor: Int

  /// Reads `17.5`, `17.5.2-ee` or `v17.5`; nil for anything else.
  package init?(_ version: String) {
    let text = version.hasPrefix("v") ? version.dropFirst() : version[...]
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2 else { return nil }
    let digits = parts[1].prefix { $0.isASCII && $0.isNumber }
    let isRelease =
      parts.count > 2 || digits.endIndex == parts[1].endIndex
      || parts[1][digits.endIndex] == "-"
    guard isRelease, let major = Int(parts[0]), let minor = Int(digits),
      (0...Self.largest).contains(major), (0...Self.largest).contains(minor)
    else { return nil }
    self.major = major
    self.minor = minor
  }

  /// More is a fault, and sums of it would not fit.
  private static let largest = 10_000
  /// A release a month, a major one a year (general knowledge, not looked up).
  private static let minorsOfMajor = 12

  package var description: String { "\(major).\(minor)" }

  package static func < (left: Self, right: Self) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  /// So many releases came out after this one, up to that; 0 when this is as new.
  package func releasesBehind(_ newest: ProductRelease) -> Int {
    max((newest.major - major) * Self.minorsOfMajor + newest.minor - minor, 0)
  }
}
