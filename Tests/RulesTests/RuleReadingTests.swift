import CustomerSuccess
import Rules
import Support
import Testing

@Suite struct RuleReadingTests {
  static let small = """
    name: CTA - Hello
    description: Says hello to every customer, once and for all of them.
    chain: CTAs
    source: |
      SELECT account_id, name FROM accounts
    actions:
      - open_cta:
          type: Activity
          reason: Hello
          name: "Hello {name}"
          due: 10 working days
          because: "{name} is there"
    """

  @Test func `a file says what a rule asks, when, and what becomes of each row`() throws {
    let rule = try Rule(id: "hello", reading: Self.small, file: "hello.yaml")
    #expect(rule.kind == .cta)
    #expect(rule.chain == .ctas)
    #expect(rule.isActive)
    #expect(rule.source == "SELECT account_id, name FROM accounts")
    guard case .openCTA(let cta) = rule.actions.first else {
      Issue.record("no CTA")
      return
    }
    #expect(cta.owner == .tam)
    #expect(cta.priority == .medium)
    #expect(cta.again == .atOnce)
    #expect(cta.due == DueRule("10 working days"))
  }

  @Test(arguments: [
    ("chain: CTAs", "chain: Nights", 3, "chain is \"Nights\": write Admin Daily"),
    ("name: CTA - Hello", "name: Hello", 1, "name is \"Hello\": write a name after one of STAGING"),
    ("chain: CTAs", "chains: CTAs", 3, "\"chains\" means nothing here: write one of name"),
    ("type: Activity", "type: Task", 8, "type is \"Task\": write Risk"),
    ("10 working days", "soon", 11, "due is \"soon\": write `30 days`"),
    ("Hello {name}", "Hello {name", 10, "name has a brace"),
    ("open_cta", "open_door", 7, "\"open_door\" means nothing here"),
  ])
  func `a mistake is told with its file, its line and the remedy`(
    found: String, changed: String, line: Int, reason: String
  ) throws {
    let text = Self.small.replacing(found, with: changed)
    let error = #expect(throws: TextProblem.self) {
      try Rule(id: "hello", reading: text, file: "hello.yaml")
    }
    #expect(error?.line == line)
    #expect(
      error?.description.hasPrefix("hello.yaml:\(line): \(reason)") == true,
      "\(String(describing: error))"
    )
  }

  @Test func `a rule writes only what is calculated`() throws {
    let text = """
      name: Load to Company - Summary
      description: Would write over what a TAM wrote, which no rule may do.
      source: SELECT account_id AS id, name FROM accounts
      actions:
        - load:
            object: account
            columns: {summary: name}
      """
    let error = #expect(throws: TextProblem.self) {
      try Rule(id: "summary", reading: text, file: "summary.yaml")
    }
    #expect(
      error?.description
        == "summary.yaml:7: summary belongs to Tamarack: rules write only what is calculated")
  }

  @Test(arguments: [
    ("STAGING - Try", RuleKind.staging), ("OTR: Clear", .oneTime), ("CTA - EBR", .cta),
    ("Set Score - ROI", .score), ("Load to SFDC - Status", .salesforce),
    ("Load to Company - Last", .object), ("Admin - Flag", .admin),
  ])
  func `a name begins with what the rule does`(name: String, kind: RuleKind) {
    #expect(RuleKind(name: name) == kind)
  }

  @Test(arguments: [
    ("30 days", "2026-12-26"), ("10 working days", "2026-12-10"),
    ("45 days before renewal", "2026-12-17"), ("400 days before renewal", "2026-11-26"),
    ("1 day after renewal", "2027-02-01"),
  ])
  func `a due date counts from today or from a column, and is never over`(
    text: String, due: String
  ) throws {
    let row = SourceRow(.init(["renewal"]), [.text("2027-01-31")])
    let today = try #require(Day("2026-11-26"))
    #expect(try #require(DueRule(text)).day(for: row, today: today) == Day(due))
  }

  @Test func `a template names columns, and nothing stands for null`() throws {
    let row = SourceRow(
      .init(["name", "share", "count", "none"]), [.text("Acme"), .real(98.25), .integer(7), .null])
    let template = try Template("{name}: {share} % of {count}{none}")
    #expect(template.filled(from: row) == "Acme: 98.3 % of 7")
    #expect(template.columns == ["name", "share", "count", "none"])
    #expect(template.pattern == "{name}: {share} % of {count}{none}")
    #expect(throws: Template.Flaw.self) { try Template("a } b") }
  }
}
