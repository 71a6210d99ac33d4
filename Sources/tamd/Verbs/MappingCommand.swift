import ArgumentParser
import Connectors
import TamService

struct MappingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mapping",
    abstract: "Try the mapping of Salesforce's fields: ten live rows of each object.",
    discussion: """
      Shows under each name of salesforce-fields.yaml what Salesforce has there now; nothing is \
      stored. A field that is not there, or that our user may not see, is missing; then the exit \
      code is 3.
      """)

  static let rowLimit = 10

  @Argument(help: "Such as Account; all that the mapping names when it lacks.")
  var object: String?
  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let samples: [SObjectSample]
    do {
      samples = try await data.withJobs(log: Surroundings.verbLog) { runner in
        try await runner.sample(of: object, rows: Self.rowLimit)
      }
    } catch let error as ConnectionError where error.isMisuse {
      throw ValidationError("\(error)")
    }
    let lines = samples.flatMap { sample in
      sample.fields.map { MappingOutput(sample.object, $0) }
    }
    let table = Output.table(
      MappingOutput.titles, lines.map { $0.cells.map(MappingOutput.shortened) })
    try output.write(lines, text: table)
    if lines.contains(where: { $0.type == nil }) { throw ExitCode.partly }
  }
}

/// A field of the mapping, with what it holds in some rows.
struct MappingOutput: OutputLine {
  static let titles =
    ["object", "field", "in salesforce", "type"] + (1...MappingCommand.rowLimit).map { "\($0)" }

  /// In a table for people, in characters.
  private static let cellWidth = 24

  let object: String
  let field: String
  let salesforce: String
  /// Nil when it is missing.
  let type: String?
  let values: [String?]

  init(_ object: String, _ field: SObjectSample.Field) {
    self.object = object
    self.field = field.name
    salesforce = field.source
    type = field.type
    values = field.values
  }

  var cells: [String] {
    let shown = values.map { $0 ?? "" }
    let rest = Array(repeating: "", count: max(0, MappingCommand.rowLimit - shown.count))
    return [object, field, salesforce, type ?? "missing"] + shown + rest
  }

  /// Without line breaks, and not too long to stand in a table.
  static func shortened(_ cell: String) -> String {
    let line = String(cell.map { $0.isNewline ? " " : $0 })
    return line.count > cellWidth ? line.prefix(cellWidth - 1) + "…" : line
  }
}
