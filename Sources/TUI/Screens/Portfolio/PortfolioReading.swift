import CustomerSuccess
import ReplicaStore

/// The customers of a book; with a limit only as many as fill the first screen.
nonisolated struct PortfolioReading: Reading {
  let book: Book
  var limit: Int? = nil
  /// What the columns shown need besides the line.
  var details: Set<PortfolioDetail> = []
  var isQuick: Bool { limit != nil }

  func answer(from replica: Replica, today: Day) throws -> PortfolioSheet {
    let rows = try replica.portfolio(book, limit: limit, details: details, today: today)
    var sheet = PortfolioSheet(rows, today: today)
    // Beside the loop there is time for what a key would else have to wait for.
    if !isQuick {
      sheet.prepare(
        for: PortfolioTile.Kind.allCases.map { PortfolioFilter($0.filter(today: today)) })
    }
    return sheet
  }
}

/// How many customers each TAM has, for the menu of books.
nonisolated struct BookCountReading: Reading {
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> [BookCount] {
    try replica.bookCounts()
  }
}

/// What the preview says of the customer under the cursor.
nonisolated struct PortfolioPreviewReading: Reading {
  let id: Account.ID
  var isQuick: Bool { false }
  var isGlance: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> PortfolioPreview {
    var open = CTAFilter()
    open.account = id
    return PortfolioPreview(
      id: id, measures: Scorecard.scores(in: try replica.measures(of: id)),
      entries: try replica.timeline(of: id, limit: 3), ctas: try replica.ctas(open, limit: 5),
      contacts: try replica.contacts(of: id).filter { $0[Contact.isInactive] != true })
  }
}

/// The key facts of one customer.
nonisolated struct PortfolioPreview: Equatable, Sendable {
  let id: Account.ID
  /// A measure that is NA is left out.
  let measures: [Measure: Double]
  /// The newest three.
  let entries: [ActivityRow]
  /// Open ones, those due first in front.
  let ctas: [CTARow]
  /// Active ones, by name.
  let contacts: [Row]
}
