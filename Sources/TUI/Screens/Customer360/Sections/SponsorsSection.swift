import CustomerSuccess
import ReplicaStore
import Terminal

/// Who carries us at the customer: the roles that should be covered, and the people we track.
struct SponsorsSection: @MainActor CustomerSection {
  static let name = "sponsors"
  static let title: SafeText = "Sponsor Tracking"
  static let letter: Character = "p"
  static let group = CustomerSectionGroup.people

  static func count(in counts: CustomerCounts) -> Int? { counts.sponsors }

  /// Nil until it was read.
  var people: ContactBook?

  static let columns = [
    Contact.sponsorStatus.column, Contact.profileURL.column, Contact.role.column,
    Contact.title.column,
  ]

  func readings(of customer: Account.ID) -> [Load] { [Load(ContactReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let people = loaded.answer(to: ContactReading(id: customer)) { self.people = people }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let people else { return SectionLine.loading(frame) }
    let sponsors = people.sponsors
    let tracked =
      sponsors.isEmpty
      ? SectionLine.note(
        people.active.isEmpty
          ? "No contact is known to track; the section Contacts adds one."
          : """
          Nobody is tracked yet. \(frame.keys["customer360.add"]) tracks a contact, who then is \
          watched here.
          """,
        in: frame)
      : sponsors.flatMap { lines(of: $0, people, in: frame) }
    return [.heading("Roles")] + ContactCoverage.roles.map { line(of: $0, people, in: frame) }
      + [regularLine(people, in: frame), ourSponsorLine(people, in: frame)]
      + [.heading("Tracked")] + tracked
  }
}

// MARK: Roles

extension SponsorsSection {
  private func line(
    of role: ContactRole, _ people: ContactBook, in frame: SectionFrame
  ) -> SectionLine {
    let holders = people.active.filter { $0[Contact.role] == role }
    let coverage = ContactCoverage(
      lastSeen: holders.map { people.presence(of: $0).last }, today: frame.today)
    let names = SafeText.joined(holders.map(ContactText.name), separator: ", ")
    let text: SafeText =
      switch coverage {
      case .missing: "nobody; \(frame.keys["customer360.status"]) says who"
      case .neverSeen: "\(names): never seen"
      case .quiet(let last): "\(names): \(Words.distance(last, today: frame.today)), too long"
      case .seen(let last): "\(names): \(Words.distance(last, today: frame.today))"
      }
    return .item(SponsorItem.role(role).id, words: names.text) {
      $0.covered(Words.plain(role), coverage.color, text, glyphs: frame.glyphs)
    }
  }

  /// Whether the relation hangs on one person.
  private func regularLine(_ people: ContactBook, in frame: SectionFrame) -> SectionLine {
    let regular = people.active.count {
      ContactCoverage.isRegular(people.presence(of: $0).last, today: frame.today)
    }
    let isEnough = regular >= ContactCoverage.regularContacts
    let advice: SafeText = isEnough ? "" : "; aim for \(ContactCoverage.regularContacts)"
    let text: SafeText = "\(regular) in \(ContactCoverage.quietDays) days\(advice)"
    let color: Sentiment = isEnough ? .green : regular == 0 ? .red : .yellow
    return .item("regular") {
      $0.covered("Regular contacts", color, text, glyphs: frame.glyphs)
    }
  }

  /// Our side of it: Salesforce says who, the timeline says when.
  private func ourSponsorLine(_ people: ContactBook, in frame: SectionFrame) -> SectionLine {
    let account = frame.page.customer.account
    let name = frame.page.customer.userName(Account.executiveSponsor)
    let who: SafeText =
      name.map { SafeText(sanitizing: $0, limit: 40) } ?? "nobody; Salesforce says who"
    let coverage = ContactCoverage(
      lastSeen: name == nil ? [] : [people.lastWithSponsor], today: frame.today)
    let when: SafeText =
      people.lastWithSponsor.map { ", with them \(Words.distance($0, today: frame.today))" }
      ?? (name == nil ? "" : ", never with them")
    return .item(
      "ours", .init(row: account, column: Account.executiveSponsor.column), words: who.text
    ) {
      $0.covered("Our sponsor", coverage.color, "\(who)\(when)", glyphs: frame.glyphs)
    }
  }
}

// MARK: Tracked people

extension SponsorsSection {
  private func lines(
    of contact: Row, _ people: ContactBook, in frame: SectionFrame
  ) -> [SectionLine] {
    let presence = people.presence(of: contact)
    let line = SectionLine.item(contact.id, .init(row: contact), words: people.words(of: contact)) {
      $0.sponsor(contact, presence, frame)
    }
    guard frame.isOpen(contact.id) else { return [line] }
    return [line]
      + SectionLine.details(of: contact.id, details(of: contact, presence, frame), in: frame)
  }

  private func details(
    of contact: Row, _ presence: ContactPresence, _ frame: SectionFrame
  ) -> [SafeText] {
    let values = (Self.columns + [Contact.email.column]).compactMap { column -> SafeText? in
      let value = AttributeText.shown(
        contact[column: column.name], column: column, currency: nil, userNames: [:])
      return value.isEmpty ? nil : "\(SafeText(sanitizing: column.label)): \(value)"
    }
    return values + SponsorText.advice(contact, presence, in: frame)
  }
}

extension ContactBook {
  var active: [Row] { contacts.filter { $0[Contact.isInactive] != true } }

  /// Tracked contacts, those who left included, and executive sponsors whom nobody tracks yet.
  var sponsors: [Row] {
    contacts.filter { contact in
      contact[Contact.sponsorStatus] != nil
        || contact[Contact.role] == .executiveSponsor && contact[Contact.isInactive] != true
    }
  }
}

/// What a line of the section is about.
enum SponsorItem: Equatable {
  case role(ContactRole)
  case contact(Contact.ID)

  private static let rolePrefix = "role:"

  init(id: String) {
    let role = id.hasPrefix(Self.rolePrefix) ? id.dropFirst(Self.rolePrefix.count) : ""
    self = ContactRole(rawValue: String(role)).map(Self.role) ?? .contact(Contact.ID(id))
  }

  var id: String {
    switch self {
    case .role(let role): Self.rolePrefix + role.rawValue
    case .contact(let id): id.rawValue
    }
  }
}
