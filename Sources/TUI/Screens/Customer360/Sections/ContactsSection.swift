import CustomerSuccess
import ReplicaStore
import Terminal

/// The people at the customer: role, opt-out, and when they last took part in anything.
struct ContactsSection: @MainActor CustomerSection {
  static let name = "contacts"
  static let title: SafeText = "Contacts"
  static let letter: Character = "n"
  static let group = CustomerSectionGroup.people

  static func count(in counts: CustomerCounts) -> Int? { counts.contacts }

  /// Nil until it was read.
  var people: ContactBook?
  /// Whether the contacts of parents and children are shown as well.
  var showsFamily = false
  /// Of the rest of the family; nil until it was read.
  var family: [FamilyContacts]?

  /// What a person may edit of a contact.
  static let columns = [
    Contact.firstName.column, Contact.lastName.column, Contact.email.column,
    Contact.title.column, Contact.role.column, Contact.isOptedOut.column,
    Contact.isInactive.column, Contact.sponsorStatus.column, Contact.profileURL.column,
  ]

  /// What may be the same for several of them.
  private static let sharedColumns = [
    Contact.role.column, Contact.isOptedOut.column, Contact.isInactive.column,
    Contact.sponsorStatus.column,
  ]

  func readings(of customer: Account.ID) -> [Load] {
    [Load(ContactReading(id: customer))]
      + (showsFamily ? [Load(FamilyContactReading(id: customer))] : [])
  }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let people = loaded.answer(to: ContactReading(id: customer)) { self.people = people }
    if let family = loaded.answer(to: FamilyContactReading(id: customer)) { self.family = family }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let people else { return SectionLine.loading(frame) }
    guard showsFamily else { return ownLines(people, in: frame) }
    guard let family else { return ownLines(people, in: frame) + SectionLine.loading(frame) }
    let others = family.flatMap { member in
      [SectionLine.heading(SafeText(sanitizing: member.name, limit: 60))]
        + member.book.contacts.flatMap { lines(of: $0, member.book, in: frame) }
    }
    let none = "No other customer of the hierarchy has a contact in your book."
    return ownLines(people, in: frame)
      + (others.isEmpty ? SectionLine.note(SafeText(sanitizing: none), in: frame) : others)
  }

  private func ownLines(_ people: ContactBook, in frame: SectionFrame) -> [SectionLine] {
    guard !people.contacts.isEmpty else {
      let others: SafeText =
        frame.page.counts.family > 1 && !showsFamily
        ? " \(frame.keys["customer360.view"]) shows the hierarchy's." : ""
      return SectionLine.note(
        """
        No contact is known for this customer. \(frame.keys["customer360.add"]) adds \
        one.\(others)
        """,
        in: frame)
    }
    let inactive = people.contacts.filter { $0[Contact.isInactive] == true }
    var lines = people.active.flatMap { self.lines(of: $0, people, in: frame) }
    if !people.active.contains(where: { $0[Contact.role] == .admin }) {
      lines += SectionLine.note(
        """
        Nobody is GitLab Admin: surveys and newsletters reach nobody. \
        \(frame.keys["customer360.status"]) sets the role.
        """, in: frame)
    }
    guard !inactive.isEmpty else { return lines }
    return lines + [.heading("Inactive")]
      + inactive.flatMap { self.lines(of: $0, people, in: frame) }
  }

  private func lines(
    of contact: Row, _ people: ContactBook, in frame: SectionFrame
  ) -> [SectionLine] {
    let line = SectionLine.item(contact.id, .init(row: contact), words: people.words(of: contact)) {
      $0.contact(contact, people.presence(of: contact), frame)
    }
    guard frame.isOpen(contact.id) else { return [line] }
    return [line]
      + SectionLine.details(of: contact.id, details(of: contact, people, frame), in: frame)
  }

  private func details(
    of contact: Row, _ people: ContactBook, _ frame: SectionFrame
  ) -> [SafeText] {
    let shown = Self.columns + [Contact.phone.column, Contact.initialSource.column]
    let values = shown.compactMap { column -> SafeText? in
      let value = AttributeText.shown(
        contact[column: column.name], column: column, currency: nil, userNames: [:])
      return value.isEmpty ? nil : "\(SafeText(sanitizing: column.label)): \(value)"
    }
    let presence = people.presence(of: contact)
    let taken: SafeText =
      presence.count == 0
      ? "On no entry of the timeline yet"
      : "On \(Words.count(presence.count, "entry", "entries")) of the timeline"
    let known: SafeText? =
      contact[Contact.salesforceID] == nil ? "Not in Salesforce yet; the next push makes it" : nil
    return values + [taken] + (known.map { [$0] } ?? [])
  }
}

// MARK: Editing

extension ContactsSection {
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    switch request.verb {
    case .edit, .status: return edit(request, frame.keys)
    case .remove: return toggleInactive(request, frame.keys)
    case .add:
      return FieldEditor(request: request).prompt("New contact", advice: ContactText.lineAdvice)
    case .view: return toggleFamily(frame)
    case .open, .date, .write: return nil
    }
  }

  private mutating func toggleFamily(_ frame: SectionFrame) -> [AppEffect] {
    guard frame.page.counts.family > 1 || showsFamily else {
      return [.say("This customer has neither parent nor children in your book.")]
    }
    showsFamily.toggle()
    return showsFamily ? [.read(FamilyContactReading(id: frame.customer))] : []
  }

  private func edit(_ request: SectionRequest, _ keys: KeyNames) -> [AppEffect] {
    guard let contact = contact(request.item) else {
      return [.say(noContact(keys))]
    }
    var request = request
    if request.verb == .status { request.column = Contact.role.name }
    let editor = FieldEditor(request: request)
    guard let column = request.column.flatMap(Contact.table.column) else {
      let many = request.items.count
      return many == 1
        ? editor.choose(ContactText.name(of: contact), of: Self.columns, in: contact)
        : editor.choose("\(many) contacts", of: Self.sharedColumns, in: contact)
    }
    guard let value = request.value else {
      return editor.ask(column, current: contact[column: column.name])
    }
    return set(column, to: value, of: request.items)
  }

  func take(
    _ text: String, for request: SectionRequest, in frame: SectionFrame
  ) -> PromptReply {
    guard request.verb != .add else { return add(text, request, in: frame) }
    guard let column = request.column.flatMap(Contact.table.column) else { return .done([]) }
    let typed = FieldEditor.value(of: text, for: column)
    guard let value = typed.value else { return .refused(typed.problem ?? "This is no value.") }
    if column.name == Contact.email.name, let twin = twin(of: text, except: request.item) {
      return .refused("\(ContactText.name(of: twin)) has this address.")
    }
    return .done(set(column, to: value, of: request.items))
  }

  private func add(
    _ text: String, _ request: SectionRequest, in frame: SectionFrame
  ) -> PromptReply {
    guard let fields = ContactText.fields(of: text), let address = fields[Contact.email] else {
      return .refused("Write it as: Jane Doe <jane@acme.example>, Head of Platform, Dev Lead")
    }
    if let twin = twin(of: address, except: nil) {
      let state: SafeText = twin[Contact.isInactive] == true ? ", who is inactive" : ""
      return .refused(
        """
        \(ContactText.name(of: twin))\(state) has this address: Esc, then \
        \(frame.keys["customer360.edit"]) edits that contact.
        """
      )
    }
    let contact = AddContact(id: Contact.ID(""), account: frame.customer, fields: fields)
    return .done([
      .read(NewContact(add: contact, address: address, text: text, origin: request))
    ])
  }

  /// Another contact of the customer with the address, however it is spelled.
  private func twin(of address: String, except id: String?) -> Row? {
    let wanted = address.lowercased()
    return people?.contacts.first {
      $0.id != id && $0[Contact.email]?.lowercased() == wanted
    }
  }

  private func set(_ column: Column, to value: Value, of ids: [String]) -> [AppEffect] {
    let edits = ids.compactMap { contact($0) }.filter { $0[column: column.name] != value }
      .map { ContactText.edit($0, column, to: value) }
    guard !edits.isEmpty else { return [.say("That is what it says already.")] }
    let many = "Set \(column.label) of \(edits.count) contacts"
    return [.perform(edits, label: edits.count == 1 ? nil : many)]
  }

  private func noContact(_ keys: KeyNames) -> SafeText {
    "There is no contact here yet; \(keys["customer360.add"]) adds one."
  }

  /// Marks the contacts as inactive; when all of them are, as active again.
  private func toggleInactive(_ request: SectionRequest, _ keys: KeyNames) -> [AppEffect] {
    let chosen = request.items.compactMap { contact($0) }
    guard !chosen.isEmpty else { return [.say(noContact(keys))] }
    let areInactive = chosen.allSatisfy { $0[Contact.isInactive] == true }
    return set(Contact.isInactive.column, to: (!areInactive).stored, of: chosen.map(\.id))
  }

  private func contact(_ id: String?) -> Row? {
    let all = [people].compactMap(\.self) + (family ?? []).map(\.book)
    return all.lazy.compactMap { book in book.contacts.first { $0.id == id } }.first
  }
}

extension Canvas {
  private static let contactColumns = [
    TableColumn("Name", minimum: 14, ideal: 20, priority: 9, isFlexible: true),
    TableColumn("GitLab role", minimum: 9, ideal: 17, priority: 8),
    TableColumn("Seen", minimum: 12, ideal: 12, priority: 7),
    TableColumn("Flags", minimum: 7, ideal: 7, priority: 6),
    TableColumn("Address", minimum: 18, ideal: 28, priority: 5, isFlexible: true),
    TableColumn("Title", minimum: 12, ideal: 24, priority: 3, isFlexible: true),
  ]

  /// One line of the contacts: name, role, last seen, flags, address, title.
  fileprivate mutating func contact(
    _ contact: Row, _ presence: ContactPresence, _ frame: SectionFrame
  ) {
    let isUnsent = frame.isUnsent(contact)
    let seen = presence.last.map { Words.distance($0, today: frame.today) }
    let flag: SafeText =
      isUnsent ? "unsent" : contact[Contact.isOptedOut] == true ? "no mail" : ""
    let nameRole: Role = contact[Contact.isInactive] == true ? .muted : .text
    let texts: [(SafeText, Role)] = [
      (ContactText.name(of: contact), isUnsent ? .marked : nameRole),
      (contact[Contact.role].map(Words.plain) ?? "", .muted),
      (seen ?? "never seen", seen == nil ? .watch : .text), (flag, .marked),
      (SafeText(sanitizing: contact[Contact.email] ?? "no e-mail"), .muted),
      (SafeText(sanitizing: contact[Contact.title] ?? ""), .muted),
    ]
    for place in TableLayout(Self.contactColumns, width: columns, gap: 1).columns {
      let (text, role) = texts[place.index]
      write(text.truncated(to: place.width), row: 0, column: place.column, role: role)
    }
  }
}
