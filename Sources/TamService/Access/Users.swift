package import CustomerSuccess

/// A user as an administrator sees one.
package struct UserLine: Hashable, Sendable {
  package let id: User.ID
  package let name: String
  package let email: String
  package let team: String?
  /// Nil until one is given; such a user may not edit.
  package let bundle: Bundle?
  package let seesPublicSector: Bool
  /// May come in: active upstream and not deactivated here.
  package let isActive: Bool
  /// Enrolled and not revoked.
  package let devices: Int
}

/// What is needed to make a user by hand.
package struct NewUser: Hashable, Sendable {
  package var email: String
  package var name: String
  package var bundle: Bundle
  package var team: String?
  /// E-mail address or id of the manager.
  package var manager: String?
  package var seesPublicSector: Bool

  package init(
    email: String, name: String, bundle: Bundle = .tam, team: String? = nil,
    manager: String? = nil, seesPublicSector: Bool = false
  ) {
    self.email = email
    self.name = name
    self.bundle = bundle
    self.team = team
    self.manager = manager
    self.seesPublicSector = seesPublicSector
  }
}

/// Why a user or a device could not be found or made.
package enum UserError: Error, Equatable {
  case unknown(String)
  case ambiguous(String, ids: [String])
  case taken(email: String)
  case noAddress(String)
  case unknownDevice(String)
}

extension UserError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let who):
      "no user has the address or id \(who): see `tamd user list`, or import User.csv first"
    case .ambiguous(let email, let ids):
      "several users have the address \(email): name one of \(ids.joined(separator: ", "))"
    case .taken(let email):
      "a user with the address \(email) exists already: see `tamd user list`"
    case .noAddress(let text):
      "\(text) is no e-mail address: give one like ada@example.com"
    case .unknownDevice(let id):
      "there is no device \(id): see `tamd user devices EMAIL`"
    }
  }
}

/// The people who may use the service (features C13).
package struct Users: Sendable {
  private let store: Store
  private let randomness: Randomness

  package init(_ store: Store, randomness: @escaping Randomness) {
    self.store = store
    self.randomness = randomness
  }

  /// By name.
  package func list() throws -> [UserLine] {
    try store.read { try Self.lines(of: nil, $0) }
      .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }

  /// The user with that id or address, whatever its case.
  ///
  /// - Throws: ``UserError``.
  package func find(_ who: String) throws -> UserLine {
    try store.read { try Self.find(who, $0) }
  }

  /// Makes a user that no upstream system knows.
  package func add(_ user: NewUser) throws -> UserLine {
    guard user.email.contains("@") else { throw UserError.noAddress(user.email) }
    return try store.write(by: "tamd", for: "user") { work in
      guard try Self.lines(of: user.email, work.reader).isEmpty else {
        throw UserError.taken(email: user.email)
      }
      var row = Row(User.table, id: Secrets.identifier("user-", randomness))
      row[User.email] = user.email
      row[User.name] = user.name
      row[User.bundle] = user.bundle
      row[User.team] = user.team
      row[User.manager] = try user.manager.map { try Self.find($0, work.reader).id }
      row[User.isActive] = true
      row[User.seesPublicSector] = user.seesPublicSector
      try work.put(row)
      return try Self.find(row.id, work.reader)
    }
  }

  /// Lets a user in, or keeps one out from the next request on, whatever an import says later.
  package func setActive(_ isActive: Bool, _ who: String) throws -> UserLine {
    try store.write(by: "tamd", for: "user") { work in
      let user = try Self.find(who, work.reader)
      guard var row = try work.row(User.table, user.id.rawValue) else {
        throw UserError.unknown(who)
      }
      try setShutOut(!isActive, row, work)
      row[User.isActive] = isActive
      try work.put(row)
      return try Self.find(user.id.rawValue, work.reader)
    }
  }

  /// Gives a user another bundle of permissions.
  package func setBundle(_ bundle: Bundle, _ who: String) throws -> UserLine {
    try change(who) { row, _ in row[User.bundle] = bundle }
  }

  /// Opens accounts of the public sector to a user, or closes them, whatever an import says later
  /// (features C12).
  package func setSeesPublicSector(_ sees: Bool, _ who: String) throws -> UserLine {
    try change(who) { row, work in
      row[User.seesPublicSector] = sees
      try work.decidePublicSector(sees, of: row.id)
    }
  }

  private func change(
    _ who: String, _ body: (inout Row, UnitOfWork) throws -> Void
  ) throws -> UserLine {
    try store.write(by: "tamd", for: "user") { work in
      let user = try Self.find(who, work.reader)
      try work.merge(User.table, user.id.rawValue) { row, _ in try body(&row, work) }
      return try Self.find(user.id.rawValue, work.reader)
    }
  }

  private func setShutOut(_ isShutOut: Bool, _ row: Row, _ work: UnitOfWork) throws {
    let wasActive = try work.reader.isActive(User.ID(row.id))
    try work.execute(
      """
      INSERT INTO user_access (user_id, status, changed_at) VALUES ($1, $2, $3)
      ON CONFLICT (user_id) DO UPDATE
      SET status = excluded.status, changed_at = excluded.changed_at
      """, [row.id.stored, (isShutOut ? "deactivated" : "active").stored, work.now.stored])
    work.pending.access.noteUser(row.id, Person(row, isShutOut: !wasActive))
  }

  private static func find(_ who: String, _ reader: StoreReader) throws -> UserLine {
    let found = try lines(of: who, reader)
    guard let user = found.first else { throw UserError.unknown(who) }
    guard found.count == 1 else {
      throw UserError.ambiguous(who, ids: found.map(\.id.rawValue).sorted())
    }
    return user
  }

  /// - Parameter who: an id or an address; nil for everybody.
  private static func lines(of who: String?, _ reader: StoreReader) throws -> [UserLine] {
    try reader.query(
      """
      SELECT u.id, u.name, u.email, u.team, u.bundle, u.sees_public_sector, u.is_active,
        (SELECT count(*) FROM user_access a
          WHERE a.user_id = u.id AND a.status = 'deactivated'),
        (SELECT count(*) FROM device d WHERE d.user_id = u.id AND d.status = 'active')
      FROM "user" u WHERE $1 IS NULL OR u.id = $1 OR lower(u.email) = lower($1)
      """, [who?.stored ?? .null]
    ).map {
      UserLine(
        id: User.ID(String(stored: $0[0]) ?? ""), name: String(stored: $0[1]) ?? "",
        email: String(stored: $0[2]) ?? "", team: String(stored: $0[3]),
        bundle: Bundle(stored: $0[4]), seesPublicSector: Bool(stored: $0[5]) ?? false,
        isActive: Bool(stored: $0[6]) ?? false && Int(stored: $0[7]) == 0,
        devices: Int(stored: $0[8]) ?? 0)
    }
  }
}

extension UnitOfWork {
  /// Remembers what an administrator decided about the public sector.
  func decidePublicSector(_ sees: Bool, of user: String) throws {
    try execute(
      """
      INSERT INTO user_access (user_id, status, changed_at, sees_public_sector)
      VALUES ($1, 'active', $2, $3)
      ON CONFLICT (user_id) DO UPDATE
      SET sees_public_sector = excluded.sees_public_sector, changed_at = excluded.changed_at
      """, [user.stored, now.stored, sees.stored])
  }
}

extension StoreReader {
  /// Whether a user sees the public sector by an administrator's word; nil when nobody has decided.
  func decidedPublicSector(_ user: String) throws -> Bool? {
    try query("SELECT sees_public_sector FROM user_access WHERE user_id = $1", [user.stored])
      .first.flatMap { Bool(stored: $0[0]) }
  }
}
