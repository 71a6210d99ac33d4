package import CustomerSuccess

/// One line of a pull's answer (sync reference 2.5).
///
/// A response is `begin`, any number of others, `end`. Its frames commute: a client may apply them
/// in any order, provided that it has seen them all and `end` is valid. The lines that announce the
/// order of a table's columns concern the encoder and the decoder alone.
package enum Frame: Hashable, Sendable {
  case begin(Begin)
  /// The scope left the user's book: its rows go.
  case drop(Scope)
  /// The puts for this scope are all of it: other rows of it go. The count is the service's, at
  /// the time of reading, for showing progress.
  case replace(Scope, count: Int)
  case put(PlacedRow)
  case delete(RowKey, Scope, Position)
  /// How a mutation of this device ended.
  case result(MutationResult)
  /// What the scope must add up to after this response.
  case sum(Scope, ScopeSum)
  /// Every scope that the user's book holds in this lane: others go, missing ones need repair.
  case keep([Scope])
  case end(End)
}

extension Frame {
  /// What a response is about; all its facts come from one snapshot of the service's store.
  package struct Begin: Hashable, Sendable {
    /// The incarnation of the service's store; a restored backup starts a new one.
    package var epoch: Int64
    package var lane: Lane
    /// The cursor that the response starts from.
    package var from: Position
    /// The position that was read.
    package var to: Position
    /// The number of the device's newest mutation whose effects are in what was read; 0 for none.
    package var lastSequence: Int64
    /// That mutation's id; nil when there is none.
    package var lastMutationID: PendingMutation.ID?

    package init(
      epoch: Int64, lane: Lane, from: Position, to: Position, lastSequence: Int64,
      lastMutationID: PendingMutation.ID?
    ) {
      self.epoch = epoch
      self.lane = lane
      self.from = from
      self.to = to
      self.lastSequence = lastSequence
      self.lastMutationID = lastMutationID
    }
  }

  /// The last line; a response without it, or with one that does not fit, never happened.
  package struct End: Hashable, Sendable {
    /// The client's next cursor when ``resume`` is nil.
    package var to: Position
    /// Asks for the next page; nil when the checkpoint is complete.
    package var resume: String?

    /// More pages follow before the checkpoint is complete.
    package var isPartial: Bool { resume != nil }

    package init(to: Position, resume: String?) {
      self.to = to
      self.resume = resume
    }
  }
}
