import ArgumentParser
import CustomerSuccess
import Foundation
import ReplicaStore
import Terminal

struct ExportVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a list to a file, as CSV or JSON by its name; or a success plan to hand on.",
    discussion: """
      tam export plan CUSTOMER [PLAN] --to FILE.md|FILE.html writes a plan as a page that the \
      customer may read: without comments and timeline.

      Cells that a spreadsheet would run as a formula get an apostrophe in front. A file that is \
      there is replaced once the new one is complete.
      """)

  @Argument(
    help: """
      Which list: \(ExportView.allCases.map(\.rawValue).joined(separator: ", ")), or a view of the \
      portfolio by its name; or plan.
      """)
  var view: String

  @Argument(help: "Of a plan: the customer, and the plan's name where there are several.")
  var subject: [String] = []

  @Option(
    name: .customLong("to"),
    help: "The file: its name ends in .csv or .json, that of a plan in .md or .html.")
  var path: String

  @OptionGroup var book: BookOptions

  private var isPlan: Bool { view.lowercased() == Self.plan && !subject.isEmpty }

  func validate() throws {
    if isPlan {
      guard subject.count <= 2 else {
        throw ValidationError(
          "write tam export plan CUSTOMER [PLAN], names of several words quoted")
      }
      guard Self.isDocument(path) else {
        throw ValidationError("\(path) ends neither in .md nor in .html: name it after its content")
      }
      return
    }
    guard subject.isEmpty else {
      throw ValidationError("\(subject[0]) is one word too many: only a plan has a customer")
    }
    guard Self.format(of: path) != nil else {
      throw ValidationError("\(path) ends neither in .csv nor in .json: name it after its content")
    }
  }

  func work(at place: Workplace) throws {
    let bytes = try isPlan ? document(at: place) : list(at: place)
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      let reason = (error as NSError).localizedDescription
      throw Problem.failed("\(path) could not be written: \(reason)")
    }
    place.output.say("Wrote \(SafeText(sanitizing: path))")
  }

  private func list(at place: Workplace) throws -> [UInt8] {
    let report = try report(at: place)
    let isJSON = Self.format(of: path) == .json
    return isJSON ? JSONText.bytes(report.json(), isPretty: true) : report.csv()
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
