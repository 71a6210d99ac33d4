package import Foundation

/// The state of a make-believe Salesforce organization.
package struct SalesforceOrg: Sendable {
  /// The only version of the interface that it speaks.
  package static let version = "v60.0"

  package var tables: [String: SObjectTable] = [:]
  /// How many requests a token is good for.
  package var tokenRequests = Int.max
  package var accessTokens: [String: Int] = [:]
  /// The refresh tokens that were handed out, the valid one last; rotation is on.
  package var refreshTokens: [String] = []
  /// Requests of the rolling day.
  package var requestsUsed = 100
  package var requestsAllowed = 100_000
  /// Rows that cannot be locked, and how often still.
  package var locks: [String: Int] = [:]
  /// Rows that nobody sees any more, though they are not deleted.
  package var hidden: Set<String> = []
  /// Fields that a validation rule refuses, with its message.
  package var validations: [String: String] = [:]
  /// Records that cannot be deleted, with the reason.
  package var undeletable: [String: String] = [:]
  /// The id of the organization.
  package var organization = "00D000000000001"
  package var bulkPageRows = 1_000
  /// Pages of queries have no more rows, whatever is asked for: what a client wants is a hint.
  package var queryPageRows = 2_000
  /// How often a job is asked for before it is done.
  package var bulkPolls = 2

  var issued = 0
  var locators: [String: Locator] = [:]
  var jobs: [String: Job] = [:]

  struct Locator: Sendable {
    let query: SOQL
    let rows: [SObjectTable.Row]
    let start: Int
  }

  struct Job: Sendable {
    let query: SOQL
    let operation: String
    let rows: [SObjectTable.Row]
    var polls = 0
  }

  package init() {}

  package mutating func add(_ table: SObjectTable) { tables[table.name] = table }

  /// Ends all tokens, as an administrator does.
  package mutating func expireTokens() { accessTokens = [:] }

  /// Ends all query locators, as time does.
  package mutating func expireLocators() { locators = [:] }

  /// As Salesforce stamps rows.
  package static func stamp(_ date: Date) -> String {
    ExportText.moment(Int64(date.timeIntervalSince1970))
  }

  mutating func nextID(_ prefix: String) -> String {
    issued += 1
    let number = String(issued)
    // The end repeats which characters are capitals: none.
    return prefix + String(repeating: "0", count: 12 - number.count) + number + "AAA"
  }

  /// What a user who may not see everything sees.
  func visible(_ table: SObjectTable) -> SObjectTable {
    guard !hidden.isEmpty else { return table }
    var table = table
    for id in hidden { table[id] = nil }
    return table
  }
}
