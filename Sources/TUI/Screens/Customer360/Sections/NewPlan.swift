import CustomerSuccess
import ReplicaStore
import Terminal

/// Makes a plan from a template, with its objectives and their tasks.
nonisolated struct NewPlan: Inquiry {
  let template: PlanTemplate
  let account: Account.ID
  /// What the person says otherwise than the template.
  let more: Fields

  var isQuick: Bool { true }

  /// Nil when the customer left the book.
  func answer(from replica: Replica, today: Day) throws -> AddPlan? {
    try replica.newPlan(by: template, of: account, with: more, today: today)
  }

  @MainActor func effects(of plan: AddPlan?) -> [AppEffect] {
    guard let plan else { return [.say("The customer is not in your book any more.")] }
    return [.perform([.addPlan(plan)], label: nil)]
  }
}
