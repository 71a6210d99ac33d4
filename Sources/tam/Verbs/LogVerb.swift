import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct LogVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Put a call, meeting or update on a customer's timeline.",
    discussion: "Prints the id of the new entry. Works offline; the next sync sends it.")

  @Argument(help: "What it was.")
  var type: ActivityType

  @Argument(help: "The customer's name or id.")
  var customer: String

  @Option(name: .long, parsing: .unconditional, help: "What it was about.")
  var subject: String

  @Option(
    name: .long, parsing: .unconditional,
    help: "When it was: YYYY-MM-DD, today, yesterday, monday, -3.")
  var date: DayArgument?

  @Option(
    name: .long, parsing: .unconditional, help: "The notes; - reads them from standard input.")
  var notes: TextArgument?

  @Option(
    name: .customLong("attendee"), parsing: .upToNextOption,
    help: "E-mail addresses of who was there; colleagues are recognized.")
  var attendees: [String] = []

  @Option(name: .long, help: "How the customer feels; becomes the TAM sentiment.")
  var sentiment: Sentiment?

  @Option(name: .long, help: "What kind of meeting it was.")
  var meetingType: MeetingType?

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    let match = try place.customer(customer)
    let id = place.newID(Activity.self)
    let entry = LogActivity(id: id, account: match.id, fields: try fields(at: place))
    try place.perform(.logActivity(entry), printing: id, form.format)
  }

  private func fields(at place: Workplace) throws -> Fields {
    var fields = Fields()
    fields[Activity.type] = type
    fields[Activity.subject] = subject
    fields[Activity.day] = date?.day(today: place.today) ?? place.today
    fields[Activity.notes] = try notes?.text()
    fields[Activity.sentiment] = sentiment
    fields[Activity.meetingType] = meetingType
    let colleagues = try place.colleagues()
    let inside = attendees.compactMap { colleagues[$0.lowercased()]?.rawValue }
    let outside = attendees.filter { colleagues[$0.lowercased()] == nil }
    if !inside.isEmpty { fields[Activity.internalAttendees] = inside.joined(separator: ";") }
    if !outside.isEmpty { fields[Activity.externalAttendees] = outside.joined(separator: ";") }
    return fields
  }
}

extension Workplace {
  /// The colleagues by their e-mail addresses in lower case.
  fileprivate func colleagues() throws -> [String: User.ID] {
    let pairs = try replica.users().compactMap { row in
      row[User.email].map { ($0.lowercased(), User.ID(row.id)) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
