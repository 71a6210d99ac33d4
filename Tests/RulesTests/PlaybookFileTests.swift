import CustomerSuccess
import Rules
import Support
import Testing

@Suite struct PlaybookFileTests {
  private static func read(_ text: String) throws -> Playbook {
    try PlaybookFile.read(text, file: "playbooks/mine.yaml")
  }

  private func problem(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    try #require(throws: TextProblem.self, sourceLocation: sourceLocation) {
      _ = try Self.read(text)
    }.description
  }

  @Test func `a file says all of a playbook, in any capitals`() throws {
    let playbook = try Self.read(
      """
      name: Health Check
      type: lifecycle
      reason: Health
      priority: HIGH
      category: ROI
      stage: verify
      description: Looks at everything once.
      due: 9
      tasks:
        - name: Look
          details: |
            Line one.
            Line two.
          due: 3
          owner: Account Owner
          priority: low
        - name: Tell
      """)
    #expect(
      playbook
        == Playbook(
          name: "Health Check", type: .lifecycle, reason: "Health", priority: .high,
          category: .roi, stage: .verify, about: "Looks at everything once.", dueAfter: 9,
          tasks: [
            PlaybookTask(
              name: "Look", details: "Line one.\nLine two.", dueAfter: 3, owner: .accountOwner,
              priority: .low),
            PlaybookTask(name: "Tell"),
          ]))
  }

  @Test func `what is wrong is said with file, line and remedy`() throws {
    #expect(
      try problem("type: Risk") == """
        playbooks/mine.yaml:1: name is missing: write a text of at most 200 bytes
        """)
    #expect(
      try problem("name: A\ntype: Rsik") == """
        playbooks/mine.yaml:2: type is "Rsik": write Risk, Expansion, Lifecycle, Activity, Renewal, \
        Objective or Digital Journey
        """)
    #expect(
      try problem("name: A\ntype: Risk\ntasks:\n  - name: B\n    due: soon") == """
        playbooks/mine.yaml:5: due is "soon": write a whole number from 0 to 520
        """)
    #expect(
      try problem("name: A\ntype: Risk\ntasks:\n  - name: B\n    when: 3") == """
        playbooks/mine.yaml:5: "when" means nothing here: write one of name, details, due, owner, \
        priority
        """)
    #expect(
      try problem("name: A\ntype: Risk\ntasks: B") == """
        playbooks/mine.yaml:3: tasks is "B": write a list of at most 50
        """)
    #expect(
      try problem("name: A\ntype: Risk\ntasks:\n  - B") == """
        playbooks/mine.yaml:4: a task is "B": write lines of "key: value"
        """)
    #expect(try problem("- A").hasPrefix("playbooks/mine.yaml:1: the file is a list: write lines"))
    #expect(try problem("name: [A").hasPrefix("playbooks/mine.yaml:2: is not YAML ("))
    #expect(
      try problem("name: \(String(repeating: "ä", count: 101))\ntype: Risk")
        .hasSuffix("write a text of at most 200 bytes"))
  }

  @Test func `a template of plans says when it is due and which objectives it has`() throws {
    let template = try PlanTemplateFile.read(
      """
      name: Land
      type: Account Plan
      due: fiscal year end
      objectives:
        - playbook: Improve Cycle Time
          category: roi
          due: 90
          criteria: Half the time.
        - name: Sponsor met
      """, file: "plans/land.yaml")
    #expect(template.due == .fiscalYearEnd)
    #expect(template.objectives.map(\.name) == ["Improve Cycle Time", "Sponsor met"])
    #expect(template.objectives.map(\.playbook) == ["Improve Cycle Time", nil])
    let usual = try PlanTemplateFile.read("name: A\ntype: stage adoption", file: "a")
    #expect(usual.due == .after(days: 365))
    let nameless = "name: A\ntype: Account Plan\nobjectives:\n  - due: 3"
    let problem = try #require(throws: TextProblem.self) {
      _ = try PlanTemplateFile.read(nameless, file: "a")
    }
    #expect(
      problem.description
        == "a:4: name is missing: write what the objective is called, or its playbook")
  }
}
