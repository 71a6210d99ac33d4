/// Deletes records that were made with a key of ours, found by that key: nothing that somebody else
/// made is ever deleted.
///
/// Doing it again is harmless.
package struct SalesforceRemoval: Sendable {
  package enum Outcome: Equatable, Sendable {
    /// It is gone, whoever deleted it.
    case done
    case refused(UpstreamComplaint)
    /// Held back for now, such as by a lock.
    case postponed(UpstreamComplaint)
  }

  /// Keys of one query, which must fit an address.
  private static let keysOfQuery = 100

  private let connection: SalesforceConnection
  private let object: String
  private let key: String

  /// - Parameter key: The API name of the field that holds our key.
  package init(_ connection: SalesforceConnection, _ object: String, key: String) {
    self.connection = connection
    self.object = object
    self.key = key
  }

  /// - Parameter keys: Values of the key; one that no record has is done.
  /// - Returns: What became of each.
  package func run(_ keys: [String]) async throws -> [String: Outcome] {
    var outcomes: [String: Outcome] = [:]
    for start in stride(from: 0, to: keys.count, by: Self.keysOfQuery) {
      let part = Array(keys[start..<min(keys.count, start + Self.keysOfQuery)])
      outcomes.merge(try await remove(part)) { _, new in new }
    }
    return outcomes
  }

  private func remove(_ keys: [String]) async throws -> [String: Outcome] {
    var outcomes = Dictionary(uniqueKeysWithValues: keys.map { ($0, Outcome.done) })
    let soql = "SELECT Id, \(key) FROM \(object) WHERE \(key) IN \(SOQLText.list(keys))"
    // Queries do not tell case apart, and our keys do.
    let found = try await connection.rows(soql, all: false).compactMap { row in
      row.member(key)?.text.flatMap { outcomes[$0] == nil ? nil : $0 }
        .flatMap { key in row["Id"]?.text.map { (id: $0, key: key) } }
    }
    for start in stride(from: 0, to: found.count, by: SalesforcePush.recordsOfRequest) {
      let part = found[start..<min(found.count, start + SalesforcePush.recordsOfRequest)]
      let answers = try await answers(part.map(\.id))
      for (record, answer) in zip(part, answers) {
        switch PushAnswer(answer, sent: PushRecord(id: record.id, account: "", wanted: [:])) {
        case let answer where answer.meaning == .retry:
          outcomes[record.key] = .postponed(answer.complaint)
        case let answer where answer.meaning == .refused:
          outcomes[record.key] = .refused(answer.complaint)
        default: break
        }
      }
    }
    return outcomes
  }

  private func answers(_ ids: [String]) async throws -> [JSONValue] {
    let query = [(name: "ids", value: ids.joined(separator: ",")), ("allOrNone", "false")]
    var request = UpstreamRequest.get(connection.path("composite/sobjects"), query)
    request.method = .delete
    guard let answers = try await connection.fetch(request).json().list,
      answers.count == ids.count
    else {
      throw UpstreamError.unexpected(
        host: "Salesforce", what: "fewer answers than records that were to be deleted")
    }
    return answers
  }
}
