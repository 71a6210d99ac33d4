import CustomerSuccess

/// A kind of CTA that TAMs work on, with the steps of its playbook.
struct Playbook: Sendable {
  let name: String
  let type: CTAType
  let reason: String
  let priority: Priority
  let tasks: [String]
  var category: ObjectiveCategory?
  var stage: ProductStage?

  static let onboarding = Playbook(
    name: "New Customer Onboarding", type: .lifecycle, reason: "Onboarding", priority: .high,
    tasks: [
      "Internal transition with the account team", "Send the welcome e-mail", "Kickoff call",
      "Fill in the customer attributes", "First cadence call", "Draft the success plan",
    ])

  static let renewal = Playbook(
    name: "Upcoming Renewal", type: .renewal, reason: "Renewal", priority: .high,
    tasks: [
      "Renewal review with the account team", "Ask the soft renewal question",
      "Write the renewal plan", "Update the TAM sentiment",
    ])

  /// What comes up in ordinary years.
  static let ordinary: [Playbook] = [
    Playbook(
      name: "Executive Business Review", type: .lifecycle, reason: "EBR", priority: .medium,
      tasks: ["Agree on a date", "Collect the results", "Draft the slides", "Hold the review"]),
    Playbook(
      name: "Create Success Plan", type: .lifecycle, reason: "Success planning", priority: .medium,
      tasks: ["Discovery call", "Write strategy and highlights", "Agree on objectives"]),
    Playbook(
      name: "Usage Data Enablement", type: .lifecycle, reason: "Usage data", priority: .low,
      tasks: ["Explain Service Ping", "Confirm the first ping", "Label the instances"]),
    Playbook(
      name: "Account Handoff", type: .activity, reason: "Handoff", priority: .medium,
      tasks: ["Internal meeting", "Introduce the new TAM", "Move the calendar invites"]),
    Playbook(
      name: "Update Stale TAM Sentiment", type: .activity, reason: "Stale sentiment",
      priority: .low, tasks: []),
    Playbook(
      name: "Digital Adoption - CI Enablement", type: .digitalJourney,
      reason: "Other Digital Journey Reason", priority: .low, tasks: []),
    Playbook(
      name: "High License Utilization", type: .expansion, reason: "License growth",
      priority: .medium, tasks: ["Check the trend", "Talk to the account owner"]),
  ]

  static let risks: [Playbook] = [
    Playbook(
      name: "Account Triage", type: .risk, reason: RiskReason.sentiment.rawValue, priority: .high,
      tasks: ["Log the risk update", "Open the triage issue", "Agree on the mitigation plan"]),
    Playbook(
      name: "Low License Utilization", type: .risk, reason: RiskReason.adoption.rawValue,
      priority: .high, tasks: ["Find the idle teams", "Offer enablement", "Check again in a month"]),
    Playbook(
      name: "Non-Engaged Customer", type: .risk, reason: RiskReason.engagement.rawValue,
      priority: .medium,
      tasks: ["Agree on a strategy to reach out", "Write to the champion", "Escalate"]),
    Playbook(
      name: "Product Risk", type: .risk, reason: RiskReason.product.rawValue, priority: .medium,
      tasks: ["Collect the feature requests", "Talk to the product manager"]),
  ]

  static let objectives: [Playbook] = [
    Playbook(
      name: "CI Enablement Stage Adoption", type: .objective, reason: "Stage adoption",
      priority: .medium, tasks: stageTasks, category: .enablement, stage: .verify),
    Playbook(
      name: "DevSecOps Expansion Stage Adoption", type: .objective, reason: "Stage adoption",
      priority: .high, tasks: stageTasks, category: .expansion, stage: .secure),
    Playbook(
      name: "CD Enablement Stage Adoption", type: .objective, reason: "Stage adoption",
      priority: .medium, tasks: stageTasks, category: .stageAdoption, stage: .release),
    Playbook(
      name: "Improve Cycle Time", type: .objective, reason: "ROI", priority: .high,
      tasks: ["Measure the baseline", "Agree on the target", "Validate the result"],
      category: .roi),
  ]

  private static let stageTasks = [
    "Discovery call", "Implementation plan", "Enablement session", "Metrics of phase 1",
    "Record the adoption",
  ]
}
