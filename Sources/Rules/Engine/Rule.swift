package import CustomerSuccess

/// A question to the data and what is done with each row of the answer.
package struct Rule: Hashable, Sendable {
  /// The name of its file, without the ending.
  package let id: String
  package let name: String
  /// What it is for.
  package let description: String
  package let kind: RuleKind
  /// Nil for what runs only when asked for.
  package let chain: RuleChain?
  /// Ids of rules of the chain that have to run before.
  package let after: [String]
  package let isActive: Bool
  /// SQL over the views of rules; `:today` is the day.
  package let source: String
  /// The line of the file on which the source begins.
  package let sourceLine: Int
  package let actions: [RuleAction]
  /// More records than this are not written without a word of confirmation; nil takes the usual
  /// limit of its actions.
  package let limit: Int?
  /// Who hears when it fails; nil is the address of all rules.
  package let failureMail: String?
}

extension Rule {
  /// The measures that it judges by their formulas; nil when it does anything else as well.
  package var formulas: Set<Measure>? {
    var measures: Set<Measure> = []
    for action in actions {
      guard case .score(let score) = action, score.value == .formula else { return nil }
      measures.insert(score.measure)
    }
    return measures
  }
}

/// What becomes of a row of a rule's source.
package enum RuleAction: Hashable, Sendable {
  case load(LoadAction)
  case openCTA(OpenCTAAction)
  case closeCTA(CloseCTAAction)
  case openPlan(OpenPlanAction)
  case score(ScoreAction)

  /// Columns of the source that it reads.
  package var columns: Set<String> {
    switch self {
    case .load(let load): Set(load.columns.map(\.from)).union(["id"])
    case .openCTA(let cta):
      cta.name.columns.union(cta.because.columns).union(cta.due.column.map { [$0] } ?? [])
        .union(cta.playbook?.columns ?? []).union(["account_id"])
    case .closeCTA(let cta): cta.because.columns.union(["account_id", "cta_id"])
    case .openPlan(let plan): plan.name.columns.union(["account_id"])
    case .score(let score):
      (score.comment?.columns ?? []).union(score.value.column.map { [$0] } ?? [])
        .union(["account_id"])
    }
  }
}

/// Writes calculated columns of an object; what people write is not for rules.
package struct LoadAction: Hashable, Sendable {
  package struct Loaded: Hashable, Sendable {
    package let column: Column
    /// A column of the source.
    package let from: String
  }

  package let table: Table
  package let columns: [Loaded]
  /// Whether a row that is not there is made.
  package let makesRows: Bool
}

/// Opens a call to action, unless one like it is there.
package struct OpenCTAAction: Hashable, Sendable {
  package let type: CTAType
  package let reason: String
  package let name: Template
  package let owner: CTAOwner
  package let due: DueRule
  package let priority: Priority
  /// The name of a playbook, whose tasks come with it.
  package let playbook: Template?
  /// Why it is there, in words.
  package let because: Template
  package let again: Again

  /// When one may come after one that was closed.
  package enum Again: Hashable, Sendable {
    case atOnce
    /// Not within so many days of the day on which the last one was closed.
    case days(Int)
    case never
  }
}

/// Closes a call to action that a rule has opened.
package struct CloseCTAAction: Hashable, Sendable {
  /// The name of the rule that opened it; what people opened is theirs.
  package let openedBy: String
  package let status: CTAStatus
  package let because: Template
}

/// Opens a success plan, unless one of the type is open.
package struct OpenPlanAction: Hashable, Sendable {
  package let type: SuccessPlanType
  package let name: Template
  package let dueDays: Int
}

/// Sets a measure of the scorecard.
package struct ScoreAction: Hashable, Sendable {
  package enum Score: Hashable, Sendable {
    /// As the formula of the measure judges.
    case formula
    /// NA.
    case none
    /// A column of the source, 0 through 100 or null.
    case column(String)

    package var column: String? {
      if case .column(let name) = self { name } else { nil }
    }
  }

  package let measure: Measure
  package let value: Score
  package let comment: Template?
}

/// Who gets a call to action, by what they are to the customer.
package enum CTAOwner: String, CaseIterable, Hashable, Sendable {
  case tam
  case tamManager = "tam manager"
  case accountOwner = "account owner"
}
