import ArgumentParser
import CustomerSuccess
import Foundation
import TamService

struct ConnectorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connector",
    abstract: "How to reach Salesforce, Zendesk and Snowflake.",
    discussion: """
      The settings are in connectors.yaml in the data folder, which people may edit too; they hold \
      no credential, only where it is: env:NAME or file:/path. What fields are called in Salesforce \
      is in salesforce-fields.yaml.
      """,
    subcommands: [List.self, Run.self, Status.self, Set.self, MappingCommand.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "All connectors, and whether they are set up.")
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let file = try ConnectionFile(data.directory)
      let lines = try data.withRuns { runs in
        try Connector.allCases.map { connector in
          let latest = try Job.all.filter { $0.connector == connector }
            .compactMap { try runs.latest(of: $0.name) }.max { $0.startedAt < $1.startedAt }
          return ConnectorOutput(
            connector, isReady: file.connectors.contains(connector), latest: latest)
        }
      }
      try output.write(lines)
    }
  }

  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fetch all that is new from a connector now.",
      discussion: "The same as `tamd jobs run` with the connector's job for everything.")
    @Argument(help: "\(Connector.choices).") var connector: Connector
    @Flag(help: "Forget how far earlier runs came, and fetch everything.") var anew = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      if anew { try data.withRuns { try $0.forget(connector) } }
      var job = JobsCommand.Run()
      job.job = connector.everything.name
      job.rebuild = false
      job.data = data
      job.output = output
      try await job.run()
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make one harmless call to each service that is set up, and say what is wrong.")
    @Argument(help: "\(Connector.choices); all that are set up when it lacks.")
    var connector: Connector?
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let connectors = try connector.map { [$0] } ?? ConnectionFile(data.directory).connectors
      guard !connectors.isEmpty else {
        throw ValidationError(
          "no connector is set up: fill in \(data.data)/\(ConnectionFile.name), or use "
            + "`tamd connector set`")
      }
      let lines = try await data.withJobs(log: Surroundings.verbLog) { runner in
        var lines: [StatusOutput] = []
        for connector in connectors {
          do {
            lines.append(
              StatusOutput(connector, isGood: true, try await runner.check(connector)))
          } catch {
            lines.append(StatusOutput(connector, isGood: false, "\(error)"))
          }
        }
        return lines
      }
      try output.write(lines)
      if lines.contains(where: { !$0.ok }) { throw ExitCode.failure }
    }
  }

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change settings of a connector, such as zendesk subdomain=acme.",
      discussion: """
        Credentials are named by their place: token=env:ZENDESK_TOKEN, or \
        private_key=file:/etc/tamarack/key.pem. A service that runs takes changes up by itself.
        """)
    @Argument(help: "\(Connector.choices).") var connector: Connector
    @Argument(help: ArgumentHelp("Settings.", valueName: "key=value")) var settings: [String]
    @OptionGroup var data: DataOptions

    func run() throws {
      guard data.directory.holdsStore else {
        throw ValidationError("\(data.data) holds no store: make one with `tamd init`")
      }
      let values = try settings.map { setting in
        guard let mark = setting.firstIndex(of: "="), mark > setting.startIndex else {
          throw ValidationError("\"\(setting)\" is no setting: write KEY=VALUE")
        }
        return (
          key: String(setting[..<mark]), value: String(setting[setting.index(after: mark)...])
        )
      }
      do {
        try ConnectionFile.set(values, of: connector, data.directory)
      } catch let error as ConnectionError where error.isMisuse {
        throw ValidationError("\(error)")
      }
      Output.message(
        """
        \(connector.title) is set up in \(data.data)/\(ConnectionFile.name); next: \
        `tamd connector status \(connector.rawValue) --data \(data.data)`
        """)
    }
  }
}

extension Connector: ExpressibleByArgument {
  static var choices: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A connector in a list.
struct ConnectorOutput: OutputLine {
  static let titles = ["connector", "set up", "last job", "started", "state"]

  let name: String
  let ready: Bool
  let last: RunOutput?

  init(_ connector: Connector, isReady: Bool, latest: JobRun?) {
    name = connector.rawValue
    ready = isReady
    last = latest.map(RunOutput.init)
  }

  var cells: [String] {
    [
      name, ready ? "yes" : "no", last?.job ?? "", last?.startedAt.description ?? "",
      last?.state ?? "",
    ]
  }
}

/// What a service answered.
struct StatusOutput: OutputLine {
  static let titles = ["connector", "ok", "answer"]

  let name: String
  let ok: Bool
  let answer: String

  init(_ connector: Connector, isGood: Bool, _ answer: String) {
    name = connector.rawValue
    ok = isGood
    self.answer = answer
  }

  var cells: [String] { [name, ok ? "yes" : "no", answer] }
}
