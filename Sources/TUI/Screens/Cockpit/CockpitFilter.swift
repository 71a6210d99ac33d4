import CustomerSuccess
import ReplicaStore
import Terminal

/// What was typed to narrow the Cockpit: `risk -emea due:<7d owner:me,bob "renewal plan"`.
///
/// Words look through the line; `column:value` looks at a column, commas stand for "or", and a minus
/// sign in front turns a term around. A term that cannot be understood hides nothing.
nonisolated struct CockpitFilter: Equatable {
  /// One condition.
  struct Term: Equatable {
    let isNegated: Bool
    /// Nil for words that may stand anywhere.
    let column: Column?
    /// In lower case; one of them is enough.
    let values: [String]
  }

  /// The columns that can be asked for; the first one that begins with what was typed is meant.
  enum Column: String, CaseIterable {
    case customer, due, type, owner, status, priority, reason, playbook, plan, health, renewal
    case next, name, flag, snoozed, stage, age, late, idle
  }

  private(set) var terms: [Term] = []
  /// What was not understood, and what to write instead.
  private(set) var problem: SafeText?
  let today: Day
  let me: User.ID

  init(_ text: String, today: Day, me: User.ID) {
    self.today = today
    self.me = me
    for term in TypedTerm.terms(of: text) { take(term) }
  }

  /// Whether snoozed CTAs are asked for, which are hidden otherwise.
  var asksForSnoozed: Bool { terms.contains { $0.column == .snoozed } }

  /// Whether closed CTAs are asked for, which are read only then.
  var asksForClosed: Bool {
    terms.contains { term in
      term.column == .status && !term.isNegated
        && term.values.contains { value in
          value == "closed" || CTAStatus.allCases.contains { $0.isNamed(value) && !$0.isOpen }
        }
    }
  }

  func holds(_ row: CockpitRow) -> Bool {
    terms.allSatisfy { term in
      let isThere = term.values.contains { value in
        term.column.map { holds(value, $0, row) } ?? Self.words(of: row).contains(value)
      }
      return isThere != term.isNegated
    }
  }

  private mutating func take(_ typed: TypedTerm) {
    guard let name = typed.column else {
      let word = typed.value.lowercased()
      if !word.isEmpty {
        terms.append(Term(isNegated: typed.isNegated, column: nil, values: [word]))
      }
      return
    }
    guard let column = Column.allCases.first(where: { $0.rawValue.hasPrefix(name) }) else {
      let typed = SafeText(sanitizing: name, limit: 20)
      problem = "no column is called \(typed): due, type, owner, status, customer, priority\u{2026}"
      return
    }
    let values = typed.values.map { $0.lowercased() }
    // While a term is being typed it hides nothing.
    guard !values.isEmpty else { return }
    if column.isNumber, let odd = values.first(where: { number($0) == nil }) {
      problem = "\(SafeText(sanitizing: odd, limit: 20)) is no number of days: >90, <30, 14"
      return
    }
    if let odd = values.first(where: { column.isDate && !isTimely($0) }) {
      problem =
        "\(SafeText(sanitizing: odd, limit: 20)) is no time: today, overdue, week, <7d, none"
      return
    }
    terms.append(Term(isNegated: typed.isNegated, column: column, values: values))
  }

  private func holds(_ value: String, _ column: Column, _ row: CockpitRow) -> Bool {
    let cta = row.cta
    switch column {
    case .due: return holds(value, cta.dueDate)
    case .renewal: return holds(value, row.renewal)
    case .next: return holds(value, row.nextTask?.due)
    case .type: return has(cta.type?.rawValue, value)
    case .owner:
      return value == "me" ? cta.owner == me : has(cta.ownerName, value)
    case .status:
      switch value {
      case "open": return cta.isOpen
      case "closed": return !cta.isOpen
      case "wip": return cta.status == .workInProgress
      default: return has(cta.status?.rawValue, value)
      }
    case .customer: return has(cta.accountName, value)
    case .priority: return has(cta.priority?.rawValue, value)
    case .reason: return has(cta.reason, value)
    case .playbook: return has(cta.playbook, value)
    case .plan: return has(row.planName, value)
    case .health: return has(row.health?.rawValue, value)
    case .name: return has(cta.name, value)
    case .flag: return isYes(value) == cta.isImportant
    case .snoozed: return isYes(value) == row.isAsleep(on: today)
    case .stage: return has(row.stage?.rawValue, value)
    case .age:
      // What was imported without its first day is as old as nobody knows.
      return holds(value, cta.createdAt.map { $0.day(secondsFromGMT: 0).days(until: today) })
    case .idle:
      // What nobody ever touched has been idle since it was there.
      return holds(value, row.touched.map { $0.days(until: today) })
    case .late:
      return holds(value, cta.isOpen ? cta.dueDate.map { $0.days(until: today) } : nil)
    }
  }

  /// `none` and `any` ask whether there is a value at all, `=` for the whole of it.
  private func has(_ text: String?, _ value: String) -> Bool {
    let text = text?.lowercased() ?? ""
    switch value {
    case "none": return text.isEmpty
    case "any": return !text.isEmpty
    default:
      return value.hasPrefix("=") && value.count > 1
        ? text == value.dropFirst() : text.contains(value)
    }
  }

  private func isYes(_ value: String) -> Bool { "yes".hasPrefix(value) }

  private static func words(of row: CockpitRow) -> String {
    let cta = row.cta
    let parts: [String?] = [
      cta.name, cta.accountName, cta.ownerName, cta.type?.rawValue, cta.reason, cta.playbook,
      cta.priority?.rawValue, cta.status?.rawValue, row.planName, row.nextTask?.name,
    ]
    return parts.compactMap { $0 }.joined(separator: "\n").lowercased()
  }
}

/// Times: `today`, `overdue`, `week`, `<7d`, `>2w`, `2026-12-01`, `<2026-12-01`, `none`.
nonisolated extension CockpitFilter {
  /// Days, as `>90`, `<=30` or `14`; nil for anything else.
  private func number(_ value: String) -> (sign: String, days: Int)? {
    let (sign, rest) = comparison(value)
    // What is still being typed is no mistake yet.
    return rest.isEmpty ? (sign, 0) : Int(rest).map { (sign, $0) }
  }

  private func holds(_ value: String, _ days: Int?) -> Bool {
    guard let days, let (sign, limit) = number(value) else { return false }
    return compare(days, sign, limit)
  }

  private func compare<Value: Comparable>(_ own: Value, _ sign: String, _ limit: Value) -> Bool {
    switch sign {
    case "<": own < limit
    case "<=": own <= limit
    case ">": own > limit
    case ">=": own >= limit
    default: own == limit
    }
  }

  private func isTimely(_ value: String) -> Bool {
    switch value {
    case "none", "any", "overdue", "late", "week", "next": return true
    default:
      let (_, rest) = comparison(value)
      // What is still being typed is no mistake yet.
      return rest.isEmpty || rest.first?.isNumber == true || day(rest) != nil
    }
  }

  private func holds(_ value: String, _ day: Day?) -> Bool {
    guard let day else { return value == "none" }
    let sunday = today.adding(days: 7 - today.weekday)
    switch value {
    case "none": return false
    case "any": return true
    case "overdue", "late": return day < today
    case "week": return day >= today && day <= sunday
    case "next": return day > sunday && day <= sunday.adding(days: 7)
    default:
      let (sign, rest) = comparison(value)
      guard let limit = self.day(rest) else { return true }
      return compare(day, sign, limit)
    }
  }

  private func comparison(_ value: String) -> (sign: String, rest: String) {
    for sign in ["<=", ">=", "<", ">"] where value.hasPrefix(sign) {
      return (sign, String(value.dropFirst(sign.count)))
    }
    return ("", value)
  }

  private func day(_ text: String) -> Day? { Day(typed: text, today: today, toward: .ahead) }
}

extension CTAStatus {
  nonisolated fileprivate func isNamed(_ word: String) -> Bool {
    word.count > 2 && rawValue.lowercased().contains(word)
  }
}

nonisolated extension CockpitFilter.Column {
  /// What a CTA says in a column of words.
  func word(of row: CockpitRow) -> String? {
    switch self {
    case .type: row.cta.type?.rawValue
    case .reason: row.cta.reason
    case .owner: row.cta.ownerName
    case .stage: row.stage?.rawValue
    default: nil
    }
  }

  fileprivate var isNumber: Bool { self == .age || self == .late || self == .idle }
  fileprivate var isDate: Bool { self == .due || self == .renewal || self == .next }
}
