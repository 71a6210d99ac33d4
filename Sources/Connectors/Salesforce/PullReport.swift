package import Foundation

/// What a pull fetched.
package struct PullReport: Sendable {
  package struct Object: Sendable, Equatable {
    package enum Way: String, Sendable {
      case bulk
      case rest
    }

    package let object: String
    /// The file for the import; it is there also when it has no rows.
    package let path: String
    package let rows: Int
    package let pages: Int
    package let way: Way
    /// The start of the window; nil for everything.
    package let from: Date?
    /// Fields that Salesforce does not have, or not for us: their values stay as they were.
    package let droppedFields: [String]
    package let strippedNULs: Int
  }

  package var objects: [Object] = []
  /// The end of all windows, by Salesforce's clock: the watermark, once the import is done.
  package let until: Date
  package let requestsUsed: Int
  /// Of the organization's rolling day; nil when it did not say.
  package let dayUsed: Int?
  package let dayAllowed: Int?
  /// By how much our clock is ahead of Salesforce's.
  package let clockSkewSeconds: Int

  /// Whether something that was asked for is not there.
  package var isDegraded: Bool { objects.contains { !$0.droppedFields.isEmpty } }
}
