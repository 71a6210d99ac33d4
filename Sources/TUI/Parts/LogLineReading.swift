import CustomerSuccess
import ReplicaStore

/// Turns a line to log into the edit it means, by looking up the customer and the attendees.
struct LogLineReading {
  /// Why a line cannot be taken as it is; it stays in the prompt.
  enum Unclear: Error, CustomStringConvertible {
    case noCustomer(String)
    case severalCustomers(String, [String])
    case noContact(String)
    case severalContacts(String, [String])

    nonisolated var description: String {
      switch self {
      case .noCustomer(let text):
        "No customer's name fits \"\(text)\": type more of it, or leave it out."
      case .severalCustomers(let text, let names):
        "\"\(text)\" fits \(names.prefix(4).joined(separator: ", ")): type more of the name."
      case .noContact(let text):
        "No contact fits @\(text): type the e-mail address, or leave it out."
      case .severalContacts(let text, let names):
        "@\(text) fits \(names.prefix(4).joined(separator: ", ")): type more of it."
      }
    }
  }

  let replica: Replica

  nonisolated init(replica: Replica) { self.replica = replica }

  nonisolated func mutation(_ line: LogLine, account: Account.ID?) throws -> Mutation {
    let customer = try line.customer.map(customer) ?? account
    guard let customer else { throw Unclear.noCustomer("") }
    var fields = Fields()
    fields[Activity.type] = line.type
    fields[Activity.day] = line.day
    fields[Activity.subject] = line.subject
    fields[Activity.notes] = line.notes.isEmpty ? nil : line.notes
    fields[Activity.sentiment] = line.sentiment
    let people = try line.attendees.map { try address(of: $0, at: customer) }
    fields[Activity.externalAttendees] = people.isEmpty ? nil : people.joined(separator: ";")
    return .logActivity(
      LogActivity(
        id: Activity.ID(replica.environment.newID()), account: customer, fields: fields))
  }

  /// The one customer that fits best; an equally good second one makes it unclear.
  private nonisolated func customer(_ text: String) throws -> Account.ID {
    let matches = try replica.matchingCustomers(text, limit: 5)
    guard let best = matches.first else { throw Unclear.noCustomer(text) }
    let rivals = matches.filter { $0.quality == best.quality }
    let isSettled = rivals.count == 1 || best.quality == .id
    guard isSettled else { throw Unclear.severalCustomers(text, rivals.map(\.name)) }
    return best.id
  }

  /// The e-mail address of the contact that a word means; a whole address stands for itself.
  private nonisolated func address(of word: String, at account: Account.ID) throws -> String {
    if word.contains("@") { return word }
    let wanted = word.lowercased()
    let fitting = try replica.contacts(of: account).filter { contact in
      [contact[Contact.firstName], contact[Contact.lastName], contact[Contact.email]]
        .contains { $0?.lowercased().hasPrefix(wanted) ?? false }
    }
    let addresses = fitting.compactMap { $0[Contact.email] }
    guard let address = addresses.first else { throw Unclear.noContact(word) }
    guard addresses.count == 1 else { throw Unclear.severalContacts(word, addresses) }
    return address
  }
}
