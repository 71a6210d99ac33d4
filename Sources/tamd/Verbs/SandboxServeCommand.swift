import ArgumentParser
import Foundation
import Sandbox
import TamService

struct SandboxServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer in the place of Salesforce, Zendesk and Snowflake, on this machine only.",
    discussion: """
      Takes the files that `tamd sandbox --export DIR` has written, and sets the connectors of a \
      store up to ask here. Then `tamd connector run salesforce` and the others fill the store \
      through the same doors as the real services would. Serves until it is ended.
      """)

  @Argument(help: "The folder that the company was written to.") var folder: String
  @OptionGroup var data: DataOptions

  func run() async throws {
    try ConnectionFile.requireSandbox(data.directory)
    try data.withStore { try $0.becomeSandbox(at: data.data) }
    let services = try await SandboxServices(
      of: folder, clock: StandInClock(following: { Date() }), for: data)
    for (connector, address) in services.addresses {
      Output.message("\(connector.rawValue) answers at \(address)")
    }
    Output.message("next: `tamd connector run salesforce --data \(data.data)`")
    while true { try await Task.sleep(for: .seconds(3_600)) }
  }
}
