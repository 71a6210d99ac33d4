/// What a column holds; it decides the SQL type, the check on the wire, and how a value is written.
package enum ColumnType: Hashable, Sendable {
  case text
  /// Notes and other text of many lines.
  case longText
  case integer
  case real
  /// A ratio: 1 is all of it. May exceed 1 (more billable users than licenses).
  case ratio
  /// Whole minor units; the row's `currency` column says of which currency.
  case money
  /// `YYYY-MM-DD`.
  case day
  /// Microseconds since 1970 in UTC.
  case instant
  case boolean
  /// One of these texts.
  case choice([String])
  /// Several texts, separated by `;` as Salesforce writes a multi-select picklist.
  case list
  /// The id of a row of that table.
  case reference(String)
  case url
  case email
  case data
}

/// The system that may change a column.
package enum OwnerSystem: String, CaseIterable, Sendable {
  case salesforce
  case zendesk
  case snowflake
  /// Written by people in Tamarack.
  case tamarack
  /// Written in Tamarack and in Salesforce; reconciled by date stamps.
  case shared
  /// Calculated by the service from other columns.
  case computed

  /// The name to show beside a value.
  package var label: String {
    switch self {
    case .salesforce: "Salesforce"
    case .zendesk: "Zendesk"
    case .snowflake: "Snowflake"
    case .tamarack: "Tamarack"
    case .shared: "Tamarack and Salesforce"
    case .computed: "calculated"
    }
  }
}

/// Which people may change a column.
package enum Editors: Hashable, Sendable {
  case nobody
  /// Anyone who has the account in the book and may edit.
  case accountTeam
  /// The account's own TAM or a manager.
  case ownTAM
  case managers
}

/// How two edits of one column are settled (sync reference 2.9).
package enum ConflictPolicy: Hashable, Sendable {
  /// Devices never write it.
  case upstreamWins
  /// Both sides write; the later date stamp wins.
  case dateStamped
  /// Applied when the value is still what the editor saw; otherwise it needs attention.
  case threeWay
  case lastToArrive
  /// A move between states; repeating it is harmless.
  case transition
  /// Never overwritten; concurrent versions are kept side by side.
  case keepBoth
  /// The later one wins and the displaced person is told.
  case assignment
}

/// Where a column's values come from and who may change them.
package struct Origin: Hashable, Sendable {
  package let owner: OwnerSystem
  package let editors: Editors
  package let conflict: ConflictPolicy
  /// The name in the owner's files: an API field name, a JSON key, a mart column.
  package let upstreamName: String?
  /// The Salesforce field that our value is pushed to (seed page on statistics in Salesforce).
  package let pushedTo: String?

  package static func salesforce(_ name: String) -> Origin {
    Origin(.salesforce, .nobody, .upstreamWins, name, nil)
  }
  package static func zendesk(_ name: String) -> Origin {
    Origin(.zendesk, .nobody, .upstreamWins, name, nil)
  }
  package static func snowflake(_ name: String) -> Origin {
    Origin(.snowflake, .nobody, .upstreamWins, name, nil)
  }
  /// Calculated by us.
  package static func computed(pushedTo: String? = nil) -> Origin {
    Origin(.computed, .nobody, .upstreamWins, nil, pushedTo)
  }
  /// Written in Tamarack; `seed` is the column of an export file that fills a new row once.
  package static func ours(
    _ editors: Editors = .accountTeam, _ conflict: ConflictPolicy = .threeWay,
    seed: String? = nil, pushedTo: String? = nil
  ) -> Origin {
    Origin(.tamarack, editors, conflict, seed, pushedTo)
  }
  /// Written on both sides.
  package static func shared(
    _ name: String, _ editors: Editors = .accountTeam, _ conflict: ConflictPolicy = .dateStamped
  ) -> Origin {
    Origin(.shared, editors, conflict, name, name)
  }

  private init(
    _ owner: OwnerSystem, _ editors: Editors, _ conflict: ConflictPolicy, _ upstream: String?,
    _ pushedTo: String?
  ) {
    self.owner = owner
    self.editors = editors
    self.conflict = conflict
    self.upstreamName = upstream
    self.pushedTo = pushedTo
  }
}

/// One column, declared once for both stores, the wire, the import, the editor and the push.
package struct Column: Hashable, Sendable {
  /// Snake case; the SQL name and the JSON key.
  package let name: String
  /// What a person reads.
  package let label: String
  package let type: ColumnType
  package let origin: Origin
  /// Shown after a number, such as `days` or `users`; nil when the number stands alone.
  package let unit: String?
}
