import CustomerSuccess

/// Turns words about some customers into a view of the portfolio.
struct CustomersParser {
  static let nouns: Set<String> = ["customers", "customer", "accounts", "account", "renewals"]

  private var words: ArraySlice<String>
  private let today: Day
  private var terms: [String] = []
  private var book: Book = .own

  init(_ words: [String], today: Day) {
    self.words = words[...]
    self.today = today
  }

  mutating func view() throws(AskProblem) -> PortfolioView {
    while let word = words.popFirst() { try take(word) }
    let isAboutRenewals = terms.contains { $0.hasPrefix("renewal:") || $0.hasPrefix("quarter:") }
    return PortfolioView(
      name: "", book: book,
      order: PortfolioOrder(column: isAboutRenewals ? .renewal : .health),
      filter: terms.joined(separator: " "))
  }

  private static let fillers: Set<String> = [
    "my", "and", "that", "are", "is", "have", "has", "in", "of", "the", "renew", "renewing",
    "due", "whose", "who", "customers", "customer", "accounts", "account", "renewals",
  ]

  private mutating func take(_ word: String) throws(AskProblem) {
    switch word {
    case "all", "every": book = .everything
    case "red", "yellow", "green": terms.append("health:\(word)")
    case "at" where words.first == "risk":
      words.removeFirst()
      terms.append("health:red")
    case "emea", "amer", "apac": terms.append("region:\(word)")
    case "this", "next": try takePeriod(isNext: word == "next")
    case "in" where words.first.flatMap({ Int($0) }) != nil, "within":
      terms.append("renewal:0..\(try span())")
    case "not" where words.first == "contacted":
      words.removeFirst()
      if let first = words.first, ["in", "for", "since"].contains(first) { words.removeFirst() }
      terms.append("last:>=\(try span())")
    case "never" where words.first == "contacted":
      words.removeFirst()
      terms.append("last:none")
    case "with": try takeComparison()
    case let term where term.contains(":"): terms.append(term)
    case let filler where Self.fillers.contains(filler): break
    default: throw .unknownWords(([word] + words).joined(separator: " "))
    }
  }

  /// `quarter`, `month`, or so many days.
  private mutating func takePeriod(isNext: Bool) throws(AskProblem) {
    let first = today.firstOfMonth
    switch words.first {
    case "quarter":
      words.removeFirst()
      let day = isNext ? first.adding(months: 3) : first
      terms.append("quarter:\(FiscalQuarter(of: day).description.lowercased())")
    case "month":
      words.removeFirst()
      let day = isNext ? first.adding(months: 1) : first
      terms.append("renewal:\(day.description.dropLast(3))")
    default: terms.append("renewal:0..\(try span())")
    }
  }

  /// `60 days`, `8 weeks`, `3 months`, in days.
  private mutating func span() throws(AskProblem) -> Int {
    guard let text = words.popFirst(), let number = Int(text), (0...10_000).contains(number) else {
      throw .unknownWords(words.joined(separator: " "))
    }
    switch words.first {
    case "day", "days": words.removeFirst()
    case "week", "weeks":
      words.removeFirst()
      return number * 7
    case "month", "months":
      words.removeFirst()
      return number * 30
    default: break
    }
    return number
  }

  /// `arr over 100k`, `open tickets`, `late ctas`, `unlabeled instances`.
  private mutating func takeComparison() throws(AskProblem) {
    if words.starts(with: ["late", "ctas"]) || words.starts(with: ["overdue", "ctas"]) {
      words = words.dropFirst(2)
      return terms.append("overdue:>0")
    }
    if words.starts(with: ["open", "tickets"]) {
      words = words.dropFirst(2)
      return terms.append("tickets:>0")
    }
    if words.starts(with: ["unlabeled", "instances"]) {
      words = words.dropFirst(2)
      return terms.append("unlabeled:>0")
    }
    let name = words.popFirst() ?? ""
    let columns = PortfolioColumn.named(name)
    guard let column = columns.first, columns.count == 1 else { throw .unclearColumn(name) }
    let sign = try comparison()
    guard let value = words.popFirst() else { throw .unknownWords("with \(name)") }
    let term = "\(column.rawValue):\(sign)\(value)"
    guard PortfolioFilter(term).problems.isEmpty else { throw .unknownWords(term) }
    terms.append(term)
  }

  private mutating func comparison() throws(AskProblem) -> String {
    let forms: [(words: [String], sign: String)] = [
      (["over"], ">"), (["above"], ">"), ([">"], ">"), (["more", "than"], ">"),
      (["at", "least"], ">="), ([">="], ">="), (["under"], "<"), (["below"], "<"), (["<"], "<"),
      (["less", "than"], "<"), (["at", "most"], "<="), (["<="], "<="),
    ]
    guard let form = forms.first(where: { words.starts(with: $0.words) }) else {
      throw .unknownWords(words.joined(separator: " "))
    }
    words = words.dropFirst(form.words.count)
    return form.sign
  }
}
