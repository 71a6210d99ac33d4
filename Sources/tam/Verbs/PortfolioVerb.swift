import ArgumentParser
import Preferences
import ReplicaStore
import TUI
import Terminal

struct PortfolioVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "portfolio", abstract: "List the customers of a book, worst health first.",
    discussion: "Filter, columns and views are those of the app.")

  @Option(
    name: .long, parsing: .unconditional,
    help: "Only what passes, as after / in the app: \"health:red renew:<90 -word\".")
  var filter: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: "By that column, what needs attention first; with a minus sign the other way.")
  var sort: String?

  @Option(name: .long, help: "What that view shows: one that ships, such as \"At risk\", or yours.")
  var view: String?

  @OptionGroup var book: BookOptions
  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    let view = try chosenView(at: place)
    let shown = try place.replica.portfolio(view, today: place.today)
    try place.output.write(shown.rows, as: .portfolio(today: place.today), form.format)
    guard shown.rows.isEmpty else { return }
    for hidden in shown.hidden {
      place.output.say(untrusted: "tam: \(hidden.term) hides \(hidden.count)")
    }
    guard shown.hidden.isEmpty, view.book != .everything else { return }
    let count = try place.replica.portfolioCount(.everything)
    place.output.say("tam: this book is empty; \(count) customers show with --all")
  }

  /// The view asked for, with what the other options say instead.
  private func chosenView(at place: Workplace) throws -> PortfolioView {
    var chosen = try view.map { try place.portfolioView(named: $0) } ?? PortfolioView(name: "")
    if book.isGiven { chosen.book = try book.book(at: place) }
    if let filter {
      chosen.filter += " " + filter
      if let problem = PortfolioFilter(filter).problems.first {
        throw Problem.usage("--filter: \(problem)")
      }
    }
    guard let sort else { return chosen }
    do throws(PortfolioFilter.Problem) {
      chosen.order = try PortfolioOrder(typed: sort)
    } catch {
      let names = PortfolioColumn.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem.usage("--sort \(sort) is no column of its own: choose one of \(names)")
    }
    return chosen
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

  @Flag(name: .long, help: "The customers you follow, whoever is their TAM.")
  var followed = false

  func validate() throws {
    guard [all, owner != nil, team != nil, followed].filter({ $0 }).count <= 1 else {
      throw ValidationError("--all, --owner, --team and --followed exclude each other: choose one")
    }
  }

  var isGiven: Bool { all || owner != nil || team != nil || followed }

  /// The person's own book when nothing was asked for.
  func book(at place: Workplace) throws -> Book {
    if all { return .everything }
    if followed { return .followed }
    if let team { return .team(team) }
    return try owner.map { .user(try place.user($0)) } ?? .own
  }
}

extension Workplace {
  /// The view of the portfolio of that name, one that ships or one of the person's own.
  func portfolioView(named name: String) throws -> PortfolioView {
    let views = try portfolioViews()
    guard let view = views.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      let names = views.map(\.name).joined(separator: ", ")
      throw Problem.usage("there is no view \"\(name)\": there are \(names)")
    }
    return view
  }

  /// What is wrong with the files is said, and what is right of them counts.
  func portfolioViews() throws -> [PortfolioView] {
    let folder = PreferenceFolder(path: try environment.configurationPath())
    let (saved, problems) = try ViewShelf<PortfolioView>(folder: folder).load()
    for problem in problems { output.say(untrusted: "tam: \(problem)") }
    return PortfolioView.all(saved: saved)
  }
}
