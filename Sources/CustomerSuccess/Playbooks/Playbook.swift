/// What to do in a situation that comes up again and again: a CTA and its tasks (methodology 2.1).
package struct Playbook: Codable, Hashable, Sendable {
  /// Unique; a CTA says by it which playbook it follows.
  package let name: String
  package let type: CTAType
  /// Of the CTA; nil leaves it open.
  package let reason: String?
  package let priority: Priority?
  /// Of an objective.
  package let category: ObjectiveCategory?
  /// The stage that an objective is about.
  package let stage: ProductStage?
  /// What it is for, as a sentence or two.
  package let about: String?
  /// Working days from the start until the CTA is due; nil is when the last task is.
  package let dueAfter: Int?
  /// In the order in which they are done.
  package let tasks: [PlaybookTask]

  package init(
    name: String, type: CTAType, reason: String? = nil, priority: Priority? = nil,
    category: ObjectiveCategory? = nil, stage: ProductStage? = nil, about: String? = nil,
    dueAfter: Int? = nil, tasks: [PlaybookTask]
  ) {
    self.name = name
    self.type = type
    self.reason = reason
    self.priority = priority
    self.category = category
    self.stage = stage
    self.about = about
    self.dueAfter = dueAfter
    self.tasks = tasks
  }

  /// Far more than anybody works through; an edit that makes them all still fits on the wire.
  package static let taskLimit = 50
  /// Working days, about two years.
  package static let offsetLimit = 520
}

/// A step of a playbook, of which a CTA gets a task of its own.
package struct PlaybookTask: Codable, Hashable, Sendable {
  package let name: String
  package let details: String?
  /// Working days from the start.
  package let dueAfter: Int
  package let owner: PlaybookOwner
  package let priority: Priority

  package init(
    name: String, details: String? = nil, dueAfter: Int = 0, owner: PlaybookOwner = .ctaOwner,
    priority: Priority = .medium
  ) {
    self.name = name
    self.details = details
    self.dueAfter = dueAfter
    self.owner = owner
    self.priority = priority
  }
}

/// Who does a step, by what they are to the customer.
package enum PlaybookOwner: String, Enumeration {
  case ctaOwner = "CTA owner"
  case tam = "TAM"
  case accountOwner = "Account owner"
  case solutionsArchitect = "Solutions architect"
  /// The manager of the customer's TAM.
  case tamManager = "TAM manager"
}

extension Playbook {
  /// When a CTA that starts on that day is due; nil when the playbook has neither tasks nor a word
  /// about it.
  package func due(start: Day) -> Day? {
    (dueAfter ?? tasks.map(\.dueAfter).max()).map { start.adding(workingDays: $0) }
  }

  /// Of a new CTA, without its owner and what else only its author knows.
  package func fields(start: Day) -> Fields {
    var fields = Fields()
    fields[CTA.name] = name
    fields[CTA.type] = type
    fields[CTA.reason] = reason
    fields[CTA.priority] = priority
    fields[CTA.playbook] = name
    fields[CTA.startDate] = start
    fields[CTA.dueDate] = due(start: start)
    fields[CTA.objectiveCategory] = category
    fields[CTA.stage] = stage
    return fields
  }
}
