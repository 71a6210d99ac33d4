package import CustomerSuccess
import YAMLText

/// A text file that is a template of success plans.
package enum PlanTemplateFile {
  /// - Parameter file: As the person knows it, for the words of a problem.
  package static func read(_ text: String, file: String) throws(TextProblem) -> PlanTemplate {
    let fields = try FileFields(
      reading: text, of: file,
      known: ["name", "type", "description", "strategy", "highlights", "due", "objectives"])
    let objectives = try fields.groups("objectives", limit: PlanTemplate.objectiveLimit)
      .map { value throws(TextProblem) in try objective(value, file) }
    return PlanTemplate(
      name: try fields.requiredText("name", limit: PlaybookFile.nameLimit),
      type: try fields.requiredChoice("type", of: SuccessPlanType.self),
      about: try fields.text("description", limit: PlaybookFile.longLimit),
      strategy: try fields.text("strategy", limit: PlaybookFile.longLimit),
      highlights: try fields.text("highlights", limit: PlaybookFile.longLimit),
      due: try due(fields), objectives: objectives)
  }

  private static func due(_ fields: FileFields) throws(TextProblem) -> PlanTemplate.Due {
    let words = "days from 1 to \(PlanTemplate.dayLimit), or fiscal year end"
    return try fields.value("due", expected: words) { value in
      if value.text?.lowercased() == "fiscal year end" { return .fiscalYearEnd }
      guard let days = value.text.flatMap({ Int($0) }), (1...PlanTemplate.dayLimit).contains(days)
      else { return nil }
      return .after(days: days)
    } ?? .after(days: PlanTemplate.usualDays)
  }

  /// An objective without a name is called like its playbook.
  private static func objective(
    _ value: YAMLValue, _ file: String
  ) throws(TextProblem) -> PlanTemplate.Objective {
    let fields = try FileFields(
      value, of: file, in: "an objective",
      known: ["name", "playbook", "category", "stage", "due", "criteria"])
    let playbook = try fields.text("playbook", limit: PlaybookFile.nameLimit)
    let name = try fields.text("name", limit: PlaybookFile.nameLimit) ?? playbook
    guard let name else {
      throw TextProblem(
        file: file, line: fields.line,
        .missing(key: "name", expected: "what the objective is called, or its playbook"))
    }
    return PlanTemplate.Objective(
      name: name, playbook: playbook,
      category: try fields.choice("category", of: ObjectiveCategory.self),
      stage: try fields.choice("stage", of: ProductStage.self),
      dueAfterDays: try fields.number("due", in: 1...PlanTemplate.dayLimit),
      successCriteria: try fields.text("criteria", limit: PlaybookFile.longLimit))
  }
}
