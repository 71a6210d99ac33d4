import CustomerSuccess
import Rules
import Testing

@Suite struct RuleSetTests {
  private func rule(
    _ id: String, name: String? = nil, description: String = String(repeating: "why ", count: 12),
    chain: String? = "Admin Daily", after: [String] = [], isActive: Bool = true,
    column: String = "open_tickets"
  ) throws -> Rule {
    let text = """
      name: \(name ?? "Admin - \(id)")
      description: \(description)
      \(chain.map { "chain: \($0)" } ?? "limit: 10")
      after: [\(after.joined(separator: ", "))]
      active: \(isActive ? "yes" : "no")
      source: SELECT account_id AS id, 1 AS number FROM accounts
      actions:
        - load: {object: account, columns: {\(column): number}}
      """
    return try Rule(id: id, reading: text, file: "\(id).yaml")
  }

  private func findings(_ rules: Rule...) -> [String] {
    RuleLint.findings(in: RuleSet(shipped: rules), playbooks: []).map(\.description)
  }

  @Test func `rules of a chain run after those that they name`() throws {
    let set = RuleSet(
      shipped: [
        try rule("a", after: ["c"]), try rule("b"), try rule("c", after: ["b"]),
        try rule("d", chain: "CTAs"), try rule("e", isActive: false),
      ])
    #expect(try set.ordered(.adminDaily).map(\.id) == ["b", "c", "a"])
  }

  @Test func `rules that wait for each other are found`() throws {
    let set = RuleSet(shipped: [try rule("a", after: ["b"]), try rule("b", after: ["a"])])
    let error = #expect(throws: RuleSet.Circle.self) { try set.ordered(.adminDaily) }
    #expect(error?.rules == ["a", "b"])
  }

  @Test func `a file of a company's own replaces the one that ships`() throws {
    let set = RuleSet(
      shipped: [try rule("a"), try rule("b")], own: [try rule("a", name: "Admin - Mine")])
    #expect(set.rules.map(\.name) == ["Admin - Mine", "Admin - b"])
    #expect(set["Admin - Mine"]?.id == "a")
  }

  @Test func `two rules that write one field are found`() throws {
    #expect(
      findings(try rule("a"), try rule("b"))
        == ["b.yaml: account.open_tickets is written by a too"])
    #expect(findings(try rule("a"), try rule("b", isActive: false)) == [])
    #expect(findings(try rule("a"), try rule("b", column: "stage_count")) == [])
  }

  @Test func `names, descriptions and chains keep to the conventions`() throws {
    #expect(
      findings(try rule("a", description: "Short."))
        == ["a.yaml: its description is too short: say what it is for, and why"])
    #expect(
      findings(try rule("a", name: "CTA - Tickets"))
        == ["a.yaml: its name begins with CTA, and what it does is that of Admin or Load to"])
    #expect(
      findings(try rule("a", name: "STAGING - Tickets"))
        == ["a.yaml: a rule that is being built has no chain: take it out"])
    #expect(findings(try rule("a", name: "OTR - Tickets", chain: nil)) == [])
    #expect(
      findings(try rule("a", after: ["z"])) == ["a.yaml: it runs after z, which is no rule"])
  }
}
