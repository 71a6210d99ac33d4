package import Foundation

/// A record that was deleted upstream, and what became of it.
package struct DepartedRecord: Equatable, Sendable {
  package enum Fate: Equatable, Sendable {
    case deleted
    /// Merged into a record that is still there, over all steps.
    case merged(into: String)
    /// Merged, and the last winner was deleted since.
    case mergedThenDeleted(winner: String)
    /// Merged in a circle, or into what nobody can see: a person has to look.
    case unclear(lastSeen: String)
  }

  package let id: String
  package let fate: Fate

  package init(id: String, fate: Fate) {
    self.id = id
    self.fate = fate
  }
}

/// Finds out which deleted records were merged, and into what (connectors 3.6).
package struct SalesforceMerges: Sendable {
  /// Longer chains than this are taken for unclear.
  private static let stepLimit = 10
  /// Ids of one query, which must fit an address.
  static let idsOfQuery = 200

  private let connection: SalesforceConnection

  package init(_ connection: SalesforceConnection) { self.connection = connection }

  /// What became of the accounts or contacts that were deleted in a window.
  ///
  /// To be asked within the 15 days of the Recycle Bin.
  package func departed(
    _ object: String, from: Date?, until: Date
  ) async throws -> [DepartedRecord] {
    let window = SOQLText.window(SObjectQuery.systemStamp, from: from, until: until)
    let rows = try await connection.rows(
      "SELECT Id, IsDeleted, MasterRecordId FROM \(object) WHERE IsDeleted = true AND \(window)",
      all: true)
    return try await chains(from: rows.compactMap { $0["Id"]?.text }, object, rows).departed
  }

  /// What became of these records, and which of them are there; one of which nothing is certain is
  /// in neither list.
  package func fates(
    of ids: [String], _ object: String
  ) async throws -> (departed: [DepartedRecord], present: [String]) {
    try await chains(from: ids, object, [])
  }

  private func chains(
    from ids: [String], _ object: String, _ known: [JSONValue]
  ) async throws -> (departed: [DepartedRecord], present: [String]) {
    var chains = MergeChains(known)
    for _ in 0..<Self.stepLimit {
      let unknown = chains.unknown(from: ids)
      guard !unknown.isEmpty else { break }
      for start in stride(from: 0, to: unknown.count, by: Self.idsOfQuery) {
        let part = unknown[start..<min(unknown.count, start + Self.idsOfQuery)]
        let rows = try await connection.rows(
          "SELECT Id, IsDeleted, MasterRecordId FROM \(object) WHERE Id IN \(SOQLText.list(Array(part)))",
          all: true)
        chains.add(rows, asked: Array(part))
      }
    }
    let sorted = ids.sorted()
    return (sorted.compactMap(chains.departed), sorted.filter(chains.isPresent))
  }
}

/// Who was merged into whom.
struct MergeChains {
  private struct Link {
    var isDeleted = false
    var winner: String?
    var isVisible = true
  }

  private var links: [String: Link] = [:]

  init(_ rows: [JSONValue]) { add(rows, asked: []) }

  /// - Parameter asked: Ids that were asked for; one without a row is visible to nobody.
  mutating func add(_ rows: [JSONValue], asked: [String]) {
    for id in asked { links[id] = Link(isVisible: false) }
    for row in rows {
      guard let id = row["Id"]?.text else { continue }
      links[id] = Link(
        isDeleted: row["IsDeleted"]?.boolean ?? false, winner: row["MasterRecordId"]?.text)
    }
  }

  /// The ids that chains from these lead to and that nothing is known of.
  func unknown(from ids: [String]) -> [String] {
    let ends = ids.map { path(from: $0).last ?? $0 }
    return Set(ends.filter { links[$0] == nil }).sorted()
  }

  func isPresent(_ id: String) -> Bool {
    links[id].map { $0.isVisible && !$0.isDeleted } ?? false
  }

  /// Nil when the record is still there.
  func departed(_ id: String) -> DepartedRecord? {
    let path = path(from: id)
    guard let end = path.last, let link = links[end] else { return nil }
    guard link.isVisible else {
      return DepartedRecord(id: id, fate: path.count == 1 ? .deleted : .unclear(lastSeen: end))
    }
    if !link.isDeleted {
      return path.count == 1 ? nil : DepartedRecord(id: id, fate: .merged(into: end))
    }
    // In a circle the first step is as good as any, and never the record itself.
    if link.winner != nil {
      return DepartedRecord(id: id, fate: .unclear(lastSeen: path.count > 1 ? path[1] : end))
    }
    let fate = path.count == 1 ? .deleted : DepartedRecord.Fate.mergedThenDeleted(winner: end)
    return DepartedRecord(id: id, fate: fate)
  }

  /// From a record to the last winner; it stops before it would go in a circle.
  private func path(from id: String) -> [String] {
    var path = [id]
    while let winner = links[path[path.count - 1]]?.winner, !path.contains(winner) {
      path.append(winner)
    }
    return path
  }
}
