import CustomerSuccess
import Foundation
import SyncEngine
import Synchronization

/// Single facts about the file, by name.
struct MetaFacts {
  enum Name: String {
    /// What the sync core remembers, as JSON; absent before a login.
    case syncState = "sync_state"
    /// The address of the service whose rows these are.
    case service
    case lastCheckpoint = "last_checkpoint"
    case lastError = "last_error"
    /// What the person searched for last.
    case lastSearch = "last_search"
    /// Whom the person put on a day's list by hand, as JSON.
    case dayPlans = "day_plans"
    /// 1 once the indexes that only queries need, and the search, are made.
    case isCoreFinished = "is_core_finished"
    case isBulkFinished = "is_bulk_finished"

    static func isFinished(_ lane: Lane) -> Name {
      switch lane {
      case .core: .isCoreFinished
      case .bulk: .isBulkFinished
      }
    }
  }

  let connection: Connection

  func value(_ name: Name) throws -> Value {
    try connection.first("SELECT value FROM meta WHERE key = ?1", [.text(name.rawValue)]) {
      $0.value()
    } ?? .null
  }

  func text(_ name: Name) throws -> String? { String(stored: try value(name)) }

  func integer(_ name: Name) throws -> Int64? { try Int(stored: value(name)).map(Int64.init) }

  func instant(_ name: Name) throws -> Instant? { Instant(stored: try value(name)) }

  /// Nil before a login.
  func syncState() throws -> SyncState? {
    guard let json = try text(.syncState) else { return nil }
    if let read = Self.stateRead.withLock({ $0 }), read.json == json { return read.state }
    let state = try JSONDecoder().decode(SyncState.self, from: Data(json.utf8))
    Self.stateRead.withLock { $0 = StateRead(json: json, state: state) }
    return state
  }

  /// What was read last: it is asked for again and again, and decoding it takes longer than the
  /// rest of such a transaction.
  private struct StateRead {
    let json: String
    let state: SyncState
  }

  private static let stateRead = Mutex<StateRead?>(nil)

  func save(_ state: SyncState) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = String(decoding: try encoder.encode(state), as: UTF8.self)
    try set(.syncState, .text(json))
  }

  /// Nil forgets the fact.
  func set(_ name: Name, _ value: Value?) throws {
    if let value {
      try connection.run(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", [.text(name.rawValue), value])
    } else {
      try connection.run("DELETE FROM meta WHERE key = ?1", [.text(name.rawValue)])
    }
  }
}
