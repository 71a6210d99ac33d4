import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// The table of keystrokes in the README, pressed on a real replica.
@Suite struct KeystrokeTests {
  @Test func `every line of the README's table has a budget, and none is missing`() throws {
    let wanted = try Self.lines().map(\.want)
    #expect(!wanted.isEmpty)
    #expect(wanted.sorted() == Self.errands.keys.sorted())
  }

  @Test func `each errand takes the keys that the README lists, and no more than it may`() throws {
    for line in try Self.lines() {
      let errand = try #require(Self.errands[line.want], "\(line.want)")
      #expect(line.count <= errand.budget, "\(line.want)")
      for screen in errand.screens {
        let app = try HeadlessApp(Self.company, size: Size(rows: 40, columns: 120))
        try errand.before(app)
        if !screen.isEmpty { try app.press(screen) }
        let before = app.keyCount
        for step in line.steps {
          switch step {
          case .key(let key, let times): for _ in 0..<times { try app.press(key) }
          case .text(let text): app.type(text)
          }
        }
        #expect(app.keyCount - before == line.count, "\(line.want)")
        #expect(try errand.isDone(app), "\(line.want), from \(screen):\n\(app.text)")
      }
    }
  }
}

extension KeystrokeTests {
  /// What a person sets out to do.
  private struct Errand {
    /// Keystrokes besides the text itself, as the product promises.
    let budget: Int
    /// The keys of the screens that it begins on; empty is the Portfolio.
    var screens = [""]
    /// What happened before.
    var before: (HeadlessApp) throws -> Void = { _ in }
    let isDone: (HeadlessApp) throws -> Bool
  }

  private static let errands: [String: Errand] = [
    "log a call": Errand(budget: 6, screens: ["", "C", "I", "W"]) { app in
      try app.replica.timeline(of: Account.ID("acme")).first?.subject == "Renewal plan"
    },
    "label 20 instances": Errand(budget: 24, screens: ["", "C"]) { app in
      try app.replica.instances().count { $0.type == .production } == 20
    },
    "see the red customers that renew within 90 days": Errand(budget: 6) { app in
      app.text.contains("1 of 3 customers") && app.text.contains("Globex")
    },
    "open the 360 of a customer": Errand(budget: 3, screens: ["", "C", "I", "W"]) { app in
      app.text.contains("Acme GmbH") && app.text.contains("Attributes")
    },
    "see the book with another weight": Errand(budget: 3, screens: ["", "C", "I", "W"]) { app in
      app.text.contains("sentiment=50->30") && app.text.contains("nothing is saved")
    },
    "snooze a CTA for a week": Errand(budget: 3, screens: ["C"]) { app in
      try app.cta("cta-1").cta.snoozedUntil == Day.sampleToday.adding(days: 7)
    },
    "close a CTA with its reason and a note": Errand(budget: 4, screens: ["C"]) { app in
      let closed = try app.cta("cta-1")
      return closed.cta.status == .closedSuccess && closed.outcome == "They renewed"
    },
    "give 10 CTAs to a colleague, after a look at each change": Errand(
      budget: 10, screens: ["C"]
    ) { app in
      let rows = try app.replica.ctas(CTAFilter())
      return rows.count { $0.owner == User.ID("005bob") } == 10
    },
    "log the calls with five customers at the end of the day": Errand(
      budget: 30, screens: ["", "C", "I", "W"],
      before: { app in
        try app.deliver(
          (1...4).flatMap { number -> [Row] in
            [
              .account("day-\(number)"),
              .cta("due-\(number)", of: "day-\(number)", dueIn: 0),
            ]
          })
      },
      isDone: { app in
        var today = TimelineFilter()
        today.since = .sampleToday
        return try Set(app.replica.timeline(filter: today).map(\.account)).count == 5
      }),
    "see what changed since you were here yesterday": Errand(
      budget: 1,
      before: { app in
        try app.replica.noteVisit(startedAt: app.clock.now)
        app.clock.advance(seconds: 86_400)
        try app.deliver([
          .activity("a-new", of: "acme", "Board meeting", daysAgo: -1, by: "005bob")
        ])
      },
      isDone: { app in app.text.contains("Board meeting") }),
  ]

  /// Three customers of Ada's with 20 unlabeled instances and 11 CTAs.
  private static let company: [Row] =
    .smallCompany
    + (1...20).map { number in
      var row = Row(Instance.table, id: "i-\(number)")
      row[Instance.account] = Account.ID("acme")
      row[Instance.hostname] = "gitlab-\(number).acme.example"
      return row
    }
    + (1...10).map { number in
      .cta("h-\(number)", of: "acme", name: "Handover \(number)", dueIn: 20 + number)
    }
}

extension KeystrokeTests {
  /// A line of the table: what one wants, and how.
  private struct Line {
    enum Step {
      case key(String, times: Int)
      case text(String)
    }

    let want: String
    let steps: [Step]
    /// The keystrokes besides text, as the README counts them.
    let count: Int
  }

  private static func lines() throws -> [Line] {
    try Readme.section("### How many keys").filter { $0.hasPrefix("| ") }.dropFirst()
      .map { line in
        let cells = line.split(separator: "|").map { $0.trimmingPrefix(" ") }
          .map { $0.hasSuffix(" ") ? String($0.dropLast()) : String($0) }
        try #require(cells.count == 3, "\(line)")
        let count = try #require(Int(cells[2]), "\(line)")
        return Line(want: cells[0], steps: steps(cells[1]), count: count)
      }
  }

  /// Keys stand in backticks, a key pressed several times with `×` and the number behind it, and
  /// what is typed between asterisks.
  private static func steps(_ cell: String) -> [Line.Step] {
    cell.matches(of: /`([^`]+)`(?:×(\d+))?|\*([^*]+)\*/).compactMap { match in
      if let key = match.1 { return .key(String(key), times: match.2.flatMap { Int($0) } ?? 1) }
      return match.3.map { .text(String($0)) }
    }
  }
}

extension HeadlessApp {
  fileprivate func cta(_ id: String) throws -> (cta: CTARow, outcome: String?) {
    var filter = CTAFilter()
    filter.state = .all
    let row = try #require(try replica.ctas(filter).first { $0.id == CTA.ID(id) })
    return (row, try replica.row(CTA.table, id)?[CTA.outcome])
  }
}
