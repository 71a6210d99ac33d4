import CustomerSuccess
import ReplicaStore
import Terminal

/// Sponsors as people read them.
enum SponsorText {
  /// Whether the person is there, and what to do when not.
  static func advice(
    _ contact: Row, _ presence: ContactPresence, in frame: SectionFrame
  ) -> [SafeText] {
    let keys = frame.keys
    if contact[Contact.isInactive] == true {
      return [
        """
        Left: the contact is inactive, here or in Salesforce. \(keys["customer360.edit"]) adds a \
        risk CTA; \(keys["customer360.remove"]) stops tracking once somebody else is found.
        """
      ]
    }
    var advice: [SafeText] = []
    switch ContactCoverage(lastSeen: [presence.last], today: frame.today) {
    case .neverSeen:
      advice.append(
        "On no entry of the timeline yet; \(keys["log.line"]) logs one with @attendees.")
    case .quiet(let last):
      advice.append("Last seen \(Words.plain(last)): silence is how a loss begins.")
    case .seen, .missing: break
    }
    if contact[Contact.sponsorStatus] == nil {
      advice.append(
        "Executive Sponsor by role, not tracked yet; \(keys["customer360.status"]) tracks.")
    }
    if contact[Contact.profileURL] == nil {
      advice.append(
        "No profile is linked, where a new job would show; \(keys["customer360.edit"]) links one.")
    }
    return advice
  }

  /// In a word or two, and how worried one should be.
  static func state(
    _ contact: Row, _ presence: ContactPresence, today: Day
  ) -> (text: SafeText, color: Sentiment) {
    guard contact[Contact.isInactive] != true else { return ("left", .red) }
    let coverage = ContactCoverage(lastSeen: [presence.last], today: today)
    let seen = presence.last.map { Words.distance($0, today: today) } ?? "never seen"
    return (seen, coverage.color)
  }
}

extension Canvas {
  private static let sponsorColumns = [
    TableColumn("Sign", minimum: 1, ideal: 1, priority: 10),
    TableColumn("Name", minimum: 10, ideal: 20, priority: 9, isFlexible: true),
    TableColumn("Seen", minimum: 12, ideal: 12, priority: 8),
    TableColumn("Tracking", minimum: 11, ideal: 11, priority: 7),
    TableColumn("Role", minimum: 12, ideal: 17, priority: 5),
    TableColumn("Title", minimum: 12, ideal: 24, priority: 6, isFlexible: true),
  ]

  /// A role, and whether it is covered.
  mutating func covered(
    _ label: SafeText, _ color: Sentiment, _ text: SafeText, glyphs: GlyphSet
  ) {
    let width = columns >= 48 ? 17 : 12
    write(glyphs.sign(color), row: 0, role: .of(color))
    write(label.truncated(to: width), row: 0, column: 2, role: .muted)
    write(
      text.truncated(to: max(columns - width - 3, 0)), row: 0, column: width + 3,
      role: color == .green ? .text : .of(color))
  }

  /// Sign, name, last seen, where tracking stands, role, title.
  mutating func sponsor(_ contact: Row, _ presence: ContactPresence, _ frame: SectionFrame) {
    let state = SponsorText.state(contact, presence, today: frame.today)
    let isUnsent = frame.isUnsent(contact)
    let tracking = contact[Contact.sponsorStatus].map(Words.plain) ?? "not yet"
    let texts: [(SafeText, Role)] = [
      (frame.glyphs.sign(state.color), .of(state.color)),
      (ContactText.name(of: contact), .text), (state.text, .of(state.color)),
      (isUnsent ? "unsent" : tracking, isUnsent ? .marked : .muted),
      (contact[Contact.role].map(Words.plain) ?? "", .muted),
      (SafeText(sanitizing: contact[Contact.title] ?? ""), .muted),
    ]
    for place in TableLayout(Self.sponsorColumns, width: columns, gap: 1).columns {
      let (text, role) = texts[place.index]
      write(text.truncated(to: place.width), row: 0, column: place.column, role: role)
    }
  }
}
