import CustomerSuccess
import ReplicaStore
import Terminal

extension SponsorsSection {
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    if request.verb == .add { return [track()] }
    guard let item = request.item.map(SponsorItem.init) else { return nil }
    switch (request.verb, item) {
    case (.open, .role), (.date, _), (.view, _), (.write, _), (.add, _): return nil
    case (.open, .contact): return contact(request.item) == nil ? [] : nil
    case (.edit, .role(let role)), (.status, .role(let role)): return [fill(role)]
    case (.remove, .role): return [.say("Go to a contact below to stop tracking it.")]
    case (.edit, .contact), (.status, .contact), (.remove, .contact):
      guard let contact = contact(request.item) else {
        return [.say("This line follows from the others; go to a role or a contact.")]
      }
      return change(contact, request, in: frame)
    }
  }

  private func change(
    _ contact: Row, _ request: SectionRequest, in frame: SectionFrame
  ) -> [AppEffect] {
    if request.verb == .remove {
      guard contact[Contact.sponsorStatus] != nil else { return [.say("Nobody tracks it.")] }
      return set(contact, Contact.sponsorStatus.column, to: .null)
    }
    var request = request
    if request.verb == .status { request.column = Contact.sponsorStatus.name }
    let editor = FieldEditor(request: request)
    guard let column = request.column.flatMap(Contact.table.column) else {
      return [.show(.menu(choices(of: contact, editor, in: frame)))]
    }
    guard let value = request.value else {
      return editor.ask(column, current: contact[column: column.name])
    }
    return set(contact, column, to: value)
  }

  /// What can be edited, and the CTA for one who left.
  private func choices(
    of contact: Row, _ editor: FieldEditor, in frame: SectionFrame
  ) -> Menu {
    var menu = editor.menu(ContactText.name(of: contact), of: Self.columns, in: contact)
    let risk = SponsorRisk(
      account: frame.customer, name: ContactText.name(of: contact).text,
      owner: frame.surroundings.me, keys: frame.keys)
    menu.items.append(
      Menu.Item(title: "Add a risk CTA: loss of sponsor or champion", effects: [.read(risk)]))
    return menu
  }

  func take(
    _ text: String, for request: SectionRequest, in frame: SectionFrame
  ) -> PromptReply {
    guard let column = request.column.flatMap(Contact.table.column),
      let contact = contact(request.item)
    else { return .done([]) }
    let typed = FieldEditor.value(of: text, for: column)
    guard let value = typed.value else { return .refused(typed.problem ?? "This is no value.") }
    return .done(set(contact, column, to: value))
  }

  private func set(_ contact: Row, _ column: Column, to value: Value) -> [AppEffect] {
    guard contact[column: column.name] != value else { return [] }
    return [.perform([ContactText.edit(contact, column, to: value)], label: nil)]
  }

  /// Asks whom to track of those who are not.
  private func track() -> AppEffect {
    let untracked = people?.active.filter { $0[Contact.sponsorStatus] == nil } ?? []
    return choose(
      "Track whom?", of: untracked, none: "Everybody known is tracked; Contacts adds more people.",
      column: Contact.sponsorStatus.column, value: SponsorStatus.pending.stored)
  }

  /// Asks who has the role.
  private func fill(_ role: ContactRole) -> AppEffect {
    let others = people?.active.filter { $0[Contact.role] != role } ?? []
    return choose(
      "Who is \(Words.plain(role))?", of: others,
      none: "No other contact is known; the section Contacts adds one.",
      column: Contact.role.column, value: role.stored)
  }

  private func choose(
    _ title: SafeText, of contacts: [Row], none: SafeText, column: Column, value: Value
  ) -> AppEffect {
    guard !contacts.isEmpty else { return .say(none) }
    let items = contacts.map { contact in
      let job = SafeText(sanitizing: contact[Contact.title] ?? "", limit: 30)
      let name = ContactText.name(of: contact)
      return Menu.Item(
        title: job.isEmpty ? name : "\(name), \(job)",
        effects: [
          .call(Self.request(.edit, [contact.id], column: column.name, value: value))
        ])
    }
    return .show(.menu(Menu(title: title, items: items, isSearched: items.count > 9)))
  }

  private func contact(_ id: String?) -> Row? { people?.contacts.first { $0.id == id } }
}

/// Adds a CTA for a sponsor who was lost, unless one like it is open.
nonisolated struct SponsorRisk: Inquiry {
  let account: Account.ID
  /// Of the contact.
  let name: String
  let owner: User.ID?
  let keys: KeyNames
  var isQuick: Bool { true }

  /// The name of a CTA like it that is open; nil when there is none.
  func answer(from replica: Replica, today: Day) throws -> String? {
    try replica.lookalikes(of: title, type: .risk, at: account).first?.name
  }

  @MainActor func effects(of open: String?) -> [AppEffect] {
    if let open {
      let open = SafeText(sanitizing: open, limit: 60)
      return [.say("One like it is open: \(open). \(keys["cockpit.show"]) shows it.")]
    }
    var fields = Fields()
    fields[CTA.name] = title
    fields[CTA.type] = .risk
    fields[CTA.reason] = RiskReason.sponsor.rawValue
    fields[CTA.priority] = .high
    fields[CTA.owner] = owner
    return [
      .perform([.addCTA(AddCTA(id: CTA.ID(""), account: account, fields: fields))], label: nil)
    ]
  }

  private var title: String { "\(name) is lost as sponsor: find another" }
}
