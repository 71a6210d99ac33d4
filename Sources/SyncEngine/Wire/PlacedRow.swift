package import CustomerSuccess

/// A row together with where it belongs and when it last changed, as the service knows it.
///
/// Replicas store the two facts in the columns `_s` and `_p` of each synced table.
package struct PlacedRow: Hashable, Sendable {
  package var row: Row
  package var scope: Scope
  /// The commit that last wrote the row.
  package var position: Position

  package init(_ row: Row, scope: Scope, position: Position) {
    self.row = row
    self.scope = scope
    self.position = position
  }

  package var key: RowKey { RowKey(row.table, row.id) }
}
