import CustomerSuccess
import ReplicaStore
import Terminal

extension PortfolioState {
  /// What was not understood in the filter, or what may follow what was typed.
  var filterNote: SafeText? {
    guard let token = FilterToken(lastOf: filter) else { return nil }
    let isOnlyUnfinished = query.problems.allSatisfy { problem in
      if case .noValue = problem { true } else { false }
    }
    if let problem = query.problems.first, !isOnlyUnfinished,
      token.column != nil || PortfolioColumn.named(token.word).isEmpty
    {
      return SafeText(sanitizing: problem.description, limit: 200)
    }
    if let column = token.column {
      let choices = values(of: column).filter { $0.lowercased().hasPrefix(token.word) }
      let list = SafeText.joined(
        choices.prefix(8).map { SafeText(sanitizing: $0, limit: 24) }, separator: ", ")
      return list.isEmpty
        ? "\(SafeText(sanitizing: column.rawValue)): \(SafeText(sanitizing: column.kind.advice))"
        : "\(SafeText(sanitizing: column.rawValue)): \(list)"
    }
    let columns = PortfolioColumn.named(token.word)
    guard !columns.isEmpty else { return nil }
    let names = columns.prefix(8).map { SafeText(sanitizing: "\($0.rawValue):") }
    return "Tab completes: \(SafeText.joined(names, separator: " "))"
  }

  /// The filter with its last word completed as far as it is certain; nil when nothing is.
  func completedFilter(_ text: String) -> String? {
    guard let token = FilterToken(lastOf: text) else { return nil }
    let choices: [String]
    if let column = token.column {
      choices = values(of: column).filter { $0.lowercased().hasPrefix(token.word) }
    } else {
      choices = PortfolioColumn.named(token.word).map { "\($0.rawValue):" }
    }
    guard var common = choices.first else { return nil }
    for choice in choices { common = common.sharedBeginning(with: choice) }
    guard common.count > token.word.count || choices.count == 1 else { return nil }
    let isWhole = choices.count == 1 && token.column != nil
    let quoted = common.contains(" ") ? "\"\(common)\(isWhole ? "\"" : "")" : common
    let completed = token.beforeWord + quoted + (isWhole ? " " : "")
    return completed == text ? nil : completed
  }

  /// The different words that a column says in this book; empty for a column of numbers.
  private func values(of column: PortfolioColumn) -> [String] {
    switch column {
    case .health, .roi, .sentiment, .engagement, .support, .licenseHealth, .userEngagement,
      .scm, .ci, .devSecOps, .cd, .personaEngagement, .emergencyTickets:
      return Sentiment.allCases.map { $0.rawValue.lowercased() } + ["na"]
    case .cadence: return ["red", "yellow", "green", "never", "na"]
    case .ctas: return ["overdue", "none"]
    case .region: return Region.allCases.map { $0.rawValue.lowercased() }
    case .segment: return SalesSegment.allCases.map { $0.rawValue.lowercased() }
    case .lifecycle: return LifecycleStage.allCases.map { $0.rawValue.lowercased() }
    case .status: return ["active", "inactive"]
    case .owner: return distinct(rows.compactMap(\.ownerName))
    case .team: return distinct(rows.compactMap(\.ownerTeam))
    case .quarter:
      return distinct(rows.compactMap(\.renewalDate).map { "\(FiscalQuarter(of: $0))" })
    default: return []
    }
  }

  private func distinct(_ words: [String]) -> [String] {
    Set(words.map { $0.lowercased() }).sorted()
  }
}

/// The word of a filter that is being typed.
private struct FilterToken {
  /// Everything before it.
  let beforeWord: String
  /// In lower case, without the quote it may begin with.
  let word: String
  /// The column it is a value of; nil while it is a word or the name of a column.
  let column: PortfolioColumn?

  /// Nil after a space, where nothing is being typed.
  init?(lastOf text: String) {
    let isQuoted = text.filter { $0 == "\"" }.count % 2 == 1
    var start = text.endIndex
    var hasQuote = false
    while start > text.startIndex {
      let previous = text.index(before: start)
      if text[previous] == "\"" { hasQuote = true }
      if text[previous].isWhitespace && (!isQuoted || hasQuote) { break }
      start = previous
    }
    let token = text[start...]
    let body = token.hasPrefix("-") ? token.dropFirst() : token
    guard !body.isEmpty else { return nil }
    guard let colon = body.firstIndex(of: ":") else {
      word = body.lowercased()
      beforeWord = String(text[..<body.startIndex])
      column = nil
      return
    }
    let columns = PortfolioColumn.named(body[..<colon])
    guard columns.count == 1 else { return nil }
    let values = body[body.index(after: colon)...]
    let value = values.lastIndex(of: ",").map { values[values.index(after: $0)...] } ?? values
    word = value.filter { $0 != "\"" }.lowercased()
    beforeWord = String(text[..<value.startIndex])
    column = columns.first
  }
}

extension String {
  fileprivate func sharedBeginning(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
