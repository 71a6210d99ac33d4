/// A success plan to begin with: its prompts and its objectives (methodology 4).
package struct PlanTemplate: Codable, Hashable, Sendable {
  /// Unique among the templates.
  package let name: String
  package let type: SuccessPlanType
  /// What it is for, as a sentence or two.
  package let about: String?
  /// What the strategy begins as: questions to be answered.
  package let strategy: String?
  package let highlights: String?
  package let due: Due
  package let objectives: [Objective]

  package enum Due: Codable, Hashable, Sendable {
    /// Calendar days from the start.
    case after(days: Int)
    case fiscalYearEnd
  }

  package struct Objective: Codable, Hashable, Sendable {
    /// What it is called.
    package let name: String
    /// The name of the playbook that it follows; nil when it has no tasks yet.
    package let playbook: String?
    package let category: ObjectiveCategory?
    package let stage: ProductStage?
    /// Calendar days from the start; nil is when its playbook ends.
    package let dueAfterDays: Int?
    package let successCriteria: String?

    package init(
      name: String, playbook: String? = nil, category: ObjectiveCategory? = nil,
      stage: ProductStage? = nil, dueAfterDays: Int? = nil, successCriteria: String? = nil
    ) {
      self.name = name
      self.playbook = playbook
      self.category = category
      self.stage = stage
      self.dueAfterDays = dueAfterDays
      self.successCriteria = successCriteria
    }
  }

  package init(
    name: String, type: SuccessPlanType, about: String? = nil, strategy: String? = nil,
    highlights: String? = nil, due: Due = .after(days: PlanTemplate.usualDays),
    objectives: [Objective] = []
  ) {
    self.name = name
    self.type = type
    self.about = about
    self.strategy = strategy
    self.highlights = highlights
    self.due = due
    self.objectives = objectives
  }

  /// Of a plan that a rule opens (methodology 4).
  package static let usualDays = 365
  package static let objectiveLimit = 20
  /// Calendar days, three years.
  package static let dayLimit = 1_096

  package func dueDay(start: Day) -> Day {
    switch due {
    case .after(let days): start.adding(days: days)
    case .fiscalYearEnd: start.fiscalYearEnd
    }
  }
}
