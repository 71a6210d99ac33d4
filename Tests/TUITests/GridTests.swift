import CustomerSuccess
import Support
import Testing

@testable import ReplicaStore
@testable import TUI
@testable import Terminal

/// Every screen in every state, as a terminal of that size and kind shows it.
@Suite(.oneEncoder) struct GridTests {
  /// A place in the app, and the keys that lead there from the Portfolio.
  private struct Place {
    let name: String
    let keys: [String]

    init(_ name: String, _ keys: String...) {
      self.name = name
      self.keys = keys
    }
  }

  private static let places =
    [
      Place("portfolio"), Place("cockpit", "C"), Place("call-to-action", "C", "enter"),
      Place("timeline", "T"), Place("instances", "I"), Place("end-of-day", "D"),
      Place("search", "ctrl+f", "a", "c", "m", "e"), Place("what-changed", "W"),
      Place("log-activity", "L"), Place("outbox", "O"), Place("needs-attention", "!"),
      Place("undo-list", "Z"), Place("cs-ops", "B"), Place("dashboards", "P"), Place("inbox", "0"),
      Place("what-if", "%"),
      Place("help", "?"), Place("commands", ":"),
    ]
    + CustomerSections.all.map { section in
      Place("360-\(section.name)", "enter", "'", String(section.letter))
    }

  /// None is there; its path is on screen.
  private static let calendar = "settings/calendar.ics"
  private static let size = Size(rows: 24, columns: 80)
  private static let sizes = [
    Size(rows: 12, columns: 40), size, Size(rows: 40, columns: 120), Size(rows: 60, columns: 200),
  ]

  /// An app that goes to places and comes back, so that its replica is filled once.
  private struct Walk {
    let app: HeadlessApp
    private let home: AppState

    init(_ rows: [Row], glyphs: GlyphSet = .unicode) throws {
      app = try HeadlessApp(rows, size: GridTests.size, glyphs: glyphs, calendar: calendar)
      home = app.engine.state
    }

    func open(_ place: Place, size: Size = GridTests.size) throws -> CellBuffer {
      app.engine.state = home
      app.engine.handle(.resized(size))
      app.settle()
      for key in place.keys { try app.press(key) }
      return app.screen
    }

    /// The place right after the last key, with these answers to what it reads and no others.
    func open(_ place: Place, answer: (Load) -> Loaded?) throws -> CellBuffer {
      app.engine.state = home
      for key in place.keys.dropLast() { try app.press(key) }
      var state = app.engine.state
      var effects: [AppEffect] = []
      if let last = place.keys.last {
        effects = state.update(.input(.key(try #require(KeyPress(last)))))
      } else {
        state.screens = [PortfolioState()]
        effects = state.top.readings.map(AppEffect.load)
      }
      for case .load(let load) in effects {
        if let loaded = answer(load) { _ = state.update(.loaded(loaded)) }
      }
      return state.draw()
    }
  }

  @Test func `every place reads as it is kept, in every state and size`() throws {
    let ordinary = try Walk(.ordinary)
    let empty = try Walk([])
    let huge = try Walk(.huge)
    let nasty = try Walk(.nasty)
    for place in Self.places {
      var screens = try Self.sizes.map { size in
        ("normal, \(Self.words(size))", try ordinary.open(place, size: size))
      }
      screens += [
        ("empty", try empty.open(place)),
        ("loading", try ordinary.open(place) { _ in nil }),
        (
          "error",
          try ordinary.open(place) { load in
            Loaded(load, failure: "The replica could not be read: the disk is damaged")
          }
        ),
        ("huge", try huge.open(place)),
        ("nasty", try nasty.open(place)),
        (
          "nasty, \(Self.words(Self.sizes[0]))",
          try nasty.open(place, size: Self.sizes[0])
        ),
      ]
      try GridBook(place: place.name).expect(
        try screens.map { heading, screen in (heading, try text(of: screen)) })
    }
  }

  /// Colors change nothing of the text, and no terminal gets one that it cannot show.
  @Test func `every place reads the same in direct color, in 16 colors and in none`() throws {
    let walk = try Walk(.ordinary)
    for place in Self.places {
      let screen = try walk.open(place)
      for tier in [ColorTier.direct, .sixteen, .mono] {
        let terminal = try terminal(showing: screen, tier: tier)
        #expect(terminal.violations.isEmpty, "\(place.name) in \(tier)")
        #expect(
          screenDifference(terminal.text, screen.text) == nil, "\(place.name) in \(tier)")
      }
    }
  }

  /// Where a terminal can do nothing: no color, no sign beyond ASCII.
  @Test func `every place says the same in ASCII without a color`() throws {
    let walk = try Walk(.ordinary, glyphs: .ascii)
    let grids = try Self.places.map { place in
      let terminal = try terminal(
        showing: try walk.open(place), tier: .mono, isUTF8: false)
      #expect(terminal.violations.isEmpty, "\(place.name): \(terminal.violations)")
      #expect(terminal.text.utf8.allSatisfy { $0 < 0x80 }, "\(place.name)")
      return (heading: place.name, screen: terminal.text)
    }
    try GridBook(place: "ascii").expect(grids)
  }

  private static func words(_ size: Size) -> String { "\(size.columns)x\(size.rows)" }

  /// What a terminal shows that was sent what the app sends.
  private func text(of screen: CellBuffer) throws -> String {
    let terminal = try terminal(showing: screen, tier: .direct)
    #expect(terminal.violations.isEmpty, "\(terminal.violations)")
    return terminal.text
  }

  private func terminal(
    showing screen: CellBuffer, tier: ColorTier, isUTF8: Bool = true
  ) throws -> VTScreen {
    var options = TerminalOptions(type: "xterm-256color", tier: tier)
    options.isUTF8 = isUTF8
    let encoder = try FrameEncoder(options: options, size: screen.size, theme: .tamarack)
    var terminal = VTScreen(rows: screen.size.rows, columns: screen.size.columns)
    terminal.feed(encoder.encode(screen))
    return terminal
  }
}

extension [Row] {
  /// The small company, and one customer of whom everything is known.
  fileprivate static var ordinary: [Row] {
    smallCompany
      + Row.filled("initech") { table, column in
        column.name == "name" && table == Account.table ? "Initech" : column.label
      }
      + [
        .instance("i-1", of: "acme", host: "gitlab.acme.example"),
        .instance("i-2", of: "globex", host: "git.globex.example", type: .production),
        .cta("cta-2", of: "acme", name: "Plan the upgrade", type: .lifecycle, dueIn: 5),
        .cta("cta-3", of: "acme-it", name: "Check the runners", dueIn: -40),
        .source("company", "salesforce", "accounts", hoursAgo: 3),
        .source("tickets", "zendesk", "organizations, users and tickets", hoursAgo: 30),
      ]
  }

  /// More of everything than a screen holds.
  fileprivate static var huge: [Row] {
    (1...120).flatMap { number -> [Row] in
      let id = "a\(number)"
      return [
        .account(
          id, name: "Customer \(number)", health: Double(number % 101), silentFor: number % 90,
          renewsIn: number),
        .cta("cta-\(id)", of: "a1", name: "Task \(number)", dueIn: number - 60),
        .activity("activity-\(id)", of: "a1", "Call \(number)", daysAgo: number),
        .instance("instance-\(id)", of: "a1", host: "host-\(number).example"),
        .contact("contact-\(id)", of: "a1", "Jane Doe\(number)"),
      ]
    }
  }

  /// Names and texts that are wide, right to left, joined, or written to do harm.
  fileprivate static var nasty: [Row] {
    let words = [
      "株式会社さくら", "شركة الأفق", "👩‍👩‍👧‍👦 & 🇩🇪", "Z̷a̴l̵g̶o̷", HostileText.line, "e\u{301}t\u{200B}é",
    ]
    return Row.filled("evil") { table, column in
      "\(words[(table.name.utf8.count + column.name.utf8.count) % words.count]) \(column.label)"
    }
      + words.enumerated().map { number, name in
        Row.account("nasty-\(number)", name: name, health: Double(number * 10))
      }
  }
}
