package import CustomerSuccess

/// The service's side of the protocol: what to send to a device and what to do with its mutations.
///
/// Throws ``SyncFailure`` for a refusal, always before the first byte is emitted; everything else
/// that is thrown comes from the store and is a 500.
package struct SyncServer: Sendable {
  /// Signs the content of a resume token and makes it text.
  package typealias Seal = @Sendable (_ content: [UInt8]) -> String
  /// The content of a token, or nil when it is not ours.
  package typealias Open = @Sendable (_ token: String) -> [UInt8]?

  let seal: Seal
  let open: Open
  /// Lower in tests, to make pages of few rows.
  let pageBytes: Int

  package init(
    pageBytes: Int = SyncLimits.pageBytes, seal: @escaping Seal, open: @escaping Open
  ) {
    self.seal = seal
    self.open = open
    self.pageBytes = pageBytes
  }

  /// Answers a pull from one snapshot.
  ///
  /// - Parameters:
  ///   - user: Whom the token of the request speaks for; the device must be theirs.
  ///   - emit: Takes the encoded answer piece by piece, about ``SyncLimits/pieceBytes`` each.
  /// - Returns: False when there is nothing new: nothing was emitted, answer 204.
  package func pull(
    _ request: PullRequest, by user: User.ID, from snapshot: some ServiceSnapshot,
    emit: ([UInt8]) throws -> Void
  ) throws -> Bool {
    try Self.checkProtocol(request.protocolVersion)
    let device = try Self.checkedDevice(request.device, of: user, in: snapshot)
    let epoch = try snapshot.epoch()
    let head = try snapshot.head()
    guard request.epoch ?? epoch == epoch, request.cursor ?? .zero <= head else {
      throw Self.epochFailure(epoch, device)
    }
    let token = try request.resume.map { try opened($0, request, epoch) }
    if token == nil, request.repair.isEmpty, request.cursor == head,
      request.lane == .bulk || request.settledSequence == device.lastSequence
    {
      return false
    }
    let round = token?.round ?? PullRound(base: request.cursor ?? .zero, pin: head)
    let begin = Frame.Begin(
      epoch: epoch, lane: request.lane, from: request.cursor ?? .zero, to: head,
      lastSequence: device.lastSequence, lastMutationID: device.lastMutationID)
    return try withoutActuallyEscaping(emit) { emit in
      var writer = PullWriter(
        snapshot: snapshot, request: request, user: user, begin: begin, round: round,
        pageBytes: pageBytes, emit: emit)
      try writer.write { round in
        let token = ResumeToken(
          device: device.id, epoch: epoch, lane: request.lane, cursor: request.cursor, round: round)
        return seal(try token.encoded())
      }
      return true
    }
  }

  private func opened(
    _ text: String, _ request: PullRequest, _ epoch: Int64
  ) throws -> ResumeToken {
    guard let token = open(text).flatMap(ResumeToken.init(decoding:)),
      token.device == request.device, token.epoch == epoch, token.lane == request.lane,
      token.cursor == request.cursor
    else {
      throw SyncFailure(.page, "the token for the next page is not valid here: start the pull anew")
    }
    return token
  }
}

/// What pull and push check alike.
extension SyncServer {
  static func checkProtocol(_ version: Int) throws {
    guard version == SyncProtocol.version else {
      throw SyncFailure(
        .tooOld,
        "this service speaks sync protocol \(SyncProtocol.version), the app asked in \(version): "
          + (version < SyncProtocol.version ? "update the app" : "have the service updated"))
    }
  }

  static func checkedDevice(
    _ id: Device.ID, of user: User.ID, in snapshot: some ServiceSnapshot
  ) throws -> DeviceRecord {
    guard let device = try snapshot.device(id), device.user == user else {
      throw SyncFailure(.forbidden, "the device \(id) is not yours: log in again")
    }
    return device
  }

  static func epochFailure(_ epoch: Int64, _ device: DeviceRecord) -> SyncFailure {
    SyncFailure(
      .epoch, "the service was restored from a backup: everything is compared again",
      epoch: epoch, lastSequence: device.lastSequence)
  }
}
