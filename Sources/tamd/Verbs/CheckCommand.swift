import ArgumentParser
import TamService

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the file, and everything derived against the rows.")

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let findings = try data.withStore { store in try store.read { try $0.check() } }
      .map { Finding(finding: "\($0)") }
    if findings.isEmpty {
      try output.json || output.csv ? output.write(findings) : Output.message("all is well")
      return
    }
    try output.write(findings)
    Output.message("\(findings.count) things are wrong: restore a backup, and keep this list")
    throw ExitCode.failure
  }

  private struct Finding: OutputLine {
    static let titles = ["finding"]
    let finding: String
    var cells: [String] { [finding] }
  }
}
