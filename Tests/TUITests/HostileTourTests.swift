import CustomerSuccess
import Support
import Testing

@testable import ReplicaStore
@testable import TUI
@testable import Terminal

/// Hostile text on every screen there is: a new one that is not on this tour fails it.
@Suite(.oneEncoder) struct HostileTourTests {
  private struct Tour {
    let app: HeadlessApp
    /// One for each size that every screen is drawn at.
    var watchers: [ScreenWatcher]
    /// The kinds of screens on which hostile text stood, and the sections of the 360.
    var seen: Set<ObjectIdentifier> = []
    var sections: Set<String> = []

    init(_ rows: [Row]) throws {
      app = try HeadlessApp(.smallCompany + rows)
      watchers = try [(12, 40), (24, 80), (60, 300)].map {
        try ScreenWatcher(size: Size(rows: $0.0, columns: $0.1))
      }
      look("the start")
    }

    mutating func press(_ keys: String...) throws {
      for key in keys { try app.press(key) }
      look("\(keys)")
    }

    mutating func look(_ step: String) {
      let top = app.engine.state.top
      for index in watchers.indices {
        var state = app.engine.state
        _ = state.update(.resized(watchers[index].size))
        let objection = watchers[index].objection(to: state.draw())
        #expect(objection == nil, "after \(step) on \(top.title) at \(watchers[index].size)")
      }
      guard app.text.contains("Bad") else { return }
      seen.insert(ObjectIdentifier(type(of: top)))
      if let customer = top as? Customer360State { sections.insert(customer.section) }
    }

    func goHome() { goBack(to: 1) }

    /// Leaves everything that lies over the first screens.
    func goBack(to count: Int) {
      app.engine.state.overlay = nil
      app.engine.state.screens.removeLast(max(app.engine.state.screens.count - count, 0))
    }

    /// Opens what lies in a section of the customer's page, asks about it, and begins each action.
    mutating func tour(_ section: any CustomerSection.Type) throws {
      goHome()
      try press("home", "enter")
      try press("'", String(section.letter))
      for _ in 0..<4 {
        for key in ["enter", "i"] {
          try press(key)
          goBack(to: 2)
        }
        try press("down")
      }
      for key in ["e", "s", "v", "a"] {
        try press(key)
        goBack(to: 2)
      }
    }
  }

  /// An edit that waits, one that was refused in hostile words, and one that can be undone.
  private func edit(_ tour: inout Tour) throws {
    let log = { (id: String) in
      var fields = Fields()
      fields[Activity.type] = .call
      fields[Activity.subject] = HostileText.line
      fields[Activity.notes] = HostileText.line
      fields[Activity.day] = Day.sampleToday
      fields[Activity.externalAttendees] = "evil\u{1B}[0m@example.com"
      let activity = LogActivity(id: Activity.ID(id), account: Account.ID("evil"), fields: fields)
      return Mutation.logActivity(activity)
    }
    tour.app.engine.carryOut([.perform([log("refused")], label: nil)])
    tour.app.settle()
    try tour.app.refuseEverything(HostileText.line)
    tour.app.engine.carryOut([.perform([log("waiting")], label: HostileText.line)])
    tour.app.settle()
    tour.look("an edit")
  }

  @Test func `every screen and every section shows it and obeys nothing, at any size`() throws {
    // The hostile company's own CTA is an objective of its plan, which no Cockpit lists.
    var call = Row.cta("cta-bad", of: "evil", name: HostileText.line, dueIn: 0)
    call[CTA.reason] = HostileText.line
    let company = [Row].hostile(HostileText.line, today: .sampleToday)
    var tour = try Tour(company + [call])
    try edit(&tour)
    for section in CustomerSections.all { try tour.tour(section) }
    try tour.press("=", "pagedown", "pagedown", "end", "home", "/")
    tour.app.type("Bad")
    try tour.press("enter", "n", "N", "esc")

    let others: [[[String]]] = [
      [["C"], ["b"], ["home"], ["enter"], ["A"], ["esc"], ["x"], ["esc"], ["m"], ["esc"]],
      [["I"], ["v"], ["enter"]], [["T"], ["enter"], ["J"], ["x"], ["n"]],
      [["W"], ["tab"]], [["O"], ["enter"]], [["Z"], ["x"]], [["!"], ["enter"], ["esc"], ["x"]],
      [["home"], ["plus"], ["D"], ["down"]], [["home"], ["L"], ["tab"]],
      [["ctrl+f", "B", "a", "d"], ["enter"]], [["ctrl+g"]], [["home"], ["l", "c", "a"], ["tab"]],
      [["f", "B", "a", "d"]], [["p"], ["o"], ["1"]], [["V"], ["F"], ["u"]], [["c"]], [["v"]],
      [["?"]], [[":"]], [["/", "B", "a", "d"]],
      [["0"], ["enter"], ["esc"], ["x"], ["esc"]], [["P"], ["tab"], ["tab"], ["enter"]],
      [["P"], ["shift+tab"], ["enter"]], [["P"], ["v"]],
      [
        ["%"], ["esc"], ["end"], ["space"],
        ["/", "o", "w", "n", "e", "r", "=", "b", "o", "b", "enter"],
        ["A"], ["esc"], ["w"], ["esc"], ["Y"],
      ],
      [["B"], ["tab"], ["tab"], ["tab"], ["tab"], ["tab"], ["tab"], ["enter"]],
    ]
    for steps in others {
      tour.goHome()
      for keys in steps {
        for key in keys { try tour.app.press(key) }
        tour.look("\(keys) of \(steps)")
      }
    }
    let missing = Commands.all.filter { !tour.seen.contains(ObjectIdentifier($0)) }
    #expect(missing.map { "\($0)" } == [])
    let silent = CustomerSections.all.map { $0.name }.filter { !tour.sections.contains($0) }
    #expect(silent == [])
  }

  /// On every screen that shows notes: none may take the square of their length in time.
  @Test(.timeLimit(.minutes(10)))
  func `a note of a megabyte is cut wherever it is shown`() throws {
    let long = "Bad \u{1B}[2J" + String(repeating: "runners and \u{202E}", count: 80_000)
    var cta = Row.cta("cta-long", of: "acme", name: "Bad", dueIn: 0)
    cta[CTA.comments] = long
    let app = try HeadlessApp(
      .smallCompany + [.activity("a-long", of: "acme", "Bad", daysAgo: 0, notes: long), cta],
      size: Size(rows: 24, columns: 120))
    var watcher = try ScreenWatcher(size: Size(rows: 24, columns: 120))
    let steps: [[String]] = [
      ["p"], ["/", "a", "c", "m", "e", "enter"], ["enter"], ["'", "t"], ["enter"], ["="], ["end"],
      ["esc"], ["esc"], ["C"], ["enter"], ["end"], ["E"], ["x", "esc"], ["esc"], ["esc"], ["T"],
      ["enter"], ["J"], ["e"], ["ctrl+n"], ["x"], ["esc"], ["esc"], ["W"], ["esc"], ["D"], ["esc"],
      ["ctrl+f", "r", "u", "n", "n", "e", "r", "s"], ["down"], ["esc"],
    ]
    for keys in steps {
      for key in keys { try app.press(key) }
      #expect(watcher.objection(to: app.screen) == nil, "after \(keys)")
    }
  }
}
