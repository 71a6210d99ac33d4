/// What became of an account in Salesforce, and where CS Ops put what was ours of it (features C10).
extension Account {
  /// Whether Salesforce says that it is gone; one that is only missing is not marked.
  package static let isMarkedForDeletion = Field<Bool>(
    "marked_for_deletion", "Delete?", .computed())
  /// Nil while it is there.
  package static let departure = Field<Departure>(
    "departure", "Gone from Salesforce", .computed())
  /// Over all steps of a merge; nil when it was not merged.
  package static let mergedInto = Field<Account.ID>(
    "merged_into_id", "Merged into", to: Account.self, .computed())
  /// When we first heard of it.
  package static let departedAt = Field<Instant>("departed_at", "Gone since", .computed())
  /// The departure that CS Ops looked at and left alone; another one asks again.
  package static let dismissedDeparture = Field<Departure>(
    "dismissed_departure", "Left alone as", .ours(.nobody, .transition))
  /// The account that has here what was ours of this one.
  package static let absorbedBy = Field<Account.ID>(
    "absorbed_by_id", "Merged here into", to: Account.self, .ours(.nobody, .transition))

  package static let departureColumns: [Column] = [
    isMarkedForDeletion.column, departure.column, mergedInto.column, departedAt.column,
    dismissedDeparture.column, absorbedBy.column,
  ]
}

extension Row {
  /// Says on an account what became of it in Salesforce.
  ///
  /// One that is back is its own again, so that nothing decided about it here holds any longer.
  ///
  /// - Parameters:
  ///   - departure: Nil when it is there.
  ///   - winner: The account that was kept, when it was merged.
  ///   - at: When we heard of it; kept from the first time.
  package mutating func setDeparture(
    _ departure: Departure?, mergedInto winner: Account.ID? = nil, at: Instant
  ) {
    let isGone = departure?.isGone == true
    guard
      self[Account.departure] != departure || self[Account.mergedInto] != winner
        || (self[Account.isMarkedForDeletion] ?? false) != isGone
    else { return }
    self[Account.departedAt] = departure == nil ? nil : self[Account.departedAt] ?? at
    self[Account.departure] = departure
    self[Account.mergedInto] = winner
    if isGone {
      self[Account.isMarkedForDeletion] = true
    } else if self[Account.isMarkedForDeletion] == true {
      self[Account.isMarkedForDeletion] = false
    }
    if departure == nil {
      self[Account.dismissedDeparture] = nil
      self[Account.absorbedBy] = nil
    }
  }
}
