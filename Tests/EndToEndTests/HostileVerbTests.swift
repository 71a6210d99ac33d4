import Foundation
import Support
import Testing

/// Every verb on a replica whose every text is hostile, in every form.
@Suite struct HostileVerbTests {
  private static let sections = [
    "summary", "attributes", "health", "contacts", "subscriptions", "opportunities", "stages",
    "instances", "plans", "ctas", "timeline", "tickets", "surveys", "salesforce-activities",
    "tam-history",
  ]

  /// What prints a result.
  private static let readers: [[String]] =
    [
      ["portfolio", "--all"], ["portfolio", "--all", "--sort", "name"], ["timeline", "evil"],
      ["timeline", "--all", "--limit", "0"], ["search", "Bad"], ["ask", "my red customers"],
      ["cta", "list"], ["cta", "list", "--customer", "evil"], ["cta", "task", "list", "cta-evil"],
      ["instances", "list"], ["outbox", "list"], ["outbox", "attention"], ["undo", "--list"],
      ["whoami"], ["info"], ["keys"], ["themes"], ["playbooks"], ["dashboard"],
      ["dashboard", "at-risk", "--all"], ["what-if"], ["what-if", "sentiment=5", "--all"],
      ["what-if", "owner=none", "--customer", "evil"],
      ["instances", "list", "--filter", "version:none,any -label:obsolete"],
    ]

  /// What changes something, and says what; in this order.
  private static let writers: [[String]] = [
    ["log", "call", "evil", "--subject", HostileText.line, "--notes", HostileText.line],
    ["cta", "add", "evil", "--name", HostileText.line, "--type", "risk"],
    ["cta", "assign", "cta-evil", "me"],
    ["cta", "snooze", "cta-evil", "--until", "7d"],
    ["cta", "task", "add", "cta-evil", HostileText.line],
    ["cta", "task", "set", "task-evil", "--status", "closed"],
    ["cta", "close", "cta-evil", "--status", "closed-success", "--outcome", HostileText.line],
    ["instances", "label", "instance-evil", "--type", "production"],
    ["follow", "evil"], ["unfollow", "evil"], ["undo"], ["show", "evil"], ["why", "evil"],
    ["why", "evil", "--json"], ["why", "success_plan-evil"],
    ["why", "success_plan-evil", "--json"],
    ["show", "evil", "--json"], ["show", HostileText.line], ["outbox", "retry", HostileText.line],
    ["outbox", "discard", HostileText.line],
  ]

  @Test func `no verb prints what a terminal or a spreadsheet would obey`() async throws {
    let place = try HostileHome(HostileText.line)
    for verb in Self.writers {
      let result = try await place.home.tam(verb)
      #expect(!(result.output + result.errors).isEmpty, "tam \(verb) says nothing")
      expectHarmless(result.output, of: verb)
      expectHarmless(result.errors, of: verb)
    }
    // Without a section, the page has all of them; as CSV there is one at a time.
    let pages = Self.sections.map { (["show", "evil", "--section", $0], [["--csv"]]) }
    for (verb, forms) in Self.readers.map({ ($0, [[], ["--json"], ["--csv"]]) }) + pages {
      for form in forms {
        let result = try await place.home.tam(verb + form)
        #expect(result.status == .success, "tam \(verb + form): \(result.errors)")
        expectHarmless(result.output, of: verb + form)
        expectHarmless(result.errors, of: verb + form)
        if form == ["--csv"] { expectNoFormula(result.output, of: verb) }
      }
    }
    for list in ["portfolio", "timeline", "ctas", "instances"] {
      for ending in ["csv", "json"] {
        let name = "\(list).\(ending)"
        try await place.home.do("export", list, "--to", place.folder.path(of: name), "--all")
        let text = try place.folder.read(name)
        #expect(text.contains("Bad"), "\(name) holds the customer")
        expectHarmless(text, of: ["export", name])
        if ending == "csv" { expectNoFormula(text, of: ["export", name]) }
      }
    }
  }

  @Test func `every verb that prints is among them`() async throws {
    let folder = try TemporaryDirectory()
    let help = try await TestHome(path: folder.path).tam(["--help"])
    let verbs = help.output.split(separator: "\n").compactMap { line -> String? in
      guard line.hasPrefix("  "), !line.hasPrefix("   "),
        let word = line.split(separator: " ").first,
        word.allSatisfy({ $0.isLetter && $0.isLowercase })
      else { return nil }
      return String(word)
    }
    // These talk to a service, or open the app.
    let others: Set = ["login", "logout", "sync", "demo"]
    let tried = Set((Self.readers + Self.writers).compactMap(\.first)).union(["export"])
    #expect(verbs.count > 15)
    #expect(Set(verbs).subtracting(others).subtracting(tried).sorted() == [])
    let sections = try await TestHome(path: folder.path).tam(["show", "x", "--section", "none"])
    let offered = sections.errors.matches(of: /\n  - ([a-z-]+)/).map { String($0.1) }
    #expect(offered == Self.sections)
  }

  @Test func `notes as long as a row can be are printed, and longer ones refused`() async throws {
    let long = "Bad" + String(repeating: "runners and \u{202E}", count: 3_000)
    let place = try HostileHome(long)
    for verb in [["timeline", "evil"], ["portfolio", "--all"], ["search", "runners"]] {
      for form in [[], ["--json"], ["--csv"]] {
        let result = try await place.home.tam(verb + form)
        #expect(result.status == .success, "tam \(verb + form): \(result.errors.prefix(200))")
        expectHarmless(result.output, of: verb + form)
      }
    }
    let notes = place.folder.path(of: "notes")
    try HostileText.long(bytes: 10_000_000).write(toFile: notes, atomically: true, encoding: .utf8)
    let result = try await place.home.tam(
      ["log", "call", "evil", "--subject", "x", "--notes", "-"], input: notes)
    #expect(result.status == .exited(64))
    #expect(result.errors.contains("longer than 1 MB"))
  }

  private func expectHarmless(_ text: String, of verb: [String]) {
    // A line of CSV ends with both.
    let lines = text.replacingOccurrences(of: "\r\n", with: "\n")
    for scalar in lines.unicodeScalars where scalar != "\n" {
      guard let objection = ForbiddenScalar.objection(to: scalar) else { continue }
      Issue.record("tam \(verb.map { $0.prefix(20) }) prints \(objection)")
      return
    }
  }

  /// A cell that begins so would be run by a spreadsheet.
  private func expectNoFormula(_ text: String, of verb: [String]) {
    let cells = text.split(whereSeparator: { $0 == "," || $0.isNewline })
    let formulas = cells.filter { $0.hasPrefix("=") || $0.hasPrefix("\"=") || $0.hasPrefix("@") }
    #expect(formulas.isEmpty, "\(verb): \(formulas.prefix(3))")
  }
}
