import ArgumentParser
import Rules
import TamService

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "The rules that calculate values, open calls to action and close them.",
    discussion: """
      A rule is a YAML file: what ships can be replaced, and more added, in the folder rules/ of the \
      data directory. Their chains are jobs: see `tamd jobs list`.
      """,
    subcommands: [
      List.self, Views.self, Lint.self, DryRun.self, Run.self, History.self, Explain.self,
    ])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The rules, when they run and how they ran last.")
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try data.withStore { store in
        let desk = RuleDesk(store)
        for mistake in desk.files.mistakes { Output.message("it does not run: \(mistake)") }
        try output.write(try desk.list().map(RuleOutput.init))
      }
    }
  }

  struct Views: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What the SQL of a rule may read, and the functions it may call.")
    @OptionGroup var output: OutputOptions

    func run() throws { try output.write(ViewOutput.all) }
  }

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What is wrong with the rules: names, descriptions, circles, SQL.",
      discussion: "Exit code 1 when something is.")
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let findings = try data.withStore { try RuleDesk($0).lint() }
      try output.write(
        findings.map(FindingOutput.init),
        text: findings.isEmpty ? "nothing is wrong" : findings.joined(separator: "\n"))
      if !findings.isEmpty { throw ExitCode.failure }
    }
  }

  struct DryRun: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "dry-run",
      abstract: "What a rule would write, record by record; nothing is written.")
    @Argument(help: "Its file name without the ending, or its name.") var rule: String
    @OptionGroup var lines: LimitOption
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let outcome = try data.withStore { try RuleDesk($0).rehearse(rule) }
      let result = RuleRunOutput(outcome, limit: lines.limit)
      try output.write(result, text: result.text(isRehearsal: true))
      if outcome.state == .failed { throw ExitCode.failure }
    }
  }

  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run a rule now, also while the store is served.",
      discussion: """
        More changes than the rule's limit are not written without --yes. Exit codes: 3 when rows \
        failed or it was held back, 1 when the rule failed and nothing was written.
        """)
    @Argument(help: "Its file name without the ending, or its name.") var rule: String
    @Flag(help: "Write also what is more than the limit.") var yes = false
    @Flag(help: "Only the rows that failed in its last run.") var failed = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let outcome = try data.withStore {
        try RuleDesk($0).run(rule, isConfirmed: yes, onlyFailed: failed)
      }
      let result = RuleRunOutput(outcome, limit: 50)
      try output.write(result, text: result.text(isRehearsal: false))
      switch outcome.state {
      case .done: break
      case .partial, .held: throw ExitCode.partly
      case .failed: throw ExitCode.failure
      }
    }
  }

  struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Past runs, newest first; with --rows what the last one changed.")
    @Argument(help: "Its file name without the ending, or its name; all rules when it lacks.")
    var rule: String?
    @OptionGroup var lines: LimitOption
    @Flag(help: "The rows of its newest run that changed something or failed.") var rows = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
      guard rule != nil || !rows else { throw ValidationError("--rows needs the name of a rule") }
    }

    func run() throws {
      try data.withStore { store in
        let desk = RuleDesk(store)
        let id = try rule.map { try desk.rule($0).id }
        let runs = try desk.runs.history(of: id, limit: rows ? 1 : lines.limit)
        guard rows else { return try output.write(runs.map(PastRunOutput.init)) }
        let past = try runs.first.map { try desk.runs.rows(of: $0, limit: lines.limit) } ?? []
        try output.write(
          past.map(PastRowOutput.init),
          text: past.map { PastRowOutput($0).text }.joined(separator: "\n"))
      }
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Why a call to action is there, or what rules did to a customer.")
    @Argument(help: "The id of a CTA, or the id or the name of a customer.") var subject: String
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let explanation = try data.withStore { try RuleDesk($0).explain(subject) }
      let result = ExplanationOutput(explanation)
      try output.write(result.rows, text: result.text)
    }
  }
}
