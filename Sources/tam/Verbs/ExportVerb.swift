import ArgumentParser
import CustomerSuccess
import Foundation
import ReplicaStore
import Terminal

struct ExportVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a list to a file, as CSV or JSON by its name.",
    discussion: """
      Cells that a spreadsheet would run as a formula get an apostrophe in front. A file that is \
      there is replaced once the new one is complete.
      """)

  @Argument(
    help: """
      Which list: \(ExportView.allCases.map(\.rawValue).joined(separator: ", ")), or a view of the \
      portfolio by its name.
      """)
  var view: String

  @Option(name: .customLong("to"), help: "The file: its name ends in .csv or .json.")
  var path: String

  @OptionGroup var book: BookOptions

  func validate() throws {
    guard Self.format(of: path) != nil else {
      throw ValidationError("\(path) ends neither in .csv nor in .json: name it after its content")
    }
  }

  func work(at place: Workplace) throws {
    let report = try report(at: place)
    let isJSON = Self.format(of: path) == .json
    let bytes = isJSON ? JSONText.bytes(report.json(), isPretty: true) : report.csv()
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      let reason = (error as NSError).localizedDescription
      throw Problem.failed("\(path) could not be written: \(reason)")
    }
    place.output.say("Wrote \(SafeText(sanitizing: path))")
  }

  private func report(at place: Workplace) throws -> Report {
    if let list = ExportView(rawValue: view.lowercased()) {
      return try list.report(of: try book.book(at: place), at: place)
    }
    let views = try place.portfolioViews()
    guard var chosen = views.first(where: { $0.name.lowercased() == view.lowercased() }) else {
      let names = ExportView.allCases.map(\.rawValue) + views.map(\.name)
      throw Problem.usage(
        "there is no list and no view \"\(view)\": there are \(names.joined(separator: ", "))")
    }
    if book.isGiven { chosen.book = try book.book(at: place) }
    return Report(
      try place.replica.portfolio(chosen, today: place.today).rows,
      as: .portfolio(today: place.today))
  }

  private static func format(of path: String) -> OutputFormat? {
    let name = path.lowercased()
    return name.hasSuffix(".csv") ? .csv : name.hasSuffix(".json") ? .json : nil
  }
}

/// The lists that can be exported.
enum ExportView: String, CaseIterable {
  case portfolio, timeline, ctas, instances

  /// The whole list of a book.
  func report(of book: Book, at place: Workplace) throws -> Report {
    let replica = place.replica
    switch self {
    case .portfolio:
      // As the verb and the app list it.
      var view = PortfolioView(name: "")
      view.book = book
      return Report(
        try replica.portfolio(view, today: place.today).rows, as: .portfolio(today: place.today))
    case .timeline:
      var filter = TimelineFilter()
      filter.book = book
      return Report(try replica.timeline(filter: filter, limit: .max), as: .timeline)
    case .ctas:
      var filter = CTAFilter()
      filter.book = book
      filter.state = .all
      return Report(try replica.ctas(filter), as: .ctas(today: place.today))
    case .instances:
      var filter = InstanceFilter()
      filter.book = book
      return Report(try replica.instances(filter), as: .instances(now: place.now))
    }
  }
}
