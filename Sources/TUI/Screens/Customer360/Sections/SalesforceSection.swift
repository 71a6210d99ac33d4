import CustomerSuccess
import ReplicaStore
import Terminal

/// Tasks and events of Salesforce, newest first; they never count for health or cadence.
struct SalesforceSection: @MainActor CustomerSection {
  static let name = "salesforceActivities"
  static let title: SafeText = "Salesforce Activities"
  static let letter: Character = "f"
  static let group = CustomerSectionGroup.business

  static func count(in counts: CustomerCounts) -> Int? { counts.salesforceActivities }

  /// Rows of ``SalesforceActivity``; nil until it was read.
  var activities: [Row]?

  func readings(of customer: Account.ID) -> [Load] {
    [Load(SalesforceActivityReading(id: customer))]
  }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let rows = loaded.answer(to: SalesforceActivityReading(id: customer)) { activities = rows }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let activities else { return SectionLine.loading(frame) }
    guard !activities.isEmpty else {
      return SectionLine.note(
        """
        Sales has logged no call, demo or workshop in Salesforce. What you log with \
        \(frame.keys["log.line"]) stands in the Timeline.
        """, in: frame)
    }
    return activities.flatMap { row in
      let details = row[SalesforceActivity.details] ?? ""
      let line = SectionLine.item(row.id, .init(row: row), words: details) {
        $0.salesforceActivity(row)
      }
      guard frame.isOpen(row.id) else { return [line] }
      let text = SafeText.lines(
        sanitizing: details.isEmpty ? "No description." : details, lineLimit: 500)
      return [line] + SectionLine.details(of: row.id, text, in: frame)
    }
  }
}

/// What sales logged in Salesforce about one customer.
nonisolated struct SalesforceActivityReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [Row] {
    try replica.salesforceActivities(of: id)
  }
}

extension Canvas {
  /// Date, type, subject; with room also the status.
  fileprivate mutating func salesforceActivity(_ row: Row) {
    write(row[SalesforceActivity.day].map(Words.plain) ?? "no date", row: 0)
    let type = SafeText(sanitizing: row[SalesforceActivity.type] ?? "", limit: 9)
    write(type, row: 0, column: 11, role: .muted)
    var room = columns - 21
    if columns >= 70 {
      let status = SafeText(sanitizing: row[SalesforceActivity.status] ?? "", limit: 14)
      trailing(status, role: .muted)
      room -= 16
    }
    let subject = SafeText(
      sanitizing: row[SalesforceActivity.subject] ?? "", limit: max(room, 0))
    write(subject, row: 0, column: 21)
  }
}
