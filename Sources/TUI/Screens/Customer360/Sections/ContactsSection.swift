import CustomerSuccess
import ReplicaStore
import Terminal

/// The people at the customer.
struct ContactsSection: @MainActor CustomerSection {
  static let name = "contacts"
  static let title: SafeText = "Contacts"
  static let letter: Character = "n"
  static let group = CustomerSectionGroup.people

  static func count(in counts: CustomerCounts) -> Int? { counts.contacts }

  /// Rows of ``Contact``; nil until it was read.
  var contacts: [Row]?

  func readings(of customer: Account.ID) -> [Load] { [Load(ContactReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let contacts = loaded.answer(to: ContactReading(id: customer)) { self.contacts = contacts }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let contacts else { return SectionLine.loading(frame) }
    guard !contacts.isEmpty else {
      return SectionLine.note("No contact is known for this customer.", in: frame)
    }
    return contacts.map { contact in
      .item(contact.id, .init(row: contact)) { $0.contact(contact) }
    }
  }
}

/// The contacts of one customer.
nonisolated struct ContactReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [Row] {
    try replica.contacts(of: id)
  }
}

extension Canvas {
  /// One line of the contacts: name, title, address.
  fileprivate mutating func contact(_ contact: Row) {
    let nameWidth = min(26, columns / 3)
    let room = max(columns - 2 * nameWidth - 2, 0)
    let role: Role = contact[Contact.isInactive] == true ? .muted : .text
    let name = [contact[Contact.firstName], contact[Contact.lastName]].compactMap { $0 }
      .joined(separator: " ")
    write(SafeText(sanitizing: name, limit: nameWidth), row: 0, role: role)
    let title = SafeText(sanitizing: contact[Contact.title] ?? "", limit: nameWidth)
    write(title, row: 0, column: nameWidth + 1, role: .muted)
    write(
      SafeText(sanitizing: contact[Contact.email] ?? "no e-mail", limit: room), row: 0,
      column: 2 * nameWidth + 2, role: role)
  }
}
