package import CustomerSuccess
package import ReplicaStore
import Terminal

/// A success plan as a document to hand on (features A10).
///
/// It says what a customer may read: neither comments nor the timeline, nor our words for why an
/// objective was given up. Its texts were typed by people: they are cleaned as on a screen and then
/// escaped, so that none of them becomes markup.
package nonisolated struct PlanDocument {
  enum Block {
    case title(String)
    case heading(String)
    case subheading(String)
    /// Lines; an empty one parts paragraphs.
    case text([String])
    /// A warning to whoever hands it on.
    case warning(String)
    case facts([(label: String, value: String)])
    /// From 0 through 1, and what that is in words.
    case progress(Double, String)
    case tasks([Task])
  }

  struct Task {
    let isDone: Bool
    let text: String
  }

  private(set) var blocks: [Block] = []

  /// - Parameter customer: The customer's name.
  package init(_ plan: PlanRow, of customer: String, today: Day) {
    let row = plan.plan
    let customer = Self.line(customer)
    blocks.append(.title(Self.line(row[SuccessPlan.name] ?? "Success plan")))
    blocks.append(.text(["Success plan of \(customer), as of \(today)."]))
    if row[SuccessPlan.type] != .roi, row[SuccessPlan.type] != nil {
      blocks.append(.warning("Internal: it speaks of what could be sold. Not for the customer."))
    }
    let progress = plan.progress
    let reached = "\(progress.closedObjectives) of \(progress.objectives) objectives closed"
    if progress.objectives > 0 { blocks.append(.progress(progress.share, reached)) }
    let since = row[SuccessPlan.activeDate].map { " since \($0)" } ?? ""
    append([
      ("Type", row[SuccessPlan.type]?.rawValue),
      ("Status", plan.status.rawValue + (plan.status == .active ? since : "")),
      ("Owner", plan.ownerName), ("Due", row[SuccessPlan.dueDate]?.description),
    ])
    append("Strategy", row[SuccessPlan.strategy])
    append("Highlights", row[SuccessPlan.highlights])
    guard !plan.objectives.isEmpty else { return }
    blocks.append(.heading("Objectives"))
    for objective in plan.objectives { append(objective) }
  }

  private mutating func append(_ objective: ObjectiveRow) {
    let cta = objective.cta
    blocks.append(.subheading(Self.line(cta[CTA.name] ?? "Objective")))
    if !objective.tasks.isEmpty {
      let words = "\(objective.closedTasks) of \(objective.tasks.count) tasks done"
      blocks.append(.progress(objective.progress, words))
    }
    append([
      ("Status", Self.standing(of: objective)),
      ("Due", objective.isClosed ? nil : cta[CTA.dueDate]?.description),
      ("Owner", objective.ownerName),
      ("Success criteria", cta[CTA.successCriteria]), ("Outcome", cta[CTA.outcome]),
    ])
    let tasks = objective.tasks.filter { $0[CTATask.status] != .skipped }.map { task in
      let due = task[CTATask.dueDate].map { ", due \($0)" } ?? ""
      let isDone = task[CTATask.status]?.isOpen == false
      return Task(
        isDone: isDone, text: Self.line(task[CTATask.name] ?? "Task") + (isDone ? "" : due))
    }
    if !tasks.isEmpty { blocks.append(.tasks(tasks)) }
  }

  /// In words for the customer.
  private static func standing(of objective: ObjectiveRow) -> String? {
    let day = objective.cta[CTA.closedDate].map { ", \($0)" } ?? ""
    return switch objective.cta[CTA.status] {
    case .new?: "Not begun"
    case .workInProgress?: "Under way"
    case .closedSuccess?: "Reached\(day)"
    case .some: "Closed\(day)"
    case nil: nil
    }
  }

  private mutating func append(_ facts: [(label: String, value: String?)]) {
    let known = facts.compactMap { label, value -> (label: String, value: String)? in
      let line = Self.line(value ?? "")
      return line.isEmpty ? nil : (label, line)
    }
    if !known.isEmpty { blocks.append(.facts(known)) }
  }

  private mutating func append(_ heading: String, _ text: String?) {
    guard let text, !text.allSatisfy(\.isWhitespace) else { return }
    blocks.append(.heading(heading))
    blocks.append(.text(SafeText.lines(sanitizing: text).map { $0.text.trimmingBlanks }))
  }

  /// The text in one line, cleaned.
  private static func line(_ text: String) -> String {
    SafeText.lines(sanitizing: text).map { $0.text.trimmingBlanks }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
