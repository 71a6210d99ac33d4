import CustomerSuccess
import ReplicaStore

/// What a line to log means to the replica: whom it is about, who was there, what is not clear.
nonisolated struct LogMeaning: Equatable, Sendable {
  let line: LogLine
  let today: Day
  /// The customer meant; nil when none is, or several are.
  let account: Account.ID?
  let accountName: String?
  /// Customers that ``customerText`` may mean, best first.
  let customers: [CustomerMatch]
  /// The words before the colon; without one, the first words as far as they fit a customer.
  let customerText: String
  let people: [NamedAttendee]

  /// - Parameters:
  ///   - account: The customer on screen, which is meant when the line names none.
  init(
    _ line: LogLine, account: Account.ID?, today: Day, in replica: Replica
  ) throws {
    self.line = line
    self.today = today
    if let typed = line.customer {
      customerText = typed
      customers = try replica.matchingCustomers(typed, limit: Self.candidateLimit)
      let settled = Self.settled(customers)
      self.account = settled?.id
      accountName = settled?.name
    } else {
      (customerText, customers) = try Self.begun(line.subject, in: replica)
      self.account = account
      accountName = try account.flatMap {
        try replica.row(Account.table, $0.rawValue)?[Account.name]
      }
    }
    let known = try line.attendees.isEmpty ? [] : replica.attendees(of: self.account)
    people = line.attendees.map { NamedAttendee($0, among: known) }
  }

  private static let candidateLimit = 8

  /// The customers whose name somebody may have begun to type, without the colon yet.
  private static func begun(
    _ subject: String, in replica: Replica
  ) throws -> (String, [CustomerMatch]) {
    let words = subject.split(separator: " ")
    // A longer text is a subject by now.
    guard (1...3).contains(words.count) else { return ("", []) }
    for count in [words.count, 1] {
      let text = words.prefix(count).joined(separator: " ")
      let found = try replica.matchingCustomers(text, limit: candidateLimit)
        .filter { $0.quality <= .words }
      if !found.isEmpty { return (text, found) }
    }
    return ("", [])
  }

  /// The one customer that fits best; an equally good second one makes it unclear.
  private static func settled(_ matches: [CustomerMatch]) -> CustomerMatch? {
    guard let best = matches.first else { return nil }
    let rivals = matches.filter { $0.quality == best.quality }
    return rivals.count == 1 || best.quality == .id ? best : nil
  }
}

nonisolated extension LogMeaning {
  /// Why a line cannot be taken as it is; it stays in the prompt.
  enum Unclear: Error, Equatable, CustomStringConvertible {
    case noSubject
    case noCustomer(String?)
    case severalCustomers(String, [String])
    case noPerson(String)
    case severalPeople(String, [String])
    /// Somebody who is to become a contact.
    case noAddress(String)

    var description: String {
      switch self {
      case .noSubject: "Say in a few words what it was about."
      case .noCustomer(nil):
        "Which customer? Begin with its name and a colon, or a few letters and Tab: acme: …"
      case .noCustomer(let text?):
        "No customer's name fits \"\(text)\": type more of it, or leave it out."
      case .severalCustomers(let text, let names):
        "\"\(text)\" fits \(names.prefix(4).joined(separator: ", ")): type more of the name."
      case .noPerson(let text):
        "Nobody fits @\(text): type the e-mail address, or +\(text)<address> for a new contact."
      case .severalPeople(let text, let names):
        "@\(text) fits \(names.prefix(4).joined(separator: ", ")): Tab takes the first."
      case .noAddress(let name):
        "A new contact needs an address: +\(name.split(separator: " ").joined(separator: "."))<…@…>"
      }
    }
  }

  /// The first thing that is not clear; nil when the line can be logged.
  var unclear: Unclear? {
    if account == nil {
      guard let typed = line.customer else { return .noCustomer(nil) }
      return customers.isEmpty
        ? .noCustomer(typed) : .severalCustomers(typed, customers.map(\.name))
    }
    return people.lazy.compactMap(\.unclear).first ?? (line.subject.isEmpty ? .noSubject : nil)
  }

  /// The edits that log it, as one step: the entry, and a CTA for each to-do.
  ///
  /// - Parameter newID: Makes the ids of the new rows.
  /// - Throws: ``Unclear``.
  func mutations(newID: () -> String) throws -> [Mutation] {
    if let unclear { throw unclear }
    guard let account else { throw Unclear.noCustomer(nil) }
    let fields = fields
    let entry = LogActivity(id: Activity.ID(newID()), account: account, fields: fields)
    return [.logActivity(entry)] + people.additions(to: account, newID: newID)
      + line.todos.map { todo in
        .addCTA(
          todo.cta(id: CTA.ID(newID()), account: account, activity: fields, today: today))
      }
  }

  private var fields: Fields {
    var fields = Fields()
    fields[Activity.type] = line.type
    fields[Activity.day] = line.day
    fields[Activity.subject] = line.subject
    fields[Activity.notes] = line.notes.isEmpty ? nil : line.notes
    fields[Activity.sentiment] = line.sentiment
    fields[Activity.milestoneType] = line.milestone
    fields[Activity.durationMinutes] = line.minutes
    fields[Activity.hasExecutiveSponsor] = line.hasExecutiveSponsor ? true : nil
    fields[Activity.requiresTriage] = line.requiresTriage ? true : nil
    people.fill(&fields)
    return fields
  }
}

/// What a line means, while it is being typed.
nonisolated struct LogMeaningReading: Reading {
  let text: String
  /// The customer on screen.
  let account: Account.ID?
  /// The day that `today` in the line stands for; nil for the day it is.
  var day: Day?

  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> LogMeaning {
    let line = LogLine(text, today: day ?? today)
    return try LogMeaning(line, account: account, today: today, in: replica)
  }
}
