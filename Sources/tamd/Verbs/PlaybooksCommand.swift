import ArgumentParser
import CustomerSuccess
import TamService

struct PlaybooksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "playbooks",
    abstract: "List playbooks and plan templates: those that ship, and those of files.",
    discussion: """
      Files are those in playbooks and plans of the data folder. One with a mistake is named with its \
      line and left out; then the exit code is 3. Nothing is stored: the service does that.
      """)

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let content = PlaybookFolder(data.directory).content()
    let playbooks = content.playbooks.map { playbook in
      PlaybookOutput(
        name: playbook.name, kind: "playbook", type: playbook.type.rawValue,
        steps: playbook.tasks.count, file: content.file(of: playbook))
    }
    let templates = content.templates.map { template in
      PlaybookOutput(
        name: template.name, kind: "plan", type: template.type.rawValue,
        steps: template.objectives.count, file: content.file(of: template))
    }
    try output.write(playbooks + templates)
    for complaint in content.complaints { Output.message(complaint) }
    if !content.complaints.isEmpty { throw ExitCode.partly }
  }
}

/// A playbook or a plan template, and where it comes from.
struct PlaybookOutput: OutputLine {
  static let titles = ["name", "kind", "type", "steps", "file"]

  let name: String
  let kind: String
  let type: String
  let steps: Int
  /// Nil when it ships.
  let file: String?

  var cells: [String] { [name, kind, type, String(steps), file ?? "ships"] }
}
