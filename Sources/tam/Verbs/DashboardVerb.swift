import ArgumentParser
import CustomerSuccess
import ReplicaStore
import TUI
import Terminal

struct DashboardVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Show the figures of a dashboard, each with its filter.",
    discussion: """
      `tam portfolio --filter`, `tam cta list` and `tam instances list --filter` list what a figure \
      counts.
      """)

  @Argument(help: "Such as burn-down; without it, the dashboards there are.")
  var name: String?

  @OptionGroup var book: BookOptions
  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    guard let name else {
      return try place.output.write(Dashboard.allCases, as: .dashboards, form.format)
    }
    let wanted = name.lowercased()
    let found = Dashboard.allCases.filter { $0.rawValue.hasPrefix(wanted) }
    guard let dashboard = found.first(where: { $0.rawValue == wanted }) ?? found.first,
      found.count == 1 || dashboard.rawValue == wanted
    else {
      let names = Dashboard.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem.usage("there is no dashboard \"\(name)\" of its own: there are \(names)")
    }
    let lines = try dashboard.lines(
      of: try book.book(at: place), in: place.replica, today: place.today)
    try place.output.write(lines, as: .figures, form.format)
  }
}

extension Listing where Element == Dashboard {
  fileprivate static var dashboards: Listing {
    Listing([
      Column("name", "Name") { .text($0.rawValue) },
      Column("title", "Title") { .text("\($0.title)") },
      Column("purpose", "What for") { .text("\($0.purpose)") },
    ])
  }
}

extension Listing where Element == DashboardLine {
  fileprivate static var figures: Listing {
    Listing([
      Column("part", "Part") { .text("\($0.part)") },
      Column("figure", "Figure") { .text("\($0.title)") },
      Column("count", "Count", .trailing) { Datum($0.count) },
      Column("of", "Of", .trailing) { Datum($0.whole) },
      Column("median_days", "Median", .trailing) { Datum($0.median) },
      Column("red", "Red", .trailing) { Datum($0.colors[.red]) },
      Column("yellow", "Yellow", .trailing) { Datum($0.colors[.yellow]) },
      Column("green", "Green", .trailing) { Datum($0.colors[.green]) },
      Column("na", "NA", .trailing) { Datum($0.colors[nil]) },
      Column("arr") { .list($0.arr.map { .text($0.decimal) }) },
      Column("currencies") { .list($0.arr.map { .text($0.currency.code) }) },
      Column("lists") { .text($0.kind.rawValue) },
      Column("filter", "Filter") { .text($0.filter) },
    ])
  }
}
