package import CustomerSuccess
package import SyncEngine

/// Codes and devices: how a person's machine comes in, and how it is kept out.
package struct Enrollments: Sendable {
  /// A laptop, its successor, a desktop and two to spare (sync reference 2.14).
  package static let deviceLimit = 5
  /// Names of devices are for lists; longer ones are cut.
  static let nameLength = 80
  /// How much later than the last time a contact must be to be written down.
  static let contactSeconds = 3_600

  private let store: Store
  private let randomness: Randomness

  package init(_ store: Store, randomness: @escaping Randomness) {
    self.store = store
    self.randomness = randomness
  }

  /// Makes a code for an active user; older codes of the same user keep working until they expire.
  ///
  /// - Throws: ``EnrollmentRefusal/deactivated(name:)``.
  package func issue(for user: User.ID) throws -> IssuedCode {
    try store.write(by: "tamd", for: "enroll") { work in
      try refuseDeactivated(user, work.reader)
      // Codes nobody used are of no interest once they are a day old.
      let yesterday = work.now.adding(seconds: -86_400)
      try work.execute("DELETE FROM enrollment WHERE expires_at < $1", [yesterday.stored])
      var code = EnrollmentCode.make(randomness)
      while try line(of: code, work.reader) != nil { code = .make(randomness) }
      let expiresAt = work.now.adding(seconds: EnrollmentCode.validSeconds)
      try work.execute(
        """
        INSERT INTO enrollment (
          selector, secret_hash, user_id, created_at, expires_at, attempts, used_at)
        VALUES ($1, $2, $3, $4, $5, 0, NULL)
        """,
        [
          code.selector.stored, code.hash.stored, user.stored, work.now.stored, expiresAt.stored,
        ])
      return IssuedCode(code: code, user: user, expiresAt: expiresAt)
    }
  }

  /// Trades a code for a device and its token.
  ///
  /// - Throws: ``EnrollmentRefusal``; a wrong guess is counted although it is refused.
  package func redeem(_ request: EnrollRequest) throws -> EnrollResponse {
    guard let code = EnrollmentCode(typed: request.code),
      try store.read({ try line(of: code, $0) }) != nil
    else { throw EnrollmentRefusal.wrong }
    let outcome = try store.write(by: "enrollment", for: "enroll") { work in
      try redeem(code, named: request.deviceName, work)
    }
    return try outcome.get()
  }

  /// A second device for whoever speaks for the first (sync reference 2.14, a copied replica).
  package func renew(_ request: RenewRequest, by caller: Caller) throws -> EnrollResponse {
    try store.write(by: caller.user.rawValue, for: "renew") { work in
      try makeDevice(of: caller.user, named: request.deviceName, work)
    }
  }

  private func redeem(
    _ code: EnrollmentCode, named name: String, _ work: UnitOfWork
  ) throws -> Result<EnrollResponse, EnrollmentRefusal> {
    guard let line = try line(of: code, work.reader) else { return .failure(.wrong) }
    guard line.attempts < EnrollmentCode.attemptLimit else { return .failure(.tooManyAttempts) }
    guard Secrets.areEqual(line.hash, code.hash) else {
      try work.execute(
        "UPDATE enrollment SET attempts = attempts + 1 WHERE selector = $1",
        [code.selector.stored])
      return .failure(line.attempts + 1 < EnrollmentCode.attemptLimit ? .wrong : .tooManyAttempts)
    }
    guard !line.isUsed else { return .failure(.used) }
    guard work.now < line.expiresAt else { return .failure(.expired) }
    do {
      let device = try makeDevice(of: line.user, named: name, work)
      try work.execute(
        "UPDATE enrollment SET used_at = $2 WHERE selector = $1",
        [code.selector.stored, work.now.stored])
      return .success(device)
    } catch let refusal as EnrollmentRefusal {
      return .failure(refusal)
    }
  }

  private func makeDevice(
    of user: User.ID, named name: String, _ work: UnitOfWork
  ) throws -> EnrollResponse {
    let userName = try refuseDeactivated(user, work.reader)
    let active = try work.reader.query(
      "SELECT count(*) FROM device WHERE user_id = $1 AND status = 'active'", [user.stored])
    guard active.first.flatMap({ Int(stored: $0[0]) }) ?? 0 < Self.deviceLimit else {
      throw EnrollmentRefusal.tooManyDevices(name: userName, limit: Self.deviceLimit)
    }
    let device = Device.ID(Secrets.identifier("dev-", randomness))
    let token = Secrets.token(randomness)
    try work.execute(
      """
      INSERT INTO device (
        id, user_id, name, token_hash, last_seq, last_mid, status, created_at, seen_at)
      VALUES ($1, $2, $3, $4, 0, NULL, 'active', $5, $5)
      """,
      [
        device.stored, user.stored, String(name.prefix(Self.nameLength)).stored,
        Secrets.hash(token).stored, work.now.stored,
      ])
    return EnrollResponse(
      device: device, token: token, user: user, userName: userName,
      company: try work.reader.company())
  }

  @discardableResult
  private func refuseDeactivated(_ user: User.ID, _ reader: StoreReader) throws -> String {
    let row = try reader.row(User.table, user.rawValue)
    let name = row?[User.name] ?? user.rawValue
    guard try reader.isActive(user) else {
      throw EnrollmentRefusal.deactivated(name: name)
    }
    return name
  }

  private struct Line {
    let hash: [UInt8]
    let user: User.ID
    let expiresAt: Instant
    let attempts: Int
    let isUsed: Bool
  }

  private func line(of code: EnrollmentCode, _ reader: StoreReader) throws -> Line? {
    try reader.query(
      """
      SELECT secret_hash, user_id, expires_at, attempts, used_at FROM enrollment
      WHERE selector = $1
      """, [code.selector.stored]
    ).first.map {
      Line(
        hash: [UInt8](stored: $0[0]) ?? [], user: User.ID(String(stored: $0[1]) ?? ""),
        expiresAt: Instant(stored: $0[2]) ?? Instant(microseconds: 0),
        attempts: Int(stored: $0[3]) ?? 0, isUsed: !$0[4].isNull)
    }
  }
}

extension StoreReader {
  /// What the company calls itself; set by `tamd init`.
  package func company() throws -> String { try meta("company") ?? "your company" }
}
