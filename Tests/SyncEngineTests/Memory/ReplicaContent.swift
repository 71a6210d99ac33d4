import CustomerSuccess
import SyncEngine

/// Everything a replica holds, as a value: a transaction that fails puts the old value back, and a
/// copied home directory is a copied value.
struct ReplicaContent {
  var rows: [RowKey: PlacedRow] = [:]
  var preimages: [RowKey: Preimage] = [:]
  var outbox: [PendingMutation] = []
  var sent: [PendingMutation] = []
  var attention: [AttentionItem] = []
  var scopes: [Scope: HeldScope] = [:]
  var stages: [Lane: [[UInt8]]] = [:]
  var sync: SyncState

  init(device: Device.ID, user: User.ID) {
    self.init(SyncState(device: device, user: user))
  }

  init(_ sync: SyncState) { self.sync = sync }

  /// The rows as the service sent them: what is on screen with the pre-images put back.
  var base: [RowKey: PlacedRow] {
    var base = rows
    for (key, preimage) in preimages { base[key] = preimage.row }
    return base
  }

  func base(of lane: Lane) -> [RowKey: PlacedRow] {
    base.filter { $0.value.row.table.lane == lane }
  }
}

/// An edit that was not applied, with the reason.
struct AttentionItem {
  let mutation: PendingMutation
  /// Nil when the service no longer knew how it ended.
  let result: MutationResult?
}
