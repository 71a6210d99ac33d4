import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct TimelineVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "timeline", abstract: "List calls, meetings and updates, newest first.")

  @Argument(help: "A customer's name or id; all of the book when left out.")
  var customer: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: "From that day on: YYYY-MM-DD, yesterday, monday, -30.")
  var since: DayArgument?

  @Option(name: .long, help: "Only of that type; may be repeated.")
  var type: [ActivityType] = []

  @Option(name: .long, help: "At most so many entries; 0 for all.")
  var limit = 200

  @OptionGroup var book: BookOptions
  @OptionGroup var form: FormatOptions

  func validate() throws {
    guard (0..<Int.max).contains(limit) else {
      throw ValidationError("--limit is 0, for all, or how many to list")
    }
  }

  func work(at place: Workplace) throws {
    var filter = TimelineFilter()
    filter.types = Set(type)
    filter.since = since?.day(today: place.today)
    filter.book = try book.book(at: place)
    let account = try customer.map { try place.customer($0).id }
    let entries = try place.replica.timeline(
      of: account, filter: filter, limit: limit == 0 ? Int.max : limit + 1)
    let isCut = limit > 0 && entries.count > limit
    try place.output.write(
      isCut ? Array(entries.prefix(limit)) : entries, as: .timeline, form.format)
    if isCut { place.output.say("tam: only the newest \(limit); --limit 0 shows all") }
  }
}
