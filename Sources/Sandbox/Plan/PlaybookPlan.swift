import CustomerSuccess
import Rules

/// A kind of CTA that TAMs work on, with the first steps of its playbook.
///
/// It is one of the playbooks that ship, so that another one can take its place; later steps are left
/// out to keep the company small.
struct PlaybookPlan: Sendable {
  let name: String
  let type: CTAType
  let reason: String
  let priority: Priority
  let tasks: [String]
  let category: ObjectiveCategory?
  let stage: ProductStage?

  /// - Parameters:
  ///   - file: Name of a shipped playbook's file, without its ending; a CTA by a name that none has
  ///     follows no playbook.
  ///   - steps: How many of its tasks there are.
  private init(_ file: String, steps: Int = 0) {
    let shipped = ShippedFile.playbooks.first { $0.name == file }
    // What ships is read in the tests of its own.
    let playbook = shipped.flatMap { try? PlaybookFile.read($0.text, file: file) }
    name = playbook?.name ?? file
    type = playbook?.type ?? .activity
    reason = playbook?.reason ?? ""
    priority = playbook?.priority ?? .medium
    tasks = playbook?.tasks.prefix(steps).map(\.name) ?? []
    category = playbook?.category
    stage = playbook?.stage
  }

  static let onboarding = PlaybookPlan("new-customer-onboarding", steps: 6)
  static let renewal = PlaybookPlan("upcoming-renewal", steps: 4)

  /// What comes up in ordinary years.
  static let ordinary = [
    PlaybookPlan("executive-business-review", steps: 4),
    PlaybookPlan("create-success-plan", steps: 3),
    PlaybookPlan("usage-data-enablement", steps: 3),
    PlaybookPlan("account-handoff", steps: 3),
    PlaybookPlan("update-stale-tam-sentiment"),
    PlaybookPlan("digital-adoption-ci-enablement"),
    PlaybookPlan("high-license-utilization", steps: 2),
  ]

  static let risks = [
    PlaybookPlan("account-triage", steps: 3),
    PlaybookPlan("low-license-utilization", steps: 3),
    PlaybookPlan("non-engaged-customer", steps: 3),
    PlaybookPlan("product-risk", steps: 2),
  ]

  static let objectives = [
    PlaybookPlan("ci-enablement-stage-adoption", steps: 5),
    PlaybookPlan("devsecops-expansion-stage-adoption", steps: 5),
    PlaybookPlan("cd-enablement-stage-adoption", steps: 5),
    PlaybookPlan("improve-cycle-time", steps: 3),
  ]
}
