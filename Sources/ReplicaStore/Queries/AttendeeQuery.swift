package import CustomerSuccess

/// Somebody who may have been at a talk with a customer: a contact of its hierarchy, or a colleague.
package struct Attendee: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case contact(Contact.ID)
    case colleague(User.ID)
  }

  package let kind: Kind
  package let name: String
  package let email: String?
  /// The title of a contact, the role of a colleague.
  package let title: String?
  /// The customer the contact belongs to when it is another one of the hierarchy; nil otherwise.
  package let otherAccount: String?

  /// Somebody whom an entry names and nobody knows any more.
  package init(unknown name: String, _ kind: Kind) {
    self.kind = kind
    self.name = name
    email = nil
    title = nil
    otherAccount = nil
  }

  package var colleague: User.ID? {
    if case .colleague(let id) = kind { id } else { nil }
  }

  /// What an activity keeps of an attendee from outside; a name where there is no address.
  package var address: String { email ?? name }
}

extension Attendee {
  /// How the letters typed fit, best first: lower is better; nil when they do not fit.
  ///
  /// The customer's own people come before those of its hierarchy, and those before colleagues.
  package func rank(of typed: String) -> Int? {
    if let email, email.lowercased() == typed.lowercased() { return 0 }
    let wanted = NameText(typed)
    guard !wanted.isEmpty else { return nil }
    let nearness = colleague != nil ? 2 : otherAccount != nil ? 1 : 0
    // An address is one word to whoever types its beginning.
    let isAddressBegun = email?.lowercased().hasPrefix(typed.lowercased()) ?? false
    if isAddressBegun { return 10 + nearness }
    switch NameText(name).match(for: wanted) {
    case .id, .exactName: return 10 + nearness
    case .prefix, .words: return 10 + nearness
    case .letters: return wanted.folded.count > 1 ? 20 + nearness : nil
    case nil: return nil
    }
  }
}

extension [Attendee] {
  /// Those that fit what was typed, best first; `isClear` when the first one alone is meant.
  package func matching(_ typed: String) -> (fitting: [Attendee], isClear: Bool) {
    let ranked = enumerated().compactMap { index, attendee in
      attendee.rank(of: typed).map { (rank: $0, index: index) }
    }.sorted { $0 < $1 }
    let isClear = ranked.count == 1 || ranked.count > 1 && ranked[0].rank < ranked[1].rank
    return (ranked.map { self[$0.index] }, isClear)
  }
}

extension Replica {
  /// Everybody who may have been there: the customer's contacts, those of its hierarchy, colleagues;
  /// inactive ones are left out.
  ///
  /// - Parameter account: Nil for colleagues alone.
  package func attendees(of account: Account.ID?) throws -> [Attendee] {
    try file.read { connection in
      let contacts = try account.map { account in
        try connection.all(contactsOfHierarchy, [account.stored]) { Attendee(contact: &$0) }
      }
      let colleagues = try connection.all(
        """
        SELECT id, name, email, title FROM user WHERE coalesce(is_active, 1) = 1
        ORDER BY name, id
        """, []
      ) { Attendee(colleague: &$0) }
      return (contacts ?? []) + colleagues
    }
  }
}

/// The whole tree that the customer stands in; an import may have made a circle of it.
private let contactsOfHierarchy = """
  WITH RECURSIVE
    above (id) AS (
      SELECT ?1 UNION
      SELECT a.parent_id FROM account a JOIN above ON a.id = above.id
      WHERE a.parent_id IS NOT NULL),
    family (id) AS (
      SELECT id FROM above UNION
      SELECT a.id FROM account a JOIN family ON a.parent_id = family.id)
  SELECT c.id, trim(coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '')), c.email,
    c.title, CASE WHEN c.account_id = ?1 THEN NULL ELSE coalesce(a.name, '') END
  FROM contact c JOIN family ON family.id = c.account_id LEFT JOIN account a ON a.id = c.account_id
  WHERE coalesce(c.inactive, 0) = 0
  ORDER BY c.account_id <> ?1, c.last_name, c.first_name, c.id
  """

extension Attendee {
  fileprivate init(contact reader: inout ColumnReader) {
    kind = .contact(reader.requiredID())
    let name = reader.requiredText()
    let email = reader.text()
    self.name = name.isEmpty ? email ?? "" : name
    self.email = email
    title = reader.text()
    otherAccount = reader.text()
  }

  fileprivate init(colleague reader: inout ColumnReader) {
    let id: User.ID = reader.requiredID()
    kind = .colleague(id)
    name = reader.text() ?? id.rawValue
    email = reader.text()
    title = reader.text()
    otherAccount = nil
  }
}
