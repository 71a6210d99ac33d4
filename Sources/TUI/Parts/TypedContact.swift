import CustomerSuccess

/// Somebody from outside who is no contact yet, as typed after a plus sign.
///
/// `Ana Rossi <ana@acme.example>`, `Ana.Rossi<ana@acme.example>`, or an address alone, whose part
/// before the `@` says the name.
nonisolated struct TypedContact: Equatable, Sendable {
  let firstName: String?
  let lastName: String
  /// Nil until it is typed; without one Salesforce takes no contact.
  let email: String?

  /// Nil when there is nothing of a name.
  init?(typed: String) {
    let parts = typed.split(whereSeparator: { "<> ".contains($0) }).map(String.init)
    email = parts.first { $0.contains("@") }
    let named = parts.filter { !$0.contains("@") }
    let source = named.isEmpty ? email.map { [String($0.prefix { $0 != "@" })] } ?? [] : named
    let names = source.flatMap { $0.split { "._".contains($0) } }.map { word in
      named.isEmpty ? word.prefix(1).uppercased() + word.dropFirst() : String(word)
    }
    guard let last = names.last else { return nil }
    lastName = last
    firstName = names.count > 1 ? names.dropLast().joined(separator: " ") : nil
  }

  var name: String { [firstName, lastName].compactMap { $0 }.joined(separator: " ") }

  /// What adds it to the customer.
  ///
  /// - Parameter id: Empty to have one made.
  func mutation(id: Contact.ID, account: Account.ID) -> Mutation {
    var fields = Fields()
    fields[Contact.firstName] = firstName
    fields[Contact.lastName] = lastName
    fields[Contact.email] = email
    return .addContact(AddContact(id: id, account: account, fields: fields))
  }
}
