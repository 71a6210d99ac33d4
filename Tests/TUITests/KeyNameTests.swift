import CustomerSuccess
import Foundation
import Terminal
import Testing

@testable import TUI

/// Texts that name a key name the one that the person has.
@Suite struct KeyNameTests {
  /// Every command with a key that it does not ship with, and that no text can hold by chance.
  private static let keymap: Keymap = {
    var ids: [String] = []
    for spec in Commands.all.flatMap({ $0.commands.specs }) where !ids.contains(spec.id) {
      ids.append(spec.id)
    }
    return Keymap(
      ids.enumerated().map { index, id in
        let letter = UnicodeScalar(0x100 + UInt32(index)).map { String(Character($0)) } ?? ""
        return Keymap.Entry(id: id, keys: ["f5 \(letter)"], line: index + 1)
      })
  }()

  /// An app under those keys, with what opens a screen in it.
  private struct Walk {
    let app: HeadlessApp
    var found: [String] = []
    /// Texts that were looked at already.
    private var seen: Set<String> = []

    init(_ rows: [Row]) throws {
      app = try HeadlessApp(
        rows, size: Size(rows: 30, columns: 120),
        preferences: SampleFiles(keymap: KeyNameTests.keymap).shelf)
    }

    /// Nil when no text names an old key.
    var problem: String? {
      found.isEmpty ? nil : Set(found).sorted().joined(separator: "\n")
    }

    /// Calls a command by the key that it has now, and looks at what is said then.
    mutating func call(_ id: String) throws {
      guard let chord = app.engine.state.table.spec(id: id)?.keys.first else { return }
      for press in chord.presses { try app.press(press.description) }
      look(after: id)
    }

    mutating func look(after step: String) {
      let state = app.engine.state
      var texts = state.message.map { [$0.text.text] } ?? []
      if case .question(let question) = state.overlay { texts += question.lines.map(\.text) }
      if state.overlay == nil { texts.append(app.text) }
      for text in texts where seen.insert(text).inserted {
        for name in KeyNameTests.oldNames(in: text, isForm: state.top is LogActivityState) {
          found.append("\(state.top.title), \(step): \(name)")
        }
      }
    }

    /// Calls everything that this screen alone has, each as if nothing else had been.
    ///
    /// - Parameter everywhere: Whether to call what works everywhere, too.
    mutating func callEverything(everywhere: Bool = false) throws {
      look(after: "opened")
      let state = app.engine.state
      let own = state.table.specs.filter { spec in
        if case .app = spec.action { return everywhere && spec.id != "quit" }
        if case .customer360(.section) = spec.action { return false }
        return !Motion.ids.contains(spec.id)
      }
      for spec in own {
        try call(spec.id)
        app.engine.state = state
      }
    }
  }

  /// What is read as a key that some command ships with.
  fileprivate static func oldNames(in text: String, isForm: Bool) -> [String] {
    let isKey = /(?:^|[ (\n])([b-zB-HJ-OQ-Z]|ctrl\+[a-z]|Enter|Esc|Tab)(?:[ ,;:.)]|$)/
    let isArticle = /(?:[.;:,(] |\n *)a [a-z]+s[ ,;.]/
    let isUnknown = /:[a-z][A-Za-z0-9]+\.[A-Za-z]+/
    // What a text field takes for itself has no command.
    let fixed = isForm ? ["Enter"] : ["ctrl+u"]
    return text.matches(of: isKey).map { String($0.1) }.filter { !fixed.contains($0) }
      + text.matches(of: isArticle).map { String($0.output) }
      + text.matches(of: isUnknown).map { String($0.output) }
  }

  @Test(arguments: [true, false])
  func `no screen names a key that calls nothing any more`(isEmpty: Bool) throws {
    var walk = try Walk(isEmpty ? [] : .smallCompany)
    try walk.callEverything(everywhere: true)
    let screens = [
      "cockpit.show", "instances.open", "timeline.open", "endOfDay.open", "whatChanged.open",
      "attention.open", "outbox.open", "undoList.open", "search.everything", "log.form",
    ]
    let home = walk.app.engine.state
    for screen in screens {
      try walk.call(screen)
      if walk.app.engine.state.top.filterText != nil {
        let open = walk.app.engine.state
        try walk.call("list.filter")
        walk.app.type("zzzzz")
        try walk.app.press("enter")
        walk.look(after: "filtered")
        walk.app.engine.state = open
      }
      try walk.callEverything()
      walk.app.engine.state = home
    }
    try walk.call("cockpit.show")
    try walk.call("cockpit.open")
    try walk.callEverything()
    walk.app.engine.state = home
    try walk.call("portfolio.columns")
    if isEmpty { return #expect(walk.problem == nil) }
    try walk.call("portfolio.open")
    for section in CustomerSections.all {
      try walk.call("customer360.\(section.name)")
      try walk.callEverything()
    }
    #expect(walk.problem == nil)
  }

  @Test func `every name that a text asks for is a command's`() throws {
    let known = Set(Commands.all.flatMap { $0.commands.specs.map(\.id) })
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(components: "..", "..", "Sources", "TUI").standardized
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let sources = (files?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "swift" }
    let asked = try sources.flatMap { source in
      try String(contentsOf: source, encoding: .utf8).matches(of: /key(?:s\[|\()"([A-Za-z0-9.]+)"/)
        .map { String($0.1) }
    }
    #expect(asked.count > 50)
    #expect(Set(asked).subtracting(known).sorted() == [])
  }

  @Test func `a command with no key is called by its long name`() throws {
    let app = try HeadlessApp(
      [], preferences: SampleFiles(keymap: .file(("portfolio.book", []))).shelf)
    #expect(app.text.contains("Press :portfolio.book for the team's book"))
  }
}
