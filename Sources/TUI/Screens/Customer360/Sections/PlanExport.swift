import CustomerSuccess
import ReplicaStore
import Terminal

/// Writes a success plan to a file that can be handed on.
enum PlanExport {
  static func prompt(_ request: SectionRequest, _ item: PlanItem) -> AppEffect {
    let advice: SafeText = ".md for Markdown, .html for a page; a file that is there stays"
    let words = item.name.text.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    let name = words.isEmpty ? "success-plan" : words.joined(separator: "-")
    return .show(
      .prompt(
        Prompt(
          .words(for: .customer360(.request(request)), label: "Write to", advice: advice),
          text: "\(name).md")))
  }

  static func reply(_ path: String, _ document: PlanDocument) -> PromptReply {
    let name = path.lowercased()
    if name.hasSuffix(".md") { return .done([.write(document.markdown, to: path)]) }
    if name.hasSuffix(".html") { return .done([.write(document.html, to: path)]) }
    return .refused("Let the name end in .md for Markdown or in .html for a page.")
  }
}
