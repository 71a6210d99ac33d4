/// How many rows a scope holds and a checksum over them, independent of their order.
///
/// Both sides count from their own rows; a replica never takes over the service's number, or a
/// difference would stay hidden for ever (sync reference 2.7).
package struct ScopeSum: Hashable, Sendable {
  package var rows: Int
  /// The wrapping sum of ``RowChecksum`` over the rows.
  package var checksum: UInt64

  package init(rows: Int, checksum: UInt64) {
    self.rows = rows
    self.checksum = checksum
  }

  package static let empty = ScopeSum(rows: 0, checksum: 0)

  package mutating func add(table: String, id: String, position: Position) {
    add(RowChecksum.of(table: table, id: id, position: position))
  }

  /// Adds a row by its ``RowChecksum``.
  package mutating func add(_ rowChecksum: UInt64) {
    rows += 1
    checksum &+= rowChecksum
  }

  package mutating func subtract(table: String, id: String, position: Position) {
    rows -= 1
    checksum &-= RowChecksum.of(table: table, id: id, position: position)
  }
}
