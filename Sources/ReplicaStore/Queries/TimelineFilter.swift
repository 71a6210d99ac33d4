package import CustomerSuccess

/// Which entries of the timeline are wanted; the empty filter lets everything through.
package struct TimelineFilter: Hashable, Sendable {
  /// Empty means all.
  package var types: Set<ActivityType> = []
  /// The first day wanted.
  package var since: Day?
  /// The last day wanted.
  package var until: Day?
  package var author: User.ID?
  /// Whose customers, when the timeline is not of one customer.
  package var book: Book = .everything
  /// What was typed to narrow it down; all of them hold.
  package var terms: [Term] = []

  package init() {}

  /// One part of a typed filter.
  package struct Term: Hashable, Sendable {
    /// A minus sign stood before it: what fits is left out.
    package var isNegated = false
    package var test: Test
  }

  package enum Test: Hashable, Sendable {
    /// In the subject, the notes, the customer's or the author's name.
    case word(String)
    /// Any of these is part of the customer's name.
    case customer([String])
    /// Any of these is part of the author's name; `me` is whose home this is.
    case author([String])
    /// Any of these is part of an attendee's address.
    case attendee([String])
    case types([ActivityType])
    case meetingTypes([MeetingType])
    case sentiments([Sentiment])
    case milestones([MilestoneType])
    case since(Day)
    case until(Day)
    case on(Day)
    case has([Trait])
  }

  /// Something that an entry has or has not.
  package enum Trait: String, CaseIterable, Hashable, Sendable {
    case notes, attendees, sentiment, milestone, risk, sponsor, triage, cta, plan, version, unsent
    case edited
  }
}

extension TimelineFilter {
  /// The conditions on `activity x` beside its `account a`.
  func conditions(me: User.ID?, isOfOneCustomer: Bool) -> Conditions {
    var conditions = Conditions()
    if !isOfOneCustomer { conditions.add(book, on: "a", me: me) }
    if !types.isEmpty { conditions.add("x.type", isOneOf: types.map(\.rawValue).sorted()) }
    if let since { conditions.add("x.activity_date >= ?", since.stored) }
    if let until { conditions.add("x.activity_date <= ?", until.stored) }
    if let author { conditions.add("x.author_id = ?", author.stored) }
    for term in terms {
      let test = term.test.condition(me: me)
      conditions.add(term.isNegated ? "NOT coalesce(\(test.sql), 0)" : test.sql, test.values)
    }
    return conditions
  }
}

extension TimelineFilter.Test {
  fileprivate func condition(me: User.ID?) -> (sql: String, values: [Value]) {
    switch self {
    case .word(let word): Self.holds(word)
    case .customer(let parts): Self.any(parts) { ("a.name LIKE ? ESCAPE '\\'", Self.part($0)) }
    case .author(let parts):
      Self.any(parts) { part in
        part == "me"
          ? ("x.author_id = ?", me?.stored ?? .null)
          : (
            "x.author_id IN (SELECT id FROM user WHERE name LIKE ? ESCAPE '\\')", Self.part(part)
          )
      }
    case .attendee(let parts):
      Self.any(parts) { ("x.external_attendees LIKE ? ESCAPE '\\'", Self.part($0)) }
    case .types(let types): Self.any(types) { ("x.type = ?", $0.stored) }
    case .meetingTypes(let types): Self.any(types) { ("x.meeting_type = ?", $0.stored) }
    case .sentiments(let colors): Self.any(colors) { ("x.sentiment = ?", $0.stored) }
    case .milestones(let types): Self.any(types) { ("x.milestone_type = ?", $0.stored) }
    case .since(let day): ("x.activity_date >= ?", [day.stored])
    case .until(let day): ("x.activity_date <= ?", [day.stored])
    case .on(let day): ("x.activity_date = ?", [day.stored])
    case .has(let traits):
      ("(" + traits.map(\.condition).joined(separator: " OR ") + ")", [])
    }
  }

  /// Through the index of words; scripts without spaces are looked for letter by letter.
  private static func holds(_ word: String) -> (sql: String, values: [Value]) {
    let search = SearchText(word)
    let names = """
      a.name LIKE ? ESCAPE '\\'
      OR x.author_id IN (SELECT id FROM user WHERE name LIKE ? ESCAPE '\\')
      """
    guard !search.words.isEmpty, !search.needsSubstrings else {
      return (
        "(x.subject LIKE ? ESCAPE '\\' OR x.notes LIKE ? ESCAPE '\\' OR \(names))",
        Array(repeating: part(word), count: 4)
      )
    }
    return (
      """
      (x._n IN (SELECT rowid & 4294967295 FROM search_activity WHERE search_activity MATCH ?)
       OR \(names))
      """, [.text(search.matchExpression), part(word), part(word)]
    )
  }

  private static func any<Part>(
    _ parts: [Part], _ condition: (Part) -> (sql: String, value: Value)
  ) -> (sql: String, values: [Value]) {
    let all = parts.map(condition)
    return ("(" + all.map(\.sql).joined(separator: " OR ") + ")", all.map(\.value))
  }

  /// A LIKE pattern for text anywhere, with `\` as its escape.
  private static func part(_ text: String) -> Value {
    var escaped = ""
    for character in text {
      if "%_\\".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return .text("%\(escaped)%")
  }
}

extension TimelineFilter.Trait {
  fileprivate var condition: String {
    switch self {
    case .notes: "coalesce(x.notes, '') <> ''"
    case .attendees:
      "coalesce(x.external_attendees, '') || coalesce(x.internal_attendees, '') <> ''"
    case .sentiment: "x.sentiment IS NOT NULL"
    case .milestone: "x.milestone_type IS NOT NULL"
    case .risk: "coalesce(x.product_risk, '') <> ''"
    case .sponsor: "coalesce(x.executive_sponsor_present, 0)"
    case .triage: "coalesce(x.requires_triage, 0)"
    case .cta: "x.cta_id IS NOT NULL"
    case .plan: "x.plan_id IS NOT NULL"
    case .version:
      """
      (x.sibling_of IS NOT NULL
       OR EXISTS (SELECT 1 FROM activity v WHERE v.account_id = x.account_id
                  AND v.sibling_of = x.id))
      """
    case .unsent: "EXISTS (SELECT 1 FROM base_row b WHERE b.tb = 'activity' AND b.id = x.id)"
    case .edited: "x.edited_at IS NOT NULL"
    }
  }
}
