package import CustomerSuccess

extension TimelineFilter {
  /// Something typed that the filter cannot look for; the rest of it still holds.
  package enum Problem: Hashable, Sendable, CustomStringConvertible {
    case unknownColumn(String)
    case unknownValue(column: String, value: String, known: [String])

    package var description: String {
      switch self {
      case .unknownColumn(let name):
        "\(name): is no column; there are \(Column.allCases.map(\.rawValue).joined(separator: ", "))"
      case .unknownValue(let column, let value, let known):
        "\(column):\(value) is none of \(known.joined(separator: ", "))"
      }
    }
  }

  /// What may stand before a colon.
  enum Column: String, CaseIterable {
    case type, by, customer, with, since, until, on, sentiment, meeting, milestone, has
  }

  /// Reads what was typed after `/`: `renewal type:call,meeting by:me since:30d -sentiment:green`.
  ///
  /// Words look through subject, notes and names; commas stand for "or", a minus sign in front turns
  /// a term around, quotes keep spaces together.
  package static func terms(
    typed text: String, today: Day
  ) -> (terms: [Term], problems: [Problem]) {
    var terms: [Term] = []
    var problems: [Problem] = []
    // While a column has no value yet, it hides nothing.
    for term in TypedTerm.terms(of: text) where !term.values.isEmpty {
      switch test(term, today: today) {
      case .success(let test): terms.append(Term(isNegated: term.isNegated, test: test))
      case .failure(let unknown): problems.append(unknown.problem)
      }
    }
    return (terms, problems)
  }

  /// What was typed, with its last word completed where only one thing can be meant; nil otherwise.
  package static func completed(_ text: String) -> String? {
    guard let last = text.split(separator: " ", omittingEmptySubsequences: false).last,
      !last.isEmpty
    else { return nil }
    let sign = last.first == "-" ? "-" : ""
    let body = last.dropFirst(sign.count)
    let head = text.dropLast(body.count)
    guard let colon = body.firstIndex(of: ":") else {
      let names = Column.allCases.map(\.rawValue).filter { $0.hasPrefix(body.lowercased()) }
      return names.count == 1 ? "\(head)\(names[0]):" : nil
    }
    let start = body.lastIndex(of: ",").map { body.index(after: $0) } ?? body.index(after: colon)
    guard let column = Column(rawValue: body[..<colon].lowercased()) else { return nil }
    let fitting = column.values.filter { $0.hasPrefix(body[start...].lowercased()) }
    guard fitting.count == 1, fitting[0] != body[start...] else { return nil }
    let value = fitting[0].contains(" ") ? "\"\(fitting[0])\"" : fitting[0]
    return "\(head)\(body[..<start])\(value)"
  }

  private struct Unknown: Error { let problem: Problem }

  private static func test(_ term: TypedTerm, today: Day) -> Result<Test, Unknown> {
    guard let name = term.column else { return .success(.word(term.value)) }
    let named = Column.allCases.filter { $0.rawValue.hasPrefix(name) }
    guard let column = named.first(where: { $0.rawValue == name }) ?? named.first else {
      return .failure(Unknown(problem: .unknownColumn(name)))
    }
    return Result { () throws(Unknown) in try test(column, term.values, today: today) }
  }

  private static func test(
    _ column: Column, _ values: [String], today: Day
  ) throws(Unknown) -> Test {
    switch column {
    case .customer: .customer(values)
    case .by: .author(values)
    case .with: .attendee(values)
    case .type: .types(try choices(column, values))
    case .meeting: .meetingTypes(try choices(column, values))
    case .sentiment: .sentiments(try choices(column, values))
    case .milestone: .milestones(try choices(column, values))
    case .has: .has(try known(column, values, Trait.allCases.map { ($0.rawValue, $0) }))
    case .since: .since(try day(column, values[0], today: today))
    case .until: .until(try day(column, values[0], today: today))
    case .on: .on(try day(column, values[0], today: today))
    }
  }

  private static func choices<Choice: Enumeration>(
    _ column: Column, _ values: [String]
  ) throws(Unknown) -> [Choice] {
    try known(column, values, Choice.allCases.map { ($0.rawValue, $0) })
  }

  /// Those that begin with the letters typed.
  private static func known<Choice>(
    _ column: Column, _ values: [String], _ all: [(name: String, choice: Choice)]
  ) throws(Unknown) -> [Choice] {
    var found: [Choice] = []
    for value in values {
      let fitting = all.filter { $0.name.lowercased().hasPrefix(value.lowercased()) }
      guard !fitting.isEmpty else {
        throw Unknown(
          problem: .unknownValue(
            column: column.rawValue, value: value, known: all.map { $0.name.lowercased() }))
      }
      found += fitting.map(\.choice)
    }
    return found
  }

  /// A day, or a span that counts back: `7d`, `2w`.
  private static func day(
    _ column: Column, _ value: String, today: Day
  ) throws(Unknown) -> Day {
    if let days = Day.span(typed: value) { return today.adding(days: -days) }
    if let day = Day(typed: value, today: today, toward: .past) { return day }
    throw Unknown(
      problem: .unknownValue(
        column: column.rawValue, value: value, known: ["7d", "2w", "monday", "2026-11-21"]))
  }
}

extension TimelineFilter.Column {
  /// What may stand behind the colon, in lower case; empty where it is a name or a day.
  fileprivate var values: [String] {
    let values: [String] =
      switch self {
      case .type: ActivityType.allCases.map(\.rawValue)
      case .sentiment: Sentiment.allCases.map(\.rawValue)
      case .meeting: MeetingType.allCases.map(\.rawValue)
      case .milestone: MilestoneType.allCases.map(\.rawValue)
      case .has: TimelineFilter.Trait.allCases.map(\.rawValue)
      case .by: ["me"]
      case .since, .until, .on: ["today", "yesterday"]
      case .customer, .with: []
      }
    return values.map { $0.lowercased() }
  }
}
