import CustomerSuccess
import Rules
import Support
import Testing

@Suite struct ScorecardFileTests {
  /// Read as another era's file, so that nothing it leaves out is filled in unnoticed.
  @Test(arguments: zip(MethodologyEra.allCases, ShippedFile.scorecards))
  func `a shipped scorecard says all of its era`(_ era: MethodologyEra, _ file: ShippedFile) throws
  {
    let other = era == .a ? MethodologyEra.d : .a
    let text = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0 == "era: \(era.rawValue)" ? "era: \(other.rawValue)" : $0 }
      .joined(separator: "\n")
    let found = try ScorecardFile.read(text, file: file.name)
    let wanted = HealthConfiguration.era(era)
    #expect(found.era == other)
    #expect(found.scorecard == wanted.scorecard)
    #expect(found.cadence == wanted.cadence)
    #expect(found.limits == wanted.limits)
    #expect(found.license == wanted.license)
    #expect(found.usage == wanted.usage)
  }

  @Test func `a file changes what it names, and nothing else`() throws {
    let found = try ScorecardFile.read(
      """
      era: C
      support:
        green_tickets: 8
      groups:
        - name: Everything
          weight: 1
          measures:
            TAM Sentiment: 60
            Engagement: 40
      """, file: "scorecard.yaml")
    #expect(found.limits.greenTickets == 8)
    #expect(found.limits.yellowTickets == 15)
    #expect(found.usage == .eraC)
    #expect(found.scorecard.share(of: .tamSentiment) == 0.6)
    #expect(found.scorecard.share(of: .roi) == nil)
  }

  @Test(arguments: MethodologyEra.allCases)
  func `the lines of what is tried out make it real`(_ era: MethodologyEra) throws {
    let present = HealthConfiguration.era(era)
    let text = "sentiment=33.5 roi=0 green=80 yellow=45 calls1=10/20 tickets=2/9 forced=no"
    let what = WhatIf(text, in: present)
    #expect(what.problems == [])
    let tried = what.applied(to: present)
    let file = (["era: \(era.rawValue)"] + tried.lines(unlike: present)).joined(separator: "\n")
    #expect(try ScorecardFile.read(file, file: "scorecard.yaml") == tried)
    #expect(present.lines(unlike: present) == [])
  }

  @Test func `a group keeps its name in the lines, whatever it is called`() throws {
    let name = "Use: \"it\" # {all}"
    let odd = HealthConfiguration.standard.replacing(
      ScorecardConfiguration(groups: [.init(name, 1, [.init(.roi, 1)])]))
    let file = odd.lines(unlike: .standard).joined(separator: "\n")
    let found = try ScorecardFile.read(file, file: "scorecard.yaml")
    #expect(found.scorecard.groups.map(\.name) == [name])
  }

  @Test func `an empty file is the standard`() throws {
    #expect(try ScorecardFile.read("", file: "scorecard.yaml") == .standard)
  }

  @Test(arguments: [
    ("era: E", "scorecard.yaml:1: era is \"E\": write A, B, C or D"),
    (
      "\nbands:\n  red_points: 60",
      """
      scorecard.yaml:3: bands is points outside of their own band: write red_points below \
      red_ends, yellow_points between, green_points above
      """
    ),
    (
      "groups:\n  - name: X\n    weight: 1\n    measures:\n      Mood: 3",
      """
      scorecard.yaml:4: measures is a group of keys: write lines of a measure and its weight, such \
      as "ROI: 10"
      """
    ),
    (
      "license:\n  - from_month: 3\n    red_up_to: a lot\n    yellow_up_to: 50%",
      "scorecard.yaml:3: red_up_to is \"a lot\": write a share such as 25%, or a number"
    ),
    (
      "usage:\n  - measure: ROI\n    numbers: []",
      """
      scorecard.yaml:2: measure is "ROI": write one of User Engagement, SCM Adoption, CI Adoption, \
      DevSecOps Adoption, CD Adoption
      """
    ),
    (
      "cadence:\n  - green_days: soon\n    yellow_days: 60",
      "scorecard.yaml:2: green_days is \"soon\": write a whole number from 1 to 3650"
    ),
    ("- a list", "scorecard.yaml:1: the file is a list: write lines of \"key: value\""),
  ])
  func `what cannot be used is named with its line and what to write`(
    _ text: String, _ words: String
  ) throws {
    let problem = #expect(throws: TextProblem.self) {
      try ScorecardFile.read(text, file: "scorecard.yaml")
    }
    #expect(problem?.description == words)
  }
}
