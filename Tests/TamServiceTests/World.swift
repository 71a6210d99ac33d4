import CustomerSuccess
import Support
import Synchronization

@testable import TamService

/// A store in a folder of its own, with a clock and a source of bytes that the test controls.
final class World: Sendable {
  let folder: TemporaryDirectory
  let clock: TestClock
  let store: Store
  private let generator = Mutex(SeededGenerator(seed: 7))

  init() throws {
    let clock = TestClock()
    self.clock = clock
    self.folder = try TemporaryDirectory()
    self.store = try Store.create(
      DataDirectory(folder.path(of: "data")), key: [1, 2, 3], clock: { clock.now })
  }

  var randomness: Randomness {
    { count in
      self.generator.withLock { generator in
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      }
    }
  }

  /// Opens the same store again, as another process would.
  func reopened() throws -> Store {
    let clock = clock
    return try Store(store.directory, clock: { clock.now })
  }

  @discardableResult
  func write<T>(_ body: (UnitOfWork) throws -> T) throws -> T {
    try store.write(by: "test", for: "test", body)
  }

  func save(_ rows: Row...) throws {
    try write { work in for row in rows { try work.put(row) } }
  }

  /// The accounts in a user's book, without those of the bulk lane.
  func book(of user: String) throws -> Set<String> {
    try store.read { reader in
      let lines = try reader.bookLines(where: "user_id", is: user)
      return Set(
        lines.filter { !$0.value.isRemoved && $0.key.hasPrefix("acct:") }
          .map { String($0.key.dropFirst(5)) })
    }
  }
}

extension UnitOfWork {
  /// Takes the store back to its sixth version, but for the number.
  func undoSeventhVersion() throws {
    for table in ["rule_run", "rule_run_row"] { try execute("DROP TABLE \(table)") }
  }

  /// Takes the store back to its fifth version, but for the number.
  func undoSixthVersion() throws {
    try undoSeventhVersion()
    for table in ["push_record", "edit_stamp"] { try execute("DROP TABLE \(table)") }
    try execute("DROP TABLE removed_account")
    try execute("ALTER TABLE zendesk_organization DROP COLUMN domains")
  }

  /// Takes the store back to its fourth version, but for the number.
  func undoFifthVersion() throws {
    try undoSixthVersion()
    try execute("DROP TABLE zendesk_absent_ticket")
    try execute("ALTER TABLE zendesk_organization DROP COLUMN merged_into")
  }

  /// Takes the store back to its third version, but for the number.
  func undoFourthVersion() throws {
    try undoFifthVersion()
    for table in ["job_run", "job_watermark"] { try execute("DROP TABLE \(table)") }
  }

  /// Takes the store back to its second version, but for the number.
  func undoThirdVersion() throws {
    try undoFourthVersion()
    try execute("DROP TABLE dirty_account")
    try execute("ALTER TABLE user_access DROP COLUMN sees_public_sector")
    try execute("ALTER TABLE device ADD COLUMN lease_until INTEGER NOT NULL DEFAULT 0")
  }
}

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
  private let time = Mutex(Instant(secondsSinceEpoch: 1_700_000_000))

  var now: Instant { time.withLock { $0 } }

  func advance(seconds: Int) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

extension Row {
  static func account(
    _ id: String, tam: String? = nil, owner: String? = nil, architect: String? = nil,
    isPublicSector: Bool = false, name: String? = nil
  ) -> Row {
    var row = Row(Account.table, id: id)
    row[Account.name] = name ?? id
    row[Account.tam] = tam.map { .init($0) }
    row[Account.accountOwner] = owner.map { .init($0) }
    row[Account.solutionsArchitect] = architect.map { .init($0) }
    row[Account.isPublicSector] = isPublicSector
    return row
  }

  static func user(
    _ id: String, team: String? = nil, manager: String? = nil, bundle: Bundle? = .tam,
    isActive: Bool = true, seesPublicSector: Bool = false
  ) -> Row {
    var row = Row(User.table, id: id)
    row[User.name] = id.uppercased()
    row[User.email] = "\(id)@example.com"
    row[User.team] = team
    row[User.manager] = manager.map { .init($0) }
    row[User.bundle] = bundle
    row[User.isActive] = isActive
    row[User.seesPublicSector] = seesPublicSector
    return row
  }

  static func contact(_ id: String, of account: String, name: String = "Grace") -> Row {
    var row = Row(Contact.table, id: id)
    row[Contact.account] = .init(account)
    row[Contact.firstName] = name
    return row
  }

  static func follow(_ account: String, by user: String) -> Row {
    var row = Row(Follow.table, id: "\(user):\(account)")
    row[Follow.account] = .init(account)
    row[Follow.user] = .init(user)
    return row
  }
}
