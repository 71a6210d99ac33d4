import CustomerSuccess
import ReplicaStore
import Terminal

/// Finds out whether another customer has a contact with the address, before one is added.
nonisolated struct NewContact: Inquiry {
  let add: AddContact
  let address: String
  /// What was typed, to change it.
  let text: String
  let origin: SectionRequest

  var isQuick: Bool { true }

  static func == (left: NewContact, right: NewContact) -> Bool {
    left.text == right.text && left.add.account == right.add.account
  }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  func answer(from replica: Replica, today: Day) throws -> [AddressOwner] {
    try replica.owners(ofAddress: address).filter { $0.account != add.account }
  }

  @MainActor func effects(of owners: [AddressOwner]) -> [AppEffect] {
    let added: [AppEffect] = [.perform([.addContact(add)], label: nil)]
    guard let first = owners.first else { return added }
    let lines = owners.prefix(5).map { owner -> SafeText in
      let name = SafeText(sanitizing: owner.name, limit: 40)
      return "\(name) of \(SafeText(sanitizing: owner.accountName, limit: 40)) has this address."
    }
    let theirs = Customer360State(
      id: first.account, section: ContactsSection.name, item: first.id.rawValue)
    return [
      .show(
        .question(
          Question(
            title: "Known at another customer", lines: lines,
            answers: [
              .init(key: "y", title: "add all the same", effects: added),
              .init(key: "o", title: "open that one", effects: [.go(to: theirs)]),
              .init(
                key: "e", title: "change my line",
                effects: FieldEditor(request: origin).prompt(
                  "New contact", advice: ContactText.lineAdvice, text: text)),
            ])))
    ]
  }
}
