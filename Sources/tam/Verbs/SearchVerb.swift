import ArgumentParser
import ReplicaStore
import Terminal

struct SearchVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find customers, contacts, entries, CTAs and more by their words.",
    discussion: "Finds what holds all the words; the last one may be unfinished.")

  @Argument(help: "The words.")
  var words: [String]

  @Option(name: .long, help: "At most so many hits.")
  var limit = 50

  @OptionGroup var form: FormatOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is 1 or more") }
  }

  func work(at place: Workplace) throws {
    let hits = try place.replica.search(words.joined(separator: " "), limit: limit)
    try place.output.write(hits, as: .hits, form.format)
  }
}
