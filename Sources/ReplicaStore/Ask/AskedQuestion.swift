package import CustomerSuccess

/// A question in the small fixed grammar of `tam ask`, understood.
///
/// Nothing is guessed: words that fit no form are refused, with the forms there are.
package enum AskedQuestion: Equatable, Sendable {
  case help
  /// A part of a customer's page, by its name in `tam show --section`.
  case section(String, of: String)
  /// An attribute, by the words used for it.
  case attribute(String, of: String)
  /// Open CTAs of a customer, or of the person; no types means all.
  case ctas(of: String?, types: Set<CTAType>, due: Due?)
  case customers(PortfolioView, Figure)

  package enum Due: Equatable, Sendable {
    case today
    case overdue
    case week
  }

  /// What is wanted of some customers.
  package enum Figure: Equatable, Sendable {
    case list
    case count
    case totalARR
  }

  /// Every form with an example of it, for help.
  package static let forms: [(form: String, answer: String)] = [
    ("summary of CUSTOMER", "the facts of a customer at a glance"),
    ("health of CUSTOMER · why is CUSTOMER red", "every measure with its score and its reason"),
    ("arr of CUSTOMER · renewal date of CUSTOMER · who is the tam of CUSTOMER", "any attribute"),
    ("contacts of CUSTOMER", "also tickets, activities, instances, stages, plans, subscriptions"),
    ("open risk ctas for CUSTOMER", "open calls to action, of one type or of all"),
    ("my ctas due today", "also overdue, or due this week"),
    ("my red customers", "also yellow, green, at risk; all customers for every one you may see"),
    ("customers with arr over 100k", "any column of the portfolio, over or under a number"),
    ("customers not contacted in 60 days", "whom nobody has spoken with for so long"),
    ("renewals this quarter", "also next quarter, this month, in 90 days"),
    ("how many red customers · total arr of my customers", "the number alone"),
  ]
}

/// Why a question has no answer.
package enum AskProblem: Error, Equatable, CustomStringConvertible {
  case noForm(String)
  case unknownWords(String)
  case unclearColumn(String)

  package var description: String {
    switch self {
    case .noForm(let text):
      "\"\(text)\" is no question that has an answer: tam ask help lists those"
    case .unknownWords(let words):
      "\"\(words)\" says nothing about customers: tam ask help lists what does"
    case .unclearColumn(let name):
      "\"\(name)\" is no column of the portfolio: "
        + PortfolioColumn.allCases.map(\.rawValue).joined(separator: ", ")
    }
  }
}
