import CustomerSuccess
import SyncEngine

// Creating, inspecting and upgrading the tables of a replica file.
extension ReplicaFile {
  enum Inspection: Equatable {
    case usable
    case empty
    case older(Int)
    case newer(Int)
    case damaged(String)
  }

  /// Whose replica it is.
  struct Owner: Equatable {
    let user: User.ID
    let device: Device.ID
    let service: String?
    /// The user's name if it is known, or the id.
    let name: String
    /// Edits that are neither confirmed nor given up.
    let keptEdits: Int
  }

  /// Looks at the version and, in doubt, at every page.
  func inspected(isInDoubt: Bool) throws -> Inspection {
    try read { connection in
      let version = try connection.count("PRAGMA user_version")
      if version > ReplicaLayout.version { return .newer(version) }
      if version == 0 {
        let holdsTables = try connection.exists("SELECT 1 FROM sqlite_master")
        return holdsTables ? .damaged("it is not a replica of tam") : .empty
      }
      if isInDoubt {
        let verdict = try connection.first("PRAGMA quick_check(1)") { $0.requiredText() }
        guard verdict == "ok" else { return .damaged(verdict ?? "no answer to a check") }
      }
      return version < ReplicaLayout.version ? .older(version) : .usable
    }
  }

  func create() throws {
    try write { connection in
      // Another program may have been quicker.
      guard try connection.count("PRAGMA user_version") == 0 else { return }
      for sql in ReplicaLayout.ownTables { try connection.execute(sql) }
      try ReplicaLayout.createSyncedTables(connection)
      try connection.execute("PRAGMA user_version = \(ReplicaLayout.version)")
    }
  }

  /// Makes the synced tables anew; they are fetched again.
  ///
  /// Edits stay, and apply again then.
  func upgrade() throws {
    try write { connection in
      guard try connection.count("PRAGMA user_version") < ReplicaLayout.version else { return }
      for sql in ReplicaLayout.laterTables { try connection.execute(sql) }
      for table in Schema.tables {
        try connection.execute("DROP TABLE IF EXISTS \"\(table.name)\"")
      }
      for table in ["base_row", "stage"] { try connection.run("DELETE FROM \(table)") }
      try connection.execute("DROP TABLE IF EXISTS scope; \(ReplicaLayout.scopeTable)")
      try ReplicaLayout.createSyncedTables(connection)
      let meta = MetaFacts(connection: connection)
      if var state = try meta.syncState() {
        state.core = LaneState()
        state.bulk = LaneState()
        try meta.save(state)
      }
      for lane in Lane.allCases { try meta.set(.isFinished(lane), nil) }
      try connection.execute("PRAGMA user_version = \(ReplicaLayout.version)")
    }
  }

  /// Nil before the first login.
  func owner() throws -> Owner? {
    try read { connection -> Owner? in
      let meta = MetaFacts(connection: connection)
      guard let state = try meta.syncState() else { return nil }
      let name = try connection.first(
        "SELECT name FROM user WHERE id = ?1", [state.user.stored]
      ) { $0.text() }
      return Owner(
        user: state.user, device: state.device, service: try meta.text(.service),
        name: name.flatMap { $0 } ?? state.user.rawValue,
        keptEdits: try connection.count("SELECT count(*) FROM outbox")
          + connection.count("SELECT count(*) FROM attention"))
    }
  }
}
