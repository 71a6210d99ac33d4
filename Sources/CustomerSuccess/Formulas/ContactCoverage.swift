/// How well a role at a customer is covered by the people who hold it.
package enum ContactCoverage: Equatable, Sendable {
  /// Nobody active holds the role.
  case missing
  /// Somebody does, and was on no entry of the timeline.
  case neverSeen
  /// The holder seen last was not seen for more than ``quietDays``.
  case quiet(last: Day)
  case seen(last: Day)

  /// The three months within which persona engagement looks for attendees (methodology 1.4).
  package static let quietDays = 90

  /// Fewer people who are seen regularly leave the customer hanging on one of them (methodology 8).
  package static let regularContacts = 2

  /// The roles that a customer should have somebody in (methodology 1.4, 8).
  package static let roles: [ContactRole] = [
    .executiveSponsor, .developmentLead, .securityLead, .admin,
  ]

  /// - Parameter lastSeen: One for each active person with the role; nil for one never seen.
  package init(lastSeen: [Day?], today: Day) {
    guard !lastSeen.isEmpty else {
      self = .missing
      return
    }
    guard let last = lastSeen.compactMap(\.self).max() else {
      self = .neverSeen
      return
    }
    self = Self.isRegular(last, today: today) ? .seen(last: last) : .quiet(last: last)
  }

  package static func isRegular(_ last: Day?, today: Day) -> Bool {
    last.map { $0.days(until: today) <= quietDays } ?? false
  }

  package var color: Sentiment {
    switch self {
    case .missing: .red
    case .neverSeen, .quiet: .yellow
    case .seen: .green
    }
  }
}
