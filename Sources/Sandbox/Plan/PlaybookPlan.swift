import CustomerSuccess

/// A kind of CTA that TAMs work on, with the first steps of its playbook.
///
/// Names and steps are those of the playbooks that ship, so that one can take the place of another;
/// later steps are left out to keep the company small.
struct PlaybookPlan: Sendable {
  let name: String
  let type: CTAType
  let reason: String
  let priority: Priority
  let tasks: [String]
  var category: ObjectiveCategory?
  var stage: ProductStage?

  static let onboarding = PlaybookPlan(
    name: "New Customer Onboarding", type: .lifecycle, reason: "Onboarding", priority: .high,
    tasks: [
      "Internal transition from sales to customer success", "Send the welcome e-mail",
      "Give the administrator contact its role", "Hold the kickoff call", "Fill in the attributes",
      "Draft the success plan with the primary use case",
    ])

  static let renewal = PlaybookPlan(
    name: "Upcoming Renewal", type: .renewal, reason: "Renewal", priority: .high,
    tasks: [
      "Hold the renewal review with the account team", "Ask the soft renewal question",
      "Write the renewal plan", "Update the TAM sentiment",
    ])

  /// What comes up in ordinary years.
  static let ordinary: [PlaybookPlan] = [
    PlaybookPlan(
      name: "Executive Business Review", type: .lifecycle, reason: "EBR", priority: .medium,
      tasks: [
        "Agree with the account team on the purpose", "Agree on the date with the sponsor",
        "Collect the results", "Ask the champion what the executives want to hear",
      ]),
    PlaybookPlan(
      name: "Create Success Plan", type: .lifecycle, reason: "Success planning", priority: .medium,
      tasks: [
        "Prepare the discovery", "Hold the discovery call", "Write strategy and highlights",
      ]),
    PlaybookPlan(
      name: "Usage Data Enablement", type: .lifecycle, reason: "Usage data", priority: .low,
      tasks: [
        "Find out why no data arrives", "Explain Service Ping",
        "Clear it with the security people of the customer",
      ]),
    PlaybookPlan(
      name: "Account Handoff", type: .activity, reason: "Handoff", priority: .medium,
      tasks: [
        "Bring plan, CTAs and links up to date", "Old TAM reads the customer's page once more",
        "New TAM reads the customer's page",
      ]),
    PlaybookPlan(
      name: "Update Stale TAM Sentiment", type: .activity, reason: "Stale sentiment",
      priority: .low,
      tasks: []),
    PlaybookPlan(
      name: "Digital Adoption - CI Enablement", type: .digitalJourney,
      reason: "Other Digital Journey Reason", priority: .low,
      tasks: []),
    PlaybookPlan(
      name: "High License Utilization", type: .lifecycle, reason: "License growth",
      priority: .medium,
      tasks: [
        "Check the trend", "Find out who is joining",
      ]),
  ]

  static let risks: [PlaybookPlan] = [
    PlaybookPlan(
      name: "Account Triage", type: .risk, reason: "Customer Sentiment", priority: .high,
      tasks: [
        "Log the risk update with a red sentiment", "Set risk type and risk reason of the renewal",
        "Open the triage issue and link it",
      ]),
    PlaybookPlan(
      name: "Low License Utilization", type: .risk, reason: "Lack of adoption", priority: .high,
      tasks: [
        "Check that the number is right", "Find out which teams do not use it",
        "Tell the account owner",
      ]),
    PlaybookPlan(
      name: "Non-Engaged Customer", type: .risk, reason: "Lack of engagement", priority: .medium,
      tasks: [
        "Agree with the account team how to reach out",
        "Write the message on why a talk is worth their time",
        "Open a triage issue and escalate to a senior person",
      ]),
    PlaybookPlan(
      name: "Product Risk", type: .risk, reason: "Product experience", priority: .medium,
      tasks: [
        "Write down what hurts and whom", "Collect the tickets and feature requests",
      ]),
  ]

  static let objectives: [PlaybookPlan] = [
    PlaybookPlan(
      name: "CI Enablement Stage Adoption", type: .objective, reason: "Stage adoption",
      priority: .medium,
      tasks: [
        "First talk about CI", "Discovery call", "Write the implementation plan",
        "Review the plan with the customer", "Schedule the enablement",
      ], category: .enablement, stage: .verify),
    PlaybookPlan(
      name: "DevSecOps Expansion Stage Adoption", type: .objective, reason: "Stage adoption",
      priority: .medium,
      tasks: [
        "First talk about DevSecOps", "Discovery call", "Tell the account owner what it could mean",
        "Show it with an example of theirs", "Agree on what a trial must show",
      ], category: .expansion, stage: .secure),
    PlaybookPlan(
      name: "CD Enablement Stage Adoption", type: .objective, reason: "Stage adoption",
      priority: .medium,
      tasks: [
        "First talk about CD", "Discovery call", "Write the implementation plan",
        "Review the plan with the customer", "Schedule the enablement",
      ], category: .enablement, stage: .release),
    PlaybookPlan(
      name: "Improve Cycle Time", type: .objective, reason: "ROI", priority: .high,
      tasks: [
        "Measure the baseline", "Find the longest wait", "Agree on the target",
      ], category: .roi),
  ]
}
