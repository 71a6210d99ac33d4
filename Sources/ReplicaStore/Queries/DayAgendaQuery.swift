package import CustomerSuccess

/// The customers one dealt with on a day, and what of it is logged.
package struct DayAgenda: Equatable, Sendable {
  package let day: Day
  /// Those with an appointment first, by its time; then by name.
  package let customers: [DayCustomer]
  /// Appointments that no customer was found for.
  package let others: [CalendarEvent]

  package init(day: Day, customers: [DayCustomer], others: [CalendarEvent] = []) {
    self.day = day
    self.customers = customers
    self.others = others
  }
}

/// A customer of one's day.
package struct DayCustomer: Equatable, Identifiable, Sendable {
  package let id: Account.ID
  package let name: String
  package var events: [CalendarEvent] = []
  /// One's own open CTAs that are due by the end of that day.
  package var dueCTAs: [CTARow] = []
  /// What one logged for that day, the newest first.
  package var entries: [ActivityRow] = []
  /// Put on the list by hand.
  package var isPicked = false
  /// Somebody said that there is nothing to log.
  package var isIdle = false

  package init(id: Account.ID, name: String) {
    self.id = id
    self.name = name
  }
}

extension Replica {
  /// Whom the person dealt with on that day: appointments, entries of the day, CTAs due on it, and
  /// those put there by hand.
  ///
  /// - Parameters:
  ///   - events: The day's appointments.
  ///   - others: Customers to list besides.
  package func agenda(
    of day: Day, events: [CalendarEvent], including others: [Account.ID] = []
  ) throws -> DayAgenda {
    guard let me else { return DayAgenda(day: day, customers: []) }
    let plan = try dayPlan(of: day)
    var builder = AgendaBuilder(names: try bookNames(me: me))
    let own = try row(User.table, me.rawValue)?[User.email]?.lowercased()
    let events = events.map { event in
      CalendarEvent(
        title: event.title, minute: event.minute,
        attendees: event.attendees.filter { $0 != own })
    }
    let matcher = try EventMatcher(self, events: events, book: builder.names)
    for event in events { builder.take(event, of: matcher.customer(of: event)) }
    var written = TimelineFilter()
    written.author = me
    written.since = day
    written.until = day
    for entry in try timeline(filter: written) {
      builder.change(entry.account, name: entry.accountName) { $0.entries.append(entry) }
    }
    var due = CTAFilter()
    due.owner = me
    due.dueBefore = day.adding(days: 1)
    due.awakeOn = day
    let ctas = try ctas(due)
    for cta in ctas where cta.dueDate == day { builder.add(cta.account, name: cta.accountName) }
    for id in plan.picked { builder.change(id) { $0.isPicked = true } }
    for id in others { builder.change(id) { _ in } }
    for cta in ctas { builder.changeKnown(cta.account) { $0.dueCTAs.append(cta) } }
    for id in plan.idle { builder.changeKnown(id) { $0.isIdle = true } }
    return DayAgenda(day: day, customers: builder.sorted, others: builder.others)
  }

  /// Every customer's name, whether it is one's own.
  private func bookNames(me: User.ID) throws -> [Account.ID: AgendaBuilder.Name] {
    let all = try file.read { connection in
      try connection.all("SELECT id, name, tam_id = ?1 FROM account", [me.stored]) { reader in
        (
          reader.requiredID() as Account.ID,
          AgendaBuilder.Name(text: reader.requiredText(), isOwn: reader.isTrue())
        )
      }
    }
    return Dictionary(all, uniquingKeysWith: { first, _ in first })
  }
}

private struct AgendaBuilder {
  struct Name {
    let text: String
    let isOwn: Bool
  }

  let names: [Account.ID: Name]
  private var customers: [Account.ID: DayCustomer] = [:]
  private(set) var others: [CalendarEvent] = []

  init(names: [Account.ID: Name]) { self.names = names }

  var sorted: [DayCustomer] {
    let latest = 24 * 60
    let time = { (customer: DayCustomer) in
      customer.events.map { $0.minute ?? latest }.min() ?? latest + 1
    }
    return customers.values.sorted {
      (time($0), $0.name, $0.id) < (time($1), $1.name, $1.id)
    }
  }

  mutating func take(_ event: CalendarEvent, of customer: Account.ID?) {
    guard let customer else { return others.append(event) }
    change(customer) { $0.events.append(event) }
  }

  mutating func add(_ id: Account.ID, name: String) { change(id, name: name) { _ in } }

  /// Puts the customer on the list; one that the replica does not hold stays away.
  mutating func change(
    _ id: Account.ID, name: String? = nil, _ change: (inout DayCustomer) -> Void
  ) {
    guard let name = name ?? names[id]?.text else { return }
    change(&customers[id, default: DayCustomer(id: id, name: name)])
  }

  /// Changes a customer that is on the list already.
  mutating func changeKnown(_ id: Account.ID, _ change: (inout DayCustomer) -> Void) {
    guard customers[id] != nil else { return }
    self.change(id, change)
  }
}

/// Finds out whom an appointment is with.
private struct EventMatcher {
  /// By the whole address, in lower case.
  private let contacts: [String: Account.ID]
  /// By what stands behind the `@`, where all contacts there are of one customer's family.
  private let domains: [String: Account.ID]
  /// What of a name people say, in words, the longest first.
  private let spokenNames: [(words: [Substring], account: Account.ID)]

  init(
    _ replica: Replica, events: [CalendarEvent], book: [Account.ID: AgendaBuilder.Name]
  ) throws {
    let addresses = Set(events.flatMap(\.attendees))
    let known = try addresses.isEmpty ? [] : replica.contactAddresses()
    var contacts: [String: Account.ID] = [:]
    var families: [String: Set<Account.ID>] = [:]
    var byDomain: [String: Account.ID] = [:]
    for contact in known {
      contacts[contact.address] = contact.account
      guard let domain = contact.address.split(separator: "@").last.map(String.init),
        !Self.publicDomains.contains(domain)
      else { continue }
      families[domain, default: []].insert(contact.family)
      byDomain[domain] = contact.family
    }
    self.contacts = contacts
    domains = byDomain.filter { families[$0.key]?.count == 1 }
    spokenNames = book.filter(\.value.isOwn).map { id, name in
      (Self.spoken(name.text).split(separator: " "), id)
    }.filter { !$0.0.isEmpty }.map { (words: $0.0, account: $0.1) }
      .sorted { ($1.words.count, $0.account) < ($0.words.count, $1.account) }
  }

  /// Nil when it is nobody's, or when two fit as well.
  func customer(of event: CalendarEvent) -> Account.ID? {
    if let account = event.attendees.lazy.compactMap({ contacts[$0] }).first { return account }
    if let account = named(in: event.title) { return account }
    return event.attendees.lazy.compactMap { address in
      address.split(separator: "@").last.flatMap { domains[String($0)] }
    }.first
  }

  private func named(in title: String) -> Account.ID? {
    let words = NameText(title).words
    let found = spokenNames.filter { words.firstRange(of: $0.words) != nil }
    guard let best = found.first else { return nil }
    let rivals = found.filter { $0.words == best.words }
    return rivals.count == 1 ? best.account : nil
  }

  /// A name as it is said, without what the law adds to it.
  private static func spoken(_ name: String) -> String {
    let said = NameText(name).words.reversed().drop { legalForms.contains(String($0)) }
    return said.reversed().joined(separator: " ")
  }

  /// Where everybody may have an address.
  private static let publicDomains: Set<String> = [
    "gmail.com", "googlemail.com", "gmx.de", "hotmail.com", "icloud.com", "outlook.com",
    "proton.me", "web.de", "yahoo.com",
  ]

  private static let legalForms: Set<String> = [
    "ab", "ag", "as", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holding",
    "holdings", "inc", "kg", "limited", "llc", "ltd", "nv", "oy", "plc", "sa", "se", "spa", "srl",
  ]
}

extension Replica {
  fileprivate func contactAddresses() throws -> [(
    address: String, account: Account.ID, family: Account.ID
  )] {
    try file.read { connection in
      try connection.all(
        """
        SELECT lower(c.email), c.account_id, coalesce(a.ultimate_parent_id, c.account_id)
        FROM contact c LEFT JOIN account a ON a.id = c.account_id
        WHERE c.email IS NOT NULL AND c.account_id IS NOT NULL
        ORDER BY coalesce(c.inactive, 0) DESC, c.id DESC
        """, []
      ) { (address: $0.requiredText(), account: $0.requiredID(), family: $0.requiredID()) }
    }
  }
}

extension Replica {
  /// The appointments of a day in a calendar file; nil when there is no such file.
  ///
  /// - Throws: What the system says when it cannot be read.
  package func events(on day: Day, calendar path: String) throws -> [CalendarEvent]? {
    try CalendarFile.bytes(at: path).map {
      CalendarEvent.on(day, file: $0, secondsFromGMT: environment.secondsFromGMT)
    }
  }
}
