import CustomerSuccess
import ReplicaStore

/// The customers of a book; with a limit only as many as fill the first screen.
nonisolated struct PortfolioReading: Reading {
  let book: Book
  var limit: Int? = nil
  var isQuick: Bool { limit != nil }

  func answer(from replica: Replica, today: Day) throws -> [PortfolioRow] {
    try replica.portfolio(book, limit: limit, today: today)
  }
}
