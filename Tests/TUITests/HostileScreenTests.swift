import CustomerSuccess
import Support
import Testing

@testable import ReplicaStore
@testable import TUI
@testable import Terminal

/// A company whose every text tries to steer the terminal; `HostileTourTests` has every screen.
@Suite(.oneEncoder) struct HostileScreenTests {
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
    let paste = InputEvent.paste(
      HostileText.long(bytes: InputDecoder.pasteLimit), isCut: true)
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
