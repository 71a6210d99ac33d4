package import CustomerSuccess

/// What a replica remembers about its conversation with the service; one row in its file.
package struct SyncState: Codable, Hashable, Sendable {
  package var device: Device.ID
  /// The person whose device this is.
  package var user: User.ID
  /// The service's incarnation; nil before the first answer.
  package var epoch: Int64?
  package var core = LaneState()
  package var bulk = LaneState()
  /// The number that the next mutation gets.
  package var nextSequence: Int64 = 1
  /// The newest mutation that a checkpoint settled; 0 for none.
  package var settledSequence: Int64 = 0
  /// Its id; nil for none.
  package var settledMutationID: PendingMutation.ID?
  /// The newest mutation that a push was told to be processed; never below ``settledSequence``.
  package var acknowledgedSequence: Int64 = 0

  package init(device: Device.ID, user: User.ID) {
    self.device = device
    self.user = user
  }

  package subscript(lane: Lane) -> LaneState {
    get {
      switch lane {
      case .core: core
      case .bulk: bulk
      }
    }
    set {
      switch lane {
      case .core: core = newValue
      case .bulk: bulk = newValue
      }
    }
  }
}

/// How far one lane has come.
package struct LaneState: Codable, Hashable, Sendable {
  /// The position of the last complete checkpoint; nil until there is one in this epoch.
  package var cursor: Position?
  /// The token for the next page of a checkpoint under way; nil when none is.
  package var resume: String?
  /// Rows of an earlier epoch are on screen: pages are staged instead of shown one by one.
  package var hasOldRows = false

  package init(cursor: Position? = nil) {
    self.cursor = cursor
  }

  /// Nothing is there yet that a half-finished checkpoint could make inconsistent.
  var showsPagesAtOnce: Bool { cursor == nil && !hasOldRows }

  /// The rows on screen belong to an earlier incarnation of the service.
  var isOfOldEpoch: Bool { cursor == nil && hasOldRows }
}
