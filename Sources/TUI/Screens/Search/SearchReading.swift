import CustomerSuccess
import ReplicaStore

/// What holds the words typed; of one kind, or of all.
nonisolated struct SearchReading: Reading {
  let text: String
  var kind: SearchHit.Kind? = nil
  var isQuick: Bool { false }

  /// Several screens full; whoever wants more narrows the kind or types another word.
  static let limit = 80

  func answer(from replica: Replica, today: Day) throws -> [SearchHit] {
    try replica.search(text, kind: kind, limit: Self.limit)
  }
}

/// What was searched for last, also before a restart, with what holds the words now.
nonisolated struct LastSearchReading: Reading {
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> LastSearch {
    let text = try replica.lastSearch() ?? ""
    let hits = try SearchReading(text: text).answer(from: replica, today: today)
    return LastSearch(text: text, hits: hits)
  }
}

nonisolated struct LastSearch: Equatable, Sendable {
  /// Empty when nothing was ever searched for.
  let text: String
  let hits: [SearchHit]
}
