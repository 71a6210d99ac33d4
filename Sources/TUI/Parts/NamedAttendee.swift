import CustomerSuccess
import ReplicaStore

/// Somebody named as an attendee: what was typed, and whom that may mean.
nonisolated struct NamedAttendee: Equatable, Sendable {
  /// Before a name that is to become a contact.
  static let newMark: Character = "+"

  let typed: String
  /// Those it may stand for, best first.
  let fitting: [Attendee]
  /// Whether the first one alone is meant; a whole address stands for itself.
  let isClear: Bool
  /// Who becomes a contact with the entry; nil for somebody who is known.
  let newContact: TypedContact?

  init(_ typed: String, among known: [Attendee]) {
    self.typed = typed
    if typed.first == Self.newMark {
      let contact = TypedContact(typed: String(typed.dropFirst()))
      // Whoever has this address already is meant, and is not added twice.
      let twin = known.first { person in
        contact?.email.map { person.email?.lowercased() == $0.lowercased() } ?? false
      }
      fitting = twin.map { [$0] } ?? []
      newContact = twin == nil ? contact : nil
      isClear = twin != nil || contact?.email != nil
      return
    }
    let found = known.matching(typed)
    fitting = found.fitting
    isClear = found.isClear
    newContact = nil
  }

  /// An address of nobody known, which stands for itself.
  var isAddress: Bool { fitting.isEmpty && newContact == nil && typed.contains("@") }

  /// Why it cannot be taken as it is; nil when it can.
  var unclear: LogMeaning.Unclear? {
    guard !isClear, !isAddress else { return nil }
    if let newContact { return .noAddress(newContact.name) }
    return fitting.isEmpty ? .noPerson(typed) : .severalPeople(typed, fitting.map(\.name))
  }

  /// What an entry keeps of somebody from outside; nil for a colleague.
  var outside: String? {
    if let newContact { return newContact.email }
    if isAddress { return typed }
    return fitting.first.flatMap { $0.colleague == nil ? $0.address : nil }
  }

  /// Nil for somebody from outside.
  var colleague: User.ID? { isAddress ? nil : fitting.first?.colleague }
}

nonisolated extension [NamedAttendee] {
  /// Puts them into the fields of an entry.
  func fill(_ fields: inout Fields) {
    let outside = compactMap(\.outside)
    let inside = compactMap { $0.colleague?.rawValue }
    fields[Activity.externalAttendees] = outside.isEmpty ? nil : outside.joined(separator: ";")
    fields[Activity.internalAttendees] = inside.isEmpty ? nil : inside.joined(separator: ";")
  }

  /// What makes contacts of those who are none yet.
  func additions(to account: Account.ID, newID: () -> String) -> [Mutation] {
    compactMap(\.newContact).map {
      $0.mutation(id: Contact.ID(newID()), account: account)
    }
  }
}

/// Everybody who may have been at a talk with a customer.
nonisolated struct AttendeesReading: Reading {
  let account: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [Attendee] {
    try replica.attendees(of: account)
  }
}
