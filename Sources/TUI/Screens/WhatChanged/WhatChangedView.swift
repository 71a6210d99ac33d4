import CustomerSuccess
import ReplicaStore
import Terminal

extension WhatChangedState {
  /// Since when, the periods to choose from, and the changes under their headings.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    canvas.write(
      summary(surroundings).truncated(to: canvas.columns - 2), row: 0, column: 1, role: .muted)
    drawPeriods(on: &canvas, keys: surroundings.keys)
    let body = canvas.bounds.splitTop(2).rest
    guard !visible.isEmpty else {
      canvas.within(body.inset(rows: 1, columns: 2)) { $0.paragraph(emptyReason(surroundings)) }
      return
    }
    let byID = Dictionary(visible.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let showsCustomer = account == nil && !isByCustomer
    let (lines, bands) = (lines, bands)
    canvas.within(body) { canvas in
      cursor.draw(
        lines, on: &canvas, glyphs: surroundings.glyphs, select: { .whatChanged(.select($0)) },
        row: { id, canvas in
          guard let row = byID[id] else { return }
          canvas.change(
            row, bands, showsCustomer: showsCustomer, surroundings: surroundings)
        })
    }
  }

  private func summary(_ surroundings: Surroundings) -> SafeText {
    guard let page else { return "" }
    let since = Words.plain(page.sinceDay)
    let age = Words.age(page.since, now: surroundings.now)
    let whose = account.map { SafeText(sanitizing: $0.name, limit: 30) } ?? book.title
    let isVisitKnown = period.visit.map(page.visits.indices.contains) ?? true
    var parts: [SafeText] = [
      Words.count(visible.count, "change", "changes"), whose,
      "\(isVisitKnown ? "" : "no such visit, so ")since \(since), \(age)",
    ]
    if !filter.isEmpty { parts.append("filter: \(SafeText(sanitizing: filter, limit: 30))") }
    return .joined(parts, separator: " \(surroundings.glyphs.separator) ")
  }

  /// The digits with their periods; the chosen one in brackets.
  private func drawPeriods(on canvas: inout Canvas, keys: KeyNames) {
    var column = 1
    for period in Period.allCases {
      let isChosen = period == self.period
      let text: SafeText = "\(keys["whatChanged.\(period)"]) \(period.words)"
      let shown: SafeText = isChosen ? "[\(text)]" : " \(text) "
      guard column + shown.width <= canvas.columns else { return }
      let area = Rect(row: 1, column: column, rows: 1, columns: shown.width)
      canvas.target(area, Command.whatChanged(.since(period)))
      column = canvas.write(shown, row: 1, column: column, role: isChosen ? .accent : .muted)
    }
  }

  /// Says why there is nothing to see, and what is not known.
  private func emptyReason(_ surroundings: Surroundings) -> SafeText {
    guard let page else { return surroundings.waiting }
    let keys = surroundings.keys
    if !filter.isEmpty { return "No change holds these words. \(keys["back"]) clears the filter." }
    let choices: SafeText = """
      \(keys["whatChanged.lastVisit"]) to \(keys["whatChanged.visitBeforeThat"]) choose another \
      time, \(keys["whatChanged.book"]) another book.
      """
    guard page.comparedWith == nil else {
      return "Nothing changed since then. \(choices)"
    }
    return """
      Nothing dated is newer. How attributes stood then was not noted: that begins when you leave \
      the app. \(choices)
      """
  }

  private var lines: [ListLine<ChangeRow.ID>] {
    var lines: [ListLine<ChangeRow.ID>] = []
    var last: SafeText?
    for row in visible {
      let heading =
        isByCustomer ? SafeText(sanitizing: row.accountName, limit: 60) : row.change.kind
      if heading != last {
        let count = visible.count { other in
          isByCustomer ? other.account == row.account : other.change.kind == heading
        }
        lines.append(.heading("\(heading) (\(count))"))
        last = heading
      }
      lines.append(.item(row.id))
    }
    return lines
  }
}

extension WhatChangedState.Period {
  fileprivate var words: SafeText {
    switch self {
    case .lastVisit: "last visit"
    case .yesterday: "yesterday"
    case .week: "week"
    case .visitBefore: "visit before"
    case .visitBeforeThat: "the one before"
    }
  }
}

extension ChangeRow.Change {
  /// The heading it stands under.
  var kind: SafeText {
    switch self {
    case .health: "Health"
    case .attribute, .arr, .tam: "Renewals and attributes"
    case .ticketOpened, .ticketClosed: "Tickets"
    case .ctaOpened, .ctaClosed, .planMade: "CTAs and plans"
    case .logged: "Timeline"
    case .surveyAnswered: "Surveys"
    case .instanceSeen: "Instances"
    }
  }

  /// What happened, in words.
  func words(_ bands: ScoreBands) -> SafeText {
    switch self {
    case .health(let measure, let before, let now):
      "\(measure.map(Words.plain) ?? "Overall"): \(Self.score(before, bands)) to \(Self.score(now, bands))"
    case .attribute(let name, let before, let now):
      "\(Self.label(name)): \(Self.value(before, name)) to \(Self.value(now, name))"
    case .arr(let before, let now):
      "ARR: \(before.map(Words.short) ?? "none") to \(now.map(Words.short) ?? "none")"
    case .tam(let before, let now):
      "TAM: \(Self.name(before)) to \(Self.name(now))"
    case .ticketOpened(let subject): "Opened: \(SafeText(sanitizing: subject))"
    case .ticketClosed(let subject, let status):
      "\(status.map(Words.plain) ?? "closed"): \(SafeText(sanitizing: subject))"
    case .ctaOpened(let name, let due):
      "New: \(SafeText(sanitizing: name))\(due.map { ", due \(Words.plain($0))" } ?? "")"
    case .ctaClosed(let name, let status):
      "\(status.map(Words.plain) ?? "Closed"): \(SafeText(sanitizing: name))"
    case .planMade(let name): "New plan: \(SafeText(sanitizing: name))"
    case .logged(let subject, let type):
      "\(type.map(Words.plain) ?? "Entry"): \(SafeText(sanitizing: subject))"
    case .surveyAnswered(let who, let score):
      "\(score.map { "NPS \($0)" } ?? "Answered"): \(SafeText(sanitizing: who))"
    case .instanceSeen(let name, let type):
      "New: \(SafeText(sanitizing: name)), \(Words.plain(type))"
    }
  }

  private static func score(_ score: Double?, _ bands: ScoreBands) -> SafeText {
    guard let score else { return "NA" }
    return "\(Int(score.rounded())) \(Words.plain(bands.color(of: score)))"
  }

  private static func name(_ name: String?) -> SafeText {
    name.map { SafeText(sanitizing: $0, limit: 40) } ?? "nobody"
  }

  private static func label(_ name: String) -> SafeText {
    SafeText(sanitizing: Account.table.column(name)?.label ?? name)
  }

  private static func value(_ value: Value, _ name: String) -> SafeText {
    guard let column = Account.table.column(name) else { return "?" }
    let text = AttributeText.shown(value, column: column, currency: nil, userNames: [:])
    return text.isEmpty ? "none" : text
  }

  /// The color that it turned to; nil for what has none.
  fileprivate func color(_ bands: ScoreBands) -> Sentiment? {
    if case .health(_, _, let now?) = self { return bands.color(of: now) }
    return nil
  }
}

extension Canvas {
  /// One change in a row: when, whose, what, and by whom where there is room.
  fileprivate mutating func change(
    _ row: ChangeRow, _ bands: ScoreBands, showsCustomer: Bool, surroundings: Surroundings
  ) {
    var column = 0
    if columns >= 60 {
      let when = row.at.map { Words.age($0, now: surroundings.now) } ?? ""
      write(when.fitted(to: 8, alignment: .trailing), row: 0, role: .muted)
      column = 9
    }
    if showsCustomer {
      let width = min(max(columns / 4, 10), 24)
      write(
        SafeText(sanitizing: row.accountName, limit: width - 1), row: 0, column: column,
        role: .muted)
      column += width
    }
    let author: SafeText =
      columns >= 60 ? row.author.map { SafeText(sanitizing: $0, limit: 16) } ?? "" : ""
    if let color = row.change.color(bands) {
      write(surroundings.glyphs.sign(color), row: 0, column: column, role: .of(color))
      column += 2
    }
    let room = max(columns - column - (author.isEmpty ? 0 : author.width + 1), 0)
    write(row.change.words(bands).truncated(to: room), row: 0, column: column)
    if !author.isEmpty { write(author, row: 0, column: columns - author.width, role: .muted) }
  }
}
