import CustomerSuccess
import ReplicaStore
import Terminal

/// The entries of the customer, newest first; Enter shows all of one.
struct TimelineSection: @MainActor CustomerSection {
  static let name = "timeline"
  static let title: SafeText = "Timeline"
  static let letter: Character = "t"
  static let group = CustomerSectionGroup.overview

  static func count(in counts: CustomerCounts) -> Int? { counts.activities }

  /// Nil until it was read.
  var entries: [ActivityRow]?

  func readings(of customer: Account.ID) -> [Load] { [Load(CustomerTimelineReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let entries = loaded.answer(to: CustomerTimelineReading(id: customer)) {
      self.entries = entries
    }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let entries else { return SectionLine.loading(frame) }
    guard !entries.isEmpty else {
      return SectionLine.note(
        "Nothing is logged yet. Press \(frame.keys["log.line"]) to log a call in one line.",
        in: frame)
    }
    let older = frame.page.counts.activities - entries.count
    let lines = entries.flatMap { self.lines(of: $0, in: frame) }
    guard older > 0 else { return lines }
    return lines + SectionLine.note("\(older) older entries are found by searching.", in: frame)
  }

  /// Edits and deletes entries of one's own; adding opens the form.
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    let entry = entries?.first { $0.id.rawValue == request.item }
    switch request.verb {
    case .edit: return ActivityWork.edit(entry, frame.surroundings)
    case .remove: return ActivityWork.delete(entry, frame.surroundings)
    case .add: return [.prepareForm(frame.customer, name: frame.page.customer.name)]
    case .open, .status, .date, .view, .write: return nil
    }
  }

  private func lines(of entry: ActivityRow, in frame: SectionFrame) -> [SectionLine] {
    let id = entry.id.rawValue
    let line = SectionLine.item(id, words: entry.notes) { $0.entry(entry, glyphs: frame.glyphs) }
    guard frame.isOpen(id) else { return [line] }
    let facts = SafeText.joined(facts(of: entry), separator: " \(frame.glyphs.separator) ")
    let notes = SafeText.lines(
      sanitizing: entry.notes.isEmpty ? "No notes." : entry.notes, lineLimit: 500)
    return [line]
      + SectionLine.details(
        of: id, (facts.isEmpty ? [] : [facts]) + entry.links, in: frame, role: .muted)
      + SectionLine.details(of: id, notes, in: frame)
  }

  private func facts(of entry: ActivityRow) -> [SafeText] {
    var facts: [SafeText] = []
    if let type = entry.meetingType { facts.append(Words.plain(type)) }
    if let sentiment = entry.sentiment { facts.append("sentiment \(Words.plain(sentiment))") }
    if !entry.externalAttendees.isEmpty {
      let names = entry.externalAttendees.map { SafeText(sanitizing: $0, limit: 60) }
      facts.append("with \(SafeText.joined(names, separator: ", "))")
    }
    if entry.siblingOf != nil { facts.append("a concurrent version, kept beside the other") }
    return facts
  }
}

/// The newest entries of one customer.
nonisolated struct CustomerTimelineReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  /// Entries read at once; older ones are reached by search.
  static let limit = 200

  func answer(from replica: Replica, today: Day) throws -> [ActivityRow] {
    try replica.timeline(of: id, limit: Self.limit)
  }
}

extension Canvas {
  /// One line of the timeline: date, type, sentiment, subject, author.
  mutating func entry(_ entry: ActivityRow, glyphs: GlyphSet) {
    write(entry.day.map(Words.plain) ?? "no date", row: 0)
    write(entry.type.map(Words.plain) ?? "", row: 0, column: 11, role: .muted)
    if let sentiment = entry.sentiment {
      write(glyphs.sign(sentiment), row: 0, column: 21, role: .of(sentiment))
    }
    let author = SafeText(sanitizing: entry.authorName ?? "", limit: 16)
    let authorWidth = columns >= 60 ? 18 : 0
    let room = max(columns - 23 - authorWidth - (entry.isUnsent ? 8 : 0), 0)
    let end = write(SafeText(sanitizing: entry.subject, limit: room), row: 0, column: 23)
    if entry.isUnsent { write(" unsent", row: 0, column: end, role: .marked) }
    if authorWidth > 0 { write(author, row: 0, column: columns - authorWidth, role: .muted) }
  }
}
