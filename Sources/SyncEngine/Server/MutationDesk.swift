import CustomerSuccess

/// Decides on one offered mutation, within one transaction of the service: its effects, its record
/// and the device's number change together or not at all.
struct MutationDesk<Transaction: ServiceTransaction> {
  let transaction: Transaction
  let author: User.ID

  /// - Returns: How it ended; nil when it is processed already and its record is gone.
  /// - Throws: ``SyncFailure`` for a fork or a gap, and what the store throws.
  func process(_ offer: PushOffer, of device: DeviceRecord) throws -> MutationResult? {
    if offer.sequence <= device.lastSequence { return try known(offer, device) }
    guard offer.sequence == device.lastSequence + 1 else {
      throw SyncFailure(
        .gap,
        """
        edit \(offer.sequence) came before edit \(device.lastSequence + 1): everything not \
        acknowledged is offered again
        """, lastSequence: device.lastSequence)
    }
    let result = try outcome(of: offer, device)
    try transaction.record(record(of: offer, result, device))
    return result
  }

  /// A number that is processed already must belong to the same mutation, or two replicas push as
  /// one device.
  private func known(_ offer: PushOffer, _ device: DeviceRecord) throws -> MutationResult? {
    let result = try transaction.result(of: device.id, sequence: offer.sequence)
    let id =
      result?.id ?? (offer.sequence == device.lastSequence ? device.lastMutationID : offer.id)
    guard id == offer.id else {
      throw SyncFailure(
        .fork,
        "another copy of this replica already sent an edit \(offer.sequence): this one goes on "
          + "as a new device",
        lastSequence: device.lastSequence)
    }
    return result
  }

  private func outcome(of offer: PushOffer, _ device: DeviceRecord) throws -> MutationResult {
    if let earlier = try transaction.outcome(of: offer.id) {
      // Offered before, by this device under another number or by its twin.
      var result = earlier.result
      result.sequence = offer.sequence
      return result
    }
    switch offer {
    case .unreadable(let sequence, let id, let reason):
      return MutationResult(
        sequence: sequence, id: id, status: .rejected,
        refusal: MutationRefusal(
          .invalid, reason: "the service cannot read this edit (\(reason)): have it updated"))
    case .parked(let sequence, let id, _):
      return MutationResult(sequence: sequence, id: id, status: .parked)
    // An older app sends the content along.
    case .readable(let pending) where pending.isParked:
      return MutationResult(sequence: pending.sequence, id: pending.id, status: .parked)
    case .readable(let pending):
      do {
        try apply(pending, device)
        return MutationResult(sequence: pending.sequence, id: pending.id, status: .applied)
      } catch let refusal as MutationRefusal {
        return MutationResult(
          sequence: pending.sequence, id: pending.id, status: .rejected, refusal: refusal)
      }
    }
  }

  private func apply(_ pending: PendingMutation, _ device: DeviceRecord) throws {
    for key in pending.mutation.needed {
      guard let table = Schema.table(key.table), try transaction.row(table, key.id) == nil,
        try transaction.rejectedCreation(of: key, device: device.id) != nil
      else { continue }
      throw MutationRefusal.parentRejected(key)
    }
    let rows = GuardedRows(
      transaction, author: author,
      gracePosition: pending.mutation.isAppendOnly ? pending.basePosition : nil)
    // Of an account that was merged the author sees nothing any more.
    let mutation = try pending.mutation.redirected(in: transaction)
    do {
      _ = try mutation.apply(to: rows, in: context(of: pending))
    } catch let refusal as MutationRefusal where rows.didHide && refusal.code == .missing {
      throw MutationRefusal.notInScope()
    }
    try rows.commit()
  }

  /// The author's clock says when the edit was made, but no day that has not begun anywhere yet.
  private func context(of pending: PendingMutation) throws -> MutationContext {
    let day = transaction.today
    let customer = try pending.mutation.account(in: transaction)
    let isLost = try customer.map {
      try !transaction.permits(author, Scope(account: $0.rawValue))
    }
    return MutationContext(
      actor: author, at: pending.at, today: min(pending.today, day.adding(days: 1)), judgedOn: day,
      hasLostCustomer: isLost ?? false)
  }

  private func record(
    of offer: PushOffer, _ result: MutationResult, _ device: DeviceRecord
  ) -> MutationRecord {
    switch offer {
    case .readable(let pending):
      MutationRecord(
        device: device.id, result: result, name: pending.mutation.name,
        version: pending.mutation.version, created: pending.mutation.created)
    case .parked(_, _, let parked):
      MutationRecord(
        device: device.id, result: result, name: parked.name, version: parked.version,
        created: parked.created)
    case .unreadable:
      MutationRecord(
        device: device.id, result: result, name: "unreadable", version: 0, created: nil)
    }
  }
}
