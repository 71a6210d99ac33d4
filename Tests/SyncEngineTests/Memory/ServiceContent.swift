import CustomerSuccess
import SyncEngine

/// Everything the service's store holds, as a value: a snapshot is a copy, a backup is a copy.
struct ServiceContent {
  var currentEpoch: Int64 = 1
  var newest = Position.zero
  var rows: [RowKey: PlacedRow] = [:]
  var changes: [Scope: [RowKey: RowChange]] = [:]
  var heads: [Scope: Position] = [:]
  var sums: [Scope: ScopeSum] = [:]
  var forgotten: [Scope: Position] = [:]
  var books: [User.ID: [Scope: BookMembership]] = [:]
  var permissions: [User.ID: Set<Scope>] = [:]
  var devices: [Device.ID: DeviceRecord] = [:]
  var log: [MutationRecord] = []

  /// The rows that the user's replicas must hold, exactly.
  func permittedRows(_ user: User.ID, _ lane: Lane) -> [RowKey: PlacedRow] {
    let scopes = held(by: user).intersection(permissions[user] ?? [])
    return rows.filter { $0.value.row.table.lane == lane && scopes.contains($0.value.scope) }
  }

  /// The scopes in the user's book.
  func held(by user: User.ID) -> Set<Scope> {
    Set((books[user] ?? [:]).filter { $0.value.removed == nil }.keys)
  }

  func didProcess(_ id: PendingMutation.ID) -> Bool { log.contains { $0.result.id == id } }
}

/// When a scope entered a user's book and left it.
struct BookMembership {
  var added: Position
  /// Nil while it is in the book.
  var removed: Position?
}

extension ServiceContent: ServiceSnapshot {
  func device(_ id: Device.ID) -> DeviceRecord? { devices[id] }

  func results(of device: Device.ID, after sequence: Int64) -> [MutationResult] {
    log.lazy.filter { $0.device == device && $0.result.sequence > sequence }.map(\.result)
      .sorted { $0.sequence < $1.sequence }
  }

  func book(of user: User.ID, lane: Lane, _ part: BookPart, limit: Int) -> [BookEntry] {
    let entries = held(by: user).filter { $0.lane == lane }.sorted().map { scope in
      BookEntry(
        scope: scope, added: books[user]?[scope]?.added ?? .zero, head: heads[scope] ?? .zero,
        sum: sums[scope] ?? .empty, forgotten: forgotten[scope] ?? .zero)
    }
    let asked =
      switch part {
      case .all(let after): entries.filter { $0.isPast(after) }
      case .past(let count): Array(entries.dropFirst(count))
      case .news(let base, let named, let after):
        entries.filter { entry in
          let newest = max(entry.added, entry.head, entry.forgotten)
          return entry.isPast(after) && (newest > base || named.contains(entry.scope))
        }
      }
    return Array(asked.prefix(limit))
  }

  func digest(of user: User.ID, lane: Lane) -> ScopeDigest {
    ScopeDigest(of: held(by: user).filter { $0.lane == lane })
  }

  func removals(of user: User.ID, lane: Lane, after: Position) -> [Scope] {
    (books[user] ?? [:])
      .filter { $0.key.lane == lane && ($0.value.removed ?? .zero) > after }.keys.sorted()
  }

  func permits(_ user: User.ID, _ scope: Scope) -> Bool {
    permissions[user]?.contains(scope) == true
  }

  func changes(in scope: Scope, after: Position, limit: Int) -> [RowChange] {
    Array(
      (changes[scope] ?? [:]).values.filter { $0.position > after }
        .sorted {
          $0.position == $1.position
            ? $0.key.order < $1.key.order : $0.position < $1.position
        }.prefix(limit))
  }

  func rows(in scope: Scope, after: RowKey?, limit: Int) -> PackedRows {
    PackedRows(
      rows.values.filter { row in
        row.scope == scope && after.map { $0.order < row.key.order } ?? true
      }.sorted { $0.key.order < $1.key.order }.prefix(limit))
  }

  func placed(_ table: Table, _ id: String) -> PlacedRow? { rows[RowKey(table, id)] }

  func epoch() -> Int64 { currentEpoch }

  func head() -> Position { newest }
}

extension BookEntry {
  fileprivate func isPast(_ scope: Scope?) -> Bool { scope.map { $0 < self.scope } ?? true }
}

extension RowKey {
  /// The order in which rows are sent.
  var order: (Int, String) { (Self.places[table] ?? 0, id) }

  private static let places = Dictionary(
    uniqueKeysWithValues: Schema.tables.enumerated().map { ($1.name, $0) })
}
