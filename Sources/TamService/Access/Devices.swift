package import CustomerSuccess
package import Logging
package import SyncEngine

/// Whom a token speaks for.
package struct Caller: Hashable, Sendable {
  package let device: Device.ID
  package let deviceName: String
  package let user: User.ID
  package let userName: String
}

/// A device as an administrator sees it.
package struct DeviceLine: Hashable, Sendable {
  package let id: Device.ID
  package let user: User.ID
  package let name: String
  package let isActive: Bool
  package let createdAt: Instant
  /// Exact to about an hour.
  package let seenAt: Instant
}

/// The devices that were enrolled.
package struct Devices: Sendable {
  private let store: Store
  private let logger: Logger

  package init(_ store: Store, logger: Logger = Logger(label: "TamService")) {
    self.store = store
    self.logger = logger
  }

  /// Finds out who calls.
  ///
  /// - Throws: ``SyncFailure`` that says why not: unknown token, revoked device, deactivated user.
  package func caller(token: String) throws -> Caller {
    let (caller, isStale) = try store.read { try self.caller(token: token, $0) }
    guard isStale else { return caller }
    do {
      try noteContact(caller)
    } catch {
      // The time of the contact is for lists; the next request notes it.
      logger.warning(
        "the contact of a device was not noted",
        metadata: ["device": "\(caller.device)", "reason": "\(error)"])
    }
    return caller
  }

  /// All devices, or one user's, newest first.
  package func list(of user: User.ID? = nil) throws -> [DeviceLine] {
    try store.read { reader in
      try reader.query(
        """
        SELECT id, user_id, name, status, created_at, seen_at FROM device
        WHERE user_id = $1 OR $1 IS NULL ORDER BY created_at DESC, id
        """, [user?.stored ?? .null]
      ).map {
        DeviceLine(
          id: Device.ID(String(stored: $0[0]) ?? ""), user: User.ID(String(stored: $0[1]) ?? ""),
          name: String(stored: $0[2]) ?? "", isActive: String(stored: $0[3]) == "active",
          createdAt: Instant(stored: $0[4]) ?? Instant(microseconds: 0),
          seenAt: Instant(stored: $0[5]) ?? Instant(microseconds: 0))
      }
    }
  }

  /// Ends a device for good: its next contact is told to wipe its replica.
  ///
  /// - Throws: ``UserError/unknownDevice(_:)``.
  package func revoke(_ device: Device.ID) throws {
    try store.write(by: "tamd", for: "revoke") { work in
      let found = try work.reader.query("SELECT 1 FROM device WHERE id = $1", [device.stored])
      guard !found.isEmpty else { throw UserError.unknownDevice(device.rawValue) }
      try work.execute("UPDATE device SET status = 'revoked' WHERE id = $1", [device.stored])
    }
  }

  private func caller(
    token: String, _ reader: StoreReader
  ) throws -> (Caller, isStale: Bool) {
    let line = try reader.query(
      "SELECT id, name, user_id, status, seen_at FROM device WHERE token_hash = $1",
      [Secrets.hash(token).stored]
    ).first
    guard let line, let device = Device.ID(stored: line[0]), let user = User.ID(stored: line[2])
    else {
      throw SyncFailure(
        .unauthorized, "this service does not know the token: log in again with `tam login`")
    }
    guard String(stored: line[3]) == "active" else {
      throw SyncFailure(
        .revoked, "this device was revoked by an administrator: log in again with `tam login`")
    }
    let name = try reader.row(User.table, user.rawValue)?[User.name] ?? user.rawValue
    guard try reader.isActive(user) else {
      throw SyncFailure(
        .forbidden, "\(EnrollmentRefusal.deactivated(name: name)); your edits are kept here")
    }
    let seenAt = Instant(stored: line[4]) ?? Instant(microseconds: 0)
    let caller = Caller(
      device: device, deviceName: String(stored: line[1]) ?? "", user: user, userName: name)
    return (caller, seenAt.seconds(until: store.now) > Enrollments.contactSeconds)
  }

  private func noteContact(_ caller: Caller) throws {
    try store.write(by: caller.user.rawValue, for: "contact", patienceSeconds: 0) { work in
      try work.execute(
        "UPDATE device SET seen_at = $2 WHERE id = $1", [caller.device.stored, work.now.stored])
    }
  }
}

extension StoreReader {
  /// Whether the user may come in: active upstream and not deactivated here.
  func isActive(_ user: User.ID) throws -> Bool {
    guard let row = try row(User.table, user.rawValue) else { return false }
    let shutOut = try query(
      "SELECT 1 FROM user_access WHERE user_id = $1 AND status = 'deactivated'", [user.stored])
    return Person(row, isShutOut: !shutOut.isEmpty).isActive
  }
}
