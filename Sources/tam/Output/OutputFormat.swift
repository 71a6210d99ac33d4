import ArgumentParser

/// The three forms of every result.
enum OutputFormat {
  case table
  case json
  case csv
}

/// `--json` and `--csv`, the same for every verb that prints a result.
struct FormatOptions: ParsableArguments {
  @Flag(name: .long, help: "Print JSON, for programs.")
  var json = false

  @Flag(name: .long, help: "Print CSV, for spreadsheets.")
  var csv = false

  func validate() throws {
    if json && csv { throw ValidationError("--json and --csv exclude each other: choose one") }
  }

  var format: OutputFormat { json ? .json : csv ? .csv : .table }
}
