import CustomerSuccess
import ReplicaStore
import Terminal

/// What the End of day remembers: the customers of a day, and the line typed for each.
struct EndOfDayState: Equatable {
  private(set) var day: Day
  /// Where the calendar file would be; nil for none.
  let calendar: String?
  /// Nil until it was read.
  private(set) var page: EndOfDayPage?
  var cursor = ListCursor<Account.ID>()
  /// What was typed and is not logged yet.
  var lines: [LineKey: Line] = [:]
  /// A customer that was put on the list; the cursor goes there when it comes.
  var wanted: Account.ID?
  /// The customer whose line is being stored.
  var storing: Account.ID?

  /// A line to log, with the draft it is kept as.
  struct Line: Equatable {
    var prompt: Prompt
    /// Nil before the first letter.
    var draft: LocalDraft.ID?
  }

  /// Whom a line is about, and when.
  struct LineKey: Hashable {
    let day: Day
    let account: Account.ID
  }

  init(day: Day, calendar: String?) {
    self.day = day
    self.calendar = calendar
  }

  var reading: EndOfDayReading { EndOfDayReading(day: day, calendar: calendar) }

  var customers: [DayCustomer] { page?.agenda.customers ?? [] }
  var ids: [Account.ID] { customers.map(\.id) }
  var selected: DayCustomer? { customers.first { $0.id == cursor.selected } }

  /// The line of the customer under the cursor.
  var line: Line {
    get {
      guard let selected else { return Line(prompt: Prompt(.log(nil, name: nil), day: day)) }
      return lines[key(selected.id)]
        ?? Line(prompt: Prompt(.log(selected.id, name: selected.name), day: day))
    }
    set { if let id = cursor.selected { lines[key(id)] = newValue } }
  }

  func key(_ account: Account.ID) -> LineKey { LineKey(day: day, account: account) }

  /// Customers that still wait for a line.
  var open: [DayCustomer] { customers.filter { !$0.isDone } }
  var logged: [DayCustomer] { customers.filter { !$0.entries.isEmpty } }
  var idle: [DayCustomer] { customers.filter { $0.entries.isEmpty && $0.isIdle } }

  /// Shows another day.
  mutating func turn(to day: Day) {
    self.day = day
    page = nil
    cursor = ListCursor()
  }

  /// The next customer that waits, after this one and around; nil when all are done.
  func next(after id: Account.ID) -> Account.ID? {
    let all = customers
    guard let index = all.firstIndex(where: { $0.id == id }) else { return open.first?.id }
    return (all[(index + 1)...] + all[..<index]).first { !$0.isDone }?.id
  }
}

extension DayCustomer {
  /// Whether nothing is left to log.
  var isDone: Bool { !entries.isEmpty || isIdle }
}

/// What the End of day shows.
nonisolated struct EndOfDayPage: Equatable, Sendable {
  let agenda: DayAgenda
  /// Lines that were typed for this day and not logged.
  let drafts: [LocalDraft]
  /// Why the calendar could not be read; nil when it could, or when there is none.
  let calendarProblem: String?
  let hasCalendar: Bool
}

/// A day's customers, from the calendar and the replica.
nonisolated struct EndOfDayReading: Reading {
  let day: Day
  /// Where the calendar file would be; nil for none.
  let calendar: String?
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> EndOfDayPage {
    var events: [CalendarEvent]?
    var problem: String?
    do {
      events = try calendar.flatMap { try replica.events(on: day, calendar: $0) }
    } catch {
      problem = "The calendar \(calendar ?? "") could not be read: \(error)"
    }
    let drafts = try replica.localDrafts().filter { draft in
      draft.kind == EndOfDayState.draftKind && draft.fields["day"] == day.description
    }
    return EndOfDayPage(
      agenda: try replica.agenda(
        of: day, events: events ?? [], including: drafts.compactMap(\.account)), drafts: drafts,
      calendarProblem: problem, hasCalendar: events != nil)
  }
}

extension EndOfDayState: @MainActor Screen {
  /// Letters are typed, so only commands without one have keys here.
  static let commands = Commands.typingTable(EndOfDayCommand.table, Command.endOfDay)

  var title: SafeText { "End of day" }
  var readings: [Load] {
    let prompt = line.prompt
    return [Load(reading)] + (prompt.field.isEmpty ? [] : prompt.readings)
  }
  var customer: CustomerName? { selected.map { CustomerName(id: $0.id, name: $0.name) } }
  var isStoring: Bool { storing != nil }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    if let page = loaded.answer(to: reading) { show(page) }
    var line = line
    if cursor.selected != nil, line.prompt.takeMeaning(loaded) { self.line = line }
  }

  private mutating func show(_ page: EndOfDayPage) {
    let isFirst = self.page == nil
    self.page = page
    if isFirst { resume(page.drafts) }
    cursor.settle(in: ids)
    if isFirst, let first = open.first { cursor.selected = first.id }
    if let wanted, ids.contains(wanted) {
      cursor.selected = wanted
      self.wanted = nil
    }
  }
}

// MARK: Drafts

extension EndOfDayState {
  /// What the local drafts of lines are called.
  nonisolated static let draftKind = "line"

  /// Puts lines back that were typed before and not logged.
  private mutating func resume(_ drafts: [LocalDraft]) {
    for draft in drafts {
      guard let account = draft.account, lines[key(account)] == nil,
        let text = draft.fields["text"],
        let customer = customers.first(where: { $0.id == account })
      else { continue }
      let prompt = Prompt(.log(account, name: customer.name), text: text, day: day)
      lines[key(account)] = Line(prompt: prompt, draft: draft.id)
    }
  }

  /// An id that no other line has had: one that was logged is never offered again.
  func draftID(of account: Account.ID, now: Instant) -> LocalDraft.ID {
    LocalDraft.ID("line-\(account)-\(now.microseconds)")
  }

  /// Keeps the line as it stands, or forgets it when nothing is left of it.
  mutating func keepLine(now: Instant) -> [AppEffect] {
    guard let customer = selected else { return [] }
    var line = line
    guard !line.prompt.field.isEmpty else {
      defer { lines[key(customer.id)] = nil }
      return line.draft.map { [.discardDraft($0)] } ?? []
    }
    let id = line.draft ?? draftID(of: customer.id, now: now)
    line.draft = id
    self.line = line
    let draft = LocalDraft(
      id: id, kind: Self.draftKind, account: customer.id,
      fields: [
        "customer": customer.name, "subject": line.prompt.field.text,
        "text": line.prompt.field.text, "day": day.description,
      ], savedAt: now)
    return [.keepDraft(draft)]
  }
}
