import ArgumentParser
import ReplicaStore
import Terminal

struct PortfolioVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "portfolio", abstract: "List the customers of a book, worst health first.")

  @OptionGroup var book: BookOptions
  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    let rows = try place.replica.portfolio(try book.book(at: place), today: place.today)
    try place.output.write(rows, as: .portfolio(today: place.today), form.format)
    guard rows.isEmpty, !book.all else { return }
    let count = try place.replica.portfolioCount(.everything)
    place.output.say("tam: this book is empty; \(count) customers show with --all")
  }
}

/// Whose customers a verb is about.
struct BookOptions: ParsableArguments {
  @Flag(name: .long, help: "Every customer you may see, not only your own.")
  var all = false

  @Option(name: .long, help: "The customers of that TAM: an e-mail address, a name or an id.")
  var owner: String?

  @Option(name: .long, help: "The customers of all TAMs of that team.")
  var team: String?

  func validate() throws {
    guard [all, owner != nil, team != nil].filter({ $0 }).count <= 1 else {
      throw ValidationError("--all, --owner and --team exclude each other: choose one")
    }
  }

  /// The person's own book when nothing was asked for.
  func book(at place: Workplace) throws -> Book {
    if all { return .everything }
    if let team { return .team(team) }
    return try owner.map { .user(try place.user($0)) } ?? .own
  }
}
