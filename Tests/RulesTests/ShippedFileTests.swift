import CustomerSuccess
import Foundation
import Rules
import Support
import Testing

@Suite struct ShippedFileTests {
  private static let folder: URL = {
    // This file is Tests/RulesTests/ShippedFileTests.swift.
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent("Sources/Rules/Shipped")
  }()

  @Test(arguments: [
    ("Playbooks", ShippedFile.playbooks), ("Plans", ShippedFile.planTemplates),
  ])
  func `the program carries every file of the folder as it is`(
    name: String, shipped: [ShippedFile]
  ) throws {
    let folder = Self.folder.appendingPathComponent(name)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.sorted() == shipped.map { $0.name + ".yaml" }.sorted())
    for file in shipped {
      let path = folder.appendingPathComponent(file.name + ".yaml")
      #expect(file.text == (try String(contentsOf: path, encoding: .utf8)), "\(file.name)")
    }
  }

  private func playbooks() throws -> [Playbook] {
    try ShippedFile.playbooks.map { try PlaybookFile.read($0.text, file: $0.name) }
  }

  @Test func `a playbook's file is named like it, and its tasks stand in the order of their days`()
    throws
  {
    for (file, playbook) in zip(ShippedFile.playbooks, try playbooks()) {
      let words = playbook.name.lowercased().split { !$0.isLetter && !$0.isNumber }
      #expect(file.name == words.joined(separator: "-"))
      let days = playbook.tasks.map(\.dueAfter)
      #expect(days == days.sorted(), "\(playbook.name)")
      #expect(playbook.about?.isEmpty == false, "\(playbook.name) says what it is for")
      #expect(playbook.tasks.count >= 2, "\(playbook.name)")
      #expect(playbook.priority != nil && playbook.reason != nil, "\(playbook.name)")
    }
  }

  /// Methodology 2.1.
  private static let named: [(CTAType, [String])] = [
    (
      .risk,
      [
        "Account Triage", "DevSecOps Risk", "Low License Utilization", "Non-Engaged Customer",
        "Product Risk", "Risk Escalation",
      ]
    ),
    (
      .lifecycle,
      [
        "Commercial Onboarding Email Series", "Create Success Plan", "Customer Offboarding",
        "Executive Business Review", "Existing Customer Onboarding", "High License Utilization",
        "New Customer Onboarding", "New Customer Onboarding - SaaS",
        "New Customer Onboarding - Self-Managed", "Usage Data Enablement",
      ]
    ),
    (.activity, ["Account Handoff", "Update Stale TAM Sentiment"]),
    (.renewal, ["Upcoming Renewal"]), (.expansion, []),
    (
      .objective,
      [
        "Agile", "CD", "CI", "Configure", "Create", "DevSecOps", "Manage", "Monitor", "Package",
      ].flatMap { ["\($0) Enablement Stage Adoption", "\($0) Expansion Stage Adoption"] } + [
        "Geo Implementation", "Improve Cycle Time", "Increase Deployment Frequency",
        "Selling Ultimate", "Server Migration - New Host",
        "Server Migration - Packages to Kubernetes", "Server Migration - SaaS to Self-Managed",
        "Server Migration - Self-Managed to SaaS", "Ultimate Uptier",
      ]
    ),
    (
      .digitalJourney,
      [
        "Digital Adoption - CI Enablement", "Digital Onboarding - Alternative Backup",
        "Digital Onboarding - SaaS Series", "Digital Onboarding - Self-Managed Series",
        "Digital Onboarding - Welcome", "TAM Account Transitions",
      ]
    ),
  ]

  @Test func `every playbook that the methodology names is there, under its type`() throws {
    let shipped = Dictionary(grouping: try playbooks(), by: \.type)
    for (type, names) in Self.named {
      #expect((shipped[type] ?? []).map(\.name).sorted() == names.sorted(), "\(type.rawValue)")
    }
  }

  /// Methodology 2.4; the renewal also has the role that the page on surveys asks for.
  @Test(arguments: [
    ("Account Handoff", 15), ("Non-Engaged Customer", 3), ("Upcoming Renewal", 5),
    ("CI Enablement Stage Adoption", 9),
  ])
  func `where the number of tasks is known, it is that`(name: String, count: Int) throws {
    #expect(try playbooks().first { $0.name == name }?.tasks.count == count)
  }

  /// Methodology 4: that is how enablement and expansion are told apart.
  @Test func `stage adoption is of the category that its name says`() throws {
    for playbook in try playbooks() where playbook.name.hasSuffix("Stage Adoption") {
      let isEnablement = playbook.name.contains("Enablement")
      #expect(playbook.category == (isEnablement ? .enablement : .expansion), "\(playbook.name)")
      #expect(playbook.stage != nil, "\(playbook.name)")
    }
  }

  @Test func `a plan from any template can be activated on any day of the week`() throws {
    let playbooks = Dictionary(
      uniqueKeysWithValues: try playbooks().map { ($0.name, $0) })
    for file in ShippedFile.planTemplates {
      let template = try PlanTemplateFile.read(file.text, file: file.name)
      for name in template.objectives.compactMap(\.playbook) {
        #expect(playbooks[name]?.type == .objective, "\(file.name) names \(name)")
      }
      for offset in 0..<7 {
        let today = Day(daysSinceEpoch: 20_000 + offset)
        let plan = template.newPlan(
          of: Row(Account.table, id: "acme"), author: User.ID("ada"), today: today,
          playbook: { playbooks[$0] },
          user: { _ in nil })
        for objective in plan.objectives ?? [] {
          let due = try #require(objective.fields[CTA.dueDate])
          let late = objective.tasks.compactMap { $0.fields[CTATask.dueDate] }.filter { $0 > due }
          #expect(late.isEmpty, "\(file.name), \(today)")
        }
      }
    }
  }
}
