import CustomerSuccess
import ReplicaStore
import Terminal

/// The contacts of a customer and what its timeline says of them.
nonisolated struct ContactBook: Equatable, Sendable {
  /// Rows of ``Contact``, active ones first.
  var contacts: [Row] = []
  /// By address in lower case.
  var presence: [String: ContactPresence] = [:]
  /// The day of the newest entry with our executive sponsor present.
  var lastWithSponsor: Day?

  func presence(of contact: Row) -> ContactPresence {
    contact[Contact.email].flatMap { presence[$0.lowercased()] } ?? ContactPresence()
  }

  /// What a search finds of the contact.
  func words(of contact: Row) -> String {
    [Contact.firstName, Contact.lastName, Contact.email, Contact.title].compactMap { contact[$0] }
      .joined(separator: " ")
  }
}

/// The contacts of one customer.
nonisolated struct ContactReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> ContactBook {
    ContactBook(
      contacts: try replica.contacts(of: id), presence: try replica.presence(of: id),
      lastWithSponsor: try replica.lastDayWithSponsor(of: id))
  }
}

/// The contacts of a customer's parent or child.
nonisolated struct FamilyContacts: Equatable, Sendable {
  let name: String
  let book: ContactBook
}

/// The contacts of the other customers in the hierarchy, those without any left out.
nonisolated struct FamilyContactReading: Reading {
  let id: Account.ID
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> [FamilyContacts] {
    try replica.family(of: id).filter { $0.id != id }.compactMap { member in
      let book = try ContactReading(id: member.id).answer(from: replica, today: today)
      return book.contacts.isEmpty ? nil : FamilyContacts(name: member.name, book: book)
    }
  }
}

/// Contacts as people read and type them.
enum ContactText {
  static func name(of contact: Row) -> SafeText {
    let name = [contact[Contact.firstName], contact[Contact.lastName]].compactMap { $0 }
      .joined(separator: " ")
    return SafeText(
      sanitizing: name.isEmpty ? contact[Contact.email] ?? contact.id : name, limit: 60)
  }

  /// The edit that sets a column, based on the value that is on screen.
  static func edit(_ contact: Row, _ column: Column, to value: Value) -> Mutation {
    let change = FieldChange(column: column.name, from: contact[column: column.name], to: value)
    return .editContact(EditContact(id: Contact.ID(contact.id), changes: [change]))
  }

  static let lineAdvice: SafeText = "first and last name <address>, title, GitLab role; Esc leaves"

  /// `Jane Doe <jane@acme.example>, Head of Platform, Dev Lead`: the brackets, the title and the
  /// role may be missing.
  ///
  /// Nil without a name or an address.
  static func fields(of text: String) -> Fields? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(words)
    guard let first = parts.first,
      let address = first.last?.trimming(["<", ">"]), address.contains("@"),
      let last = first.dropLast().last
    else { return nil }
    var fields = Fields()
    let firstName = first.dropLast(2).joined(separator: " ")
    if !firstName.isEmpty { fields[Contact.firstName] = firstName }
    fields[Contact.lastName] = last
    fields[Contact.email] = address
    var rest = parts.dropFirst().map { $0.joined(separator: " ") }.filter { !$0.isEmpty }
    if let role = rest.last.flatMap(role) {
      fields[Contact.role] = role
      rest.removeLast()
    }
    if !rest.isEmpty { fields[Contact.title] = rest.joined(separator: ", ") }
    return fields
  }

  private static func words(_ text: Substring) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  private static func role(_ text: String) -> ContactRole? {
    ContactRole.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
  }
}

extension String {
  fileprivate func trimming(_ ends: Set<Character>) -> String {
    var rest = self[...]
    while let first = rest.first, ends.contains(first) { rest.removeFirst() }
    while let last = rest.last, ends.contains(last) { rest.removeLast() }
    return String(rest)
  }
}
