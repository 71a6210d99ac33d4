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
  var lines: [LineKey: Prompt] = [:]
  /// A customer that was put on the list; the cursor goes there when it comes.
  var wanted: Account.ID?
  /// The customer whose line is being stored.
  var storing: Account.ID?

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
  var line: Prompt {
    get {
      guard let selected else { return Prompt(.log(nil, name: nil), day: day) }
      return lines[key(selected.id)]
        ?? Prompt(.log(selected.id, name: selected.name), day: day)
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
      draft.kind == Prompt.draftKind && draft.fields["day"] == day.description
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
  static let takesLetters = true

  var title: SafeText { "End of day" }
  var readings: [Load] {
    [Load(reading)] + (line.field.isEmpty ? [] : line.readings)
  }
  var customer: CustomerName? { selected.map { CustomerName(id: $0.id, name: $0.name) } }
  var isStoring: Bool { storing != nil }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    if let page = loaded.answer(to: reading) { show(page) }
    var line = line
    if cursor.selected != nil, line.takeMeaning(loaded) { self.line = line }
  }

  private mutating func show(_ page: EndOfDayPage) {
    let isFirst = self.page == nil
    let wasOpen = selected.map { !$0.isDone } ?? false
    self.page = page
    if isFirst { resume(page.drafts) }
    cursor.settle(in: ids)
    // What was logged in the form is done here too.
    if wasOpen, storing == nil, line.field.isEmpty, let selected, selected.isDone,
      let next = next(after: selected.id)
    {
      cursor.selected = next
    }
    if isFirst, let first = open.first { cursor.selected = first.id }
    if let wanted, ids.contains(wanted) {
      cursor.selected = wanted
      self.wanted = nil
    }
  }
}

// MARK: Drafts

extension EndOfDayState {
  /// Puts lines back that were typed before and not logged.
  private mutating func resume(_ drafts: [LocalDraft]) {
    for draft in drafts {
      guard let account = draft.account, lines[key(account)] == nil, ids.contains(account)
      else { continue }
      lines[key(account)] = Prompt(resuming: draft)
    }
  }
}
