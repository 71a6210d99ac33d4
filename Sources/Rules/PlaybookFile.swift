package import CustomerSuccess
import YAMLText

/// A text file that is a playbook.
package enum PlaybookFile {
  /// - Parameter file: As the person knows it, for the words of a problem.
  package static func read(_ text: String, file: String) throws(TextProblem) -> Playbook {
    let fields = try FileFields(
      reading: text, of: file,
      known: [
        "name", "type", "reason", "priority", "category", "stage", "description", "due", "tasks",
      ])
    let tasks = try fields.groups("tasks", limit: Playbook.taskLimit)
      .map { value throws(TextProblem) in try task(value, file) }
    return Playbook(
      name: try fields.requiredText("name", limit: nameLimit),
      type: try fields.requiredChoice("type", of: CTAType.self),
      reason: try fields.text("reason"),
      priority: try fields.choice("priority", of: Priority.self),
      category: try fields.choice("category", of: ObjectiveCategory.self),
      stage: try fields.choice("stage", of: ProductStage.self),
      about: try fields.text("description", limit: longLimit),
      dueAfter: try fields.number("due", in: 0...Playbook.offsetLimit), tasks: tasks)
  }

  /// Bytes, as many as a CTA's name may have and more than a line shows.
  static let nameLimit = 200
  /// Bytes.
  static let longLimit = 4_000

  private static func task(
    _ value: YAMLValue, _ file: String
  ) throws(TextProblem) -> PlaybookTask {
    let fields = try FileFields(
      value, of: file, in: "a task", known: ["name", "details", "due", "owner", "priority"])
    return PlaybookTask(
      name: try fields.requiredText("name", limit: nameLimit),
      details: try fields.text("details", limit: longLimit),
      dueAfter: try fields.number("due", in: 0...Playbook.offsetLimit) ?? 0,
      owner: try fields.choice("owner", of: PlaybookOwner.self) ?? .ctaOwner,
      priority: try fields.choice("priority", of: Priority.self) ?? .medium)
  }
}
