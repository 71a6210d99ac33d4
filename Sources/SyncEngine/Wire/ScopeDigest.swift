package import CustomerSuccess

/// A short proof of which scopes a replica holds in a lane, so that the service notices when the
/// two disagree and sends the list.
package struct ScopeDigest: Codable, Hashable, Sendable {
  package var count: Int
  /// The wrapping sum over the scopes' hashes, as a signed number because JSON readers are.
  package var hash: Int64

  package init(count: Int, hash: Int64) {
    self.count = count
    self.hash = hash
  }

  /// From sums over the halves of the scopes' hashes, which a store adds up without overflowing.
  ///
  /// - Parameters:
  ///   - high: The sum of `hash >> 32`.
  ///   - low: The sum of `hash & 0xffffffff`.
  package init(count: Int, high: Int64, low: Int64) {
    self.init(count: count, hash: (high << 32) &+ low)
  }

  package init(of scopes: some Sequence<Scope>) {
    self.init(count: 0, hash: 0)
    for scope in scopes { add(scope) }
  }

  package mutating func add(_ scope: Scope) {
    count += 1
    hash &+= Self.hash(of: scope)
  }

  package mutating func remove(_ scope: Scope) {
    count -= 1
    hash &-= Self.hash(of: scope)
  }

  /// What a scope adds to the digest.
  package static func hash(of scope: Scope) -> Int64 {
    Int64(bitPattern: RowChecksum.of(table: "scope", id: scope.rawValue, position: .zero))
  }

  private enum CodingKeys: String, CodingKey {
    case count = "n"
    case hash
  }
}
