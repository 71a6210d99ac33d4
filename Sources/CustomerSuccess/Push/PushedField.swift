/// An object of Salesforce that fields of ours are written back to.
package enum PushedObject: String, CaseIterable, Hashable, Sendable {
  case account = "Account"
  case opportunity = "Opportunity"
  case subscription = "Customer_Subscription__c"
  /// A contact that was made here; what changes of others both sides write.
  case contact = "Contact"
  /// An entry of the timeline that was made here.
  case task = "Task"

  package var table: Table {
    switch self {
    case .account: Account.table
    case .opportunity: Opportunity.table
    case .subscription: Subscription.table
    case .contact: Contact.table
    case .task: Activity.table
    }
  }

  /// All fields that Salesforce gets from us and never changes itself, in the order of the seed page
  /// on statistics in Salesforce; what both sides write is told by `OwnerSystem.shared`.
  package var fields: [PushedField] {
    let columns = table.columns.compactMap { column -> PushedField? in
      guard column.origin.owner != .shared, let label = column.origin.pushedTo else { return nil }
      return PushedField(label, .column(column), called: column.origin.upstreamName)
    }
    switch self {
    case .account: return columns + PushedField.ofAccounts
    case .contact: return columns + PushedField.ofContacts
    case .task: return columns + PushedField.ofTasks
    case .opportunity, .subscription: return columns
    }
  }
}

/// A field of Salesforce that only we write.
package struct PushedField: Hashable, Sendable {
  /// Where its value comes from.
  package enum Source: Hashable, Sendable {
    case column(Column)
    /// The color of a measure.
    case measure(Measure)
    /// The color of the use cases together.
    case productUsage
    /// The color of the account, as a web page writes it.
    case healthColorCode
    /// The newest call, meeting or e-mail.
    case lastContact
    case numberOfPlans(isAccountPlan: Bool)
    case referenceStatus
    /// Our id, by which a record that was made here is found again.
    case key
    case constant(String)
  }

  /// As people see it in Salesforce.
  package let label: String
  package let source: Source
  /// The API name that it has unless an administrator says otherwise.
  package let usualName: String

  init(_ label: String, _ source: Source, called name: String? = nil) {
    self.label = label
    self.source = source
    usualName = name ?? Self.name(for: label)
  }

  /// As Salesforce proposes it for a custom field: words joined by `_`, and `__c` at the end.
  private static func name(for label: String) -> String {
    let words = label.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.joined(separator: "_") + "__c"
  }

  /// What is no column of an account.
  fileprivate static let ofAccounts = [
    PushedField("[GS] Last Activity Date", .lastContact),
    PushedField("[GS] Total Number of Account Plans", .numberOfPlans(isAccountPlan: true)),
    PushedField("[GS] Total Number of Success Plans", .numberOfPlans(isAccountPlan: false)),
    PushedField("[GS] Support Issues Measure", .measure(.supportIssues)),
    PushedField("[GS] Health: CD", .measure(.cd)),
    PushedField("[GS] Health: CI", .measure(.ci)),
    PushedField("[GS] Health: DevSecOps", .measure(.devSecOps)),
    PushedField("[GS] Health: License Utilization", .measure(.licenseUsage)),
    PushedField("[GS] Health: Overall Product Usage", .productUsage),
    PushedField("[GS] Health: SCM", .measure(.scm)),
    PushedField("[GS] Health Score Hex code", .healthColorCode),
    PushedField("[GS] CSM Sentiment", .measure(.tamSentiment)),
    PushedField("[GS] Health: User Engagement", .measure(.userEngagement)),
    PushedField("[GS] Reference Status", .referenceStatus),
  ]
}

extension PushedField {
  fileprivate static let key = PushedField("Tamarack ID", .key)

  fileprivate static let ofContacts = [
    key, PushedField("Account", .column(Contact.account.column), called: "AccountId"),
  ]

  fileprivate static let ofTasks = [
    key, PushedField("Related To", .column(Activity.account.column), called: "WhatId"),
    PushedField("Assigned To", .column(Activity.author.column), called: "OwnerId"),
    PushedField("Type", .column(Activity.type.column), called: "Type"),
    PushedField("Subject", .column(Activity.subject.column), called: "Subject"),
    PushedField("Due Date", .column(Activity.day.column), called: "ActivityDate"),
    PushedField("Comments", .column(Activity.notes.column), called: "Description"),
    PushedField("Status", .constant("Completed"), called: "Status"),
  ]
}

/// What the pushed fields of one row are made from.
package struct PushFacts: Sendable {
  package var row: Row
  /// Of an account; a measure that is NA is left out.
  package var measures: [Measure: Double] = [:]
  package var lastContact: Day?
  package var accountPlans = 0
  package var successPlans = 0

  package init(_ row: Row) { self.row = row }
}

extension PushedField {
  /// The value as Salesforce holds it; null empties the field.
  package func value(of facts: PushFacts, _ configuration: HealthConfiguration) -> Value {
    switch source {
    case .column(let column): Self.stored(facts.row[column: column.name], column.type)
    case .measure(let measure): Self.color(facts.measures[measure], configuration)
    case .productUsage:
      Self.color(Self.productUsage(facts.measures, configuration), configuration)
    case .healthColorCode: facts.row[Account.healthColor].map { .text($0.code) } ?? .null
    case .lastContact: facts.lastContact?.stored ?? .null
    case .key: .text(facts.row.id)
    case .constant(let text): .text(text)
    case .numberOfPlans(true): facts.accountPlans.stored
    case .numberOfPlans(false): facts.successPlans.stored
    case .referenceStatus:
      if facts.row[Account.isReferenceable] == true {
        .text("Referenceable")
      } else {
        facts.row[Account.isNominated] == true ? .text("Nominated") : .null
      }
    }
  }

  /// A score goes in whole points: what Salesforce rounds would differ from ours for ever.
  private static func stored(_ value: Value, _ type: ColumnType) -> Value {
    guard type == .real, let number = Double(stored: value), number.isFinite else { return value }
    return .integer(Int64(number.rounded()))
  }

  private static func color(_ score: Double?, _ configuration: HealthConfiguration) -> Value {
    score.map { configuration.bands.color(of: $0).stored } ?? .null
  }

  /// The mean of the use cases that have a score, weighted as in the scorecard.
  private static func productUsage(
    _ scores: [Measure: Double], _ configuration: HealthConfiguration
  ) -> Double? {
    let cases = Set(UseCase.allCases.map(\.measure))
    let group = configuration.scorecard.groups.first { group in
      group.entries.contains { cases.contains($0.measure) }
    }
    return group.flatMap { Scorecard(configuration.scorecard).score(of: $0, scores) }
  }
}

extension Sentiment {
  /// Red, green and blue, as a web page writes them; our choice.
  fileprivate var code: String {
    switch self {
    case .green: "#2e8540"
    case .yellow: "#f1b211"
    case .red: "#c9302c"
    }
  }
}
