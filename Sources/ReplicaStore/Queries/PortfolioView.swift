package import CustomerSuccess

/// A portfolio as somebody wants to see it, kept under a name: a file in `views/`.
///
/// Values are plain words, so that a file can be written by hand; what this version does not know
/// is left out when the view is shown, and named.
package struct PortfolioView: Equatable, Sendable {
  /// The name in menus and, with `.yaml`, of the file.
  package var name: String
  /// Nil shows whatever book is open.
  package var book: Book?
  /// Nil shows the usual ones.
  package var columns: [PortfolioColumn]?
  package var order: PortfolioOrder
  package var group: PortfolioColumn?
  package var filter: String

  package init(
    name: String, book: Book? = nil, columns: [PortfolioColumn]? = nil,
    order: PortfolioOrder = PortfolioOrder(), group: PortfolioColumn? = nil, filter: String = ""
  ) {
    self.name = name
    self.book = book
    self.columns = columns
    self.order = order
    self.group = group
    self.filter = filter
  }
}

extension PortfolioView {
  /// The views that are always there; one that is saved under the same name takes its place.
  package static let shipped: [PortfolioView] = [
    PortfolioView(name: "My book", book: .own),
    PortfolioView(
      name: "At risk", order: PortfolioOrder(column: .arr), filter: "health:red status:active"),
    PortfolioView(
      name: "Renewals next 90 days", order: PortfolioOrder(column: .renewal),
      group: .quarter, filter: "renewal:<=90 status:active"),
    PortfolioView(
      name: "Quiet accounts", order: PortfolioOrder(column: .lastActivity),
      filter: "cadence:red status:active"),
    PortfolioView(
      name: "Unlabeled", order: PortfolioOrder(column: .unknownInstances),
      filter: "unlabeled:>0"),
    PortfolioView(
      name: "Onboarding", order: PortfolioOrder(column: .lastActivity),
      filter: "lifecycle:onboarding"),
  ]

  /// Shipped views, those saved under their names instead, then the other saved ones.
  package static func all(saved: [PortfolioView]) -> [PortfolioView] {
    shipped.map { shipped in saved.first { $0.name == shipped.name } ?? shipped }
      + saved.filter { saved in !shipped.contains { $0.name == saved.name } }
  }

  /// Why a name cannot be a file's; nil when it can.
  package static func problem(inName name: String) -> String? {
    if name.isEmpty { return "Give the view a name." }
    if name.utf8.count > nameLimit { return "Keep the name below \(nameLimit) bytes." }
    if name.hasPrefix(".") { return "A name does not begin with a dot." }
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || " -_.".unicodeScalars.contains(scalar)
    }
    return isPlain ? nil : "Letters, digits, spaces, dots and dashes make a name."
  }

  /// Longer file names are not portable.
  private static let nameLimit = 100
}

extension PortfolioView {
  /// What a view's file says: lists and single values by their keys, in the order of writing.
  package var values: [(key: String, value: Value)] {
    var values: [(key: String, value: Value)] = []
    if let book { values.append(("book", .one(book.word))) }
    if let columns { values.append(("columns", .many(columns.map(\.rawValue)))) }
    values.append(("sort", .one(order.column.rawValue)))
    if order.isReversed { values.append(("reversed", .one("true"))) }
    if let group { values.append(("group", .one(group.rawValue))) }
    if !filter.isEmpty { values.append(("filter", .one(filter))) }
    return values
  }

  package enum Value: Equatable, Sendable {
    case one(String)
    case many([String])

    /// One after the other.
    package var words: [String] {
      switch self {
      case .one(let word): [word]
      case .many(let words): words
      }
    }
  }

  /// Reads what a file says.
  ///
  /// - Returns: The view, and what in the file means nothing here.
  package static func read(
    name: String, _ values: [String: Value]
  ) -> (view: PortfolioView, problems: [Problem]) {
    var view = PortfolioView(name: name)
    var problems: [Problem] = []
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      if let words = view.take(key, value) { problems.append(Problem(key: key, words: words)) }
    }
    return (view, problems)
  }

  /// What the file of a view, or of a report, says that means nothing here.
  package struct Problem: Equatable, Sendable {
    /// The key that it stands behind.
    package let key: String
    package let words: String

    package init(key: String, words: String) {
      self.key = key
      self.words = words
    }
  }

  private mutating func take(_ key: String, _ value: Value) -> String? {
    let words = value.words
    let word = words.first ?? ""
    switch key {
    case "book":
      book = Book(word: word)
      return book == nil ? "no book is called \"\(word)\"" : nil
    case "columns":
      let found = words.map { (word: $0, column: PortfolioColumn(rawValue: $0)) }
      columns = found.compactMap(\.column)
      return found.first { $0.column == nil }.map { "no column is called \"\($0.word)\"" }
    case "sort":
      guard let column = PortfolioColumn(rawValue: word) else {
        return "no column is called \"\(word)\""
      }
      order.column = column
    case "reversed":
      order.isReversed = word == "true"
    case "group":
      group = PortfolioColumn(rawValue: word).flatMap {
        PortfolioColumn.groupable.contains($0) ? $0 : nil
      }
      return group == nil ? "nothing is grouped by \"\(word)\"" : nil
    case "filter": filter = word
    default: return "\"\(key)\" is no setting of a view"
    }
    return nil
  }
}

extension Replica {
  /// The customers that a view shows, in its order, without its headings, and what hides the others.
  ///
  /// A view without a book shows the own one.
  package func portfolio(_ view: PortfolioView, today: Day) throws -> PortfolioSheet.Shown {
    let filter = PortfolioFilter(view.filter)
    let details = Set((filter.columns.union([view.order.column])).compactMap(\.detail))
    let rows = try portfolio(view.book ?? .own, details: details, today: today)
    var sheet = PortfolioSheet(view.order.sorted(rows, today: today), today: today)
    return sheet.shown(by: filter)
  }
}

extension Book {
  /// The word for it in a view's file: `own`, `everything`, `followed`, `team:East`, `tam:005…`.
  package var word: String {
    switch self {
    case .own: "own"
    case .everything: "everything"
    case .followed: "followed"
    case .team(let team): "team:\(team)"
    case .user(let id): "tam:\(id.rawValue)"
    }
  }

  /// Nil for a word that stands for no book.
  package init?(word: String) {
    let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("own", 1): self = .own
    case ("everything", 1): self = .everything
    case ("followed", 1): self = .followed
    case ("team", 2): self = .team(parts[1])
    case ("tam", 2): self = .user(.init(parts[1]))
    default: return nil
    }
  }
}
