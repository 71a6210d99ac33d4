import CustomerSuccess
import ReplicaStore
import Terminal

// What the prompt does beside taking letters when an activity is logged: it says what the line
// means so far, and completes customers and attendees.
extension Prompt {
  /// What to look up for the text typed so far.
  var readings: [Load] {
    switch purpose {
    case .log(let account, _): [Load(meaningReading(account))]
    case .find, .findBeside, .pick: [Load(CustomerMatchReading(text: field.text))]
    case .words: []
    }
  }

  /// How many lines the arrows go through.
  var choiceCount: Int { isLog ? choices.count : matches.count }

  private var isLog: Bool { if case .log = purpose { true } else { false } }

  /// Takes in the keys that mean more than a letter; false when it is an ordinary key.
  mutating func takeForLog(_ input: InputEvent) -> Bool {
    isAwaitingMatches = false
    guard case .log(let account, _) = purpose else { return false }
    if input == .key(KeyPress(.tab)) {
      isAwaitingMatches = meaning.map { $0.line != line(of: $0) } ?? true
      if !isAwaitingMatches { complete() }
      return true
    }
    selected = 0
    if input == .key(KeyPress(.backspace)), field.isEmpty, account != nil {
      choose(nil, name: nil, typing: "")
      return true
    }
    return false
  }

  /// Takes in what the line means; false when it is the meaning of something else.
  mutating func takeMeaning(_ loaded: Loaded) -> Bool {
    guard case .log(let account, _) = purpose,
      let meaning = loaded.answer(to: meaningReading(account))
    else { return false }
    self.meaning = meaning
    selected = min(selected, max(choices.count - 1, 0))
    guard isAwaitingMatches else { return true }
    isAwaitingMatches = false
    complete()
    return true
  }

  private func meaningReading(_ account: Account.ID?) -> LogMeaningReading {
    LogMeaningReading(text: field.text, account: account, day: day)
  }

  private func line(of meaning: LogMeaning) -> LogLine {
    LogLine(field.text, today: day ?? meaning.today)
  }

  /// What logs the line; its draft goes away with it.
  func logging(today: Day) throws(LogMeaning.Unclear) -> AppEffect {
    guard case .log(let account, _) = purpose else { throw .noSubject }
    let line = LogLine(field.text, today: day ?? today)
    guard !line.subject.isEmpty else { throw .noSubject }
    guard account != nil || line.customer != nil else { throw .noCustomer(nil) }
    return .log(line, account, draft: draft)
  }

  /// Whether the line names another customer than this one.
  func isForAnother(than customer: Account.ID, today: Day) -> Bool {
    guard case .log(let account, _) = purpose else { return true }
    return account != customer || LogLine(field.text, today: today).customer != nil
  }

  /// Goes through what Tab could take; false when there is nothing to choose from.
  mutating func choose(_ motion: Motion) -> Bool {
    guard choiceCount > 0 else { return false }
    selected = motion.target(from: selected, count: choiceCount, page: 1)
    return true
  }

  /// Puts the choice under the cursor in place of what was typed of it; ``meaning`` is empty after.
  private mutating func complete() {
    guard let meaning, choices.indices.contains(selected) else { return }
    switch choices[selected] {
    case .attendee(let attendee):
      let start = field.text.lastIndex(of: "@") ?? field.text.endIndex
      field.text = "\(field.text[..<start])@\(attendee.mark) "
      self.meaning = nil
    case .newContact(let typed):
      let start = field.text.lastIndex(of: "@") ?? field.text.endIndex
      field.text = "\(field.text[..<start])@\(NamedAttendee.newMark)\(typed)<"
      self.meaning = nil
    case .customer(let match):
      choose(match.id, name: match.name, typing: meaning.textWithoutCustomer(field.text))
    }
    selected = 0
  }

  /// From now on the line is about this customer, which stands in the label.
  private mutating func choose(_ account: Account.ID?, name: String?, typing text: String) {
    purpose = .log(account, name: name)
    field.text = text
    meaning = nil
  }
}

extension Prompt {
  /// Something that Tab puts into the line.
  enum Choice: Equatable {
    case attendee(Attendee)
    case customer(CustomerMatch)
    /// Somebody whom nobody fits, who may become a contact.
    case newContact(String)

    var title: SafeText {
      switch self {
      case .attendee(let attendee): attendee.title(limit: 60)
      case .customer(let match): SafeText(sanitizing: match.name, limit: 60)
      case .newContact(let typed):
        "new contact: \(SafeText(sanitizing: typed, limit: 30)), with an address"
      }
    }
  }

  /// What the last word may stand for; empty when Tab has nothing to do.
  var choices: [Choice] {
    guard let meaning else { return [] }
    let word = field.text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
    if word.hasPrefix("@"), let person = meaning.people.last, person.typed == word.dropFirst() {
      let isUnknown = person.unclear == .noPerson(person.typed)
      return isUnknown ? [.newContact(person.typed)] : person.fitting.map(Choice.attendee)
    }
    guard meaning.account == nil || meaning.isCustomerBegun else { return [] }
    return meaning.customers.map(Choice.customer)
  }

  /// Lines above the advice: what the line means, what is not clear, what Tab would take.
  func drawMeaning(on canvas: inout Canvas, above line: Int, glyphs: GlyphSet) {
    guard let meaning, line > 1 else { return }
    let choices = choices
    // A person to choose from is more urgent than what is clear already.
    let shown = min(choices.count, meaning.unclear == nil ? 3 : 5, max(line - 3, 0))
    var row = line - shown
    for index in 0..<shown {
      canvas.fill(lineRect(row + index, canvas), ground: .dialog)
      canvas.write(choices[index].title, row: row + index, column: 4)
      guard index == selected else { continue }
      canvas.write("tab", row: row + index, role: .key)
      canvas.lay(ground: .selection, under: lineRect(row + index, canvas))
    }
    for spans in meaning.lines(glyphs: glyphs).reversed() where row > 1 {
      row -= 1
      canvas.fill(lineRect(row, canvas), ground: .dialog)
      var column = 1
      for span in spans where column < canvas.columns {
        let text = span.text.truncated(to: canvas.columns - column)
        column = canvas.write(text, row: row, column: column, role: span.role)
      }
    }
  }

  private func lineRect(_ row: Int, _ canvas: Canvas) -> Rect {
    Rect(row: row, column: 0, rows: 1, columns: canvas.columns)
  }
}

extension Attendee {
  /// `Jane Doe, CTO (Acme Italia)`; colleagues say that they are some.
  func title(limit: Int) -> SafeText {
    let name = SafeText(sanitizing: name, limit: limit)
    let place: SafeText =
      colleague != nil
      ? " (colleague)" : otherAccount.map { " (\(SafeText(sanitizing: $0, limit: 30)))" } ?? ""
    return "\(name)\(place)"
  }

  /// What stands after `@` for exactly this person: one word.
  var mark: String { email ?? name.split(separator: " ").joined(separator: ".") }
}

extension LogMeaning {
  /// A piece of a line with what it means.
  struct Span: Equatable {
    let text: SafeText
    var role: Role = .text
  }

  /// Whether the line so far is nothing but the beginning of a customer's name.
  var isCustomerBegun: Bool {
    !customers.isEmpty && line.customer == nil && line.subject == customerText
  }

  /// The text typed without the words that named the customer.
  func textWithoutCustomer(_ text: String) -> String {
    let words = text.split(separator: " ").map(String.init)
    let named = customerText.split(separator: " ").map(String.init)
    guard let start = words.indices.first(where: { words[$0...].starts(with: named, by: same) })
    else { return text }
    let kept = words[..<start] + words[(start + named.count)...]
    return kept.isEmpty ? "" : kept.joined(separator: " ") + " "
  }

  private func same(_ typed: String, _ named: String) -> Bool {
    typed == named || typed == named + ":"
  }

  /// The most important last, next to what is typed.
  @MainActor
  func lines(glyphs: GlyphSet) -> [[Span]] {
    let todos = line.todos.map { todo -> [Span] in
      let due = todo.dueDay(today: today)
      return [
        Span(text: "to do ", role: .muted),
        Span(text: SafeText(sanitizing: todo.text, limit: 80)),
        Span(
          text: " due \(Words.distance(due, today: today)) (\(Words.plain(due)))", role: .muted),
      ]
    }
    return todos + (people.isEmpty ? [] : [peopleLine]) + [headLine(glyphs)]
  }

  @MainActor
  private var peopleLine: [Span] {
    [Span(text: "with ", role: .muted)]
      + people.enumerated().flatMap { index, person -> [Span] in
        let comma: [Span] = index == 0 ? [] : [Span(text: ", ", role: .muted)]
        if person.isAddress { return comma + [Span(text: SafeText(sanitizing: person.typed))] }
        if let contact = person.newContact {
          let name = SafeText(sanitizing: contact.name, limit: 40)
          let address = contact.email.map { SafeText(sanitizing: $0, limit: 60) }
          return comma
            + [
              Span(text: "new contact \(name) ", role: .accent),
              address.map { Span(text: $0) } ?? Span(text: "without an address", role: .warning),
            ]
        }
        if person.isClear, let one = person.fitting.first {
          return comma + [Span(text: one.title(limit: 40))]
        }
        let names = person.fitting.prefix(3).map { $0.title(limit: 24) }
        let what: SafeText =
          names.isEmpty ? "nobody fits" : SafeText.joined(names, separator: " or ")
        let typed = SafeText(sanitizing: person.typed, limit: 30)
        return comma + [Span(text: "@\(typed): \(what)", role: .warning)]
      }
  }

  @MainActor
  private func headLine(_ glyphs: GlyphSet) -> [Span] {
    var spans: [Span] = []
    if let accountName {
      spans.append(Span(text: SafeText(sanitizing: accountName, limit: 40), role: .title))
    } else if let typed = line.customer, customers.isEmpty {
      let typed = SafeText(sanitizing: typed, limit: 30)
      spans.append(Span(text: "no customer is called \(typed)", role: .warning))
    } else {
      spans.append(Span(text: "which customer?", role: .warning))
    }
    var facts: [Span] = [
      Span(text: Words.plain(line.type)),
      Span(
        text: line.day == today
          ? "today" : "\(Words.distance(line.day, today: today)) (\(Words.plain(line.day)))"),
    ]
    if let minutes = line.minutes { facts.append(Span(text: "\(minutes) min")) }
    if let sentiment = line.sentiment {
      facts.append(
        Span(text: "\(glyphs.sign(sentiment)) \(Words.plain(sentiment))", role: .of(sentiment)))
    }
    if let milestone = line.milestone {
      facts.append(Span(text: "milestone \(Words.plain(milestone))"))
    }
    if line.hasExecutiveSponsor { facts.append(Span(text: "executive sponsor")) }
    if line.requiresTriage { facts.append(Span(text: "triage", role: .risk)) }
    return spans
      + facts.flatMap { [Span(text: " \(glyphs.separator) ", role: .muted), $0] }
  }
}
