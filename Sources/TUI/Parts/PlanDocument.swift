import CustomerSuccess
import ReplicaStore
import Terminal

/// A success plan as a document to hand on (features A10).
///
/// Its texts were typed by people: they are cleaned as on a screen and then escaped, so that none of
/// them becomes markup.
struct PlanDocument {
  private enum Block {
    case title(String)
    case heading(String)
    case subheading(String)
    /// Lines; an empty one parts paragraphs.
    case text([String])
    case facts([(label: String, value: String)])
    case tasks([(isDone: Bool, text: String)])
  }

  private var blocks: [Block] = []

  /// - Parameter customer: The customer's name.
  init(_ plan: PlanRow, of customer: String, today: Day) {
    let row = plan.plan
    let customer = Self.line(customer)
    blocks.append(.title(Self.line(row[SuccessPlan.name] ?? "Success plan")))
    blocks.append(.text(["Success plan of \(customer), as of \(today)."]))
    let since = row[SuccessPlan.activeDate].map { " since \($0)" } ?? ""
    append([
      ("Type", row[SuccessPlan.type]?.rawValue),
      ("Status", plan.status.rawValue + (plan.status == .active ? since : "")),
      ("Owner", plan.ownerName), ("Due", row[SuccessPlan.dueDate]?.description),
      ("Progress", PlainNumber.percent(plan.progress.share)),
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
    let closed = cta[CTA.closedDate].map { ", \($0)" } ?? ""
    append([
      ("Status", cta[CTA.status].map { $0.rawValue + closed }),
      ("Due", objective.isClosed ? nil : cta[CTA.dueDate]?.description),
      ("Owner", objective.ownerName), ("Category", cta[CTA.objectiveCategory]?.rawValue),
      ("Success criteria", cta[CTA.successCriteria]), ("Outcome", cta[CTA.outcome]),
    ])
    guard !objective.tasks.isEmpty else { return }
    blocks.append(
      .tasks(
        objective.tasks.map { task in
          let due = task[CTATask.dueDate].map { ", due \($0)" } ?? ""
          let isDone = task[CTATask.status]?.isOpen == false
          return (isDone, Self.line(task[CTATask.name] ?? "Task") + (isDone ? "" : due))
        }))
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

extension PlanDocument {
  /// CommonMark, with the task lists that most readers know.
  var markdown: String {
    blocks.map { block in
      switch block {
      case .title(let text): "# \(Self.marked(text))"
      case .heading(let text): "## \(Self.marked(text))"
      case .subheading(let text): "### \(Self.marked(text))"
      // A backslash at its end keeps a line from running into the next.
      case .text(let lines):
        lines.split(separator: "").map { $0.map(Self.marked).joined(separator: "\\\n") }
          .joined(separator: "\n\n")
      case .facts(let facts):
        facts.map { "- **\($0.label):** \(Self.marked($0.value))" }.joined(separator: "\n")
      case .tasks(let tasks):
        tasks.map { "- [\($0.isDone ? "x" : " ")] \(Self.marked($0.text))" }
          .joined(separator: "\n")
      }
    }.joined(separator: "\n\n") + "\n"
  }

  /// A page of its own, without anything from elsewhere.
  var html: String {
    let body = blocks.map { block in
      switch block {
      case .title(let text): "<h1>\(Self.quoted(text))</h1>"
      case .heading(let text): "<h2>\(Self.quoted(text))</h2>"
      case .subheading(let text): "<h3>\(Self.quoted(text))</h3>"
      case .text(let lines):
        lines.split(separator: "").map {
          "<p>\($0.map(Self.quoted).joined(separator: "<br>\n"))</p>"
        }.joined(separator: "\n")
      case .facts(let facts):
        Self.list(facts.map { "<b>\($0.label):</b> \(Self.quoted($0.value))" })
      case .tasks(let tasks):
        Self.list(tasks.map { "\($0.isDone ? "&#9745;" : "&#9744;") \(Self.quoted($0.text))" })
      }
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <title>\(title)</title>
      <style>body { font-family: sans-serif; max-width: 45em; margin: 2em auto; }</style>
      \(body.joined(separator: "\n"))
      </html>

      """
  }

  private var title: String {
    guard case .title(let text)? = blocks.first else { return "" }
    return Self.quoted(text)
  }

  private static func list(_ items: [String]) -> String {
    "<ul>\n\(items.map { "<li>\($0)</li>" }.joined(separator: "\n"))\n</ul>"
  }

  /// Characters that mean something anywhere in a line of Markdown.
  private static let marks = Set("\\`*_[]<>#|~&")

  /// The text with a backslash before everything that Markdown would read otherwise.
  private static func marked(_ text: String) -> String {
    var result = ""
    for character in text {
      if marks.contains(character) { result.append("\\") }
      result.append(character)
    }
    // Some marks count at the beginning of a line only: lists, headings drawn below, numbers.
    guard let first = text.first else { return result }
    if "-+=:".contains(first) { return "\\" + result }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let mark = text.dropFirst(digits.count).first, ".)".contains(mark) else {
      return result
    }
    return "\(digits)\\\(result.dropFirst(digits.count))"
  }

  private static func quoted(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
