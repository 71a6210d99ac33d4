package import Foundation

/// One record that is to be changed in Salesforce.
package struct PushRecord: Sendable, Equatable {
  /// Its Salesforce id, or the value of the external key.
  package let id: String
  /// The account it belongs to: what is of one account is sent together and in order, because two
  /// requests at once would wait for each other's locks.
  package let account: String
  /// Only what differs from what Salesforce is known to hold.
  package let fields: [String: JSONValue]
  /// Of fields that both sides write, what Salesforce must still hold: a newer value there is not
  /// written over.
  package let expected: [String: JSONValue]

  /// - Parameters:
  ///   - wanted: By API name; null empties a field.
  ///   - known: What Salesforce holds: what was last read, or pushed since; a field that lacks is
  ///     sent in any case.
  package init(
    id: String, account: String, wanted: [String: JSONValue], known: [String: JSONValue] = [:],
    expected: [String: JSONValue] = [:]
  ) {
    self.id = id
    self.account = account
    self.expected = expected
    fields = wanted.filter { name, value in
      known[name].map { !$0.isSameInSalesforce(as: value) } ?? true
    }
  }
}

/// What became of one record.
package struct PushResult: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    /// Salesforce holds nothing else already.
    case unchanged
    /// With the id of the record, which a re-targeted one shares with its winner.
    case done(id: String)
    /// It will not be taken as it is; the ids are records that stand in the way.
    case refused(UpstreamComplaint, fields: [String], candidates: [String])
    /// Salesforce has newer values in all fields that were to be sent.
    case overtaken
    /// Deleted in Salesforce; merged records are sent to their winner instead.
    case gone
    /// Held back for now, such as by a lock; the next run sends it again.
    case postponed(UpstreamComplaint)
    /// Sent, without a word of what became of it.
    case unknown
    /// Not sent, because the run ended before.
    case notSent
  }

  package let record: PushRecord
  package var outcome: Outcome
  /// How often it was sent.
  package var attempts = 0
  /// The winner that it was sent to in the end, when it was merged.
  package var mergedInto: String?
  /// What Salesforce is known to hold now: what was read, and what was sent since.
  package var held: [String: JSONValue] = [:]
  /// Of these the values that are ours, in Salesforce's form.
  package var taken: [String: JSONValue] = [:]
  /// Fields that were refused while the others of the record were taken.
  package var leftOut: [String: UpstreamComplaint] = [:]
  /// Fields in which Salesforce has a newer value.
  package var overtaken: Set<String> = []
  /// By Salesforce's clock, not after it worked on the record; nil when it was not sent.
  package var sentAt: Date?

  package init(record: PushRecord, outcome: Outcome) {
    self.record = record
    self.outcome = outcome
  }
}

/// What a push did.
package struct PushReport: Sendable {
  /// In the order of the records that were handed in.
  package var results: [PushResult] = []
  /// Fields that Salesforce does not have, or not for us to change.
  package var droppedFields: Set<String> = []
  /// Texts that were cut to the length of their field, with a mark; by field.
  package var shortened: [String: Int] = [:]
  /// Why the run ended early; nil when it did not.
  package var stopped: (any Error)?

  package init() {}

  package var isDegraded: Bool { !droppedFields.isEmpty || stopped != nil }
}

extension JSONValue {
  /// Whether Salesforce would store the same: it has no empty text, and `3` is `3.0`.
  package func isSameInSalesforce(as other: JSONValue) -> Bool {
    switch (self, other) {
    case (.number(let left), .number(let right)): Self.plain(left) == Self.plain(right)
    case (.null, .text("")), (.text(""), .null): true
    // A checkbox is never empty.
    case (.null, .boolean(false)), (.boolean(false), .null): true
    case (.text(let left), .text(let right)): Self.plain(text: left) == Self.plain(text: right)
    default: self == other
    }
  }

  /// Spaces around a text are not stored, and its lines end as they like.
  private static func plain(text: String) -> String {
    text.replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func plain(_ number: String) -> Substring {
    guard number.contains("."), !number.contains(where: { $0 == "e" || $0 == "E" }) else {
      return Substring(number)
    }
    var plain = Substring(number)
    while plain.hasSuffix("0") { plain.removeLast() }
    if plain.hasSuffix(".") { plain.removeLast() }
    return plain
  }
}
