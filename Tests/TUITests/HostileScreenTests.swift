import CustomerSuccess
import Support
import Testing

@testable import ReplicaStore
@testable import TUI
@testable import Terminal

/// A company whose every text tries to steer the terminal, on every screen.
@Suite(.oneEncoder) struct HostileScreenTests {
  /// Opens everything that keys open.
  private static let tour: [[String]] =
    [["p"], ["c", "esc"], ["o", "1"], ["v", "esc"], ["/", "B", "a", "d", "enter", "esc"]]
    + [["enter"]] + (0..<24).map { _ in ["tab", "enter", "i", "esc"] } + [["="], ["e", "esc"]]
    + [["esc"], ["esc"], ["C"], ["enter"], ["x", "esc"], ["esc"], ["a", "B", "esc"], ["esc"]]
    + [["I"], ["enter"], ["esc"], ["esc"], ["ctrl+f", "B", "a", "d"], ["enter"], ["esc"], ["esc"]]
    + [
      ["W"], ["tab"], ["esc"], ["L"], ["tab", "esc"], ["l", "B", "a", "d", "esc"], ["?"], ["esc"],
    ]
    + [["f", "B", "a", "d"], ["enter"], ["l", "e", "v"], ["esc"], [":"], ["esc"], ["!"], ["esc"]]

  @Test(arguments: [Size(rows: 24, columns: 80), Size(rows: 60, columns: 300)])
  func `no screen of the tour shows or sends anything that a terminal would obey`(
    size: Size
  ) throws {
    let app = try HeadlessApp(
      .smallCompany + [Row].hostile(HostileText.line, today: .sampleToday), size: size)
    var watcher = try ScreenWatcher(size: size)
    #expect(app.text.contains("Bad"), "the hostile customer is on the first screen")
    var seen = 0
    for keys in [[]] + Self.tour {
      for key in keys { try app.press(key) }
      let screen = app.screen
      if screen.text.contains("Bad") { seen += 1 }
      let objection = watcher.objection(to: screen)
      #expect(objection == nil, "after \(keys) on \(app.engine.state.top.title)")
      if objection != nil { return }
    }
    #expect(seen > Self.tour.count / 2, "hostile text stood on \(seen) screens")
  }

  @Test func `lines of megabytes are cut and the app goes on`() throws {
    // With its escapes, this is about as long as the wire lets a row be.
    let long = HostileText.long(bytes: 600_000)
    let app = try HeadlessApp(
      .smallCompany + [
        .account("long", name: "Bad \(long)", health: 2),
        .activity("a-long", of: "long", long, notes: long),
        .cta("cta-long", of: "long", name: long, dueIn: 0),
      ])
    var watcher = try ScreenWatcher(size: Size(rows: 24, columns: 80))
    let paste = InputEvent.paste(HostileText.long(bytes: 10_000_000), isCut: false)
    for keys in [[], ["enter"], ["'", "t"], ["esc"], ["C"], ["enter"], ["esc"], ["esc"], ["W"]] {
      for key in keys { try app.press(key) }
      #expect(watcher.objection(to: app.screen) == nil, "after \(keys)")
    }
    for field in ["l", "/", "f", ":", "L"] {
      try app.press("esc", "esc", field)
      app.engine.handle(.input(paste))
      app.settle()
      #expect(watcher.objection(to: app.screen) == nil, "pasted after \(field)")
    }
  }

  /// Keys that leave the app are left out; everything else may be pressed anywhere, at any size.
  @Test(arguments: [UInt64(11), 12])
  func `random keys at random sizes neither crash nor obey what customers wrote`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let app = try HeadlessApp(.smallCompany + [Row].hostile(HostileText.line, today: .sampleToday))
    var watcher = try ScreenWatcher(size: Size(rows: 24, columns: 80))
    let leaving: [Command] = [.app(.quit), .app(.suspend)]
    var pressed: [String] = []
    for _ in 0..<250 {
      let specs = app.engine.state.table.specs.filter { !leaving.contains($0.action) }
      let chords = specs.flatMap(\.keys).map(\.description) + ["enter", "esc", "B", "1", "tab"]
      if Int.random(in: 0..<12, using: &random) == 0 {
        app.engine.handle(.resized(Self.size(using: &random)))
      } else {
        let chord = chords[Int.random(in: 0..<chords.count, using: &random)]
        pressed.append(chord)
        for press in chord.split(separator: " ") { try app.press(String(press)) }
      }
      let objection = watcher.objection(to: app.screen)
      #expect(objection == nil, "\(random): after \(pressed.suffix(12))")
      if objection != nil || app.engine.state.ending != nil { return }
    }
  }

  private static func size(using random: inout SeededGenerator) -> Size {
    [
      Size(rows: 1, columns: 1), Size(rows: 4, columns: 20), Size(rows: 12, columns: 40),
      Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 60, columns: 300),
    ][Int.random(in: 0..<6, using: &random)]
  }
}
