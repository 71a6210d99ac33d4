package import CustomerSuccess

/// One thing found by its words.
package struct SearchHit: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case customer = "account"
    case contact
    case instance
    case ticket
    case plan = "success_plan"
    case cta
    case task = "cta_task"
    case activity

    /// The schema's name of the table it is from.
    package var tableName: String { rawValue }
  }

  /// A stretch of text that was searched for, or that stands around it.
  package struct Part: Equatable, Sendable {
    package let text: String
    package let isMatch: Bool
  }

  package let kind: Kind
  /// The id of the row.
  package let id: String
  package let account: Account.ID?
  package let accountName: String?
  /// The CTA that a task is a step of; nil for all other kinds.
  package let cta: CTA.ID?
  /// The name or subject; plain text as it was typed by whoever.
  package let title: String
  /// How recent it is; nil for what has no date.
  package let day: Day?
  /// Some words around the first match, in one line; the parts follow each other without a gap.
  package let snippet: [Part]
}
