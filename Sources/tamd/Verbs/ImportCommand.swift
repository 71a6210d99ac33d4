import ArgumentParser
import Foundation
import TamService

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Load export files, also while the store is served.",
    discussion: """
      Prints what was read, inserted, updated, left unchanged and rejected. Rejected rows are \
      written out with the reason, and the exit code is 3. Repeating an import changes nothing.
      """,
    subcommands: [Salesforce.self, Zendesk.self, Usage.self])

  struct Salesforce: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A folder with Account.csv, Contact.csv, User.csv and others.")
    @Argument(help: "The folder of the export.") var folder: String
    @OptionGroup var load: LoadOptions

    func run() throws { try load.run(.salesforce) { try $0.salesforce(directory: folder) } }
  }

  struct Zendesk: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A folder with organizations.json, users.json and tickets.json.")
    @Argument(help: "The folder of the export.") var folder: String
    @OptionGroup var load: LoadOptions

    func run() throws { try load.run(.zendesk) { try $0.zendesk(directory: folder) } }
  }

  struct Usage: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The usage mart as one CSV file.")
    @Argument(help: "The file.") var file: String
    @Flag(
      help: """
        Throw away what earlier files said, and compute instances and usage from this one, which \
        must hold all months; the labels of instances stay.
        """)
    var rebuild = false
    @OptionGroup var load: LoadOptions

    func run() throws {
      try load.run(.snowflake) { try $0.usage(file: file, isRebuild: rebuild) }
    }
  }
}

/// What every import takes.
struct LoadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Where rejected-<object>.csv are written.", valueName: "dir"))
  var rejected = "."

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  /// - Throws: `ExitCode` 3 when rows were rejected.
  func run(_ source: Connector, _ body: (Importer) throws -> ImportReport) throws {
    let report = try data.withStore { store in
      let settings = ImportSettings(
        at: store.now, rejectedDirectory: rejected, progress: { Output.message($0) })
      let report = try body(Importer(store: store, settings: settings))
      try HandImports(store).note(report, from: source)
      return report
    }
    try output.write(report.objects, text: "\(report)")
    if report.hasRejections { throw ExitCode.partly }
  }
}

extension ObjectReport: OutputLine {
  static let titles = [
    "object", "read", "inserted", "updated", "unchanged", "skipped", "rejected",
  ]

  var cells: [String] {
    [object] + [read, inserted, updated, unchanged, skipped, rejected].map(String.init)
  }
}
