import ArgumentParser
import CustomerSuccess
import TamService

struct ScorecardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scorecard",
    abstract: "Judge health by scorecard.yaml of the data folder, or only read it.",
    discussion: """
      A running service takes the file up within ten minutes by itself. Without the file everybody \
      is judged by era B. `--print C` writes the scorecard of an era, to begin from.
      """)

  @OptionGroup var data: DataOptions

  @Flag(help: "Only say whether the file can be used.")
  var check = false

  @Option(name: .customLong("print"), help: "Write the shipped scorecard of an era: A, B, C or D.")
  var era: String?

  mutating func validate() throws {
    guard era.map({ MethodologyEra(rawValue: $0.uppercased()) == nil }) != true else {
      throw ValidationError("there are the eras A, B, C and D: name one of them")
    }
  }

  func run() throws {
    if let era = era.flatMap({ MethodologyEra(rawValue: $0.uppercased()) }) {
      return Output.result(ScorecardSetting.shipped(era))
    }
    let setting = ScorecardSetting(data.directory)
    let configuration = try setting.configuration()
    let numbers = "the numbers of era \(configuration.era.rawValue)"
    let isChanged =
      configuration == .era(configuration.era) ? numbers : "\(numbers), some of them changed"
    guard !check else { return Output.message("the scorecard has \(isChanged)") }
    let report = try data.withStore { try setting.apply(to: $0) }
    guard let report else {
      return Output.message("everybody is judged by \(isChanged) already; nothing changed")
    }
    Output.message(
      """
      everybody is judged by \(isChanged): scored \(report.accounts) customers anew, \
      \(report.changedAccounts) of them changed
      """)
  }
}
