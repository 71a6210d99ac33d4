package import CustomerSuccess

/// One write transaction on the service's store, a unit of work: rows saved and deleted through it
/// get one position at commit, with the change index, scope heads and books brought along.
package protocol ServiceTransaction: ServiceSnapshot, RowStorage {
  /// The service's day, in UTC.
  var today: Day { get }

  /// Whether the user had the scope at that position and lost it no longer ago than
  /// ``SyncLimits/graceDays`` (by the store's clock), though not for want of data permissions. True as
  /// well while the user has it.
  func held(_ scope: Scope, by user: User.ID, at position: Position) throws -> Bool

  /// How the device's mutation with that number ended; nil when it is not known (any more).
  func result(of device: Device.ID, sequence: Int64) throws -> MutationResult?

  /// How a mutation ended, whichever device sent it; nil when its id is not known.
  func outcome(of id: PendingMutation.ID) throws -> MutationRecord?

  /// The mutation of this device that should have made the row and was rejected or parked; nil when
  /// there is none.
  func rejectedCreation(of key: RowKey, device: Device.ID) throws -> PendingMutation.ID?

  /// Writes the record and advances the device's newest mutation to it, in this transaction.
  ///
  /// Makes the commit take a position even when no row changes: a device that polls learns of a
  /// rejection by the head. The key is (device, sequence); a mutation id occurs again when a copied
  /// replica offers it under its new device.
  func record(_ record: MutationRecord) throws
}

/// What the service keeps of a processed mutation (`mutation`).
package struct MutationRecord: Hashable, Sendable {
  package let device: Device.ID
  package let result: MutationResult
  /// Such as `logActivity`; `unreadable` for one that this service does not know.
  package let name: String
  package let version: Int
  /// The row that it was to make, so that later mutations on that row can name the cause.
  package let created: RowKey?

  package init(
    device: Device.ID, result: MutationResult, name: String, version: Int, created: RowKey?
  ) {
    self.device = device
    self.result = result
    self.name = name
    self.version = version
    self.created = created
  }
}
