/// Compares what we have with all that Salesforce shows us: purged and hidden rows leave no other
/// trace (connectors 3.6, edges 15 and 16).
package struct SalesforceSweep: Sendable {
  package struct Report: Equatable, Sendable {
    /// Rows of Salesforce.
    package let seen: Int
    /// Ours that Salesforce says are deleted or merged.
    package let deleted: [String]
    /// Ours of which it shows nothing: purged, or hidden from our user.
    ///
    /// Never to be removed unasked.
    package let missing: [String]
  }

  private let connection: SalesforceConnection
  private let object: String
  private let directory: String

  /// - Parameter directory: Of a spool of its own.
  package init(_ connection: SalesforceConnection, _ object: String, directory: String) {
    self.connection = connection
    self.object = object
    self.directory = directory
  }

  /// - Parameter ours: Ids of 18 characters.
  package func run(ours: Set<String>) async throws -> Report {
    let pull = try SalesforcePull(
      connection, [SObjectQuery(object, fields: ["Id"], isWithDeleted: false)],
      directory: directory)
    do {
      let report = try await run(pull, ours: ours)
      await pull.spool.leave()
      return report
    } catch {
      await pull.spool.leave()
      throw error
    }
  }

  private func run(_ pull: SalesforcePull, ours: Set<String>) async throws -> Report {
    _ = try await pull.run()
    var seen = 0
    var unseen = ours
    for page in await pull.spool.pages(of: object) {
      var rows = CSVRows(try await pull.spool.content(of: page))
      while let row = rows.next() {
        seen += 1
        // One of the cells is the id, and none of the others looks like one.
        for cell in row.cells { unseen.remove(String(decoding: cell, as: UTF8.self)) }
      }
    }
    try await pull.finish()
    let (deleted, missing) = try await sort(unseen.sorted())
    return Report(seen: seen, deleted: deleted, missing: missing)
  }

  /// Asks for what was not seen: it may be deleted, or have changed while the sweep ran.
  private func sort(_ ids: [String]) async throws -> (deleted: [String], missing: [String]) {
    var isDeleted: [String: Bool] = [:]
    for start in stride(from: 0, to: ids.count, by: SalesforceMerges.idsOfQuery) {
      let part = ids[start..<min(ids.count, start + SalesforceMerges.idsOfQuery)]
      let soql = "SELECT Id, IsDeleted FROM \(object) WHERE Id IN \(SOQLText.list(Array(part)))"
      for row in try await connection.rows(soql, all: true) {
        guard let id = row["Id"]?.text else { continue }
        isDeleted[id] = row["IsDeleted"]?.boolean ?? false
      }
    }
    return (ids.filter { isDeleted[$0] == true }, ids.filter { isDeleted[$0] == nil })
  }
}
