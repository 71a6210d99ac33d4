import Foundation
import Logging

/// Writes fields back to records of one object, and says of each what became of it.
///
/// What is sent can be sent again without harm: records are changed by their id, or by an external
/// key of ours. Nothing is created without such a key.
package struct SalesforcePush: Sendable {
  package enum Target: Sendable, Equatable {
    case id
    /// The API name of a field that is an external id.
    case externalKey(String)

    fileprivate var key: String? {
      guard case .externalKey(let name) = self else { return nil }
      return name
    }
  }

  /// Salesforce takes no more at once.
  static let recordsOfRequest = 200

  let connection: SalesforceConnection
  let object: String
  let target: Target
  let isComparing: Bool
  private let fields: PushFields

  /// Asks what fields the object has.
  ///
  /// - Parameter isComparing: Whether the records are read first, and only what differs is sent;
  ///   what was merged meanwhile is then not sent to its winner, whose own values count.
  /// - Throws: What keeps it from sending anything, such as
  ///   ``SalesforceError/noExternalKey(object:field:)``.
  package init(
    _ connection: SalesforceConnection, _ object: String, by target: Target = .id,
    comparing isComparing: Bool = false
  ) async throws {
    self.connection = connection
    self.object = object
    self.target = target
    self.isComparing = isComparing
    fields = try await Self.fields(of: object, by: target, dropped: [], connection)
  }

  /// Sends all records, those of one account one after the other.
  ///
  /// - Throws: `CancellationError`; what else ends it is in the report.
  package func run(_ records: [PushRecord]) async throws -> PushReport {
    var work = PushWork(push: self, records: records, fields: fields)
    do {
      try await work.run()
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      work.report.stopped = error
      connection.environment.log.warning(
        "push ended early", metadata: ["object": "\(object)", "reason": "\(error)"])
    }
    return work.finished()
  }

  /// Those of these fields that Salesforce does not have, or not for us to change.
  package func unusable(_ names: Set<String>) -> Set<String> {
    var fields = fields
    _ = fields.usable(names)
    return fields.dropped
  }

  /// What the object has by now.
  func fields(dropped: Set<String>) async throws -> PushFields {
    try await Self.fields(of: object, by: target, dropped: dropped, connection)
  }

  private static func fields(
    of object: String, by target: Target, dropped: Set<String>, _ connection: SalesforceConnection
  ) async throws -> PushFields {
    let description = try await connection.describe(object)
    if let key = target.key, description[key]?.isExternalID != true {
      throw SalesforceError.noExternalKey(object: object, field: key)
    }
    return PushFields(description, key: target.key, dropped: dropped)
  }

  var key: String? { target.key }

  /// A record that has an e-mail address.
  package struct Contact: Equatable, Sendable {
    package let id: String
    /// The value of the key that was asked for; nil where there is none.
    package let key: String?
  }

  /// The records that have one of these e-mail addresses, deleted ones left out: a person who is
  /// there already is not created again.
  ///
  /// - Parameter key: A field of Contact that has a key of ours, by which one that we made ourselves,
  ///   and did not hear so, is told from others.
  /// - Returns: Records by address in lower case.
  package static func contacts(
    withEmails emails: [String], key: String? = nil, _ connection: SalesforceConnection
  ) async throws -> [String: [Contact]] {
    let wanted = Set(emails.map { $0.lowercased() }).sorted()
    var found: [String: [Contact]] = [:]
    for start in stride(from: 0, to: wanted.count, by: 100) {
      let part = wanted[start..<min(wanted.count, start + 100)]
      let columns = ["Id", "Email"] + (key.map { [$0] } ?? [])
      let names = columns.joined(separator: ", ")
      let soql = "SELECT \(names) FROM Contact WHERE Email IN \(SOQLText.list(Array(part)))"
      for row in try await connection.rows(soql, all: false) {
        guard let id = row["Id"]?.text, let email = row["Email"]?.text else { continue }
        found[email.lowercased(), default: []]
          .append(Contact(id: id, key: key.flatMap { row.member($0)?.text }))
      }
    }
    return found
  }
}
