package import CustomerSuccess

/// What a person typed to log an activity in one line.
///
/// `[customer:] [type] [date] [30m] subject … [@attendee] [!red] [#milestone] [todo: text (due)]
/// [-- notes]`
///
///     acme: call yesterday Renewal plan @jane !yellow todo: send quote (fri) -- they wait
package nonisolated struct LogLine: Equatable, Sendable {
  /// The words before a colon; nil when none was typed, so the customer on screen is meant.
  package var customer: String?
  package var type: ActivityType = .call
  package var day: Day
  package var minutes: Int?
  package var subject: String
  /// As typed after `@`: part of a name or an e-mail address.
  package var attendees: [String] = []
  package var sentiment: Sentiment?
  package var milestone: MilestoneType?
  /// `!exec` was typed: the executive sponsor was there.
  package var hasExecutiveSponsor = false
  /// `!triage` was typed: the risk needs a triage.
  package var requiresTriage = false
  package var todos: [TimelineTodo] = []
  package var notes: String = ""

  /// Reads a line; every line means something, so nothing is refused here.
  ///
  /// `yesterday` and weekdays count back from `today`, the day of a to-do ahead.
  package init(_ text: String, today: Day) {
    let parts = Self.split(text)
    day = today
    subject = ""
    notes = parts.notes
    var words = parts.line.split(separator: " ").map(String.init)
    customer = Self.takeCustomer(from: &words)
    let isTyped = takeHead(from: &words, today: today)
    takeRest(words, today: today)
    if milestone != nil, !isTyped { type = .milestone }
  }

  /// The words that name a type at the start of a line.
  package static let types: [String: ActivityType] = Dictionary(
    ActivityType.allCases.map { ($0.rawValue.lowercased(), $0) },
    uniquingKeysWith: { first, _ in first })

  /// The day on which something was: only a written date may lie ahead.
  package static func day(_ word: String, today: Day) -> Day? {
    Day(typed: word, today: today, toward: .past).flatMap {
      $0 <= today || Day(word) != nil ? $0 : nil
    }
  }

  /// `45m`, `1h`; nil when it is no duration of a talk.
  package static func minutes(_ word: String) -> Int? {
    guard let unit = word.last, let factor = ["m": 1, "h": 60][unit.lowercased()],
      let count = Int(word.dropLast()), (1...24 * 60 / factor).contains(count)
    else { return nil }
    return count * factor
  }
}

nonisolated extension LogLine {
  /// What may stand before the subject, each at most once; whether a type was among it.
  private mutating func takeHead(from words: inout [String], today: Day) -> Bool {
    var isTyped = false
    if let first = words.first, let type = Self.types[first.lowercased()] {
      self.type = type
      isTyped = true
      words.removeFirst()
    }
    if let first = words.first, let day = Self.day(first, today: today) {
      self.day = day
      words.removeFirst()
    }
    if let first = words.first, let minutes = Self.minutes(first) {
      self.minutes = minutes
      words.removeFirst()
    }
    return isTyped
  }

  /// The subject and the to-dos; marks are taken out of them.
  private mutating func takeRest(_ words: [String], today: Day) {
    var texts: [[String]] = [[]]
    for word in words {
      if word.lowercased().hasPrefix(Self.todoMark) {
        let rest = word.dropFirst(Self.todoMark.count)
        texts.append(rest.isEmpty ? [] : [String(rest)])
      } else if !takeMark(word) {
        texts[texts.count - 1].append(word)
      }
    }
    subject = texts[0].joined(separator: " ")
    todos = texts.dropFirst().filter { !$0.isEmpty }.map {
      TimelineTodo(typed: $0.joined(separator: " "), today: today)
    }
  }

  /// False when the word is text.
  private mutating func takeMark(_ word: String) -> Bool {
    let mark = word.lowercased()
    if word.hasPrefix("@"), word.count > 1 {
      attendees.append(String(word.dropFirst()))
    } else if let sentiment = Self.sentiments[mark] {
      self.sentiment = sentiment
    } else if mark == "!exec" {
      hasExecutiveSponsor = true
    } else if mark == "!triage" {
      requiresTriage = true
    } else if word.hasPrefix("#"), let milestone = Self.milestone(word.dropFirst()) {
      self.milestone = milestone
    } else {
      return false
    }
    return true
  }

  private static let todoMark = "todo:"

  private static let sentiments: [String: Sentiment] = [
    "!green": .green, "!g": .green, "!yellow": .yellow, "!y": .yellow, "!red": .red, "!r": .red,
  ]

  /// The milestone whose name, or a word of it, begins with the letters; `#firstvalue`, `#onb`.
  private static func milestone(_ typed: Substring) -> MilestoneType? {
    let wanted = typed.lowercased().filter(\.isLetter)
    guard wanted.count >= 3 else { return nil }
    return MilestoneType.allCases.first { milestone in
      let name = milestone.rawValue.lowercased()
      let words = name.split(separator: " ").map(String.init)
      return (words + [name.filter(\.isLetter)]).contains { $0.hasPrefix(wanted) }
    }
  }

  /// Everything after ` -- ` is the note.
  private static func split(_ text: String) -> (line: String, notes: String) {
    var line: [Substring] = []
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    for (index, word) in words.enumerated() {
      if word == "--" {
        let notes = words[(index + 1)...].joined(separator: " ")
        return (line.joined(separator: " "), notes)
      }
      line.append(word)
    }
    return (text, "")
  }

  /// Words up to the first that ends in a colon, at most four of them: names are short.
  private static func takeCustomer(from words: inout [String]) -> String? {
    let wordLimit = 4
    for (index, word) in words.prefix(wordLimit).enumerated() where word.hasSuffix(":") {
      guard word.count > 1 || index > 0, word.lowercased() != todoMark else { return nil }
      let name = words[...index].joined(separator: " ").dropLast()
      words.removeFirst(index + 1)
      return String(name)
    }
    return nil
  }
}
