import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct WhatIfVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: "Show a book under other weights, limits or another owner; nothing is saved.",
    discussion: """
      Such as `tam what-if sentiment=30 green=80`. Without terms it lists the words there are, with \
      their present numbers. What changes most comes first.
      """)

  @Argument(help: "Such as sentiment=30, calls1=30/50, tickets=3/10, green=80 or owner=bob.")
  var terms: [String] = []

  @Option(name: .long, help: "Only that customer; another owner would get it alone.")
  var customer: String?

  @Flag(name: .long, help: "Only customers that change.")
  var changed = false

  @OptionGroup var book: BookOptions
  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    guard !terms.isEmpty else {
      let present = try HealthConfiguration(in: place.replica)
      return try place.output.write(
        WhatIfWord.known(in: present), as: .words(present), form.format)
    }
    var question = WhatIfQuestion(
      terms.joined(separator: " "), book: try book.book(at: place))
    if let customer {
      let id = try place.customer(customer).id
      question.also = id
      question.moving = [id]
    }
    let page = try place.replica.whatIf(question, today: place.today)
    if let problem = page.problems.first { throw Problem.usage(problem) }
    var rows = page.rows.sorted { $0.weight > $1.weight }
    if let only = question.also { rows.removeAll { $0.id != only } }
    if changed { rows.removeAll { !$0.isChanged } }
    try place.output.write(rows, as: .trial(of: page), form.format)
    place.output.say(untrusted: Self.summary(page))
  }

  private static func summary(_ page: WhatIfPage) -> String {
    let colors: [(Sentiment?, String)] = [
      (.red, "red"), (.yellow, "yellow"), (.green, "green"), (nil, "NA"),
    ]
    let counts = colors.map { color, name in
      "\(name) \(page.old.colors[color] ?? 0) -> \(page.new.colors[color] ?? 0)"
    }
    let risk = [page.old, page.new].map { totals in
      totals.atRisk.isEmpty ? "0" : totals.atRisk.map(\.short).joined(separator: ", ")
    }
    let parts = counts + ["at risk \(risk[0]) -> \(risk[1])"]
    return "tam: \(parts.joined(separator: ", ")); nothing is saved"
  }
}

extension Listing where Element == WhatIfRow {
  /// A customer now and then.
  fileprivate static func trial(of page: WhatIfPage) -> Listing {
    Listing([
      Column("id") { Datum($0.id) },
      Column("name", "Customer") { .text($0.line.name) },
      Column("owner", "TAM") { Datum($0.line.ownerName) },
      Column("place", "Place", .trailing) { Datum($0.oldRank) },
      Column("new_place", "Then", .trailing) { Datum($0.newRank) },
      Column("color", "Health") { Datum(color: $0.old?.color) },
      Column("score", "Score", .trailing, shown: { .decimal($0.old?.score, digits: 1) }) {
        Datum($0.old?.score)
      },
      Column("new_color", "Then") { Datum(color: $0.new?.color) },
      Column("new_score", "Score", .trailing, shown: { .decimal($0.new?.score, digits: 1) }) {
        Datum($0.new?.score)
      },
      Column("new_owner", "To") { $0.isMoving ? Datum(page.owner?.name) : .null },
      Column("changes") { Datum($0.isChanged) },
      Column("arr", "ARR", .trailing, shown: { .short($0.line.arr) }) {
        Datum($0.line.arr?.decimal)
      },
      Column("currency") { Datum($0.line.arr?.currency.code) },
      Column("moved_by", "Moved by", shown: { SafeText(sanitizing: moved($0), limit: 60) }) {
        .list(
          $0.movers.map { mover in
            .object([
              Datum.Member("measure", .text(mover.measure.rawValue)),
              Datum.Member("points", Datum(mover.points)),
            ])
          })
      },
    ])
  }

  private static func moved(_ row: WhatIfRow) -> String {
    row.movers.map { mover in
      let points = PlainNumber.decimal(mover.points, digits: 1)
      return "\(mover.measure.rawValue) \(mover.points > 0 ? "+" : "")\(points)"
    }.joined(separator: ", ")
  }
}

extension Listing where Element == WhatIfWord {
  /// What can be tried out.
  fileprivate static func words(_ present: HealthConfiguration) -> Listing {
    Listing([
      Column("word", "Word") { .text($0.rawValue) },
      Column("now", "Now") { Datum($0.present(in: present)) },
      Column("meaning", "What it is") { .text($0.meaning) },
    ])
  }
}
